package dev.plumbline.integration.sql;

import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.RowBatches;
import dev.plumbline.spi.ScanOnlyConnector;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The tables of a server without its SQL: rows as they are, and all else is left to the engine. */
final class WholeTables extends ScanOnlyConnector {
  private final ServerKind kind;
  private final Map<Relation, Whole> read = new ConcurrentHashMap<>();

  WholeTables(ServerKind kind) {
    this.kind = kind;
  }

  private record Whole(Schema schema, List<@Nullable Object[]> rows) {}

  private Whole whole(Relation relation) {
    return read.computeIfAbsent(
        relation,
        table -> {
          String name = ((Relation.Table) table).path().get(0);
          try {
            var rows = kind.server().rows("SELECT * FROM " + name);
            Schema schema = ServerValues.schema(rows);
            return new Whole(schema, ServerValues.of(schema, rows));
          } catch (SQLException e) {
            throw new IllegalStateException(name, e);
          }
        });
  }

  @Override
  protected List<Relation.Table> tables(QueryContext q) {
    return List.of();
  }

  @Override
  protected Optional<Schema> schema(QueryContext q, Relation relation, ConnectorConfig options) {
    return Optional.of(whole(relation).schema());
  }

  @Override
  protected BatchReader read(
      QueryContext q,
      Relation relation,
      ConnectorConfig options,
      Schema wanted,
      List<Predicate> conjuncts) {
    Whole whole = whole(relation);
    List<Integer> columns = new ArrayList<>();
    for (Field field : wanted.getFields()) {
      columns.add(whole.schema().getFields().indexOf(field));
    }
    return RowBatches.of(
        wanted,
        whole.rows().stream().map(row -> columns.stream().map(i -> row[i]).toArray()).iterator(),
        q.allocator(),
        () -> {});
  }
}
