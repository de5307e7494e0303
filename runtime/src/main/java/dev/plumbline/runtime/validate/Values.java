package dev.plumbline.runtime.validate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt8Vector;
import org.jspecify.annotations.Nullable;

/** Values of rows, in the Java types of the SPI's literals, and as text for people. */
final class Values {
  private static final int SHOWN = 60;

  private Values() {}

  static @Nullable Object of(FieldVector vector, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    if (vector instanceof TimeStampVector times) {
      LocalDateTime utc = local(times.get(row));
      return vector instanceof TimeStampMicroTZVector ? utc.toInstant(ZoneOffset.UTC) : utc;
    }
    if (vector instanceof DateDayVector dates) {
      return LocalDate.ofEpochDay(dates.get(row));
    }
    if (vector instanceof UInt8Vector longs) {
      return new BigDecimal(new BigInteger(Long.toUnsignedString(longs.get(row))));
    }
    if (vector instanceof BaseIntVector whole) {
      return whole.getValueAsLong(row);
    }
    Object value = vector.getObject(row);
    return value instanceof org.apache.arrow.vector.util.Text ? value.toString() : value;
  }

  static LocalDateTime local(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L),
        (int) Math.floorMod(micros, 1_000_000L) * 1_000,
        ZoneOffset.UTC);
  }

  /** A value as text, cut where it is long. */
  static String text(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    String text =
        value instanceof byte[] bytes
            ? HexFormat.of().formatHex(bytes)
            : value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    return text.codePointCount(0, text.length()) <= SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "...";
  }

  /** Whether two values of one column are the same; both zeros are. */
  static boolean same(Object a, Object b) {
    if (a instanceof Double || a instanceof Float) {
      double left = ((Number) a).doubleValue();
      double right = ((Number) b).doubleValue();
      return left == right || (Double.isNaN(left) && Double.isNaN(right));
    }
    if (a instanceof BigDecimal left && b instanceof BigDecimal right) {
      return left.compareTo(right) == 0;
    }
    return a.equals(b);
  }

  static boolean isNumber(Object value) {
    return value instanceof Long
        || value instanceof BigDecimal
        || value instanceof Double
        || value instanceof Float;
  }

  /** A finite number exactly. */
  static BigDecimal number(Object value) {
    return value instanceof BigDecimal decimal
        ? decimal
        : value instanceof Long whole
            ? BigDecimal.valueOf(whole)
            : new BigDecimal(((Number) value).doubleValue());
  }

  static boolean isFinite(Object value) {
    return !(value instanceof Double || value instanceof Float)
        || Double.isFinite(((Number) value).doubleValue());
  }

  static Instant utc(Object value) {
    return value instanceof Instant instant
        ? instant
        : value instanceof LocalDate date
            ? date.atStartOfDay().toInstant(ZoneOffset.UTC)
            : ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
  }
}
