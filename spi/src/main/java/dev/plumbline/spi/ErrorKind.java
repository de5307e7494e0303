package dev.plumbline.spi;

/**
 * Whose error it is.
 *
 * @since 0.1.0
 */
public enum ErrorKind {
  /** What a person asked for is wrong: a predicate that does not parse. */
  USER,
  /** The configuration is wrong. */
  CONFIGURATION,
  /** A permission or credential is missing or wrong. */
  PERMISSION,
  /** What was named does not exist. */
  NOT_FOUND,
  /** It exists and is not supported. */
  UNSUPPORTED,
  /** The source asks to slow down. */
  THROTTLED,
  /** The source or the way to it failed. */
  EXTERNAL,
  /** We failed. */
  INTERNAL
}
