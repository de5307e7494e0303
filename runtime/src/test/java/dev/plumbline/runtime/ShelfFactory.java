package dev.plumbline.runtime;

import dev.plumbline.spi.AccessPlan;
import dev.plumbline.spi.AccessScope;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConfigProperty;
import dev.plumbline.spi.ConfigSpec;
import dev.plumbline.spi.ConfigType;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorContext;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.ConnectorName;
import dev.plumbline.spi.Consistency;
import dev.plumbline.spi.Introspector;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.ScanAccess;
import dev.plumbline.spi.ScanOnlyConnector;
import dev.plumbline.spi.Secret;
import dev.plumbline.spi.SpiVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.vector.types.pojo.Schema;

/** Serves tables that a test puts on its shelf, and counts what is open. */
public final class ShelfFactory implements ConnectorFactory {
  static final ConfigProperty<String> PATH =
      ConfigProperty.builder("path", ConfigType.text(), "The shelf.").required().build();
  static final ConfigProperty<Secret> TOKEN =
      ConfigProperty.builder("token", ConfigType.secret(), "The shelf's lock.").build();
  private static final Map<String, Shelf> SHELVES = new ConcurrentHashMap<>();

  /** How a table is read. */
  interface Rows {
    BatchReader read(QueryContext q, Schema wanted);
  }

  /** A table's columns and rows. */
  record Table(Schema schema, Rows rows) {}

  /** The tables of one test. */
  static final class Shelf {
    final Map<String, Table> tables = new ConcurrentHashMap<>();
    final AtomicInteger sessions = new AtomicInteger();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger connectors = new AtomicInteger();
  }

  /** For the service loader. */
  public ShelfFactory() {}

  static Shelf shelf(String name) {
    Shelf shelf = new Shelf();
    SHELVES.put(name, shelf);
    return shelf;
  }

  static void forget(String name) {
    SHELVES.remove(name);
  }

  @Override
  public ConnectorName name() {
    return new ConnectorName("shelf");
  }

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public ConfigSpec sourceSpec() {
    return ConfigSpec.builder().property(PATH).property(TOKEN).build();
  }

  @Override
  public ConfigSpec relationSpec() {
    return ConfigSpec.builder().build();
  }

  @Override
  public AccessPlan access(ConnectorConfig config, AccessScope scope) {
    return AccessPlan.none();
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    Shelf shelf = SHELVES.get(config.value(PATH));
    if (shelf == null) {
      throw new IllegalStateException("no such shelf");
    }
    shelf.connectors.incrementAndGet();
    return new Counted(shelf, new Tables(shelf));
  }

  private static final class Tables extends ScanOnlyConnector {
    private final Shelf shelf;

    Tables(Shelf shelf) {
      this.shelf = shelf;
    }

    @Override
    protected List<Relation.Table> tables(QueryContext q) {
      return shelf.tables.keySet().stream()
          .sorted()
          .map(name -> new Relation.Table(List.of(name)))
          .toList();
    }

    private Optional<Table> find(Relation relation) {
      return Optional.ofNullable(shelf.tables.get(((Relation.Table) relation).path().get(0)));
    }

    @Override
    protected Optional<Schema> schema(QueryContext q, Relation relation, ConnectorConfig options) {
      return find(relation).map(Table::schema);
    }

    @Override
    protected BatchReader read(
        QueryContext q,
        Relation relation,
        ConnectorConfig options,
        Schema wanted,
        List<Predicate> conjuncts) {
      return find(relation).orElseThrow().rows().read(q, wanted);
    }
  }

  /** Counts sessions, which the base does not tell of. */
  private record Counted(Shelf shelf, Connector inner) implements Connector {
    @Override
    public ReadSession begin(QueryContext q) {
      ReadSession session = inner.begin(q);
      shelf.sessions.incrementAndGet();
      shelf.opened.incrementAndGet();
      return new ReadSession() {
        @Override
        public Consistency consistency() {
          return session.consistency();
        }

        @Override
        public Introspector introspector() {
          return session.introspector();
        }

        @Override
        public PartReader reader() {
          return session.reader();
        }

        @Override
        public Optional<ScanAccess> scan() {
          return session.scan();
        }

        @Override
        public void close() {
          session.close();
          shelf.sessions.decrementAndGet();
        }
      };
    }

    @Override
    public PartReader reader() {
      return inner.reader();
    }

    @Override
    public void close() {
      shelf.connectors.decrementAndGet();
      inner.close();
    }
  }
}
