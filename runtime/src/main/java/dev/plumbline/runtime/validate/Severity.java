package dev.plumbline.runtime.validate;

/**
 * How bad a failed check is.
 *
 * @since 0.1.0
 */
public enum Severity {
  /** The dataset cannot be used as it is. */
  ERROR,
  /** It can be used and something is probably wrong. */
  WARNING,
  /** Worth knowing. */
  INFO
}
