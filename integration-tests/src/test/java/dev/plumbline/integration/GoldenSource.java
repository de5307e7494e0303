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
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Registration;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.TableHandle;
import dev.plumbline.spi.TemporaryObject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/** The golden tables below the planner, for tests that build their own plans. */
final class GoldenSource implements AutoCloseable {
  private final ConnectorFactory factory = new DeltaConnectorFactory();
  private final Connector connector =
      factory.create(
          factory
              .sourceSpec()
              .read("", Map.of("path", GoldenTables.FOLDER.toString()), GoldenTables.FOLDER)
              .orThrow(),
          new Context());

  Opened open(String table) {
    Query query = new Query();
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
  record Opened(Query query, PinnedTable table) implements AutoCloseable {
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

  /** A query that nobody cancels. */
  static final class Query implements QueryContext, AutoCloseable {
    private final BufferAllocator allocator = new RootAllocator();

    @Override
    public String queryId() {
      return "golden";
    }

    @Override
    public Instant deadline() {
      return Instant.MAX;
    }

    @Override
    public BufferAllocator allocator() {
      return allocator;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public Registration onCancel(Runnable quick) {
      return () -> {};
    }

    @Override
    public void remember(TemporaryObject object) {
      throw new UnsupportedOperationException("nothing temporary");
    }

    @Override
    public void close() {
      allocator.close();
    }
  }
}
