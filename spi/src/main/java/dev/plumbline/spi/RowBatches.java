package dev.plumbline.spi;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Makes Arrow batches from rows of plain objects, for connectors whose source gives rows. Holds one
 * batch at a time.
 *
 * @since 0.1.0
 */
public final class RowBatches implements BatchReader {
  private static final int BATCH_ROWS = 8_192;
  // A batch ends early where rows are wide: vectors of 2 GiB and more cannot be exported.
  private static final long BATCH_BYTES = 16L << 20;

  private final Schema schema;
  private final Iterator<@Nullable Object[]> rows;
  private final BufferAllocator allocator;
  private final Runnable release;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RowBatches(
      Schema schema,
      Iterator<@Nullable Object[]> rows,
      BufferAllocator allocator,
      Runnable release) {
    this.schema = schema;
    this.rows = rows;
    this.allocator = allocator;
    this.release = release;
  }

  /**
   * Streams rows.
   *
   * <p>A value is {@code null} or what {@link Literal} says for the column's type; an integer
   * column also takes {@code Integer}, a binary one also {@code byte[]}. Supported are bool, signed
   * integers, double and single floating point, decimal of 128 bits, text, binary, dates in days,
   * and timestamps in microseconds.
   *
   * @param schema the columns
   * @param rows the rows, one value for each column; pulled by the reader's thread
   * @param allocator where batches are allocated
   * @param release closes what the rows come from; called once, when the reader is closed
   * @return the reader
   */
  public static BatchReader of(
      Schema schema,
      Iterator<@Nullable Object[]> rows,
      BufferAllocator allocator,
      Runnable release) {
    return new RowBatches(schema, rows, allocator, release);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Optional<VectorSchemaRoot> next() {
    if (closed.get()) {
      throw new ConnectorException(StandardErrorCode.CANCELLED, "the reader was closed");
    }
    if (!rows.hasNext()) {
      return Optional.empty();
    }
    VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
    try {
      int count = 0;
      long bytes = 0;
      while (count < BATCH_ROWS && bytes < BATCH_BYTES && rows.hasNext()) {
        @Nullable Object[] row = rows.next();
        if (row.length != schema.getFields().size()) {
          throw new ConnectorException(
              StandardErrorCode.CORRUPT_DATA,
              "row "
                  + count
                  + " of a batch has "
                  + row.length
                  + " values, expected "
                  + schema.getFields().size());
        }
        for (int column = 0; column < row.length; column++) {
          bytes += put(root.getVector(column), count, row[column]);
        }
        count++;
      }
      root.setRowCount(count);
      return Optional.of(root);
    } catch (RuntimeException | Error e) {
      root.close();
      throw e;
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.run();
    }
  }

  /** Returns about how many bytes the value takes. */
  private static long put(FieldVector vector, int row, @Nullable Object value) {
    if (value == null) {
      vector.setNull(row);
      return 1;
    }
    try {
      if (vector instanceof BitVector bits) {
        bits.setSafe(row, (Boolean) value ? 1 : 0);
      } else if (vector instanceof BaseIntVector ints) {
        setWhole(ints, row, whole(value));
      } else if (vector instanceof Float8Vector doubles) {
        doubles.setSafe(row, ((Number) value).doubleValue());
      } else if (vector instanceof Float4Vector floats) {
        floats.setSafe(row, ((Number) value).floatValue());
      } else if (vector instanceof DecimalVector decimals) {
        decimals.setSafe(row, fitted((BigDecimal) value, decimals));
      } else if (vector instanceof VarCharVector text) {
        byte[] utf8 = ((String) value).getBytes(StandardCharsets.UTF_8);
        text.setSafe(row, utf8);
        return utf8.length + 4L;
      } else if (vector instanceof VarBinaryVector binary) {
        byte[] bytes = bytes(value);
        binary.setSafe(row, bytes);
        return bytes.length + 4L;
      } else if (vector instanceof DateDayVector dates) {
        dates.setSafe(row, Math.toIntExact(((LocalDate) value).toEpochDay()));
      } else if (vector instanceof TimeStampMicroTZVector instants) {
        instants.setSafe(row, micros((Instant) value));
      } else if (vector instanceof TimeStampMicroVector locals) {
        locals.setSafe(row, micros(((LocalDateTime) value).toInstant(ZoneOffset.UTC)));
      } else {
        throw unsupported(vector);
      }
    } catch (ClassCastException | ArithmeticException e) {
      throw new ConnectorException(
          StandardErrorCode.CORRUPT_DATA,
          "column '"
              + vector.getName()
              + "': a "
              + value.getClass().getSimpleName()
              + " does not fit "
              + vector.getField().getType()
              + " without loss",
          e);
    }
    return 8;
  }

  private static ConnectorException unsupported(FieldVector vector) {
    return new ConnectorException(
        StandardErrorCode.UNSUPPORTED_TYPE,
        "column '" + vector.getName() + "': rows cannot fill " + vector.getField().getType());
  }

  // Any other number would be cut off silently.
  private static long whole(Object value) {
    return value instanceof Integer number ? number : (Long) value;
  }

  private static BigDecimal fitted(BigDecimal value, DecimalVector vector) {
    BigDecimal scaled = value.setScale(vector.getScale());
    if (scaled.precision() > vector.getPrecision()) {
      throw new ArithmeticException("overflow");
    }
    return scaled;
  }

  private static void setWhole(BaseIntVector vector, int row, long value) {
    ArrowType.Int type = (ArrowType.Int) ((FieldVector) vector).getField().getType();
    if (!type.getIsSigned()) {
      throw unsupported((FieldVector) vector);
    }
    int bits = type.getBitWidth();
    if (bits < 64 && value != (value << (64 - bits)) >> (64 - bits)) {
      throw new ArithmeticException("overflow");
    }
    vector.setWithPossibleTruncate(row, value);
  }

  private static byte[] bytes(Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static long micros(Instant instant) {
    if (instant.getNano() % 1_000 != 0) {
      throw new ArithmeticException("nanoseconds");
    }
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }
}
