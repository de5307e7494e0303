package dev.plumbline.spi;

/**
 * How much a policy grants.
 *
 * @since 0.1.0
 */
public enum AccessStyle {
  /** The least that works. */
  STRICT,
  /** What the vendor's documents grant. */
  AS_DOCUMENTED
}
