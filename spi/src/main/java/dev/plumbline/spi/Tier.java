package dev.plumbline.spi;

/**
 * How sure it is that a statement is needed.
 *
 * @since 0.1.0
 */
public enum Tier {
  /** Without it something fails. */
  REQUIRED,
  /** The vendor's documents ask for it; nothing was seen to fail without it. */
  DOCUMENTED,
  /** An option of the configuration needs it. */
  OPTION
}
