package dev.plumbline.spi;

/**
 * A text of the configuration that refers to the environment or a file and is resolved only where
 * it is used.
 *
 * @since 0.1.0
 */
public interface UnresolvedText {
  /** {@return the text as written, such as <code>${env:HOME}/lake</code>, which may be printed} */
  String reference();

  /**
   * Looks the reference up.
   *
   * @return the text with every reference replaced, once: what comes in is not looked at again
   */
  String resolve();
}
