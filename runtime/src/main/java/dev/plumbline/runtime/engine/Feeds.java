package dev.plumbline.runtime.engine;

import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Deletes;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.StandardErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one stream of a statement pulls out of a connector while it runs. DuckDB turns an exception
 * of a stream into text, so the first one is kept here.
 */
final class Feeds implements AutoCloseable {
  private static final int DELETES_PER_BATCH = 8_192;

  private final QueryContext q;
  private final Object lock = new Object();
  private final List<BatchReader> open = new ArrayList<>();
  private @Nullable ConnectorException failure;
  private boolean stopped;

  Feeds(QueryContext q) {
    this.q = q;
  }

  /** The connector's own failure, if it is why the statement failed. */
  Optional<ConnectorException> failure() {
    synchronized (lock) {
      return Optional.ofNullable(failure);
    }
  }

  /** The batches of parts, one part after another. */
  ArrowReader batches(InputShare share) {
    return new Batches(share);
  }

  /** The rows (file, position) that do not count, files numbered from 0. */
  ArrowReader deletedRows(PartReader reader, List<FileShare.LocalFile> files) {
    return new DeletedRows(reader, files);
  }

  /** Ends what waits for a connector. */
  @Override
  public void close() {
    List<BatchReader> readers;
    synchronized (lock) {
      stopped = true;
      readers = List.copyOf(open);
      open.clear();
    }
    for (BatchReader reader : readers) {
      reader.close();
    }
  }

  private BatchReader opened(BatchReader reader) {
    synchronized (lock) {
      if (!stopped) {
        open.add(reader);
        return reader;
      }
    }
    reader.close();
    throw new ConnectorException(StandardErrorCode.CANCELLED, "the query was cancelled");
  }

  private void closed(BatchReader reader) {
    synchronized (lock) {
      open.remove(reader);
    }
    reader.close();
  }

  private boolean isStopped() {
    synchronized (lock) {
      return stopped || q.isCancelled();
    }
  }

  private IOException failed(Throwable thrown) {
    ConnectorException known =
        thrown instanceof ConnectorException connector
            ? connector
            : new ConnectorException(
                StandardErrorCode.INTERNAL, "engine: a connector failed: " + thrown, thrown);
    synchronized (lock) {
      if (failure == null && !stopped) {
        failure = known;
      }
    }
    return new IOException(known.getMessage(), known);
  }

  private abstract class Feed extends ArrowReader {
    private final Schema schema;

    Feed(Schema schema) {
      super(q.allocator());
      this.schema = schema;
    }

    /** Fills the root; false at the end. */
    abstract boolean pull(VectorSchemaRoot root);

    @Override
    public final boolean loadNextBatch() throws IOException {
      if (isStopped()) {
        throw new IOException("stopped");
      }
      try {
        prepareLoadNextBatch();
        return pull(getVectorSchemaRoot());
      } catch (RuntimeException | Error e) {
        throw failed(e);
      }
    }

    @Override
    protected final Schema readSchema() {
      return schema;
    }

    @Override
    public final long bytesRead() {
      return 0;
    }
  }

  private static Schema atLeastOneColumn(Schema schema) {
    return schema.getFields().isEmpty()
        ? new Schema(List.of(Field.nullable(InputView.NO_COLUMN, new ArrowType.Bool())))
        : schema;
  }

  private final class Batches extends Feed {
    private final EngineInput input;
    private final PartReader reader;
    private final Iterator<Part.Batches> parts;
    private @Nullable BatchReader current;

    Batches(InputShare share) {
      super(atLeastOneColumn(share.input().schema()));
      this.input = share.input();
      this.reader = share.reader();
      this.parts = share.batches().iterator();
    }

    @Override
    boolean pull(VectorSchemaRoot root) {
      while (current != null || parts.hasNext()) {
        if (current == null) {
          current = opened(reader.open(q, parts.next()));
          BatchShape.requireSame(
              input.schema(), current.schema(), StandardErrorCode.SCHEMA_CHANGED);
        }
        Optional<VectorSchemaRoot> next = current.next();
        if (next.isPresent()) {
          try (VectorSchemaRoot batch = next.get()) {
            move(batch, root);
          }
          return true;
        }
        closed(current);
        current = null;
      }
      return false;
    }

    private void move(VectorSchemaRoot batch, VectorSchemaRoot root) {
      BatchShape.requireSame(input.schema(), batch.getSchema(), StandardErrorCode.SCHEMA_CHANGED);
      int rows = batch.getRowCount();
      if (batch.getFieldVectors().isEmpty()) {
        BitVector counted = (BitVector) root.getVector(0);
        counted.allocateNew(rows);
        counted.setValueCount(rows);
      }
      for (int i = 0; i < batch.getFieldVectors().size(); i++) {
        FieldVector from = batch.getVector(i);
        from.makeTransferPair(root.getVector(i)).transfer();
      }
      root.setRowCount(rows);
    }

    @Override
    protected void closeReadSource() {
      if (current != null) {
        closed(current);
        current = null;
      }
    }
  }

  private final class DeletedRows extends Feed {
    private final PartReader reader;
    private final List<FileShare.LocalFile> files;
    private int file = -1;
    private @Nullable CloseableIterator<long[]> positions;
    private long[] chunk = {};
    private int at;
    private long last = -1;
    private long listed;

    DeletedRows(PartReader reader, List<FileShare.LocalFile> files) {
      super(
          new Schema(
              List.of(
                  Field.nullable("file", new ArrowType.Int(64, false)),
                  Field.nullable("position", new ArrowType.Int(64, true)))));
      this.reader = reader;
      this.files = files;
    }

    @Override
    boolean pull(VectorSchemaRoot root) {
      UInt8Vector fileIndexes = (UInt8Vector) root.getVector(0);
      BigIntVector rowPositions = (BigIntVector) root.getVector(1);
      fileIndexes.allocateNew(DELETES_PER_BATCH);
      rowPositions.allocateNew(DELETES_PER_BATCH);
      int rows = 0;
      while (rows < DELETES_PER_BATCH && advance()) {
        fileIndexes.set(rows, file);
        rowPositions.set(rows, checked(chunk[at++]));
        rows++;
      }
      root.setRowCount(rows);
      return rows > 0;
    }

    /** Moves to the next position; false after the last of the last file. */
    private boolean advance() {
      while (at >= chunk.length) {
        if (positions != null && positions.hasNext()) {
          chunk = positions.next();
          at = 0;
        } else if (!nextFile()) {
          return false;
        }
      }
      return true;
    }

    private boolean nextFile() {
      closeReadSource();
      if (file >= 0 && listed != current().count()) {
        throw wrong(listed + " deleted rows, expected " + current().count());
      }
      if (file + 1 >= files.size()) {
        return false;
      }
      file++;
      last = -1;
      listed = 0;
      positions = reader.deletedRows(q, current().token());
      return true;
    }

    private Deletes.Positions current() {
      return (Deletes.Positions) files.get(file).data().deletes().orElseThrow();
    }

    private long checked(long position) {
      long rows = files.get(file).data().rows().orElse(Long.MAX_VALUE);
      if (position <= last || position >= rows) {
        throw wrong("a deleted row " + position + " after " + last + " of " + rows + " rows");
      }
      last = position;
      listed++;
      return position;
    }

    private ConnectorException wrong(String what) {
      return new ConnectorException(
          StandardErrorCode.CORRUPT_DATA,
          "engine: the deletes of file '" + files.get(file).path() + "' list " + what);
    }

    @Override
    protected void closeReadSource() {
      if (positions != null) {
        Objects.requireNonNull(positions).close();
        positions = null;
        chunk = new long[0];
        at = 0;
      }
    }
  }
}
