package dev.plumbline.spi;

import java.time.Instant;
import org.apache.arrow.memory.BufferAllocator;

/**
 * One query as a connector sees it: its deadline, its memory, its end. Thread-safe.
 *
 * @since 0.1.0
 */
public interface QueryContext {
  /** {@return an id of the query, unique in the process, fit for logs} */
  String queryId();

  /** {@return when the query must have ended; {@link Instant#MAX} where nobody waits} */
  Instant deadline();

  /** {@return the only allocator to take Arrow memory from} */
  BufferAllocator allocator();

  /** {@return whether somebody asked for the query to end} */
  boolean isCancelled();

  /**
   * Asks for a call when the query is cancelled; calls at once if it already is.
   *
   * @param quick returns quickly and may run on any thread
   * @return ends the registration when closed
   */
  Registration onCancel(Runnable quick);

  /**
   * Notes a temporary object, durably, before it is created, so that it can be removed even if the
   * process dies.
   *
   * @param object what is about to be created
   */
  void remember(TemporaryObject object);
}
