package dev.plumbline.connector.delta;

import dev.plumbline.spi.Literal;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Comparison of typed constants as {@link dev.plumbline.spi.Predicate} defines it. */
final class Literals {
  private Literals() {}

  /**
   * Compares two constants that are not NULL.
   *
   * @return empty where the types do not compare without a conversion, which is left to the engine
   */
  static Optional<Integer> compare(Literal a, Literal b) {
    Object left = a.value();
    Object right = b.value();
    if (left instanceof Long x && right instanceof Long y) {
      return Optional.of(Long.compare(x, y));
    } else if (left instanceof BigDecimal x && right instanceof BigDecimal y) {
      return Optional.of(x.compareTo(y));
    } else if (left instanceof Double x && right instanceof Double y) {
      return a.type().equals(b.type())
          ? Optional.of(compare(rounded(a.type(), x), rounded(b.type(), y)))
          : Optional.empty();
    } else if (left instanceof String x && right instanceof String y) {
      return Optional.of(compare(x, y));
    } else if (left instanceof Boolean x && right instanceof Boolean y) {
      return Optional.of(Boolean.compare(x, y));
    } else if (left instanceof LocalDate x && right instanceof LocalDate y) {
      return Optional.of(x.compareTo(y));
    } else if (left instanceof Instant x && right instanceof Instant y) {
      return Optional.of(x.compareTo(y));
    } else if (left instanceof LocalDateTime x && right instanceof LocalDateTime y) {
      return Optional.of(x.compareTo(y));
    } else if (left instanceof ByteBuffer x && right instanceof ByteBuffer y) {
      return Optional.of(Arrays.compareUnsigned(bytes(x), bytes(y)));
    }
    return Optional.empty();
  }

  private static double rounded(ArrowType type, double value) {
    return ((ArrowType.FloatingPoint) type).getPrecision() == FloatingPointPrecision.SINGLE
        ? (float) value
        : value;
  }

  /** NaN is the greatest and equal to itself; both zeros are equal. */
  private static int compare(double a, double b) {
    return a == b ? 0 : Double.compare(a, b);
  }

  /** By code points, which is the order of the UTF-8 bytes. */
  static int compare(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // A surrogate belongs to a code point above all that have none.
        boolean xHigh = Character.isSurrogate(x);
        return xHigh == Character.isSurrogate(y) ? Character.compare(x, y) : xHigh ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  static byte[] bytes(ByteBuffer buffer) {
    ByteBuffer rest = buffer.duplicate();
    byte[] bytes = new byte[rest.remaining()];
    rest.get(bytes);
    return bytes;
  }
}
