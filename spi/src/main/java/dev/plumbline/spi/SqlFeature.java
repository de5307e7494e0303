package dev.plumbline.spi;

/**
 * A clause that a source's SQL has or lacks, or a promise about its keys.
 *
 * @since 0.1.0
 */
public enum SqlFeature {
  /** {@code LIMIT n}. */
  LIMIT,
  /** {@code OFFSET n} after {@code LIMIT} or without it. */
  OFFSET,
  /** {@code ORDER BY ... NULLS FIRST | LAST}. */
  NULLS_ORDERING,
  /** {@code UNION ALL} and {@code UNION} of selects. */
  UNION,
  /** Inner, left and right joins with any condition. */
  JOIN,
  /** {@code FULL OUTER JOIN} on equal keys. */
  FULL_JOIN,
  /** {@code [NOT] EXISTS} with a condition over both sides. */
  SEMI_JOIN,
  /** {@code ASOF JOIN}. */
  ASOF_JOIN,
  /** Window functions, with frames of {@code ROWS}. */
  WINDOW,
  /** Frames of {@code RANGE} between unbounded and current rows. */
  RANGE_FRAMES,
  /** {@code QUALIFY}. */
  QUALIFY,
  /** {@code GROUPING SETS}. */
  GROUPING_SETS,
  /** {@code FILTER (WHERE ...)} after an aggregate. */
  AGGREGATE_FILTER,
  /**
   * Grouping and sorting take NaN as equal to itself and above all numbers, and -0.0 as equal to
   * 0.0.
   */
  FLOAT_KEYS,
  /** Text that functions make of other types compares and sorts by its UTF-8 bytes. */
  BINARY_TEXT
}
