package dev.plumbline.spi;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * A typed constant.
 *
 * <p>The Java type follows the Arrow type: {@code Boolean} for bool; {@code Long} for integers;
 * {@code BigDecimal} for decimals; {@code Double} for floating point; {@code String} for text;
 * read-only {@code ByteBuffer} for binary; {@code LocalDate} for dates; {@code LocalTime} for
 * times; {@code Instant} for timestamps with a zone and {@code LocalDateTime} for timestamps
 * without.
 *
 * @param type the Arrow type
 * @param value the value; {@code null} is SQL's NULL
 * @since 0.1.0
 */
public record Literal(ArrowType type, @Nullable Object value) {
  /** Checks that value and type fit. */
  public Literal {
    if (value != null && !expected(type).isInstance(value)) {
      throw new IllegalArgumentException(
          "a literal of type "
              + type
              + " holds a "
              + expected(type).getSimpleName()
              + ", not a "
              + value.getClass().getSimpleName());
    }
  }

  private static Class<?> expected(ArrowType type) {
    return switch (type.getTypeID()) {
      case Bool -> Boolean.class;
      case Int -> Long.class;
      case Decimal -> BigDecimal.class;
      case FloatingPoint -> Double.class;
      case Utf8, LargeUtf8, Utf8View -> String.class;
      case Binary, LargeBinary, FixedSizeBinary, BinaryView -> ByteBuffer.class;
      case Date -> LocalDate.class;
      case Time -> LocalTime.class;
      case Timestamp ->
          ((ArrowType.Timestamp) type).getTimezone() == null ? LocalDateTime.class : Instant.class;
      default -> throw new IllegalArgumentException("no literal has type " + type);
    };
  }

  /**
   * Reads a constant from text, as sources that hold nothing else write it: {@code true} and {@code
   * false}, decimal numbers, ISO 8601 dates and times (a blank may stand for the {@code T}); an
   * instant needs its offset. Empty text is NULL in every type but text.
   *
   * @param type the type
   * @param text the text
   * @return the constant
   * @throws ConnectorException with {@link StandardErrorCode#CORRUPT_DATA} if the text is none of
   *     the type, or does not fit it without loss; with {@link StandardErrorCode#UNSUPPORTED_TYPE}
   *     for binary types, which have no one way to be written
   */
  public static Literal parse(ArrowType type, String text) {
    Class<?> expected = expected(type);
    if (text.isEmpty() && expected != String.class) {
      return new Literal(type, null);
    }
    try {
      return new Literal(type, value(type, text));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new ConnectorException(
          StandardErrorCode.CORRUPT_DATA,
          "'" + text + "' is no " + expected.getSimpleName() + " that fits " + type,
          e);
    }
  }

  private static Object value(ArrowType type, String text) {
    return switch (type.getTypeID()) {
      case Bool -> flag(text);
      case Int -> whole((ArrowType.Int) type, text);
      case Decimal -> decimal((ArrowType.Decimal) type, text);
      case FloatingPoint -> Double.valueOf(text);
      case Date -> LocalDate.parse(text);
      case Time -> LocalTime.parse(text);
      case Timestamp ->
          ((ArrowType.Timestamp) type).getTimezone() == null
              ? LocalDateTime.parse(text.replace(' ', 'T'))
              : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
      case Utf8, LargeUtf8, Utf8View -> text;
      default ->
          throw new ConnectorException(
              StandardErrorCode.UNSUPPORTED_TYPE, type + " cannot be read from text");
    };
  }

  private static Boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static Long whole(ArrowType.Int type, String text) {
    long value = Long.parseLong(text);
    int unused = 64 - type.getBitWidth();
    if (type.getIsSigned()
        ? value << unused >> unused != value
        : value < 0 || (unused > 0 && value << unused >>> unused != value)) {
      throw new ArithmeticException("overflow");
    }
    return value;
  }

  private static BigDecimal decimal(ArrowType.Decimal type, String text) {
    BigDecimal value = new BigDecimal(text).setScale(type.getScale());
    if (value.precision() > type.getPrecision()) {
      throw new ArithmeticException("overflow");
    }
    return value;
  }

  /** {@return whether this is NULL} */
  public boolean isNull() {
    return value == null;
  }
}
