package dev.plumbline.spi;

import java.util.Optional;

/**
 * One configured connection, thread-safe, from {@link ConnectorFactory#create} until closed.
 *
 * @since 0.1.0
 */
public interface Connector extends AutoCloseable {
  /**
   * Begins a read session: plans and reads that share one view of the source as far as {@link
   * ReadSession#consistency()} says.
   *
   * @param q the query that the session serves
   * @return a session that the caller closes
   * @throws ConnectorException if the source cannot be reached or refuses
   */
  ReadSession begin(QueryContext q);

  /** {@return a reader for parts of {@link Reach#ANYWHERE}: all that a worker needs} */
  PartReader reader();

  /** {@return the writer, where the source can be written to} */
  default Optional<TableWriter> writer() {
    return Optional.empty();
  }

  /**
   * Removes a temporary object that an earlier run remembered. Removing what is already gone is no
   * error.
   *
   * @param q the query that cleans up
   * @param object what to remove
   * @throws ConnectorException with {@link StandardErrorCode#UNSUPPORTED} if this connector never
   *     remembers such objects
   */
  default void discard(QueryContext q, TemporaryObject object) {
    throw new ConnectorException(
        StandardErrorCode.UNSUPPORTED,
        "temporary object of kind '" + object.kind() + "': this connector creates none");
  }

  /** Releases what the connector holds; closing twice is no error. */
  @Override
  void close();
}
