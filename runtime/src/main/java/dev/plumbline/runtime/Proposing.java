package dev.plumbline.runtime;

import dev.plumbline.runtime.config.SourceConfig;
import dev.plumbline.runtime.infer.FoundTable;
import dev.plumbline.runtime.infer.InferenceRequest;
import dev.plumbline.runtime.infer.ProposedSource;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.spi.Amount;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ConfigProperty;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.Introspector;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.SchemaName;
import dev.plumbline.spi.Secret;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TableHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the source and the tables that a proposal is made from. */
final class Proposing {
  // Shorter values, such as true or 1, are of many variables by chance.
  private static final int SHORTEST_REFERRED = 8;

  private final QueryScope scope;
  private final Sources sources;
  private final Map<String, String> environment;

  Proposing(QueryScope scope, Sources sources, Map<String, String> environment) {
    this.scope = scope;
    this.sources = sources;
    this.environment = environment;
  }

  /** A source as the file will define it, and the tables that were found. */
  record Found(ProposedSource source, List<FoundTable> tables) {}

  Found find(InferenceRequest request) {
    boolean location = sources.isLocation(request.from());
    Sources.Target target = location ? sources.location(request.from()) : null;
    SourceConfig config = target == null ? sources.source(request.from()) : null;
    String source = target == null ? request.from() : target.source();
    String connector = target != null ? target.connector() : sources.source(source).connector();
    List<FoundTable> tables = tables(source, connector, request);
    if (config != null) {
      return new Found(configured(config, request.folder()), tables);
    }
    String path = request.from().substring(request.from().indexOf(':') + 1);
    // A location that is a table itself has no name below it: the folder above becomes the source.
    boolean single = tables.size() == 1 && tables.get(0).path().equals(List.of("."));
    String absolute = absolute(path);
    int cut = absolute.lastIndexOf('/');
    String last = absolute.substring(cut + 1);
    boolean split = single && cut > 0 && !last.isEmpty();
    String shelf = split ? absolute.substring(0, cut) : absolute;
    if (split) {
      FoundTable table = tables.get(0);
      tables = List.of(new FoundTable(List.of(last), table.table(), table.rows(), table.problem()));
    }
    return new Found(
        new ProposedSource(
            name(shelf, connector),
            connector,
            Map.of("path", relative(shelf, request.folder())),
            ProposedSource.Addressing.PATH),
        tables);
  }

  private List<FoundTable> tables(String source, String connector, InferenceRequest request) {
    ReadSession session = sources.begin(scope, source);
    Introspector introspector = session.introspector();
    Optional<Pattern> wanted = request.tables().map(Discovery::glob);
    List<FoundTable> found = new ArrayList<>();
    try (CloseableIterator<SchemaName> schemas = introspector.schemas(scope)) {
      while (schemas.hasNext()) {
        try (CloseableIterator<Relation.Table> tables =
            introspector.tables(scope, schemas.next())) {
          while (tables.hasNext()) {
            Relation.Table table = tables.next();
            String name = String.join("/", table.path());
            if (wanted.isEmpty() || wanted.get().matcher(name).matches()) {
              found.add(table(session, source, connector, table, name));
            }
          }
        }
      }
    }
    if (found.isEmpty()) {
      throw new ConnectorException(
          StandardErrorCode.NOT_FOUND,
          request.from()
              + " has no table"
              + request.tables().map(p -> " whose name matches '" + p + "'").orElse("")
              + ", so there is nothing to propose from; 'discover "
              + request.from()
              + "' shows what is there");
    }
    return found;
  }

  private FoundTable table(
      ReadSession session, String source, String connector, Relation.Table table, String name) {
    try {
      TableHandle handle =
          session
              .introspector()
              .resolve(scope, table, ConnectorConfig.empty())
              .orElseThrow(
                  () ->
                      new ConnectorException(
                          StandardErrorCode.NOT_FOUND, "it vanished while it was looked at"));
      Amount rows = session.introspector().statistics(scope, handle, Set.of()).rows();
      return new FoundTable(
          table.path(),
          Optional.of(new PinnedTable(source, connector, name, session, handle)),
          rows,
          Optional.empty());
    } catch (ConnectorException e) {
      scope.requireRunning();
      return new FoundTable(
          table.path(),
          Optional.empty(),
          Amount.UNKNOWN,
          Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private String absolute(String path) {
    return path.contains("://")
        ? path.replaceAll("/+$", "")
        : sources.workingFolder().resolve(path).normalize().toString();
  }

  private static String name(String path, String connector) {
    String last = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return last.matches("[a-z][a-z0-9_-]{0,40}") ? last : connector;
  }

  /** Paths in a file are relative to its folder. */
  private static String relative(String path, Path folder) {
    if (path.contains("://")) {
      return path;
    }
    Path whole = Path.of(path);
    if (!whole.isAbsolute()) {
      return path;
    }
    String relative = folder.relativize(whole).toString();
    // Far away, a path from the root says more and breaks less.
    return relative.startsWith("../..") ? path : relative.isEmpty() ? "." : relative;
  }

  private ProposedSource configured(SourceConfig config, Path folder) {
    ConnectorFactory factory = sources.factory(config.connector());
    Map<String, Object> options = new LinkedHashMap<>();
    boolean path = false;
    for (ConfigProperty<?> property : factory.sourceSpec().properties()) {
      path |= property.name().equals("path");
      if (config.options().isGiven(property)) {
        Object value = config.options().value(property);
        options.put(property.name(), written(config.name(), property, value, folder));
      }
    }
    return new ProposedSource(
        config.name(),
        config.connector(),
        options,
        path ? ProposedSource.Addressing.PATH : ProposedSource.Addressing.TABLE);
  }

  private Object written(String source, ConfigProperty<?> property, Object value, Path folder) {
    if (value instanceof Secret secret) {
      return secret
          .reference()
          .filter(reference -> reference.startsWith("${"))
          .orElseGet(() -> reference(source + "_" + property.name()));
    }
    if (value instanceof Duration duration) {
      return duration.toMillis() % 1000 == 0
          ? duration.toSeconds() + "s"
          : duration.toMillis() + "ms";
    }
    if (value instanceof Collection<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(written(source, property, item, folder)));
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> entries = new LinkedHashMap<>();
      map.forEach((k, v) -> entries.put(String.valueOf(k), written(source, property, v, folder)));
      return entries;
    }
    if (value instanceof Long number && "string".equals(property.type().jsonSchema().get("type"))) {
      return number + "B";
    }
    return value instanceof Number || value instanceof Boolean
        ? value
        : text(String.valueOf(value), folder);
  }

  /** What came from a variable goes back to it: it may be half of a credential. */
  private String text(String value, Path folder) {
    if (value.length() >= SHORTEST_REFERRED) {
      Optional<String> variable =
          environment.entrySet().stream()
              .filter(
                  e -> e.getValue().equals(value) && e.getKey().matches("[A-Za-z_][A-Za-z0-9_]*"))
              .map(Map.Entry::getKey)
              .filter(name -> !Set.of("PWD", "OLDPWD", "HOME").contains(name))
              .sorted()
              .findFirst();
      if (variable.isPresent()) {
        return "${env:" + variable.get() + "}";
      }
    }
    return value.startsWith("/") ? relative(value, folder) : value;
  }

  private static String reference(String name) {
    return "${env:" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_") + "}";
  }
}
