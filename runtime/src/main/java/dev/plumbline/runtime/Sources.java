package dev.plumbline.runtime;

import dev.plumbline.runtime.config.Configuration;
import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.SourceConfig;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.runtime.plugin.ConnectorCatalog;
import dev.plumbline.spi.ConfigOutcome;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorContext;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.NearestName;
import dev.plumbline.spi.Place;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TableHandle;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connectors of the configured sources, and of locations that were named without any file. */
final class Sources implements AutoCloseable {
  private final ConnectorCatalog catalog;
  private final Configuration configuration;
  private final Path workingFolder;
  private final Clock clock;
  private final Map<String, Connector> open = new LinkedHashMap<>();

  Sources(ConnectorCatalog catalog, Configuration configuration, Path workingFolder, Clock clock) {
    this.catalog = catalog;
    this.configuration = configuration;
    this.workingFolder = workingFolder;
    this.clock = clock;
  }

  Path workingFolder() {
    return workingFolder;
  }

  ConnectorFactory factory(String connector) {
    return catalog.factory(connector);
  }

  /** Where rows come from: a source and one relation of it. */
  record Target(String source, String connector, Relation relation, ConnectorConfig options) {
    String relationText() {
      if (relation instanceof Relation.Table table) {
        return String.join(".", table.path());
      }
      if (relation instanceof Relation.Location location) {
        return location.glob();
      }
      return "query";
    }
  }

  Target of(DatasetConfig dataset) {
    SourceConfig source = source(dataset.source());
    return new Target(source.name(), source.connector(), dataset.relation(), dataset.readOptions());
  }

  SourceConfig source(String name) {
    SourceConfig source = configuration.sources().get(name);
    if (source == null) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          "source '"
              + name
              + "' is not in the configuration; "
              + hint(name, configuration.sources().keySet()));
    }
    return source;
  }

  /** A location such as {@code delta:./table}, as a source of its own. */
  Target location(String text) {
    int colon = text.indexOf(':');
    String name = text.substring(0, colon);
    String location = text.substring(colon + 1);
    ConnectorFactory factory = catalog.factory(name);
    if (factory.sourceSpec().properties().stream().noneMatch(p -> p.name().equals("path"))) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          "connector '"
              + name
              + "' has no option 'path', so a location alone does not serve; "
              + "write a configuration file with a source");
    }
    if (location.isEmpty()) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          "'" + text + "' names no location; write '" + name + ":PATH'");
    }
    ConfigOutcome outcome = factory.sourceSpec().read("", Map.of("path", location), workingFolder);
    ConnectorConfig config = outcome.orThrow();
    synchronized (open) {
      open.computeIfAbsent(text, t -> factory.create(config, context(t)));
    }
    return new Target(text, name, new Relation.Location(""), ConnectorConfig.empty());
  }

  /** Whether a text has the form of a location: a known connector's name before a colon. */
  boolean isLocation(String text) {
    int colon = text.indexOf(':');
    return colon > 0 && text.substring(0, colon).matches("[a-z][a-z0-9-]{0,31}");
  }

  ReadSession begin(QueryScope scope, String source) {
    Connector connector;
    synchronized (open) {
      connector =
          open.computeIfAbsent(
              source,
              name -> {
                SourceConfig config = source(name);
                return catalog.factory(config.connector()).create(config.options(), context(name));
              });
    }
    return scope.closing(connector.begin(scope));
  }

  PinnedTable pin(QueryScope scope, Target target) {
    return pin(scope, target, begin(scope, target.source()));
  }

  /** Pins a table beside another one: in its session where it is of the same source. */
  PinnedTable pinBeside(QueryScope scope, Target target, PinnedTable other) {
    return other.source().equals(target.source())
        ? pin(scope, target, other.session())
        : pin(scope, target);
  }

  private PinnedTable pin(QueryScope scope, Target target, ReadSession session) {
    TableHandle handle =
        session
            .introspector()
            .resolve(scope, target.relation(), target.options())
            .orElseThrow(
                () ->
                    new ConnectorException(
                        StandardErrorCode.NOT_FOUND,
                        target.relationText().isEmpty()
                            ? target.source() + " does not exist; correct the location"
                            : target.source()
                                + ": '"
                                + target.relationText()
                                + "' does not exist; run 'discover "
                                + target.source()
                                + "' to see what does"));
    return new PinnedTable(
        target.source(), target.connector(), target.relationText(), session, handle);
  }

  private ConnectorContext context(String source) {
    return new ConnectorContext() {
      @Override
      public String sourceName() {
        return source;
      }

      @Override
      public Clock clock() {
        return clock;
      }

      @Override
      public Place place() {
        return Place.COORDINATOR;
      }
    };
  }

  static String hint(String given, Collection<String> known) {
    Optional<String> near = NearestName.of(given, known);
    if (near.isPresent()) {
      return "did you mean '" + near.get() + "'?";
    }
    return known.isEmpty() ? "none is defined" : "defined are " + String.join(", ", known);
  }

  @Override
  public void close() {
    List<Connector> all;
    synchronized (open) {
      all = new ArrayList<>(open.values());
      open.clear();
    }
    RuntimeException failure = null;
    for (Connector connector : all) {
      try {
        connector.close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
