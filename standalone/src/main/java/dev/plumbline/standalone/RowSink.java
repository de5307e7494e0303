package dev.plumbline.standalone;

import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Takes rows: the schema once, batches in order, then the end. Does not close the batches. */
interface RowSink extends AutoCloseable {
  void begin(Schema schema) throws IOException;

  void batch(VectorSchemaRoot rows) throws IOException;

  /** Writes what stands behind the last row; whoever gave the target flushes and closes it. */
  void end() throws IOException;

  @Override
  default void close() {}
}
