package dev.plumbline.spi;

/**
 * Writes to tables.
 *
 * @since 0.1.0
 */
public interface TableWriter {
  /**
   * Begins one write.
   *
   * @param q the query
   * @param request what is written where
   * @return a session that the caller commits or aborts, and closes
   */
  WriteSession begin(QueryContext q, WriteRequest request);

  /** {@return what puts rows into place, here or on a worker} */
  FragmentWriter fragments();
}
