package dev.plumbline.benchmarks;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.plugin.ConnectorCatalog;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorContext;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.Place;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connector for Delta tables on a benchmark's table. */
final class Lake implements AutoCloseable {
  private static final ClassLoader LOADER = Lake.class.getClassLoader();

  private final ConnectorCatalog catalog = ConnectorCatalog.load(List.of(), Optional.of(LOADER));
  private final Connector connector;

  Lake(BenchmarkTable table) {
    ConnectorFactory factory = catalog.factory("delta");
    this.connector =
        factory.create(
            factory
                .sourceSpec()
                .read("", Map.of("path", table.folder().toString()), table.folder())
                .orThrow(),
            new Source());
  }

  /** Plumbline without a configuration. */
  static Plumbline facade(Path scratch) {
    return Plumbline.builder()
        .classPathConnectors(LOADER)
        .cacheFolder(scratch)
        .threads(EngineRuns.THREADS)
        .open();
  }

  /** The connector; whoever runs it closes it. */
  Connector connector() {
    return connector;
  }

  @Override
  public void close() {
    catalog.close();
  }

  private static final class Source implements ConnectorContext {
    @Override
    public String sourceName() {
      return "orders";
    }

    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public Place place() {
      return Place.COORDINATOR;
    }
  }
}
