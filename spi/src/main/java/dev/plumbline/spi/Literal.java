package dev.plumbline.spi;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
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

  /** {@return whether this is NULL} */
  public boolean isNull() {
    return value == null;
  }
}
