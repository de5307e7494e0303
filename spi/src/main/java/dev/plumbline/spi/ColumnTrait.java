package dev.plumbline.spi;

/**
 * What may be relied on for a column; an absent trait may not be.
 *
 * @since 0.1.0
 */
public enum ColumnTrait {
  /** Text compares and sorts by its UTF-8 bytes, trailing blanks included. */
  BINARY_TEXT,
  /** A condition on it alone decides which files or partitions are read. */
  PARTITION,
  /** It is never NULL. */
  NEVER_NULL,
  /** The source itself keeps its values unique. */
  ENFORCED_UNIQUE
}
