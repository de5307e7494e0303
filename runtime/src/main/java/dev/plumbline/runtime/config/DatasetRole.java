package dev.plumbline.runtime.config;

import java.util.Locale;

/**
 * What a dataset is to its model.
 *
 * @since 0.1.0
 */
public enum DatasetRole {
  /** What the model was asked and what it answered, in production. */
  SERVING,
  /** What it was trained on. */
  TRAINING,
  /** What it was tested on. */
  TESTING,
  /** Labels that arrive later, from elsewhere. */
  ACTUALS;

  /** {@return the role as the configuration writes it} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
