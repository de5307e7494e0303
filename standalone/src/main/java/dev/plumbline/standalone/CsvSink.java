package dev.plumbline.standalone;

import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180 with a header and line feeds. NULL is an empty field and an empty text is {@code
 * ""}; nested values are JSON.
 */
final class CsvSink implements RowSink {
  private final Appendable target;

  CsvSink(Appendable target) {
    this.target = target;
  }

  @Override
  public void begin(Schema schema) throws IOException {
    target.append(
        schema.getFields().stream()
            .map(field -> field(field.getName()))
            .collect(Collectors.joining(",", "", "\n")));
  }

  @Override
  public void batch(VectorSchemaRoot rows) throws IOException {
    for (int row = 0; row < rows.getRowCount(); row++) {
      String separator = "";
      for (FieldVector column : rows.getFieldVectors()) {
        target.append(separator).append(field(Values.read(column, row)));
        separator = ",";
      }
      target.append('\n');
    }
  }

  @Override
  public void end() {}

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = Values.text(value);
    return needsQuotes(text) ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private static boolean needsQuotes(String text) {
    if (text.isEmpty() || text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ') {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }
}
