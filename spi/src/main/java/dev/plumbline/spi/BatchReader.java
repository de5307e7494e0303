package dev.plumbline.spi;

import java.util.Optional;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A stream of Arrow batches, pulled by one thread at a time.
 *
 * @since 0.1.0
 */
public interface BatchReader extends AutoCloseable {
  /** {@return the columns of every batch} */
  Schema schema();

  /**
   * Waits for the next batch.
   *
   * @return a new root that belongs to the caller, who closes it; empty at the end
   * @throws ConnectorException if the source fails; never an early end
   */
  Optional<VectorSchemaRoot> next();

  /**
   * Ends the stream. May be called from any thread and makes a waiting {@link #next()} end with
   * {@link StandardErrorCode#CANCELLED}; closing twice is no error.
   */
  @Override
  void close();
}
