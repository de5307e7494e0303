package dev.plumbline.benchmarks;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.ScanOnlyConnector;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

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

  /** A folder's Delta table, read as a host would read it. */
  static final class OfLake extends ScanOnlyConnector {
    private final Plumbline plumbline;
    private final String target;

    OfLake(Plumbline plumbline, BenchmarkTable table) {
      this.plumbline = plumbline;
      this.target = "delta:" + table.folder();
    }

    @Override
    protected List<Relation.Table> tables(QueryContext q) {
      return List.of();
    }

    @Override
    protected Optional<Schema> schema(QueryContext q, Relation relation, ConnectorConfig options) {
      try (BatchReader none = plumbline.read(ReadRequest.builder(target).limit(1).build())) {
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
      return plumbline.read(ReadRequest.builder(target).columns(names(wanted).toList()).build());
    }

    @Override
    public void close() {
      plumbline.close();
    }
  }

  private static Stream<String> names(Schema wanted) {
    return wanted.getFields().stream().map(Field::getName);
  }
}
