package dev.plumbline.spi;

import java.nio.ByteBuffer;

/**
 * Takes bytes as they arrive.
 *
 * @since 0.1.0
 */
public interface RangeSink {
  /**
   * Takes a piece.
   *
   * @param range which bytes of the file these are
   * @param bytes the bytes, valid during the call only
   */
  void accept(ByteRange range, ByteBuffer bytes);
}
