package dev.plumbline.integration;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Rows as comparable Java values: whole numbers, days and microseconds are {@code Long}s. */
final class TableRows {
  private TableRows() {}

  /** One row; columns of other types than the comparable ones are in its text only. */
  record Row(Map<String, @Nullable Comparable<?>> values, String text) {
    @Nullable Comparable<?> value(String column) {
      return values.get(column);
    }
  }

  static List<Row> of(VectorSchemaRoot root) {
    List<String> texts = CanonicalRows.of(root);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < root.getRowCount(); row++) {
      Map<String, @Nullable Comparable<?>> values = new HashMap<>();
      for (FieldVector vector : root.getFieldVectors()) {
        values.put(vector.getName(), vector.isNull(row) ? null : value(vector, row));
      }
      rows.add(new Row(values, texts.get(row)));
    }
    return rows;
  }

  private static @Nullable Comparable<?> value(FieldVector vector, int row) {
    if (vector instanceof DateDayVector dates) {
      return (long) dates.get(row);
    }
    if (vector instanceof TimeStampVector times) {
      return times.get(row);
    }
    if (vector instanceof DecimalVector decimals) {
      return decimals.getObject(row);
    }
    Object value = vector.getObject(row);
    if (value instanceof Float || value instanceof Double) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof Number number && !(value instanceof BigDecimal)) {
      return number.longValue();
    }
    if (value instanceof Boolean bool) {
      return bool;
    }
    return value instanceof org.apache.arrow.vector.util.Text text ? text.toString() : null;
  }
}
