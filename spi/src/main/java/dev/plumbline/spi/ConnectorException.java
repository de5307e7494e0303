package dev.plumbline.spi;

import java.util.Objects;

/**
 * Anything that goes wrong with a source. The message says what failed, on what, what was given,
 * what would be accepted and what to do next; it never holds a secret.
 *
 * @since 0.1.0
 */
public class ConnectorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  // Codes are enums of several class loaders, which Java serialisation would not carry across.
  private final transient ErrorCode code;

  /**
   * Fails without a cause.
   *
   * @param code the stable code
   * @param message for people, one line
   */
  public ConnectorException(ErrorCode code, String message) {
    super(message);
    this.code = Objects.requireNonNull(code, "code");
  }

  /**
   * Wraps a failure, once, at the boundary.
   *
   * @param code the stable code
   * @param message for people, one line
   * @param cause what failed
   */
  public ConnectorException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** {@return the stable code} */
  public ErrorCode code() {
    return code;
  }
}
