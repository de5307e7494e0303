package dev.plumbline.spi;

/**
 * The version of this contract.
 *
 * @since 0.1.0
 */
public final class SpiVersion {
  /** The version that this library implements. */
  public static final int CURRENT = 1;

  private SpiVersion() {}
}
