package dev.plumbline.spi;

import java.util.List;

/**
 * The bytes of one file. Thread-safe.
 *
 * @since 0.1.0
 */
public interface ByteReader extends AutoCloseable {
  /**
   * Reads ranges: all of them, or a typed error.
   *
   * @param ranges the ranges, which do not overlap
   * @param sink takes the bytes, in any order, in pieces of any size
   */
  void read(List<ByteRange> ranges, RangeSink sink);

  /** Releases what is held; closing twice is no error. */
  @Override
  void close();
}
