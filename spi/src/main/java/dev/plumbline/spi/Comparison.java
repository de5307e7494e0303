package dev.plumbline.spi;

/**
 * A comparison of a column with a constant.
 *
 * @since 0.1.0
 */
public enum Comparison {
  /** Equal. */
  EQ,
  /** Not equal. */
  NE,
  /** Less. */
  LT,
  /** Less or equal. */
  LE,
  /** Greater. */
  GT,
  /** Greater or equal. */
  GE
}
