package dev.plumbline.spi;

/**
 * The codes that every connector shares.
 *
 * @since 0.1.0
 */
public enum StandardErrorCode implements ErrorCode {
  /** A request that makes no sense, such as an unknown column. */
  INVALID_REQUEST(ErrorKind.USER, Recovery.NONE),
  /** Options that contradict each other or the source. */
  INVALID_CONFIGURATION(ErrorKind.CONFIGURATION, Recovery.NONE),
  /** Credentials that the source does not accept. */
  AUTHENTICATION_FAILED(ErrorKind.PERMISSION, Recovery.NONE),
  /** Credentials that were accepted and have run out. */
  CREDENTIALS_EXPIRED(ErrorKind.PERMISSION, Recovery.RENEW_CREDENTIALS),
  /** An action that the credentials do not allow. */
  PERMISSION_DENIED(ErrorKind.PERMISSION, Recovery.NONE),
  /** A table, path or column that does not exist. */
  NOT_FOUND(ErrorKind.NOT_FOUND, Recovery.NONE),
  /** A request that this connector cannot serve. */
  UNSUPPORTED(ErrorKind.UNSUPPORTED, Recovery.NONE),
  /** A table that uses a feature that is not understood; reading on would give wrong rows. */
  UNSUPPORTED_FEATURE(ErrorKind.UNSUPPORTED, Recovery.NONE),
  /** A column whose type has no lossless Arrow type. */
  UNSUPPORTED_TYPE(ErrorKind.UNSUPPORTED, Recovery.NONE),
  /** The source no longer has the planned columns or types. */
  SCHEMA_CHANGED(ErrorKind.EXTERNAL, Recovery.REPLAN),
  /** The pinned state is no longer there: a file was removed, a version cleaned up. */
  SNAPSHOT_GONE(ErrorKind.EXTERNAL, Recovery.REPLAN),
  /** Bytes that contradict their format, or rows that contradict their count. */
  CORRUPT_DATA(ErrorKind.EXTERNAL, Recovery.NONE),
  /** The source asks to slow down. */
  THROTTLED(ErrorKind.THROTTLED, Recovery.RETRY),
  /** No answer in time. */
  TIMEOUT(ErrorKind.EXTERNAL, Recovery.RETRY),
  /** The source or the way to it failed; trying again may help. */
  UNAVAILABLE(ErrorKind.EXTERNAL, Recovery.RETRY),
  /** The source failed; trying again will not help. */
  EXTERNAL(ErrorKind.EXTERNAL, Recovery.NONE),
  /** A bound on memory, bytes or rows was reached. */
  LIMIT_EXCEEDED(ErrorKind.USER, Recovery.NONE),
  /** Somebody asked for the query to end. */
  CANCELLED(ErrorKind.USER, Recovery.NONE),
  /** A defect of ours or of the connector. */
  INTERNAL(ErrorKind.INTERNAL, Recovery.NONE);

  private final ErrorKind kind;
  private final Recovery recovery;

  StandardErrorCode(ErrorKind kind, Recovery recovery) {
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
