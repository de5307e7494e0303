package dev.plumbline.integration;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;

/** Rows as text, in the form that {@code fixtures/README.md} gives for the golden tables. */
public final class CanonicalRows {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

  private CanonicalRows() {}

  /** Writes every row of a batch. */
  public static List<String> of(VectorSchemaRoot root) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < root.getRowCount(); row++) {
      StringJoiner members = new StringJoiner(",", "{", "}");
      for (FieldVector vector : root.getFieldVectors()) {
        members.add(quote(vector.getName()) + ":" + value(vector, row));
      }
      rows.add(members.toString());
    }
    return rows;
  }

  private static String value(ValueVector vector, int row) {
    if (vector.isNull(row)) {
      return "null";
    }
    if (vector instanceof BitVector bits) {
      return bits.get(row) == 1 ? "true" : "false";
    }
    if (vector instanceof DateDayVector dates) {
      return quote(LocalDate.ofEpochDay(dates.get(row)).toString());
    }
    if (vector instanceof TimeStampMicroTZVector instants) {
      return quote(time(instants.get(row)) + "Z");
    }
    if (vector instanceof TimeStampMicroVector locals) {
      return quote(time(locals.get(row)));
    }
    if (vector instanceof VarBinaryVector binary) {
      return quote(HexFormat.of().formatHex(binary.get(row)));
    }
    if (vector instanceof StructVector struct) {
      StringJoiner members = new StringJoiner(",", "{", "}");
      for (FieldVector child : struct.getChildrenFromFields()) {
        members.add(quote(child.getName()) + ":" + value(child, row));
      }
      return members.toString();
    }
    if (vector instanceof MapVector map) {
      return map(map, row);
    }
    if (vector instanceof ListVector list) {
      StringJoiner items = new StringJoiner(",", "[", "]");
      for (int i = list.getElementStartIndex(row); i < list.getElementEndIndex(row); i++) {
        items.add(value(list.getDataVector(), i));
      }
      return items.toString();
    }
    Object value = vector.getObject(row);
    if (value instanceof Double || value instanceof Float) {
      String text = value.toString();
      return text.equals("NaN") || text.endsWith("Infinity") ? quote(text) : text;
    }
    if (value instanceof BigDecimal decimal) {
      return quote(decimal.toPlainString());
    }
    return value instanceof Number ? value.toString() : quote(value.toString());
  }

  private static String map(MapVector map, int row) {
    StructVector entries = (StructVector) map.getDataVector();
    List<FieldVector> parts = entries.getChildrenFromFields();
    List<String> pairs = new ArrayList<>();
    for (int i = map.getElementStartIndex(row); i < map.getElementEndIndex(row); i++) {
      pairs.add("[" + value(parts.get(0), i) + "," + value(parts.get(1), i) + "]");
    }
    pairs.sort(null);
    return "[" + String.join(",", pairs) + "]";
  }

  private static String time(long micros) {
    return LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1_000,
            ZoneOffset.UTC)
        .format(MICROS);
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < 0x20) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
