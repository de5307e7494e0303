package dev.plumbline.benchmarks;

import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.ScanOnlyConnector;
import dev.plumbline.spi.TableHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.tools.RelBuilder;

/** Connectors that give all rows of the columns wanted: nothing can be pushed into them. */
final class WholeTables {
  private WholeTables() {}

  /** The tables of a database. */
  static final class OfDatabase extends ScanOnlyConnector {
    private final OrdersDatabase database;

    OfDatabase(OrdersDatabase database) {
      this.database = database;
    }

    @Override
    protected List<Relation.Table> tables(QueryContext q) {
      return List.of();
    }

    @Override
    protected Optional<Schema> schema(QueryContext q, Relation relation, ConnectorConfig options) {
      try (BatchReader none = rows(q, "*", relation, " LIMIT 0")) {
        return Optional.of(none.schema());
      }
    }

    @Override
    protected BatchReader read(
        QueryContext q,
        Relation relation,
        ConnectorConfig options,
        Schema wanted,
        List<Predicate> conjuncts) {
      return rows(q, names(wanted).collect(Collectors.joining(", ")), relation, "");
    }

    private BatchReader rows(QueryContext q, String columns, Relation relation, String limit) {
      return DatabaseBatches.of(
          database::connect,
          "SELECT " + columns + " FROM " + ((Relation.Table) relation).path().get(0) + limit,
          q.allocator());
    }
  }

  /** A folder's Delta table, whose rows come out of an engine of their own. */
  static final class OfLake extends ScanOnlyConnector {
    private static final Relation FILES = new Relation.Location("");

    private final Lake lake;
    private final EngineRuns runs;

    OfLake(BenchmarkTable table, Path scratch) {
      this.lake = new Lake(table);
      this.runs = new EngineRuns(lake.connector(), scratch.resolve("unpushed"));
    }

    @Override
    protected List<Relation.Table> tables(QueryContext q) {
      return List.of();
    }

    @Override
    protected Optional<Schema> schema(QueryContext q, Relation relation, ConnectorConfig options) {
      try (ReadSession session = lake.connector().begin(q)) {
        return session.introspector().resolve(q, FILES, options).map(TableHandle::schema);
      }
    }

    @Override
    protected BatchReader read(
        QueryContext q,
        Relation relation,
        ConnectorConfig options,
        Schema wanted,
        List<Predicate> conjuncts) {
      return runs.open(
          q,
          (planning, tables) -> {
            RelBuilder builder = planning.scan(tables.apply(FILES));
            return builder.project(builder.fields(names(wanted).toList())).build();
          });
    }

    @Override
    public void close() {
      runs.close();
      lake.close();
    }
  }

  private static Stream<String> names(Schema wanted) {
    return wanted.getFields().stream().map(Field::getName);
  }
}
