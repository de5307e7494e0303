package dev.plumbline.runtime.sql;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;

/**
 * A profile does not say how to write something; the message says what and why.
 *
 * @since 0.1.0
 */
public final class Refused extends ConnectorException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * Makes a refusal.
   *
   * @param message what cannot be written, and why
   */
  public Refused(String message) {
    super(StandardErrorCode.UNSUPPORTED, message);
    this.reason = message;
  }

  /** {@return what cannot be written, and why} */
  public String reason() {
    return reason;
  }
}
