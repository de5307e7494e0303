package dev.plumbline.integration.sql;

import dev.plumbline.integration.functions.Rows;
import dev.plumbline.runtime.sql.SqlText;
import dev.plumbline.spi.Amount;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ColumnTrait;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Consistency;
import dev.plumbline.spi.Delivery;
import dev.plumbline.spi.Estimate;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Introspector;
import dev.plumbline.spi.NativeQueryGuard;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.Provenance;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Reach;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.Route;
import dev.plumbline.spi.RowBatches;
import dev.plumbline.spi.SchemaName;
import dev.plumbline.spi.SqlAccess;
import dev.plumbline.spi.SqlPlan;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.SqlQuery;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TableHandle;
import dev.plumbline.spi.TableStatistics;
import dev.plumbline.spi.TableUse;
import dev.plumbline.spi.Token;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rex.RexBuilder;
import org.jspecify.annotations.Nullable;

/** A session on a server. Its tables stay as they are for as long as tests look at them. */
final class ServerSession implements ReadSession, Introspector, SqlAccess, PartReader {
  private final ServerKind kind;
  private final StatementLog log;
  private final Map<Token, List<@Nullable Object[]>> answers = new ConcurrentHashMap<>();
  private final Map<Token, Schema> schemas = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();

  ServerSession(ServerKind kind, StatementLog log) {
    this.kind = kind;
    this.log = log;
  }

  @Override
  public SqlProfile profile() {
    return kind.profile();
  }

  @Override
  public SqlPlan plan(QueryContext q, SqlQuery statement) {
    Estimate.Builder estimate = Estimate.builder();
    atMost(statement.tables()).ifPresent(rows -> estimate.rows(Amount.bounded(rows)));
    return SqlPlan.builder(statement.expected())
        .routes(Map.of(Route.STREAM, estimate.build()))
        .build();
  }

  /** Neither joins nor unions of tables have more rows than all of their pairs and all of them. */
  private static OptionalLong atMost(List<TableUse> tables) {
    double product = 1;
    for (TableUse use : tables) {
      String rows = use.table().token().text();
      if (rows.isEmpty()) {
        return OptionalLong.empty();
      }
      product *= Long.parseLong(rows) + 1;
    }
    return product < Integer.MAX_VALUE ? OptionalLong.of((long) product) : OptionalLong.empty();
  }

  @Override
  public Delivery execute(QueryContext q, SqlQuery query, Route route) {
    log.execute(query.sql());
    Schema schema = query.expected();
    Token token = Token.of("answer " + next.incrementAndGet());
    answers.put(token, ServerValues.of(schema, rows(query.sql())));
    schemas.put(token, schema);
    return new Delivery() {
      @Override
      public Schema schema() {
        return schema;
      }

      @Override
      public List<Part> parts() {
        return List.of(Part.Batches.builder(token, Reach.SESSION).build());
      }

      @Override
      public Provenance provenance() {
        return Provenance.builder("server-query", token.text()).build();
      }

      @Override
      public void close() {
        answers.remove(token);
        schemas.remove(token);
      }
    };
  }

  @Override
  public BatchReader open(QueryContext q, Part.Batches part) {
    List<@Nullable Object[]> values = answers.get(part.token());
    Schema schema = schemas.get(part.token());
    if (values == null || schema == null) {
      throw new ConnectorException(
          StandardErrorCode.INTERNAL, "part '" + part.token().text() + "' is not open");
    }
    return RowBatches.of(schema, values.iterator(), q.allocator(), () -> {});
  }

  private Rows rows(String sql) {
    try {
      return kind.server().rows(sql);
    } catch (SQLException e) {
      throw new ConnectorException(
          StandardErrorCode.EXTERNAL, kind + ": " + e.getMessage() + " in " + sql, e);
    }
  }

  private Rows look(String sql) {
    log.look(sql);
    return rows(sql);
  }

  @Override
  public Optional<TableHandle> resolve(
      QueryContext q, Relation relation, ConnectorConfig relationOptions) {
    if (relation instanceof Relation.Table table) {
      return table(table);
    }
    if (relation instanceof Relation.NativeQuery query) {
      String checked = NativeQueryGuard.check(query.sql(), profile().literals());
      Schema schema = schema("(" + checked + "\n) AS checked");
      NativeQueryGuard.requireDistinctColumns(schema, profile().identifiers());
      return Optional.of(handle(relation, Token.EMPTY, schema));
    }
    throw new ConnectorException(
        StandardErrorCode.UNSUPPORTED, "a server has no locations; name a table or a query");
  }

  private Optional<TableHandle> table(Relation.Table table) {
    List<String> path =
        table.path().size() == 1 ? List.of(kind.schema(), table.path().get(0)) : table.path();
    Rows found =
        look(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = "
                + text(path.get(0))
                + " AND table_name = "
                + text(path.get(1)));
    if (found.values().isEmpty()) {
      return Optional.empty();
    }
    String from = quoted(path.get(0)) + "." + quoted(path.get(1));
    Object rows = look("SELECT count(*) FROM " + from).values().get(0)[0];
    return Optional.of(
        handle(new Relation.Table(path), Token.of(String.valueOf(rows)), schema(from)));
  }

  private Schema schema(String from) {
    return ServerValues.schema(look("SELECT * FROM " + from + " LIMIT 0"));
  }

  private static TableHandle handle(Relation relation, Token token, Schema schema) {
    Map<FieldPath, Set<ColumnTrait>> traits = new LinkedHashMap<>();
    for (Field field : schema.getFields()) {
      if (field.getType() instanceof ArrowType.Utf8) {
        traits.put(FieldPath.of(field.getName()), Set.of(ColumnTrait.BINARY_TEXT));
      }
    }
    return TableHandle.builder(relation, token, schema).traits(traits).build();
  }

  private String text(String value) {
    RexBuilder rex = new RexBuilder(dev.plumbline.runtime.expression.PlanTypes.FACTORY);
    return new SqlText(profile()).condition(rex.makeLiteral(value), List.of());
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  @Override
  public TableStatistics statistics(QueryContext q, TableHandle table, Set<FieldPath> columns) {
    return TableStatistics.builder().build();
  }

  @Override
  public CloseableIterator<SchemaName> schemas(QueryContext q) {
    return CloseableIterator.of(List.of(new SchemaName(List.of(kind.schema()))));
  }

  @Override
  public CloseableIterator<Relation.Table> tables(QueryContext q, SchemaName schema) {
    return CloseableIterator.of(
        look(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = "
                    + text(kind.schema())
                    + " ORDER BY 1")
            .values()
            .stream()
            .map(row -> new Relation.Table(List.of(kind.schema(), String.valueOf(row[0]))))
            .toList());
  }

  @Override
  public Consistency consistency() {
    return Consistency.STATEMENT;
  }

  @Override
  public Introspector introspector() {
    return this;
  }

  @Override
  public PartReader reader() {
    return this;
  }

  @Override
  public Optional<SqlAccess> sql() {
    return Optional.of(this);
  }

  /** Deliveries are the runtime's to close before. */
  @Override
  public void close() {
    if (!answers.isEmpty()) {
      throw new IllegalStateException("deliveries left open: " + answers.keySet());
    }
  }
}
