package dev.plumbline.runtime.config;

import java.util.Locale;

/**
 * What a read does with rows that share an id (rule S2).
 *
 * @since 0.1.0
 */
public enum DuplicateIds {
  /** Gives rows as they are. */
  IGNORE,
  /** Fails before the last batch is handed over. */
  ERROR,
  /** Keeps the first row of an id by time, then by all mapped columns. */
  FIRST,
  /** Keeps the last row of an id by time, then by all mapped columns. */
  LAST;

  /** {@return the policy as the configuration writes it} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
