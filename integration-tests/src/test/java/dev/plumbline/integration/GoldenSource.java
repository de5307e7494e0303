package dev.plumbline.integration;

import dev.plumbline.connector.delta.DeltaConnectorFactory;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.spi.ColumnTrait;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorContext;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Place;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.TableHandle;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Schema;

/** The golden tables below the planner, for tests that build their own plans. */
public final class GoldenSource implements AutoCloseable {
  private final ConnectorFactory factory = new DeltaConnectorFactory();
  private final Connector connector =
      factory.create(
          factory
              .sourceSpec()
              .read("", Map.of("path", GoldenTables.FOLDER.toString()), GoldenTables.FOLDER)
              .orThrow(),
          new Context());

  public Opened open(String table) {
    OpenQuery query = new OpenQuery();
    ReadSession session = connector.begin(query);
    TableHandle handle =
        session
            .introspector()
            .resolve(query, new Relation.Location(table), ConnectorConfig.empty())
            .orElseThrow();
    return new Opened(query, new PinnedTable("golden", "delta", table, session, handle));
  }

  @Override
  public void close() {
    connector.close();
  }

  /** One table, pinned for a query. */
  public record Opened(OpenQuery query, PinnedTable table) implements AutoCloseable {
    Schema schema() {
      return table.handle().schema();
    }

    boolean isPartition(String column) {
      return table
          .handle()
          .traits()
          .getOrDefault(FieldPath.of(column), Set.of())
          .contains(ColumnTrait.PARTITION);
    }

    @Override
    public void close() {
      table.session().close();
      query.close();
    }
  }

  private static final class Context implements ConnectorContext {
    @Override
    public String sourceName() {
      return "golden";
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
