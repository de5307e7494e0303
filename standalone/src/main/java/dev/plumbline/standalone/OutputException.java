package dev.plumbline.standalone;

import java.io.IOException;

/** A result that could not be written. */
final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputException(String message, IOException cause) {
    super(message, cause);
  }

  /** A result whose reader went away, as {@code head} does: no error. */
  static final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
