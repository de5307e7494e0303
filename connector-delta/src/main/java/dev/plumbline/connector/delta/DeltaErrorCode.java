package dev.plumbline.connector.delta;

import dev.plumbline.spi.ErrorCode;
import dev.plumbline.spi.ErrorKind;
import dev.plumbline.spi.Recovery;

/**
 * The errors that only a Delta table can have; the others are {@link
 * dev.plumbline.spi.StandardErrorCode}s.
 *
 * @since 0.1.0
 */
public enum DeltaErrorCode implements ErrorCode {
  /** A folder or file that exists and has no Delta log. */
  NOT_A_TABLE(ErrorKind.NOT_FOUND, Recovery.NONE),
  /** A log with an entry that is missing, empty or not what the format says. */
  CORRUPT_LOG(ErrorKind.EXTERNAL, Recovery.NONE),
  /** A version or time that the log does not reach. */
  VERSION_NOT_FOUND(ErrorKind.NOT_FOUND, Recovery.NONE),
  /** A file that the log names and that is not there. */
  MISSING_FILE(ErrorKind.EXTERNAL, Recovery.NONE),
  /** A path that leads out of the source's folder, or a file that lies outside of its table. */
  PATH_ESCAPES(ErrorKind.USER, Recovery.NONE);

  private final ErrorKind kind;
  private final Recovery recovery;

  DeltaErrorCode(ErrorKind kind, Recovery recovery) {
    this.kind = kind;
    this.recovery = recovery;
  }

  @Override
  public ErrorKind kind() {
    return kind;
  }

  @Override
  public Recovery recovery() {
    return recovery;
  }
}
