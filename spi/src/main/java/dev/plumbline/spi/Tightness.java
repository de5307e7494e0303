package dev.plumbline.spi;

/**
 * Whether a bound is reached.
 *
 * @since 0.1.0
 */
public enum Tightness {
  /** The column has this very value in a row that counts. */
  EXACT,
  /** No value lies outside, but perhaps none equals it: a shortened text, a file with deletes. */
  OUTER
}
