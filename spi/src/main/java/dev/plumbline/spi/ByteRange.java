package dev.plumbline.spi;

/**
 * A range of a file's bytes.
 *
 * @param offset of the first byte, from 0
 * @param length in bytes, at least 1
 * @since 0.1.0
 */
public record ByteRange(long offset, long length) {
  /** Checks the range. */
  public ByteRange {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException("byte range " + offset + "+" + length);
    }
  }
}
