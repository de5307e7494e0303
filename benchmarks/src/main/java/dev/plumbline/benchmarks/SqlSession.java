package dev.plumbline.benchmarks;

import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ColumnTrait;
import dev.plumbline.spi.Consistency;
import dev.plumbline.spi.Estimate;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Introspector;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.Route;
import dev.plumbline.spi.SchemaName;
import dev.plumbline.spi.SqlAccess;
import dev.plumbline.spi.SqlPlan;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.SqlQuery;
import dev.plumbline.spi.TableHandle;
import dev.plumbline.spi.TableStatistics;
import dev.plumbline.spi.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** A session that answers SQL and nothing else. Its text compares by its bytes. */
abstract class SqlSession implements ReadSession, Introspector, SqlAccess, PartReader {
  private final SqlProfile profile;

  SqlSession(SqlProfile profile) {
    this.profile = profile;
  }

  final PinnedTable pinned(String table, Schema schema) {
    return new PinnedTable("database", "sql", table, this, handle(table, schema));
  }

  static TableHandle handle(String table, Schema schema) {
    Map<FieldPath, Set<ColumnTrait>> traits = new LinkedHashMap<>();
    for (Field field : schema.getFields()) {
      if (field.getType() instanceof ArrowType.Utf8) {
        traits.put(FieldPath.of(field.getName()), Set.of(ColumnTrait.BINARY_TEXT));
      }
    }
    return TableHandle.builder(new Relation.Table(List.of(table)), Token.EMPTY, schema)
        .traits(traits)
        .build();
  }

  @Override
  public final SqlProfile profile() {
    return profile;
  }

  @Override
  public final SqlPlan plan(QueryContext q, SqlQuery statement) {
    return SqlPlan.builder(statement.expected())
        .routes(Map.of(Route.STREAM, Estimate.builder().build()))
        .build();
  }

  @Override
  public final Consistency consistency() {
    return Consistency.SOURCE;
  }

  @Override
  public final Introspector introspector() {
    return this;
  }

  @Override
  public final PartReader reader() {
    return this;
  }

  @Override
  public final Optional<SqlAccess> sql() {
    return Optional.of(this);
  }

  @Override
  public final CloseableIterator<SchemaName> schemas(QueryContext q) {
    return CloseableIterator.of(List.of());
  }

  @Override
  public final CloseableIterator<Relation.Table> tables(QueryContext q, SchemaName schema) {
    return CloseableIterator.of(List.of());
  }

  @Override
  public final TableStatistics statistics(
      QueryContext q, TableHandle table, Set<FieldPath> columns) {
    return TableStatistics.builder().build();
  }
}
