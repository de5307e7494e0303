package dev.plumbline.spi;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Options that a {@link ConfigSpec} has read and typed.
 *
 * @since 0.1.0
 */
public final class ConnectorConfig {
  private static final ConnectorConfig EMPTY = new ConnectorConfig(Map.of());

  private final Map<ConfigProperty<?>, Object> values;

  ConnectorConfig(Map<ConfigProperty<?>, Object> values) {
    this.values = Frozen.map(values);
  }

  /** {@return options of which none is given} */
  public static ConnectorConfig empty() {
    return EMPTY;
  }

  /**
   * Gives a value that must be there: of a required property or one with a default.
   *
   * @param <T> its type
   * @param property the property
   * @return the value given, or the default
   * @throws NoSuchElementException if there is neither
   */
  public <T> T value(ConfigProperty<T> property) {
    return find(property)
        .orElseThrow(() -> new NoSuchElementException("option '" + property + "' has no value"));
  }

  /**
   * Gives a value that may be absent.
   *
   * @param <T> its type
   * @param property the property
   * @return the value given, else the default, else empty
   */
  @SuppressWarnings("unchecked") // only ConfigSpec puts values, each read by its property's type
  public <T> Optional<T> find(ConfigProperty<T> property) {
    Object value = values.get(property);
    return value == null ? property.fallback() : Optional.of((T) value);
  }

  /**
   * Says whether a value was given, a default not counted.
   *
   * @param property the property
   * @return whether the configuration has the key
   */
  public boolean isGiven(ConfigProperty<?> property) {
    return values.containsKey(property);
  }

  /** {@return the keys and values given, secrets as asterisks} */
  @Override
  public String toString() {
    return values.toString();
  }
}
