package dev.plumbline.runtime;

import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.Provenance;

/**
 * The rows of a read, in bounded memory, with what they were read from. Pulled by one thread at a
 * time; closing it ends the query and releases everything.
 *
 * @since 0.1.0
 */
public interface RowStream extends BatchReader {
  /** {@return the state of the source that the rows come from} */
  Provenance provenance();

  /** {@return what ran where} */
  PlanReport plan();

  /**
   * {@return where the rows come from; final, and with the row count, once {@link #next()} has
   * returned empty. Until the first batch the state may still change, where a source lost the
   * planned one}
   */
  ReadStamp stamp();
}
