package dev.plumbline.spi;

/**
 * How a quoted name finds a column.
 *
 * @since 0.1.0
 */
public enum CaseRule {
  /** Letter by letter. */
  EXACT,
  /** Without regard to case. */
  IGNORED,
  /** The source stores and compares lower case. */
  LOWER
}
