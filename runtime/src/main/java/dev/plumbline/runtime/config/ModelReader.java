package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConfigProblem.Code;
import dev.plumbline.spi.ConfigSpec;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.Relation;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what stands below {@code models}. */
final class ModelReader {
  static final Set<String> LATER_DATASET_KEYS =
      Set.of(
          "sample_size",
          "duplicate_ids",
          "checks",
          "maturity",
          "timestamp_format",
          "labels_as_of",
          "object_path",
          "object_format");

  static final String SPARK_OPTIONS =
      "spark\\.(?:executor|driver|dynamicAllocation|sql\\.shuffle)\\..*";

  private static final List<String> GROUPS = List.of("raw_inputs", "features", "predictions");
  private static final List<String> MODEL_TYPES =
      Stream.of(ModelType.values()).map(ModelType::word).toList();
  private static final List<String> KINDS =
      Stream.of(FieldType.Kind.values()).map(FieldType.Kind::word).toList();
  private static final List<String> ROLES =
      Stream.of(DatasetRole.values()).map(DatasetRole::word).toList();
  private static final List<String> MODEL_KEYS =
      Stream.of(List.of("version", "type"), GROUPS, ROLES).flatMap(List::stream).toList();
  private static final List<String> DATASET_KEYS =
      List.of(
          "source",
          "query",
          "table",
          "path",
          "id_column",
          "timestamp_column",
          "timezone",
          "raw_inputs",
          "features",
          "predictions",
          "labels",
          "select_expr",
          "read_options");
  private static final Set<String> ZONES = new TreeSet<>(ZoneId.getAvailableZoneIds());

  private final Map<String, Optional<ConnectorFactory>> sources;
  private final Path base;

  /** Sources whose connector failed are there without a factory. */
  ModelReader(Map<String, Optional<ConnectorFactory>> sources, Path base) {
    this.sources = sources;
    this.base = base;
  }

  /** Empty if a part of the model is so wrong that it cannot be built; that is reported. */
  Optional<ModelConfig> read(String name, Section model) {
    model.refuseUnknown(MODEL_KEYS, Set.of());
    Optional<String> version = model.required("version", "the model's version, such as v1");
    Optional<ModelType> type = type(model);
    Map<String, Map<String, FieldType>> fields = new LinkedHashMap<>();
    for (String group : GROUPS) {
      fields.put(group, fields(model, group));
    }
    refuseSharedNames(model, fields);
    checkShape(model, type, fields.getOrDefault("predictions", Map.of()));
    Map<String, Set<String>> declared = new LinkedHashMap<>();
    GROUPS.forEach(group -> declared.put(group, declared(model, group)));
    Map<DatasetRole, DatasetConfig> datasets = new EnumMap<>(DatasetRole.class);
    for (DatasetRole role : DatasetRole.values()) {
      model
          .section(role.word())
          .flatMap(dataset -> dataset(name, role, dataset, declared))
          .ifPresent(dataset -> datasets.put(role, dataset));
    }
    if (version.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ModelConfig.builder(name, version.get(), type.get())
            .rawInputs(fields.getOrDefault("raw_inputs", Map.of()))
            .features(fields.getOrDefault("features", Map.of()))
            .predictions(fields.getOrDefault("predictions", Map.of()))
            .datasets(datasets)
            .build());
  }

  private static Optional<ModelType> type(Section model) {
    if (!model.has("type")) {
      model.missing("type", "one of " + String.join(", ", MODEL_TYPES));
    }
    return model
        .word("type", MODEL_TYPES)
        .map(word -> named(ModelType.values(), ModelType::word, word));
  }

  private static <T> T named(T[] values, Function<T, String> word, String wanted) {
    return Stream.of(values).filter(v -> word.apply(v).equals(wanted)).findFirst().orElseThrow();
  }

  private static Map<String, FieldType> fields(Section model, String group) {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    model
        .section(group)
        .ifPresent(
            section -> {
              for (String name : section.names()) {
                fieldType(section, name).ifPresent(type -> fields.put(name, type));
              }
            });
    return fields;
  }

  private static Optional<FieldType> fieldType(Section group, String name) {
    if (!(group.value(name).orElseThrow() instanceof YamlValue.Mapping)) {
      return kind(group, name).flatMap(kind -> sized(group, name, kind, List.of()));
    }
    Section written = group.section(name).orElseThrow();
    List<String> known = List.of("type", "dimensions");
    written.refuseUnknown(known, Set.of());
    if (!written.has("type")) {
      written.missing("type", "one of " + String.join(", ", KINDS));
    }
    Optional<FieldType.Kind> kind = kind(written, "type");
    Optional<List<Integer>> dimensions = dimensions(written);
    // A misspelt key is one problem: what it would have said is not missing as well.
    return kind.isEmpty() || dimensions.isEmpty() || !known.containsAll(written.keys())
        ? Optional.empty()
        : sized(group, name, kind.get(), dimensions.get());
  }

  private static Optional<FieldType.Kind> kind(Section section, String key) {
    return section
        .word(key, KINDS)
        .map(word -> named(FieldType.Kind.values(), FieldType.Kind::word, word));
  }

  private static Optional<List<Integer>> dimensions(Section written) {
    String accepted = "a list of whole numbers from 1 on, such as [768]";
    Optional<YamlValue> value = written.value("dimensions");
    if (value.isEmpty()) {
      return Optional.of(List.of());
    }
    if (!(value.get() instanceof YamlValue.Sequence list)) {
      written.wrong("dimensions", value.get().described() + "; write " + accepted);
      return Optional.empty();
    }
    List<Integer> dimensions = new ArrayList<>();
    long elements = 1;
    for (YamlValue item : list.items()) {
      long size =
          item instanceof YamlValue.Scalar scalar && scalar.typed() instanceof Long number
              ? number
              : 0;
      elements = size < 1 || size > Integer.MAX_VALUE ? 0 : elements * size;
      if (elements < 1 || elements > Integer.MAX_VALUE) {
        written.wrong(
            "dimensions",
            "is not accepted; write " + accepted + ", at most 2147483647 when multiplied");
        return Optional.empty();
      }
      dimensions.add((int) size);
    }
    if (dimensions.isEmpty()) {
      written.wrong("dimensions", "is an empty list; write " + accepted);
      return Optional.empty();
    }
    return Optional.of(dimensions);
  }

  private static Optional<FieldType> sized(
      Section group, String name, FieldType.Kind kind, List<Integer> dimensions) {
    boolean sized = kind == FieldType.Kind.TENSOR || kind == FieldType.Kind.EMBEDDING;
    if (sized && dimensions.isEmpty()) {
      group.wrong(
          name,
          "needs dimensions; write {type: " + kind.word() + ", dimensions: [768]} with its own");
      return Optional.empty();
    }
    if (!sized && !dimensions.isEmpty()) {
      group.wrong(name, "has dimensions, which only tensor and embedding have; remove them");
      return Optional.empty();
    }
    if (kind == FieldType.Kind.EMBEDDING && dimensions.size() > 1) {
      group.wrong(name, "has several dimensions, an embedding has one; write type: tensor");
      return Optional.empty();
    }
    return Optional.of(new FieldType(kind, dimensions));
  }

  /** Every name, also of a field whose type is wrong: that is one problem, not several. */
  private static Set<String> declared(Section model, String group) {
    return model.value(group).orElse(null) instanceof YamlValue.Mapping fields
        ? fields.entries().keySet()
        : Set.of();
  }

  private static void refuseSharedNames(Section model, Map<String, Map<String, FieldType>> fields) {
    Map<String, String> first = new HashMap<>();
    for (String group : GROUPS) {
      for (String name : fields.getOrDefault(group, Map.of()).keySet()) {
        String other = first.putIfAbsent(name, group);
        if (other != null) {
          Section section = model.section(group).orElseThrow();
          section.conflict(name, "is declared in " + other + " as well; give one another name");
        }
      }
    }
  }

  private static void checkShape(
      Section model, Optional<ModelType> type, Map<String, FieldType> predictions) {
    if (!model.has("predictions")) {
      model.missing("predictions", "what the model predicts, name to type");
      return;
    }
    Optional<Section> section =
        model.value("predictions").orElseThrow() instanceof YamlValue.Mapping
            ? model.section("predictions")
            : Optional.empty();
    if (section.isEmpty()) {
      return;
    }
    if (section.get().keys().isEmpty()) {
      model.wrong("predictions", "is empty; write at least one prediction, name to type");
      return;
    }
    // A prediction whose own type is wrong is reported; the rest says nothing about the shape.
    if (type.isEmpty() || predictions.size() < section.get().keys().size()) {
      return;
    }
    Set<FieldType.Kind> accepted = ModelShape.accepted(type.get());
    boolean sound = true;
    for (Map.Entry<String, FieldType> prediction : predictions.entrySet()) {
      if (!accepted.contains(prediction.getValue().kind())) {
        sound = false;
        section
            .get()
            .wrong(
                prediction.getKey(),
                "is "
                    + prediction.getValue()
                    + ", which a "
                    + type.get().word()
                    + " model does not predict; write "
                    + accepted.stream()
                        .map(FieldType.Kind::word)
                        .collect(Collectors.joining(" or ")));
      }
    }
    if (sound) {
      ModelShape.problems(type.get(), predictions)
          .forEach(message -> model.conflict("predictions", message));
    }
  }

  private Optional<DatasetConfig> dataset(
      String model, DatasetRole role, Section dataset, Map<String, Set<String>> declared) {
    dataset.refuseUnknown(DATASET_KEYS, LATER_DATASET_KEYS);
    Optional<String> source = source(dataset);
    Optional<Relation> relation = relation(dataset);
    Optional<String> id = column(dataset, "id_column");
    Optional<String> timestamp = column(dataset, "timestamp_column");
    if (id.isPresent() && id.equals(timestamp)) {
      dataset.conflict("timestamp_column", "is the id_column as well; name another column");
    }
    Optional<ZoneId> timezone = timezone(dataset);
    List<String> selectExpr =
        dataset.texts("select_expr", "Spark SQL such as cast(amount as double) as amount");
    Map<String, Map<String, String>> mapped = new LinkedHashMap<>();
    for (String group : GROUPS) {
      mapped.put(group, mapping(dataset, group, declared.getOrDefault(group, Set.of())));
    }
    Map<String, String> labels =
        mapping(dataset, "labels", declared.getOrDefault("predictions", Set.of()));
    if (role == DatasetRole.ACTUALS) {
      refuseFieldsOfActuals(dataset);
    }
    refuseSharedColumns(dataset, role, declared, mapped, labels);
    Optional<ConnectorConfig> options = readOptions(dataset, source);
    if (source.isEmpty()
        || relation.isEmpty()
        || options.isEmpty()
        || id.isEmpty()
        || timestamp.isEmpty()) {
      return Optional.empty();
    }
    DatasetConfig.Builder read =
        DatasetConfig.builder(model, role, source.get(), relation.get())
            .idColumn(id.get())
            .timestampColumn(timestamp.get())
            .rawInputs(mapped.getOrDefault("raw_inputs", Map.of()))
            .features(mapped.getOrDefault("features", Map.of()))
            .predictions(mapped.getOrDefault("predictions", Map.of()))
            .labels(labels)
            .selectExpr(selectExpr)
            .readOptions(options.get())
            .at(dataset.owner());
    timezone.ifPresent(read::timezone);
    return Optional.of(read.build());
  }

  private Optional<String> source(Section dataset) {
    return dataset
        .required("source", "the name of a source")
        .filter(
            name -> {
              if (sources.containsKey(name)) {
                return true;
              }
              Section.Context context = dataset.context();
              context
                  .problems()
                  .error(
                      Code.UNKNOWN_NAME,
                      dataset.path("source"),
                      dataset.valueAt("source"),
                      dataset.shownValue("source", name)
                          + ", which is no source; "
                          + context.hints().of(name, sources.keySet()));
              return false;
            });
  }

  private static Optional<Relation> relation(Section dataset) {
    List<String> given = Stream.of("query", "table", "path").filter(dataset::has).toList();
    if (given.isEmpty()) {
      dataset
          .context()
          .problems()
          .error(
              Code.MISSING_KEY,
              dataset.path(),
              dataset.owner(),
              "says not where its rows are; write one of query, table or path");
    }
    for (String second : given.subList(Math.min(1, given.size()), given.size())) {
      dataset.conflict(second, "stands beside " + given.get(0) + "; keep one of the two");
    }
    Optional<Relation> query =
        dataset.text("query", "one SQL query").map(Relation.NativeQuery::new);
    Optional<Relation> table =
        dataset.name("table", "a table's name").flatMap(name -> table(dataset, name));
    Optional<Relation> path = dataset.name("path", "a path or URI").map(Relation.Location::new);
    return given.size() == 1 ? query.or(() -> table).or(() -> path) : Optional.empty();
  }

  private static Optional<Relation> table(Section dataset, String name) {
    List<String> parts = TableName.parts(name);
    if (parts.isEmpty()) {
      dataset.wrong(
          "table",
          dataset.shownValue("table", name)
              + ", which is no table name; write table or schema.table, with double quotes around a"
              + " part that holds a dot");
      return Optional.empty();
    }
    return Optional.of(new Relation.Table(parts));
  }

  private static Optional<String> column(Section dataset, String key) {
    if (!dataset.has(key)) {
      dataset.missing(key, "the name of a column");
    }
    return dataset.name(key, "the name of a column");
  }

  private static Optional<ZoneId> timezone(Section dataset) {
    String accepted = "the name of a time zone, such as UTC or Europe/Berlin";
    return dataset
        .text("timezone", accepted)
        .filter(
            zone -> {
              if (ZONES.contains(zone)) {
                return true;
              }
              String hint = dataset.context().hints().of(zone, ZONES);
              dataset.wrong(
                  "timezone",
                  dataset.shownValue("timezone", zone)
                      + ", which is no time zone; "
                      + hint
                      + (hint.endsWith("?") ? " Write " : "; write ")
                      + accepted);
              return false;
            })
        .map(ZoneId::of);
  }

  private static Map<String, String> mapping(
      Section dataset, String key, Collection<String> declared) {
    Map<String, String> columns = new LinkedHashMap<>();
    dataset
        .section(key)
        .ifPresent(
            section -> {
              for (String name : section.names()) {
                if (!declared.contains(name)) {
                  section.unknown(
                      name,
                      Code.UNKNOWN_NAME,
                      "is not among the model's "
                          + (key.equals("labels") ? "predictions" : key)
                          + "; "
                          + dataset.context().hints().of(name, declared));
                } else {
                  section
                      .name(name, "the name of a column")
                      .ifPresent(column -> columns.put(name, column));
                }
              }
            });
    return columns;
  }

  private static void refuseFieldsOfActuals(Section dataset) {
    for (String group : GROUPS) {
      if (dataset.has(group)) {
        dataset.conflict(group, "has no place in actuals, which bring labels only; remove it");
      }
    }
    if (!dataset.has("labels")) {
      dataset.missing("labels", "prediction names to columns");
    } else if (dataset.value("labels").orElseThrow() instanceof YamlValue.Mapping labels
        && labels.entries().isEmpty()) {
      dataset.wrong("labels", "is empty; write prediction names to columns");
    }
  }

  /** Several labels may share a column; nothing else may. */
  private static void refuseSharedColumns(
      Section dataset,
      DatasetRole role,
      Map<String, Set<String>> declared,
      Map<String, Map<String, String>> mapped,
      Map<String, String> labels) {
    Map<String, String> takenBy = new HashMap<>();
    if (role != DatasetRole.ACTUALS) {
      for (String group : GROUPS) {
        Map<String, String> columns = mapped.getOrDefault(group, Map.of());
        for (String name : declared.getOrDefault(group, Set.of())) {
          String column = columns.getOrDefault(name, name);
          String other = takenBy.putIfAbsent(column, name);
          // A name that is declared twice is reported at the model.
          if (other != null && !other.equals(name)) {
            shared(dataset, columns.containsKey(name) ? group : "", name, column, other);
          }
        }
      }
    }
    labels.forEach(
        (name, column) -> {
          String other = takenBy.get(column);
          if (other != null) {
            shared(dataset, "labels", name, column, other);
          }
        });
  }

  private static void shared(
      Section dataset, String group, String name, String column, String other) {
    String message =
        "takes column '"
            + Hints.shown(column)
            + "', which '"
            + Hints.shown(other)
            + "' takes as well; map one of them to another column";
    if (group.isEmpty()) {
      dataset
          .context()
          .problems()
          .error(
              Code.CONFLICT,
              dataset.path(),
              dataset.owner(),
              "'" + Hints.shown(name) + "' " + message);
    } else {
      dataset.section(group).orElseThrow().conflict(name, message);
    }
  }

  private Optional<ConnectorConfig> readOptions(Section dataset, Optional<String> source) {
    Optional<ConnectorFactory> factory =
        source.flatMap(s -> sources.getOrDefault(s, Optional.empty()));
    Optional<ConfigSpec> spec =
        factory.flatMap(f -> Connectors.spec(f::relationSpec, dataset, "read_options"));
    if (!dataset.has("read_options")) {
      // A connector may require an option; then its absence is reported at the dataset.
      return spec.flatMap(
          s ->
              OptionReader.read(
                  new Section(
                      dataset.context(),
                      new YamlValue.Mapping(dataset.owner(), Map.of()),
                      dataset.path("read_options"),
                      dataset.owner()),
                  s,
                  Set.of(),
                  Connectors.name(factory),
                  base));
    }
    Optional<Section> options = dataset.section("read_options");
    if (options.isEmpty() || spec.isEmpty()) {
      return Optional.empty();
    }
    Set<String> ofSpark = new TreeSet<>();
    for (String key : options.get().keys()) {
      if (key.matches(SPARK_OPTIONS)) {
        ofSpark.add(key);
        dataset
            .context()
            .problems()
            .warning(
                Code.CONFLICT,
                options.get().path(key),
                options.get().keyAt(key),
                "is an option of Spark; the local engine does without it");
      }
    }
    return OptionReader.read(options.get(), spec.get(), ofSpark, Connectors.name(factory), base);
  }
}
