package dev.plumbline.standalone;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The Arrow IPC file format (also known as Feather version 2), uncompressed. */
final class ArrowSink implements RowSink {
  private final WritableByteChannel target;
  private final Supplier<Map<String, String>> metadata;
  private final BufferAllocator allocator = new RootAllocator();
  private @Nullable IpcFile file;

  ArrowSink(WritableByteChannel target) {
    this(target, Map::of);
  }

  /** With metadata that is known once there is a first batch. */
  ArrowSink(WritableByteChannel target, Supplier<Map<String, String>> metadata) {
    this.target = target;
    this.metadata = metadata;
  }

  @Override
  public void begin(Schema schema) throws IOException {
    Schema stamped = new Schema(schema.getFields(), metadata.get());
    file = new IpcFile(VectorSchemaRoot.create(stamped, allocator), target);
    file.start();
  }

  @Override
  public void batch(VectorSchemaRoot rows) throws IOException {
    begun().append(rows);
  }

  @Override
  public void end() throws IOException {
    begun().end();
  }

  private IpcFile begun() {
    if (file == null) {
      throw new IllegalStateException("begin() comes first");
    }
    return file;
  }

  @Override
  public void close() {
    if (file != null) {
      file.release();
    }
    allocator.close();
  }

  /** A writer that takes a new root with each batch. */
  private static final class IpcFile extends ArrowFileWriter {
    private final VectorSchemaRoot shape;

    IpcFile(VectorSchemaRoot shape, WritableByteChannel target) {
      super(shape, new DictionaryProvider.MapDictionaryProvider(), target);
      this.shape = shape;
    }

    void append(VectorSchemaRoot rows) throws IOException {
      try (ArrowRecordBatch batch = new VectorUnloader(rows).getRecordBatch()) {
        writeRecordBatch(batch);
      }
    }

    // close() would write the end of the file, also of one that failed half way.
    void release() {
      shape.close();
    }
  }
}
