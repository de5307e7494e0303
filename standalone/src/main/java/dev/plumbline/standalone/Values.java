package dev.plumbline.standalone;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Single values out of Arrow vectors, and their text.
 *
 * <p>Values are {@code null}, Boolean, numbers, String, {@code byte[]}, LocalDate, LocalTime,
 * LocalDateTime (no zone), Instant (with a zone), List, and Map for structs and for maps with text
 * as keys.
 */
final class Values {
  private static final DateTimeFormatter MICROS = times(6);
  private static final DateTimeFormatter NANOS = times(9);

  private Values() {}

  private static DateTimeFormatter times(int digits) {
    return new DateTimeFormatterBuilder()
        .appendPattern("HH:mm:ss")
        .appendFraction(ChronoField.NANO_OF_SECOND, digits, digits, true)
        .toFormatter(Locale.ROOT);
  }

  static @Nullable Object read(FieldVector vector, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    if (vector instanceof BitVector bits) {
      return bits.get(row) == 1;
    }
    if (vector instanceof TimeStampVector timestamps) {
      return timestamp(timestamps, row);
    }
    if (vector instanceof DateDayVector days) {
      return LocalDate.ofEpochDay(days.get(row));
    }
    if (vector instanceof DateMilliVector millis) {
      return Instant.ofEpochMilli(millis.get(row)).atOffset(ZoneOffset.UTC).toLocalDate();
    }
    if (vector instanceof TimeSecVector times) {
      return LocalTime.ofSecondOfDay(times.get(row));
    }
    if (vector instanceof TimeMilliVector times) {
      return LocalTime.ofNanoOfDay(times.get(row) * 1_000_000L);
    }
    if (vector instanceof TimeMicroVector times) {
      return LocalTime.ofNanoOfDay(times.get(row) * 1_000L);
    }
    if (vector instanceof TimeNanoVector times) {
      return LocalTime.ofNanoOfDay(times.get(row));
    }
    if (vector instanceof UInt1Vector numbers) {
      return numbers.getObjectNoOverflow(row);
    }
    if (vector instanceof UInt2Vector numbers) {
      return (int) numbers.get(row);
    }
    if (vector instanceof UInt4Vector numbers) {
      return numbers.getObjectNoOverflow(row);
    }
    if (vector instanceof UInt8Vector numbers) {
      return numbers.getObjectNoOverflow(row);
    }
    if (vector instanceof StructVector struct) {
      return struct(struct, row);
    }
    if (vector instanceof MapVector map) {
      return map(map, row);
    }
    if (vector instanceof ListVector list) {
      return list(
          list.getDataVector(), list.getElementStartIndex(row), list.getElementEndIndex(row));
    }
    if (vector instanceof LargeListVector list) {
      return list(
          list.getDataVector(),
          Math.toIntExact(list.getElementStartIndex(row)),
          Math.toIntExact(list.getElementEndIndex(row)));
    }
    if (vector instanceof FixedSizeListVector list) {
      return list(
          list.getDataVector(), list.getElementStartIndex(row), list.getElementEndIndex(row));
    }
    Object value = vector.getObject(row);
    return value instanceof Number || value instanceof byte[] ? value : String.valueOf(value);
  }

  private static Object timestamp(TimeStampVector vector, int row) {
    ArrowType.Timestamp type = (ArrowType.Timestamp) vector.getField().getType();
    long raw = vector.get(row);
    Instant instant =
        switch (type.getUnit()) {
          case SECOND -> Instant.ofEpochSecond(raw);
          case MILLISECOND -> Instant.ofEpochMilli(raw);
          case MICROSECOND -> since(raw, 1_000_000L);
          case NANOSECOND -> since(raw, 1_000_000_000L);
        };
    return type.getTimezone() == null ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : instant;
  }

  private static Instant since(long raw, long perSecond) {
    return Instant.ofEpochSecond(
        Math.floorDiv(raw, perSecond),
        Math.floorMod(raw, perSecond) * (1_000_000_000L / perSecond));
  }

  private static Map<String, @Nullable Object> struct(StructVector struct, int row) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (FieldVector child : struct.getChildrenFromFields()) {
      fields.put(child.getName(), read(child, row));
    }
    return fields;
  }

  private static Object map(MapVector map, int row) {
    StructVector entries = (StructVector) map.getDataVector();
    FieldVector keys = entries.getChildrenFromFields().get(0);
    FieldVector values = entries.getChildrenFromFields().get(1);
    int from = map.getElementStartIndex(row);
    int until = map.getElementEndIndex(row);
    if (keys.getField().getType() instanceof ArrowType.Utf8) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (int i = from; i < until; i++) {
        object.put(String.valueOf(read(keys, i)), read(values, i));
      }
      return object;
    }
    List<@Nullable Object> pairs = new ArrayList<>();
    for (int i = from; i < until; i++) {
      Map<String, @Nullable Object> pair = new LinkedHashMap<>();
      pair.put("key", read(keys, i));
      pair.put("value", read(values, i));
      pairs.add(pair);
    }
    return pairs;
  }

  private static List<@Nullable Object> list(FieldVector data, int from, int until) {
    List<@Nullable Object> values = new ArrayList<>(until - from);
    for (int i = from; i < until; i++) {
      values.add(read(data, i));
    }
    return values;
  }

  /** The text of a value: the same in every file and on every machine. */
  static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Instant instant) {
      return text(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)) + "Z";
    }
    if (value instanceof LocalDateTime local) {
      return local.toLocalDate() + "T" + fraction(local).format(local);
    }
    if (value instanceof LocalTime time) {
      return fraction(time).format(time);
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (value instanceof Map || value instanceof List) {
      return Json.compact(value);
    }
    return String.valueOf(value);
  }

  // Microseconds are what reads give; nanoseconds are kept where a source has them.
  private static DateTimeFormatter fraction(TemporalAccessor time) {
    return time.get(ChronoField.NANO_OF_SECOND) % 1_000 == 0 ? MICROS : NANOS;
  }
}
