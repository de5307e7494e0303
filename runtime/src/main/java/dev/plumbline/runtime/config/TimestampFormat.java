package dev.plumbline.runtime.config;

import java.util.Locale;

/**
 * How a timestamp column that is no timestamp tells the time (rule S3).
 *
 * @since 0.1.0
 */
public enum TimestampFormat {
  /** Text in ISO-8601, with an offset or in the dataset's zone. */
  ISO_8601,
  /** A number of seconds since 1970-01-01T00:00:00Z, with or without a fraction. */
  EPOCH_SECONDS,
  /** A whole number of milliseconds since 1970-01-01T00:00:00Z. */
  EPOCH_MILLIS;

  /** {@return the format as the configuration writes it} */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
