package dev.plumbline.spi;

/**
 * A clause that a source's SQL has or lacks.
 *
 * @since 0.1.0
 */
public enum SqlFeature {
  /** {@code LIMIT n}. */
  LIMIT,
  /** {@code ORDER BY ... NULLS FIRST | LAST}. */
  NULLS_ORDERING,
  /** Window functions. */
  WINDOW,
  /** {@code QUALIFY}. */
  QUALIFY,
  /** {@code ASOF JOIN}. */
  ASOF_JOIN,
  /** {@code FULL OUTER JOIN}. */
  FULL_JOIN,
  /** {@code GROUPING SETS}. */
  GROUPING_SETS,
  /** {@code FILTER (WHERE ...)} after an aggregate. */
  AGGREGATE_FILTER
}
