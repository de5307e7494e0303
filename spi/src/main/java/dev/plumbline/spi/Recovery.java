package dev.plumbline.spi;

/**
 * What a caller can do about an error without a person.
 *
 * @since 0.1.0
 */
public enum Recovery {
  /** Nothing. */
  NONE,
  /** The same again, later. */
  RETRY,
  /** Resolve the tables and plan again: what was planned for is gone. */
  REPLAN,
  /** Resolve the credentials again, then the same again. */
  RENEW_CREDENTIALS
}
