package dev.plumbline.standalone;

/** Arguments that cannot be used; the message says what to write instead. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
