package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConfigProblem.Code;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.NearestName;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a configuration, from a file or from what a program built, and checks all that can be
 * checked without a connection. Nothing is opened but the file itself and the files that it refers
 * to by <code>${file:PATH}</code>.
 *
 * <p>Immutable; may be used from several threads, as far as the given lookup may.
 *
 * @since 0.1.0
 */
public final class ConfigurationReader {
  static final List<String> KEYS = List.of("version", "engine", "sources", "models");
  static final Set<String> LATER_KEYS =
      Set.of("feature_views", "transforms", "feature_services", "logging");

  private final Function<String, ConnectorFactory> connectors;
  private final Map<String, String> environment;
  private final Optional<Path> secretsFolder;

  /**
   * Prepares a reader.
   *
   * @param connectors gives the factory of a connector by its name, or throws a {@link
   *     dev.plumbline.spi.ConnectorException} that says why there is none
   * @param environment what <code>${env:NAME}</code> refers to
   * @param secretsFolder where <code>${file:PATH}</code> may lie besides the configuration's own
   *     folder
   */
  public ConfigurationReader(
      Function<String, ConnectorFactory> connectors,
      Map<String, String> environment,
      Optional<Path> secretsFolder) {
    this.connectors = Objects.requireNonNull(connectors, "connectors");
    this.environment = Map.copyOf(environment);
    this.secretsFolder = Objects.requireNonNull(secretsFolder, "secretsFolder");
  }

  /**
   * Reads a file.
   *
   * @param file UTF-8, at most 256 KiB, lines of at most 16 KiB, at most 64 levels deep
   * @return the configuration, with its warnings in the order of the file
   * @throws ConfigurationException with every error and warning in the order of the file; with the
   *     first only, where the file is no YAML or uses anchors, aliases, tags or several documents
   */
  public Configuration read(Path file) {
    Problems problems = new Problems(file);
    Path absolute = file.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    Path base = parent == null ? absolute : parent;
    Section.Context context =
        new Section.Context(
            problems, new References(environment, base, secretsFolder), new Hints());
    return checked(root(file, context), base);
  }

  /**
   * Reads what a program built, by the rules of a file. Problems name their key and no place.
   * Values are taken as they are: <code>${env:NAME}</code> in a text is no reference.
   *
   * @param document sources and models
   * @param folder where relative locations start
   * @return the configuration, with its warnings
   * @throws ConfigurationException with every error and warning
   */
  public Configuration read(ConfigurationDocument document, Path folder) {
    Problems problems = new Problems(Path.of(""));
    Section.Context context = new Section.Context(problems, References.none(), new Hints());
    Section root = new Section(context, document.values(problems), "", Position.UNKNOWN);
    return checked(root, folder.toAbsolutePath().normalize());
  }

  private Configuration checked(Section root, Path base) {
    Problems problems = root.context().problems();
    Configuration read = read(root, base);
    if (problems.hasErrors()) {
      throw new ConfigurationException(problems.inFileOrder());
    }
    return new Configuration(read.sources(), read.models(), problems.inFileOrder());
  }

  private static Section root(Path file, Section.Context context) {
    Position start = new Position(1, 1);
    Optional<YamlValue> root = YamlReader.read(file, context.problems());
    if (root.isPresent() && !(root.get() instanceof YamlValue.Mapping)) {
      throw context
          .problems()
          .stop(
              "",
              root.get().at(),
              root.get().described() + "; write a mapping, beginning with 'version: 1'");
    }
    YamlValue.Mapping mapping =
        root.map(YamlValue.Mapping.class::cast)
            .orElseGet(() -> new YamlValue.Mapping(start, Map.of()));
    return new Section(context, mapping, "", start);
  }

  private Configuration read(Section root, Path base) {
    root.refuseUnknown(KEYS, LATER_KEYS);
    checkVersion(root);
    checkEngine(root);
    Map<String, SourceConfig> sources = new LinkedHashMap<>();
    Map<String, Optional<ConnectorFactory>> known = new LinkedHashMap<>();
    root.section("sources")
        .ifPresent(
            section -> {
              section.keys().forEach(name -> known.put(name, Optional.empty()));
              section
                  .namedSections()
                  .forEach(
                      (name, source) ->
                          source(name, source, base, known)
                              .ifPresent(read -> sources.put(name, read)));
            });
    Map<String, ModelConfig> models = new LinkedHashMap<>();
    ModelReader reader = new ModelReader(known, base);
    root.section("models")
        .ifPresent(
            section ->
                section
                    .namedSections()
                    .forEach(
                        (name, model) ->
                            reader.read(name, model).ifPresent(read -> models.put(name, read))));
    return new Configuration(sources, models, List.of());
  }

  private static void checkVersion(Section root) {
    Optional<YamlValue> version = root.value("version");
    if (version.isEmpty()) {
      root.missing("version", "version: 1");
    } else if (!(version.get() instanceof YamlValue.Scalar scalar)
        || !Long.valueOf(1).equals(scalar.typed())) {
      root.wrong("version", "is not a version that is known; write version: 1");
    }
  }

  private static void checkEngine(Section root) {
    Optional<YamlValue> engine = root.value("engine");
    if (engine.isPresent() && engine.get() instanceof YamlValue.Mapping) {
      root.wrong("engine", "is a mapping, which is not available in this version; write local");
      return;
    }
    root.text("engine", "local")
        .filter(word -> !word.equals("local"))
        .ifPresent(
            word ->
                root.wrong(
                    "engine",
                    root.shownValue("engine", word)
                        + ", which is not available in this version; write local"));
  }

  private Optional<SourceConfig> source(
      String name, Section source, Path base, Map<String, Optional<ConnectorFactory>> known) {
    Optional<String> connector = source.required("connector", "the name of a connector");
    if (!source.has("connector")) {
      // Which other keys are right, only the connector could tell.
      for (String key : source.keys()) {
        NearestName.of(key, List.of("connector"))
            .ifPresent(
                meant ->
                    source.unknown(
                        key,
                        Code.UNKNOWN_KEY,
                        "is not a known key; did you mean '" + meant + "'?"));
      }
    }
    Optional<ConnectorFactory> factory =
        connector.flatMap(word -> Connectors.find(connectors, word, source));
    known.put(name, factory);
    return factory
        .flatMap(f -> Connectors.spec(f::sourceSpec, source, "connector"))
        .flatMap(
            spec ->
                OptionReader.read(
                    source, spec, Set.of("connector"), Connectors.name(factory), base))
        .map(options -> new SourceConfig(name, connector.orElseThrow(), options));
  }
}
