package dev.plumbline.spi;

/**
 * Where a connector runs.
 *
 * @since 0.1.0
 */
public enum Place {
  /** Where queries are planned; sessions begin here. */
  COORDINATOR,
  /** Where parts are read or fragments written, by a connector of its own. */
  WORKER
}
