package dev.plumbline.standalone;

import dev.plumbline.runtime.RowStream;
import dev.plumbline.spi.BatchReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Moves rows from a reader to where the user wants them. */
final class Rows {
  private static final int WIDEST_CELL = 60;

  private Rows() {}

  /** Moves all rows and returns how many they were. */
  static long copy(BatchReader rows, RowSink sink) throws IOException {
    long count = 0;
    // Before the first batch a read may still be planned again.
    Optional<VectorSchemaRoot> next = rows.next();
    try {
      sink.begin(rows.schema());
      while (next.isPresent()) {
        try (VectorSchemaRoot batch = next.get()) {
          next = Optional.empty();
          sink.batch(batch);
          count += batch.getRowCount();
        }
        next = rows.next();
      }
    } finally {
      next.ifPresent(VectorSchemaRoot::close);
    }
    sink.end();
    return count;
  }

  /** Writes a file that does not exist yet, with the stamp where the format has a place for it. */
  static long toFile(RowStream rows, FileKind kind, Path file) throws IOException {
    return toFile(rows, kind, file, () -> rows.stamp().metadata());
  }

  static long toFile(
      BatchReader rows, FileKind kind, Path file, Supplier<Map<String, String>> metadata)
      throws IOException {
    if (kind == FileKind.ARROW) {
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          RowSink sink = new ArrowSink(channel, metadata)) {
        return copy(rows, sink);
      }
    }
    try (BufferedWriter writer =
            Files.newBufferedWriter(
                file,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
        RowSink sink = kind == FileKind.CSV ? new CsvSink(writer) : new JsonLinesSink(writer)) {
      return copy(rows, sink);
    }
  }

  /** Writes text to standard output, and stops early once nobody reads it. */
  static long toStream(BatchReader rows, FileKind kind, PrintStream out) throws IOException {
    try (Writer writer = new BufferedWriter(new Checked(out), 1 << 16);
        RowSink sink = kind == FileKind.CSV ? new CsvSink(writer) : new JsonLinesSink(writer)) {
      return copy(rows, sink);
    }
  }

  /** The first rows as a table. */
  record Preview(TextTable table, long rows, boolean more) {}

  static Preview preview(BatchReader rows, long most) {
    TextTable table = new TextTable(WIDEST_CELL);
    for (Field field : rows.schema().getFields()) {
      table.column(
          field.getName(),
          isNumber(field.getType()) ? TextTable.Align.RIGHT : TextTable.Align.LEFT);
    }
    long count = 0;
    boolean more = false;
    for (Optional<VectorSchemaRoot> next = rows.next(); next.isPresent(); next = rows.next()) {
      try (VectorSchemaRoot batch = next.get()) {
        for (int row = 0; row < batch.getRowCount(); row++) {
          if (count == most) {
            more = true;
            break;
          }
          table.row(cells(batch, row));
          count++;
        }
      }
      if (more) {
        break;
      }
    }
    return new Preview(table, count, more);
  }

  private static boolean isNumber(ArrowType type) {
    return type instanceof ArrowType.Int
        || type instanceof ArrowType.FloatingPoint
        || type instanceof ArrowType.Decimal;
  }

  private static List<TextTable.Cell> cells(VectorSchemaRoot batch, int row) {
    List<TextTable.Cell> cells = new ArrayList<>();
    for (FieldVector column : batch.getFieldVectors()) {
      @Nullable Object value = Values.read(column, row);
      cells.add(
          value == null
              ? new TextTable.Cell("NULL", Style.Paint.DIM)
              : TextTable.Cell.of(Values.text(value)));
    }
    return cells;
  }

  /** A print stream that tells when its reader has gone. */
  private static final class Checked extends Writer {
    private final PrintStream out;

    Checked(PrintStream out) {
      this.out = out;
    }

    @Override
    public void write(char[] text, int from, int length) {
      out.print(String.valueOf(text, from, length));
      if (out.checkError()) {
        throw new OutputException.ReaderGone();
      }
    }

    @Override
    public void flush() {
      out.flush();
    }

    // The stream is the process's own.
    @Override
    public void close() {
      out.flush();
    }
  }
}
