package dev.plumbline.spi;

import java.util.List;

/**
 * One write: fragments are written first, then committed at once.
 *
 * @since 0.1.0
 */
public interface WriteSession extends AutoCloseable {
  /** {@return where the rows go} */
  WriteTarget target();

  /**
   * Makes all fragments visible at once.
   *
   * @param q the query
   * @param fragments every fragment of the write
   * @return the state that has them, also when an earlier attempt with the same key committed
   */
  CommitResult commit(QueryContext q, List<Fragment> fragments);

  /**
   * Removes fragments that will not be committed.
   *
   * @param q the query
   * @param fragments what was written
   */
  void abort(QueryContext q, List<Fragment> fragments);

  /** Releases what is held; neither commits nor aborts. Closing twice is no error. */
  @Override
  void close();
}
