package dev.plumbline.spi;

/**
 * Ends something that was asked for.
 *
 * @since 0.1.0
 */
public interface Registration extends AutoCloseable {
  /** Ends it; ending it twice is no error. */
  @Override
  void close();
}
