package dev.plumbline.spi;

/**
 * What a write does with the rows that are there.
 *
 * @since 0.1.0
 */
public enum WriteMode {
  /** Keeps them; the table must exist. */
  APPEND,
  /** There are none; the table must not exist. */
  CREATE,
  /** Replaces them all. */
  REPLACE
}
