package dev.plumbline.spi;

/**
 * What several tables that are read in one session share.
 *
 * @since 0.1.0
 */
public enum Consistency {
  /** One snapshot of the whole source. */
  SOURCE,
  /** Each table its own snapshot, the same for every statement of the session. */
  TABLE,
  /** Each statement sees the source as it is then. */
  STATEMENT
}
