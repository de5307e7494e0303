package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConfigProblem.Code;
import dev.plumbline.spi.ConfigSpec;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.Relation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads where the rows of a dataset are, and how its source is asked for them. */
final class RelationReader {
  static final String SPARK_OPTIONS =
      "spark\\.(?:executor|driver|dynamicAllocation|sql\\.shuffle)\\..*";

  static final List<String> KEYS =
      List.of("source", "query", "table", "path", "object_path", "object_format", "read_options");

  private static final List<String> PLACES = List.of("query", "table", "path", "object_path");

  private final Map<String, Optional<ConnectorFactory>> sources;
  private final Path base;

  /** Sources whose connector failed are there without a factory. */
  RelationReader(Map<String, Optional<ConnectorFactory>> sources, Path base) {
    this.sources = sources;
    this.base = base;
  }

  Optional<String> source(Section dataset) {
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

  static Optional<Relation> relation(Section dataset) {
    List<String> given = PLACES.stream().filter(dataset::has).toList();
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
    Optional<Relation> path =
        Stream.of("path", "object_path")
            .flatMap(key -> dataset.name(key, "a path or URI").stream())
            .findFirst()
            .map(Relation.Location::new);
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

  /** The format is the connector's own; the key is there for files that name it as well. */
  void checkFormat(Section dataset, Optional<String> source) {
    Optional<String> format = dataset.text("object_format", "the name of the source's connector");
    Optional<String> connector =
        source
            .flatMap(name -> sources.getOrDefault(name, Optional.empty()))
            .map(factory -> factory.name().value());
    if (format.isPresent() && connector.isPresent() && !format.equals(connector)) {
      dataset.wrong(
          "object_format",
          dataset.shownValue("object_format", format.get())
              + ", but the source's connector reads "
              + connector.get()
              + "; write "
              + connector.get()
              + " or name another source");
    }
  }

  Optional<ConnectorConfig> readOptions(Section dataset, Optional<String> source) {
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
