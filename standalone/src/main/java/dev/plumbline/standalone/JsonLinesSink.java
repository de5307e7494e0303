package dev.plumbline.standalone;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** One JSON object for each row, on a line of its own. */
final class JsonLinesSink implements RowSink {
  private final Appendable target;

  JsonLinesSink(Appendable target) {
    this.target = target;
  }

  @Override
  public void begin(Schema schema) {}

  @Override
  public void batch(VectorSchemaRoot rows) throws IOException {
    for (int row = 0; row < rows.getRowCount(); row++) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      for (FieldVector column : rows.getFieldVectors()) {
        object.put(column.getName(), Values.read(column, row));
      }
      target.append(Json.compact(object)).append('\n');
    }
  }

  @Override
  public void end() {}
}
