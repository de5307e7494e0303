package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConfigSpec;
import dev.plumbline.spi.ConfigType;
import dev.plumbline.spi.ConnectorFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Describes the configuration file to editors, as JSON Schema (draft 2020-12).
 *
 * <p>The schema is for completion and first checks; {@link ConfigurationReader} decides.
 *
 * @since 0.1.0
 */
public final class ConfigurationSchema {
  private static final Map<String, Object> REFERENCE =
      map("type", "string", "pattern", "\\$\\{(env|file):[^}]+\\}");
  // Names and versions are read as they stand, so 1.10 needs no quotes.
  private static final Map<String, Object> TEXT =
      map("type", List.of("string", "number", "boolean"), "minLength", 1);

  private static final Map<String, Object> SINGLE =
      map("type", List.of("string", "number", "boolean"));

  private ConfigurationSchema() {}

  /**
   * Composes the schema of the whole file.
   *
   * @param connectors the connectors that sources may choose
   * @return the schema as maps, lists, text, numbers and booleans, in a stable order
   */
  public static Map<String, Object> of(Collection<ConnectorFactory> connectors) {
    List<ConnectorFactory> sorted =
        connectors.stream().sorted(Comparator.comparing(f -> f.name().value())).toList();
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Plumbline configuration");
    schema.put("type", "object");
    schema.put(
        "properties",
        map(
            "version", described(map("const", 1), "The version of this format."),
            "engine", described(map("enum", List.of("local")), "What runs the residual work."),
            "sources", described(named(source(sorted)), "Connections by name."),
            "models", described(named(ref("model")), "Models by name.")));
    schema.put("required", List.of("version"));
    schema.put("additionalProperties", false);
    schema.put(
        "$defs",
        map(
            "field", field(),
            "fieldChecks", fieldChecks(),
            "model", model(),
            "dataset", dataset(sorted),
            "actuals", actuals(sorted)));
    return schema;
  }

  private static Map<String, Object> source(List<ConnectorFactory> connectors) {
    List<Object> choices = new ArrayList<>();
    for (ConnectorFactory connector : connectors) {
      Map<String, Object> spec = withReferences(connector.sourceSpec());
      Map<String, Object> keys = new LinkedHashMap<>();
      keys.put("connector", true);
      keys.putAll(asMap(spec.getOrDefault("properties", Map.of())));
      Map<String, Object> then = new LinkedHashMap<>(spec);
      then.put("properties", keys);
      choices.add(
          map(
              "if",
              map(
                  "properties", map("connector", map("const", connector.name().value())),
                  "required", List.of("connector")),
              "then",
              then));
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put(
        "properties",
        map(
            "connector",
            map("enum", connectors.stream().map(c -> (Object) c.name().value()).toList())));
    schema.put("required", List.of("connector"));
    if (!choices.isEmpty()) {
      schema.put("allOf", choices);
    }
    return schema;
  }

  /** Wherever a single value of a form is accepted, a reference to such a value is as well. */
  private static Map<String, Object> withReferences(ConfigSpec spec) {
    Map<String, Object> schema = new LinkedHashMap<>(spec.jsonSchema());
    Map<String, Object> keys = new LinkedHashMap<>();
    asMap(schema.getOrDefault("properties", Map.of()))
        .forEach(
            (name, value) -> {
              Map<String, Object> key = new LinkedHashMap<>(asMap(value));
              if (key.containsKey("enum")
                  || key.containsKey("pattern")
                  || OptionReader.NOT_TEXT.contains(String.valueOf(key.get("type")))) {
                Map<String, Object> form = new LinkedHashMap<>();
                Stream.of("type", "enum", "pattern", "minimum", "maximum")
                    .filter(key::containsKey)
                    .forEach(k -> form.put(k, key.get(k)));
                form.keySet().forEach(key::remove);
                key.put("anyOf", List.of(form, REFERENCE));
              }
              keys.put(name, key);
            });
    schema.put("properties", keys);
    return schema;
  }

  private static Map<String, Object> field() {
    List<String> plain =
        Stream.of(FieldType.Kind.values())
            .filter(k -> k != FieldType.Kind.TENSOR && k != FieldType.Kind.EMBEDDING)
            .map(FieldType.Kind::word)
            .toList();
    return map(
        "description",
        "The type of a field; tensor and embedding need dimensions.",
        "anyOf",
        List.of(
            map("enum", plain),
            map(
                "type",
                "object",
                "properties",
                map("type", map("enum", plain)),
                "required",
                List.of("type"),
                "additionalProperties",
                false),
            map(
                "type",
                "object",
                "properties",
                map("type", map("const", "tensor"), "dimensions", dimensions(Integer.MAX_VALUE)),
                "required",
                List.of("type", "dimensions"),
                "additionalProperties",
                false),
            map(
                "type",
                "object",
                "properties",
                map("type", map("const", "embedding"), "dimensions", dimensions(1)),
                "required",
                List.of("type", "dimensions"),
                "additionalProperties",
                false)));
  }

  private static Map<String, Object> dimensions(int most) {
    return map(
        "type",
        "array",
        "items",
        map("type", "integer", "minimum", 1, "maximum", Integer.MAX_VALUE),
        "minItems",
        1,
        "maxItems",
        most);
  }

  private static Map<String, Object> model() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("version", described(TEXT, "The model's version."));
    keys.put(
        "type",
        described(
            map("enum", Stream.of(ModelType.values()).map(ModelType::word).toList()),
            "What kind of model."));
    keys.put("raw_inputs", described(named(ref("field")), "Inputs as they came, name to type."));
    keys.put("features", described(named(ref("field")), "Features, name to type."));
    Map<String, Object> predictions = new LinkedHashMap<>(named(ref("field")));
    predictions.put("minProperties", 1);
    keys.put("predictions", described(predictions, "Predictions, name to type."));
    for (DatasetRole role : DatasetRole.values()) {
      keys.put(role.word(), ref(role == DatasetRole.ACTUALS ? "actuals" : "dataset"));
    }
    return map(
        "type",
        "object",
        "properties",
        keys,
        "required",
        List.of("version", "type", "predictions"),
        "additionalProperties",
        false);
  }

  private static Map<String, Object> dataset(List<ConnectorFactory> connectors) {
    Map<String, Object> keys = datasetKeys(connectors);
    keys.put("raw_inputs", columns("raw inputs"));
    keys.put("features", columns("features"));
    keys.put("predictions", columns("predictions"));
    keys.put(
        "labels_as_of",
        described(
            map("type", "string", "minLength", 1),
            "Labels of actuals as they were known at this instant, such as 2026-03-01T00:00:00Z."));
    keys.put(
        "sample_size",
        described(share(), "The share of ids that is read, above 0; all without it."));
    keys.put("checks", checks());
    return relation(keys, List.of("source", "id_column", "timestamp_column"));
  }

  private static Map<String, Object> actuals(List<ConnectorFactory> connectors) {
    Map<String, Object> keys = datasetKeys(connectors);
    keys.put(
        "checks",
        described(
            map(
                "type",
                "object",
                "properties",
                map("freshness", freshness()),
                "additionalProperties",
                false),
            "What is demanded of the rows."));
    return relation(keys, List.of("source", "id_column", "timestamp_column", "labels"));
  }

  private static Map<String, Object> checks() {
    return described(
        map(
            "type",
            "object",
            "properties",
            map(
                "freshness", freshness(),
                "label_coverage",
                    described(share(), "The least share of mature rows whose label is known.")),
            "additionalProperties",
            ref("fieldChecks")),
        "What is demanded of the rows, and of the values of fields by their names.");
  }

  private static Map<String, Object> freshness() {
    return described(
        orReference(ConfigType.duration().jsonSchema()), "How old the newest row may be.");
  }

  private static Map<String, Object> fieldChecks() {
    Map<String, Object> end = map("type", List.of("number", "string", "null"));
    return described(
        map(
            "type",
            "object",
            "properties",
            map(
                "max_null_ratio",
                described(share(), "The greatest share of rows that may be NULL."),
                "range",
                described(
                    map("type", "array", "items", end, "minItems", 2, "maxItems", 2),
                    "The least and the greatest number, both allowed; null leaves an end open."),
                "allowed",
                described(
                    map("type", "array", "items", SINGLE, "minItems", 1),
                    "The only values; NULL is always allowed.")),
            "minProperties",
            1,
            "additionalProperties",
            false),
        "What is demanded of the values of a field.");
  }

  private static Map<String, Object> share() {
    return map(
        "anyOf",
        List.of(
            map("type", "number", "minimum", 0, "maximum", 1),
            map("type", "string", "pattern", "^(100|[1-9]?[0-9])(\\.[0-9]+)?%$"),
            REFERENCE));
  }

  private static Map<String, Object> orReference(Map<String, Object> form) {
    return map("anyOf", List.of(form, REFERENCE));
  }

  private static Map<String, Object> datasetKeys(List<ConnectorFactory> connectors) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("source", described(TEXT, "The name of a source."));
    keys.put("query", described(TEXT, "A query in the source's own SQL."));
    keys.put("table", described(TEXT, "A table, such as schema.table."));
    keys.put("path", described(TEXT, "A path below the source, or a URI."));
    keys.put(
        "object_path",
        described(TEXT, "Another word for path, for files that say where objects lie."));
    keys.put(
        "object_format",
        described(
            orReference(
                map("enum", connectors.stream().map(c -> (Object) c.name().value()).toList())),
            "The name of the source's connector, for files that name the format as well."));
    keys.put("id_column", described(TEXT, "The column of the prediction's id."));
    keys.put("timestamp_column", described(TEXT, "The column of the time."));
    keys.put("timezone", described(TEXT, "The zone of timestamps that have none."));
    keys.put(
        "timestamp_format",
        described(
            orReference(
                map(
                    "enum",
                    Stream.of(TimestampFormat.values()).map(TimestampFormat::word).toList())),
            "How the timestamp column tells the time where it is text or a number."));
    keys.put("labels", columns("labels, by prediction"));
    keys.put(
        "maturity",
        described(
            orReference(ConfigType.duration().jsonSchema()),
            "How long after its prediction a label may still be missing."));
    keys.put(
        "duplicate_ids",
        described(
            orReference(
                map("enum", Stream.of(DuplicateIds.values()).map(DuplicateIds::word).toList())),
            "What a read does with rows that share an id; ignore without it."));
    keys.put(
        "select_expr",
        described(
            map("type", List.of("array", "string"), "items", TEXT, "minItems", 1),
            "Spark SQL over the columns of the relation; * keeps all."));
    List<Object> options = new ArrayList<>();
    for (ConnectorFactory connector : connectors) {
      Map<String, Object> spec = withReferences(connector.relationSpec());
      spec.put("title", connector.name().value());
      spec.put("patternProperties", map("^" + RelationReader.SPARK_OPTIONS + "$", true));
      options.add(spec);
    }
    Map<String, Object> readOptions = new LinkedHashMap<>();
    readOptions.put("description", "Options of the read, as the source's connector knows them.");
    readOptions.put("type", "object");
    if (!options.isEmpty()) {
      readOptions.put("anyOf", options);
    }
    keys.put("read_options", readOptions);
    return keys;
  }

  private static Map<String, Object> relation(Map<String, Object> keys, List<String> required) {
    return map(
        "type",
        "object",
        "properties",
        keys,
        "required",
        required,
        "oneOf",
        List.of(
            map("required", List.of("query")),
            map("required", List.of("table")),
            map("required", List.of("path")),
            map("required", List.of("object_path"))),
        "additionalProperties",
        false);
  }

  private static Map<String, Object> columns(String what) {
    return described(named(TEXT), "Columns of the " + what + ", name to column.");
  }

  private static Map<String, Object> named(Map<String, Object> values) {
    return map("type", "object", "additionalProperties", values);
  }

  private static Map<String, Object> ref(String definition) {
    return map("$ref", "#/$defs/" + definition);
  }

  private static Map<String, Object> described(Map<String, Object> schema, String description) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("description", description);
    described.putAll(schema);
    return described;
  }

  private static Map<String, Object> asMap(Object value) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((k, v) -> copy.put(String.valueOf(k), v));
    }
    return copy;
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
