package dev.plumbline.runtime;

/**
 * Why a read ended.
 *
 * @since 0.1.0
 */
public enum ReadEnd {
  /** Every row came. */
  COMPLETE,
  /** It was closed before its last row. */
  CLOSED,
  /** It failed or was cancelled. */
  FAILED
}
