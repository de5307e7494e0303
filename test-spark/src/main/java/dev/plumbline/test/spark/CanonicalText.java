package dev.plumbline.test.spark;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One text for each value of Spark, in the form that {@code Canonical} of the integration tests
 * describes.
 */
final class CanonicalText {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

  private CanonicalText() {}

  static String of(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Instant instant) {
      return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).format(MICROS) + "Z";
    }
    if (value instanceof LocalDateTime local) {
      return local.format(MICROS);
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Row row) {
      List<String> members = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        members.add(nested(row.get(i)));
      }
      return "(" + String.join(",", members) + ")";
    }
    if (value instanceof scala.collection.Seq<?> items) {
      List<String> members = new ArrayList<>();
      CollectionConverters.asJava(items).forEach(item -> members.add(nested(item)));
      return "[" + String.join(",", members) + "]";
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      List<String> members = new ArrayList<>();
      CollectionConverters.asJava(map)
          .forEach((key, item) -> members.add(nested(key) + ":" + nested(item)));
      members.sort(null);
      return "{" + String.join(",", members) + "}";
    }
    return value.toString();
  }

  private static String nested(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    String text = of(value);
    return value instanceof String
        ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
        : text;
  }
}
