package dev.plumbline.spi;

/**
 * Where a part can be read.
 *
 * @since 0.1.0
 */
public enum Reach {
  /** Only through the reader of the session that planned it, while that is open. */
  SESSION,
  /** Through any connector of the same configuration, on any machine. */
  ANYWHERE
}
