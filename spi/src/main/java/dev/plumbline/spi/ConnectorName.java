package dev.plumbline.spi;

import java.util.regex.Pattern;

/**
 * A connector's name: lower-case letters, digits and dashes, starting with a letter, at most 32.
 *
 * @param value the name
 * @since 0.1.0
 */
public record ConnectorName(String value) {
  private static final Pattern VALID = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /** Checks the name. */
  public ConnectorName {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "connector name '" + value + "' must match " + VALID.pattern());
    }
  }

  /** {@return the name itself} */
  @Override
  public String toString() {
    return value;
  }
}
