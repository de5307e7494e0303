package dev.plumbline.integration.functions;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One text for each value, the same from whatever engine it came. Numbers are Java's text of them,
 * which keeps -0.0 and NaN; decimals have all the digits of their scale; times have six digits of
 * fractions, and a {@code Z} where they are points in time; bytes are hexadecimal. Text is itself,
 * but in quotes inside other values: {@code [1,NULL]}, <code>{"a":1}</code> in order of the keys'
 * text, {@code (1,"x")}.
 */
final class Canonical {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);
  private static final DateTimeFormatter NANOS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS", Locale.ROOT);
  private static final long UNITS_IN_THE_LAST_PLACE = 4;

  private Canonical() {}

  static @Nullable String text(@Nullable Object value) {
    return value == null ? null : write(value);
  }

  private static String write(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Instant instant) {
      return write(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)) + "Z";
    }
    if (value instanceof LocalDateTime local) {
      // A fraction that no engine of ours has must not compare equal.
      return local.format(local.truncatedTo(ChronoUnit.MICROS).equals(local) ? MICROS : NANOS);
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof NastyNested.Struct struct) {
      return "(" + nested(struct.a()) + "," + nested(struct.b()) + ")";
    }
    if (value instanceof Object[] fields) {
      List<String> members = new ArrayList<>();
      for (Object field : fields) {
        members.add(nested(field));
      }
      return "(" + String.join(",", members) + ")";
    }
    if (value instanceof List<?> items) {
      return "[" + String.join(",", items.stream().map(Canonical::nested).toList()) + "]";
    }
    if (value instanceof Map<?, ?> map) {
      List<String> members = new ArrayList<>();
      map.forEach((key, item) -> members.add(nested(key) + ":" + nested(item)));
      members.sort(null);
      return "{" + String.join(",", members) + "}";
    }
    return value.toString();
  }

  private static String nested(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    String text = write(value);
    return value instanceof String
        ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
        : text;
  }

  /**
   * Whether two different texts of doubles or reals mean the same number, but for the last bits.
   * Signs of zero and what is no finite number are told apart all the same.
   */
  static boolean nearly(Type type, String left, String right) {
    double l = number(type, left);
    double r = number(type, right);
    double unit = type.text().equals("real") ? Math.ulp((float) l) : Math.ulp(l);
    return Double.isFinite(l)
        && Double.isFinite(r)
        && l != r
        && Math.abs(l - r) <= UNITS_IN_THE_LAST_PLACE * unit;
  }

  private static double number(Type type, String text) {
    return switch (type.text()) {
      case "double" -> Double.parseDouble(text);
      case "real" -> Float.parseFloat(text);
      default -> Double.NaN;
    };
  }
}
