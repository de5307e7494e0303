package dev.plumbline.spi;

/**
 * One thing that is wrong, or risky, in a configuration. It never holds the value of a secret.
 *
 * @param code the stable code
 * @param severity whether it stops the configuration
 * @param key the key path, such as {@code sources.lake.path}
 * @param message what was given, what is accepted and what to do, as one sentence without the key
 * @since 0.1.0
 */
public record ConfigProblem(Code code, Severity severity, String key, String message) {
  /**
   * What kind of problem.
   *
   * @since 0.1.0
   */
  public enum Code {
    /** A key that nobody knows. */
    UNKNOWN_KEY,
    /** A required key is absent. */
    MISSING_KEY,
    /** A value that its key does not accept. */
    WRONG_VALUE,
    /** Keys or values that cannot stand together. */
    CONFLICT,
    /** A reference to a variable or file that is not there or not allowed. */
    UNRESOLVED_REFERENCE,
    /** A name of something that is not defined. */
    UNKNOWN_NAME,
    /** A secret that stands in the file itself. */
    LITERAL_SECRET,
    /** A file that cannot be read as configuration at all. */
    UNREADABLE
  }

  /**
   * Whether a problem stops the configuration.
   *
   * @since 0.1.0
   */
  public enum Severity {
    /** The configuration is refused. */
    ERROR,
    /** The configuration is used. */
    WARNING
  }

  /**
   * An error.
   *
   * @param code the stable code
   * @param key the key path
   * @param message one sentence without the key
   * @return the problem
   */
  public static ConfigProblem error(Code code, String key, String message) {
    return new ConfigProblem(code, Severity.ERROR, key, message);
  }

  /**
   * A warning.
   *
   * @param code the stable code
   * @param key the key path
   * @param message one sentence without the key
   * @return the problem
   */
  public static ConfigProblem warning(Code code, String key, String message) {
    return new ConfigProblem(code, Severity.WARNING, key, message);
  }

  /** {@return the problem as one line} */
  @Override
  public String toString() {
    return (key.isEmpty() ? "" : "'" + key + "': ") + message;
  }
}
