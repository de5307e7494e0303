package dev.plumbline.runtime.config;

import java.util.Locale;

/**
 * The kinds of model.
 *
 * @since 0.1.0
 */
public enum ModelType {
  /** Predicts a number. */
  REGRESSION,
  /** Predicts one of two outcomes. */
  BINARY,
  /** Predicts one of several outcomes. */
  MULTICLASS,
  /** Predicts several outcomes at once. */
  MULTI_LABEL,
  /** Predicts an order. */
  RANKING;

  /** {@return the type as the configuration writes it} */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
