package dev.plumbline.spi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The keys that a connector accepts, as data: the runtime reads options by it, reports every error
 * at once, and generates a JSON Schema and a reference from it.
 *
 * @since 0.1.0
 */
public final class ConfigSpec {
  private static final ConfigSpec NONE = builder().build();

  private final Map<String, ConfigProperty<?>> properties;
  private final List<Function<ConnectorConfig, List<ConfigProblem>>> checks;

  private ConfigSpec(Builder builder) {
    this.properties = Frozen.map(builder.properties);
    this.checks = List.copyOf(builder.checks);
  }

  /** {@return a spec without keys} */
  public static ConfigSpec none() {
    return NONE;
  }

  /** {@return a builder of a spec} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the properties, in the order of the reference} */
  public List<ConfigProperty<?>> properties() {
    return List.copyOf(properties.values());
  }

  /**
   * Reads options. Nothing is opened and no secret is resolved.
   *
   * @param at the key path of the options, for messages; may be empty
   * @param given keys to values: {@code String}, {@code Long}, {@code BigDecimal}, {@code Boolean},
   *     {@link UnresolvedText}, {@link Secret}, or a {@code List} or {@code Map} of these
   * @param base the folder from which relative paths are taken
   * @return the typed options and every problem
   */
  public ConfigOutcome read(String at, Map<String, ?> given, Path base) {
    List<ConfigProblem> problems = new ArrayList<>();
    Map<ConfigProperty<?>, Object> values = new LinkedHashMap<>();
    for (ConfigProperty<?> property : properties.values()) {
      Object value = given.get(property.name());
      if (value != null) {
        read(property, at, value, base, values, problems);
      } else if (property.isRequired()) {
        problems.add(
            ConfigProblem.error(
                ConfigProblem.Code.MISSING_KEY,
                join(at, property.name()),
                "is missing; write "
                    + property.type().accepted()
                    + (property.example().isEmpty() ? "" : ", such as " + property.example())));
      }
    }
    for (String key : given.keySet()) {
      if (!properties.containsKey(key)) {
        problems.add(unknown(at, key));
      }
    }
    if (problems.stream().anyMatch(p -> p.severity() == ConfigProblem.Severity.ERROR)) {
      return new ConfigOutcome(Optional.empty(), problems);
    }
    ConnectorConfig config = new ConnectorConfig(values);
    for (Function<ConnectorConfig, List<ConfigProblem>> check : checks) {
      for (ConfigProblem found : check.apply(config)) {
        problems.add(
            new ConfigProblem(
                found.code(), found.severity(), join(at, found.key()), found.message()));
      }
    }
    boolean sound = problems.stream().noneMatch(p -> p.severity() == ConfigProblem.Severity.ERROR);
    return new ConfigOutcome(sound ? Optional.of(config) : Optional.empty(), problems);
  }

  private static void read(
      ConfigProperty<?> property,
      String at,
      Object given,
      Path base,
      Map<ConfigProperty<?>, Object> values,
      List<ConfigProblem> problems) {
    Optional<?> read = property.type().read(given, base);
    if (read.isPresent()) {
      values.put(property, read.get());
      if (property.type().isSecret() && holdsText(given)) {
        problems.add(
            ConfigProblem.warning(
                ConfigProblem.Code.LITERAL_SECRET,
                join(at, property.name()),
                "holds the secret itself; write ${env:NAME} or ${file:PATH} instead"));
      }
    } else {
      problems.add(
          ConfigProblem.error(
              ConfigProblem.Code.WRONG_VALUE,
              join(at, property.name()),
              shown(property, given) + "; write " + property.type().accepted()));
    }
  }

  private static boolean holdsText(Object given) {
    if (given instanceof List<?> list) {
      return list.stream().anyMatch(ConfigSpec::holdsText);
    }
    return given instanceof Map<?, ?> map
        ? map.values().stream().anyMatch(ConfigSpec::holdsText)
        : given instanceof String;
  }

  private static String shown(ConfigProperty<?> property, Object given) {
    if (property.type().isSecret()) {
      return "is not accepted (its value is not shown)";
    }
    if (given instanceof UnresolvedText text) {
      return "is " + text.reference() + ", whose value is not accepted and not shown";
    }
    if (given instanceof String || given instanceof Number || given instanceof Boolean) {
      return "is '" + given + "', which is not accepted";
    }
    return given instanceof List ? "is a list, which is not accepted" : "is not accepted";
  }

  private ConfigProblem unknown(String at, String key) {
    String hint =
        NearestName.of(key, properties.keySet())
            .map(near -> "did you mean '" + near + "'?")
            .orElseGet(
                () ->
                    properties.isEmpty()
                        ? "no keys are accepted here"
                        : "accepted are " + String.join(", ", properties.keySet()));
    return ConfigProblem.error(
        ConfigProblem.Code.UNKNOWN_KEY, join(at, key), "is not a known key; " + hint);
  }

  private static String join(String at, String key) {
    return at.isEmpty() || key.isEmpty() ? at + key : at + "." + key;
  }

  /**
   * Describes the keys to editors.
   *
   * @return a JSON Schema (draft 2020-12) of an object with these keys, as maps, lists, text,
   *     numbers and booleans
   */
  public Map<String, Object> jsonSchema() {
    Map<String, Object> keys = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (ConfigProperty<?> property : properties.values()) {
      Map<String, Object> key = new TreeMap<>(property.type().jsonSchema());
      key.put("description", property.description());
      if (!property.fallbackText().isEmpty()) {
        key.put("x-default", property.fallbackText());
      }
      if (!property.example().isEmpty()) {
        key.put("x-example", property.example());
      }
      keys.put(property.name(), key);
      if (property.isRequired()) {
        required.add(property.name());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", keys);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  /**
   * Describes the keys to people.
   *
   * @return a Markdown table with a row for each key
   */
  public String markdown() {
    StringBuilder table = new StringBuilder();
    table.append("| key | accepts | default | meaning |\n|---|---|---|---|\n");
    for (ConfigProperty<?> property : properties.values()) {
      table
          .append("| `")
          .append(property.name())
          .append('`')
          .append(property.isRequired() ? " (required)" : "")
          .append(" | ")
          .append(cell(property.type().accepted()))
          .append(" | ")
          .append(
              property.fallbackText().isEmpty() ? "" : "`" + cell(property.fallbackText()) + "`")
          .append(" | ")
          .append(cell(property.description()))
          .append(
              property.example().isEmpty() ? "" : " Example: `" + cell(property.example()) + "`.")
          .append(" |\n");
    }
    return table.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  /**
   * Builds a {@link ConfigSpec}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final Map<String, ConfigProperty<?>> properties = new LinkedHashMap<>();
    private final List<Function<ConnectorConfig, List<ConfigProblem>>> checks = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a key.
     *
     * @param property the property
     * @return this builder
     * @throws IllegalArgumentException if the key is there already
     */
    public Builder property(ConfigProperty<?> property) {
      if (properties.putIfAbsent(property.name(), property) != null) {
        throw new IllegalArgumentException("property '" + property + "' is there already");
      }
      return this;
    }

    /**
     * Adds a check over several keys, run when each key by itself is right.
     *
     * @param check gives the problems; their keys are relative to the options
     * @return this builder
     */
    public Builder check(Function<ConnectorConfig, List<ConfigProblem>> check) {
      checks.add(check);
      return this;
    }

    /** {@return the finished spec} */
    public ConfigSpec build() {
      return new ConfigSpec(this);
    }
  }
}
