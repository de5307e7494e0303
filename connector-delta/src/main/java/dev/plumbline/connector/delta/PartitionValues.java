package dev.plumbline.connector.delta;

import dev.plumbline.spi.Literal;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Typed values of the texts by which the Delta protocol serialises partition values. */
final class PartitionValues {
  private static final Pattern ZONE = Pattern.compile(".*(?:[Zz]|[+-]\\d{2}:?\\d{2})");

  private PartitionValues() {}

  /**
   * Reads a value.
   *
   * @param text null and the empty text are NULL
   * @return empty if the text is no value of the type
   */
  static Optional<Literal> parse(ArrowType type, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.of(new Literal(type, null));
    }
    try {
      return Optional.ofNullable(value(type, text)).map(value -> new Literal(type, value));
    } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable Object value(ArrowType type, String text) {
    return switch (type.getTypeID()) {
      case Bool ->
          text.equalsIgnoreCase("true")
              ? Boolean.TRUE
              : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
      case Int -> whole((ArrowType.Int) type, Long.parseLong(text));
      case Decimal -> decimal((ArrowType.Decimal) type, new BigDecimal(text));
      case FloatingPoint ->
          ((ArrowType.FloatingPoint) type).getPrecision() == FloatingPointPrecision.SINGLE
              ? (double) Float.parseFloat(text)
              : Double.parseDouble(text);
      case Utf8 -> text;
      case Binary -> ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
      case Date -> LocalDate.parse(text);
      case Timestamp ->
          ((ArrowType.Timestamp) type).getTimezone() == null ? local(text) : instant(text);
      default -> null;
    };
  }

  static @Nullable Long whole(ArrowType.Int type, long value) {
    int spare = 64 - type.getBitWidth();
    return value << spare >> spare == value ? value : null;
  }

  static @Nullable BigDecimal decimal(ArrowType.Decimal type, BigDecimal value) {
    BigDecimal scaled = value.setScale(type.getScale());
    return scaled.precision() > type.getPrecision() ? null : scaled;
  }

  /** Times without a zone are in UTC. */
  static Instant instant(String text) {
    String iso = text.replace(' ', 'T');
    if (iso.indexOf('T') < 0 || !ZONE.matcher(iso).matches()) {
      return local(iso).toInstant(ZoneOffset.UTC);
    }
    OffsetDateTime zoned = OffsetDateTime.parse(iso);
    return wholeMicros(zoned.toLocalDateTime()).toInstant(zoned.getOffset());
  }

  static LocalDateTime local(String text) {
    String iso = text.replace(' ', 'T');
    return wholeMicros(
        iso.indexOf('T') < 0 ? LocalDate.parse(iso).atStartOfDay() : LocalDateTime.parse(iso));
  }

  private static LocalDateTime wholeMicros(LocalDateTime time) {
    if (!time.equals(time.truncatedTo(ChronoUnit.MICROS))) {
      throw new ArithmeticException("nanoseconds");
    }
    return time;
  }
}
