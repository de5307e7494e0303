package dev.plumbline.spi;

/**
 * Whether a condition is meant as it stands or the other way round.
 *
 * @since 0.1.0
 */
public enum Polarity {
  /** As it stands. */
  IS,
  /** The other way round. */
  IS_NOT
}
