package dev.plumbline.standalone;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ErrorKind;
import dev.plumbline.spi.StandardErrorCode;

/** How a command ended, as the shell sees it. */
enum ExitCode {
  /** What was asked for was done, and checks passed. */
  PASSED(0),
  /** Checks failed. */
  CHECKS_FAILED(1),
  /** The same command can never succeed: usage, configuration, unknown names, unsupported. */
  USAGE(2),
  /** A source, the data or the run failed. */
  FAILED(3),
  /** The user interrupted, or the query was cancelled. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static ExitCode of(Throwable failure) {
    if (failure instanceof UsageException) {
      return USAGE;
    }
    if (failure instanceof ConnectorException connector) {
      if (connector.code() == StandardErrorCode.CANCELLED) {
        return INTERRUPTED;
      }
      return of(connector.code().kind());
    }
    return FAILED;
  }

  private static ExitCode of(ErrorKind kind) {
    return switch (kind) {
      case USER, CONFIGURATION, NOT_FOUND, UNSUPPORTED -> USAGE;
      case PERMISSION, THROTTLED, EXTERNAL, INTERNAL -> FAILED;
    };
  }
}
