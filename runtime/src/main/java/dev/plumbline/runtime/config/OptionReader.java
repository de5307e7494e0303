package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConfigOutcome;
import dev.plumbline.spi.ConfigProblem;
import dev.plumbline.spi.ConfigProblem.Code;
import dev.plumbline.spi.ConfigProperty;
import dev.plumbline.spi.ConfigSpec;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.Secret;
import dev.plumbline.spi.UnresolvedText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the keys of a connector by its spec and finds the places of what the spec reports. */
final class OptionReader {
  /** Stands for a value whose problem is reported already. */
  private static final UnresolvedText BROKEN =
      new UnresolvedText() {
        @Override
        public String reference() {
          return "";
        }

        @Override
        public String resolve() {
          return "";
        }
      };

  /** JSON Schema's names of the types that no text is of. */
  static final Set<String> NOT_TEXT = Set.of("integer", "number", "boolean");

  private final Section section;
  private final Path base;
  private final Map<String, ConfigProperty<?>> properties;
  private final Set<String> broken = new LinkedHashSet<>();
  private final Map<String, String> typedReferences = new HashMap<>();

  private OptionReader(Section section, ConfigSpec spec, Path base) {
    this.section = section;
    this.base = base;
    this.properties =
        spec.properties().stream()
            .collect(
                Collectors.toMap(
                    ConfigProperty::name, p -> p, (first, second) -> first, LinkedHashMap::new));
  }

  /** Empty if any problem is an error; {@code apart} names keys that are not the connector's. */
  static Optional<ConnectorConfig> read(
      Section section, ConfigSpec spec, Set<String> apart, String connector, Path base) {
    return new OptionReader(section, spec, base).read(spec, apart, connector);
  }

  private Optional<ConnectorConfig> read(ConfigSpec spec, Set<String> apart, String connector) {
    Map<String, Object> given = new LinkedHashMap<>();
    for (String key : section.keys()) {
      if (!apart.contains(key)) {
        given.put(key, given(key));
      }
    }
    ConfigOutcome outcome;
    try {
      outcome = spec.read(section.path(), given, base);
    } catch (RuntimeException e) { // the connector's own checks run here: the SPI boundary
      section
          .context()
          .problems()
          .error(
              Code.UNREADABLE,
              section.path(),
              section.owner(),
              "could not be checked by connector '"
                  + connector
                  + "', which failed with "
                  + e.getClass().getName()
                  + "; this is a defect of the connector");
      return Optional.empty();
    }
    for (ConfigProblem problem : outcome.problems()) {
      String key = relative(problem.key());
      if (!broken.contains(owningKey(key))) {
        section.context().problems().add(worded(problem, key), place(problem.code(), key));
      }
    }
    return broken.isEmpty() ? outcome.config() : Optional.empty();
  }

  private Object given(String key) {
    ConfigProperty<?> property = properties.get(key);
    if (property == null) {
      // The spec reports the key; nothing may look at its value.
      return BROKEN;
    }
    References.Use use = property.type().isSecret() ? References.Use.SECRET : References.Use.OPTION;
    Object given = convert(section.value(key).orElseThrow(), key, section.path(key), use);
    Object type = property.type().jsonSchema().get("type");
    if (given instanceof References.Checked checked && NOT_TEXT.contains(String.valueOf(type))) {
      // The spec reads no number from text, and only the file's own text has quotes to tell.
      Object typed = new YamlValue.Scalar(section.valueAt(key), checked.resolve(), true).typed();
      if (typed != null && !(typed instanceof String)) {
        typedReferences.put(key, checked.reference());
        return typed;
      }
    }
    return given;
  }

  /** What a reference stands for is not shown, and a program writes no references. */
  private ConfigProblem worded(ConfigProblem problem, String key) {
    if (problem.code() == Code.LITERAL_SECRET && !section.context().references().areFollowed()) {
      return ConfigProblem.warning(
          problem.code(), problem.key(), "is given as text; give a dev.plumbline.spi.Secret");
    }
    String reference = typedReferences.get(key);
    ConfigProperty<?> property = properties.get(key);
    return reference == null || property == null || problem.code() != Code.WRONG_VALUE
        ? problem
        : ConfigProblem.error(
            Code.WRONG_VALUE,
            problem.key(),
            "is "
                + reference
                + ", whose value is not accepted and not shown; write "
                + property.type().accepted());
  }

  private Object convert(YamlValue value, String key, String path, References.Use use) {
    if (value instanceof YamlValue.Sequence sequence) {
      List<Object> items = new ArrayList<>();
      for (YamlValue item : sequence.items()) {
        items.add(convert(item, key, path + "[" + items.size() + "]", use));
      }
      return items;
    }
    if (value instanceof YamlValue.Mapping mapping) {
      Map<String, Object> entries = new LinkedHashMap<>();
      mapping
          .entries()
          .forEach(
              (name, entry) ->
                  entries.put(
                      name, convert(entry.value(), key, path + "." + Hints.shown(name), use)));
      return entries;
    }
    if (value instanceof YamlValue.Given given) {
      return given.value() instanceof Secret
          ? given.value()
          : broken(
              key,
              path,
              value,
              Code.WRONG_VALUE,
              given.described() + "; give text, a number, a boolean, a list or a map of them");
    }
    YamlValue.Scalar scalar = (YamlValue.Scalar) value;
    Object typed = scalar.typed();
    if (typed == null) {
      return broken(
          key, path, scalar, Code.WRONG_VALUE, "has no value; write one or remove the key");
    }
    return typed instanceof String text ? text(text, scalar, key, path, use) : typed;
  }

  private Object text(
      String text, YamlValue.Scalar scalar, String key, String path, References.Use use) {
    References.Checked checked;
    try {
      checked = section.context().references().check(text, use);
    } catch (References.Unresolved e) {
      return broken(key, path, scalar, Code.UNRESOLVED_REFERENCE, e.reason());
    }
    if (!checked.refers()) {
      String literal = checked.resolve();
      if (use == References.Use.SECRET && References.breaksLines(literal)) {
        return broken(
            key, path, scalar, Code.WRONG_VALUE, "holds a line break; write a secret of one line");
      }
      return literal;
    }
    Problems problems = section.context().problems();
    for (String file : checked.worldReadable()) {
      problems.warning(
          Code.UNRESOLVED_REFERENCE,
          path,
          scalar.at(),
          "refers to "
              + file
              + ", which every user of this machine can read; take that right away");
    }
    if (use == References.Use.SECRET && checked.hasLiteralPart()) {
      problems.warning(
          Code.LITERAL_SECRET,
          path,
          scalar.at(),
          "holds a part of the secret itself; move all of it behind the reference");
    }
    return checked;
  }

  private Object broken(String key, String path, YamlValue value, Code code, String message) {
    section.context().problems().error(code, path, value.at(), message);
    broken.add(key);
    return BROKEN;
  }

  private String relative(String key) {
    String prefix = section.path() + ".";
    return key.startsWith(prefix) ? key.substring(prefix.length()) : "";
  }

  /** The key of this section in which a problem lies; names of keys may hold dots themselves. */
  private String owningKey(String relative) {
    String owning = "";
    for (String key : section.keys()) {
      boolean below =
          relative.equals(key) || relative.startsWith(key + ".") || relative.startsWith(key + "[");
      if (below && key.length() > owning.length()) {
        owning = key;
      }
    }
    return owning;
  }

  private Position place(Code code, String relative) {
    String key = owningKey(relative);
    if (key.isEmpty() || code == Code.MISSING_KEY) {
      return section.owner();
    }
    return code == Code.UNKNOWN_KEY ? section.keyAt(key) : section.valueAt(key);
  }
}
