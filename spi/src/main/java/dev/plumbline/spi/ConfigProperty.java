package dev.plumbline.spi;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One key of a {@link ConfigSpec}. Two properties are equal only if they are the same object: a
 * connector keeps its own in constants and asks {@link ConnectorConfig} with them.
 *
 * @param <T> what its value becomes
 * @since 0.1.0
 */
public final class ConfigProperty<T> {
  private final String name;
  private final ConfigType<T> type;
  private final String description;
  private final boolean required;
  private final Optional<T> fallback;
  private final String fallbackText;
  private final String example;

  private ConfigProperty(Builder<T> builder) {
    this.name = builder.name;
    this.type = builder.type;
    this.description = builder.description;
    this.required = builder.required;
    this.fallback = builder.fallback;
    this.fallbackText = builder.fallbackText;
    this.example = builder.example;
  }

  /**
   * Starts building; without more the property is optional and has no default.
   *
   * @param <T> what its value becomes
   * @param name the key, snake_case
   * @param type what it accepts
   * @param description one sentence for the reference
   * @return a builder
   */
  public static <T> Builder<T> builder(String name, ConfigType<T> type, String description) {
    return new Builder<>(name, type, description);
  }

  /** {@return the key} */
  public String name() {
    return name;
  }

  /** {@return what it accepts} */
  public ConfigType<T> type() {
    return type;
  }

  /** {@return one sentence for the reference} */
  public String description() {
    return description;
  }

  /** {@return whether a configuration without it is wrong} */
  public boolean isRequired() {
    return required;
  }

  /** {@return the value where none is given} */
  public Optional<T> fallback() {
    return fallback;
  }

  /** {@return the default as one writes it, empty where there is none} */
  public String fallbackText() {
    return fallbackText;
  }

  /** {@return a value as one writes it, empty where none is given} */
  public String example() {
    return example;
  }

  /** {@return the key} */
  @Override
  public String toString() {
    return name;
  }

  /**
   * Builds a {@link ConfigProperty}; every setter returns this builder.
   *
   * @param <T> what the value becomes
   * @since 0.1.0
   */
  public static final class Builder<T> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,63}");

    private final String name;
    private final ConfigType<T> type;
    private final String description;
    private boolean required;
    private Optional<T> fallback = Optional.empty();
    private String fallbackText = "";
    private String example = "";

    private Builder(String name, ConfigType<T> type, String description) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "property name '" + name + "' must match " + NAME.pattern());
      }
      this.name = name;
      this.type = Objects.requireNonNull(type, "type");
      this.description = Objects.requireNonNull(description, "description");
    }

    /**
     * Makes a configuration without the key wrong.
     *
     * @return this builder
     */
    public Builder<T> required() {
      this.required = true;
      return this;
    }

    /**
     * Gives the value for where the key is absent.
     *
     * @param value the value
     * @param text the value as one writes it
     * @return this builder
     */
    public Builder<T> fallback(T value, String text) {
      this.fallback = Optional.of(value);
      this.fallbackText = Objects.requireNonNull(text, "text");
      return this;
    }

    /**
     * Gives an example for the reference.
     *
     * @param text a value as one writes it; never a real secret
     * @return this builder
     */
    public Builder<T> example(String text) {
      this.example = Objects.requireNonNull(text, "text");
      return this;
    }

    /** {@return the finished property} */
    public ConfigProperty<T> build() {
      return new ConfigProperty<>(this);
    }
  }
}
