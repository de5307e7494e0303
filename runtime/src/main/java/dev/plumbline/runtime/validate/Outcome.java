package dev.plumbline.runtime.validate;

/**
 * How a check ended.
 *
 * @since 0.1.0
 */
public enum Outcome {
  /** What it asks for holds. */
  PASSED,
  /** It does not hold. */
  FAILED,
  /** It could not be decided, because something before it failed. */
  SKIPPED
}
