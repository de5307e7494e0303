package dev.plumbline.spi;

import java.util.Optional;

/**
 * Plans and reads of one query on one source. A session offers {@link #scan()}, {@link #sql()} or
 * both; one that offers neither makes its connector fail.
 *
 * @since 0.1.0
 */
public interface ReadSession extends AutoCloseable {
  /** {@return what several tables read in this session share} */
  Consistency consistency();

  /** {@return what finds and describes relations} */
  Introspector introspector();

  /** {@return a reader for the parts that this session planned, of whichever reach} */
  PartReader reader();

  /** {@return scans of tables, where the source can do them} */
  default Optional<ScanAccess> scan() {
    return Optional.empty();
  }

  /** {@return SQL, where the source answers it} */
  default Optional<SqlAccess> sql() {
    return Optional.empty();
  }

  /** Drops temporary tables and staged files; closing twice is no error. */
  @Override
  void close();
}
