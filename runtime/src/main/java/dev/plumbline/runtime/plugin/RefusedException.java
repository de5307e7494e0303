package dev.plumbline.runtime.plugin;

/** A connector that breaks a rule of the catalog; the message is the reason that users see. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedException(String reason) {
    super(reason);
  }

  RefusedException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
