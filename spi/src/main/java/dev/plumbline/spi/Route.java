package dev.plumbline.spi;

/**
 * How the rows of a statement come back.
 *
 * @since 0.1.0
 */
public enum Route {
  /** As one stream. */
  STREAM,
  /** As several streams, each a share of the rows. */
  PARTITIONED_STREAM,
  /** As files that the source wrote to a staging location. */
  STAGED_FILES
}
