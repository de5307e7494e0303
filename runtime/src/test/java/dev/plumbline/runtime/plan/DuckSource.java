package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.sql.DuckDbProfile;
import dev.plumbline.spi.Amount;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.CloseableIterator;
import dev.plumbline.spi.ColumnTrait;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.Consistency;
import dev.plumbline.spi.Delivery;
import dev.plumbline.spi.Estimate;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Introspector;
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
import dev.plumbline.spi.TableHandle;
import dev.plumbline.spi.TableStatistics;
import dev.plumbline.spi.Token;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** A session over a database of its own that answers SQL only, and notes what it was asked. */
final class DuckSource implements ReadSession, Introspector, SqlAccess, PartReader {
  private final String name;
  private final Connection connection;
  private final SqlProfile profile;
  private final Set<ColumnTrait> textTraits;
  final List<SqlQuery> planned = new ArrayList<>();
  final List<SqlQuery> executed = new ArrayList<>();
  int open;
  Estimate estimate = Estimate.builder().build();

  private DuckSource(
      String name, Connection connection, SqlProfile profile, Set<ColumnTrait> textTraits) {
    this.name = name;
    this.connection = connection;
    this.profile = profile;
    this.textTraits = textTraits;
  }

  static DuckSource of(String name, String... statements) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:");
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
        // As the engine does: its results are wrong with it.
        statement.execute("SET disabled_optimizers = 'join_filter_pushdown'");
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
      return new DuckSource(
          name, connection, DuckDbProfile.PROFILE, Set.of(ColumnTrait.BINARY_TEXT));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same database as another source would show it. */
  DuckSource as(SqlProfile other, ColumnTrait... traits) {
    return new DuckSource(name, connection, other, Set.of(traits));
  }

  void change(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  PinnedTable table(String table) {
    return pin(new Relation.Table(List.of("main", table)), table, "\"" + table + "\"");
  }

  PinnedTable query(String sql) {
    return pin(new Relation.NativeQuery(sql), "query", "(" + sql.replace(";", "") + "\n)");
  }

  private PinnedTable pin(Relation relation, String text, String from) {
    Schema schema;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + from + " LIMIT 0")) {
      schema = schema(rows);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    Map<FieldPath, Set<ColumnTrait>> traits = new LinkedHashMap<>();
    for (Field field : schema.getFields()) {
      if (field.getType() instanceof ArrowType.Utf8) {
        traits.put(FieldPath.of(field.getName()), new LinkedHashSet<>(textTraits));
      }
    }
    TableHandle handle = TableHandle.builder(relation, Token.EMPTY, schema).traits(traits).build();
    return new PinnedTable(name, "duck", text, this, handle);
  }

  private static Schema schema(ResultSet rows) throws SQLException {
    List<Field> fields = new ArrayList<>();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      fields.add(
          PlanTypes.field(
              rows.getMetaData().getColumnName(i), type(rows.getMetaData().getColumnTypeName(i))));
    }
    return new Schema(fields);
  }

  private static RelDataType type(String name) {
    if (name.startsWith("DECIMAL(")) {
      int comma = name.indexOf(',');
      return PlanTypes.FACTORY.createSqlType(
          SqlTypeName.DECIMAL,
          Integer.parseInt(name.substring(8, comma)),
          Integer.parseInt(name.substring(comma + 1, name.length() - 1)));
    }
    return PlanTypes.FACTORY.createSqlType(
        switch (name) {
          case "FLOAT" -> SqlTypeName.REAL;
          case "TIMESTAMP WITH TIME ZONE" -> SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
          default -> SqlTypeName.valueOf(name);
        });
  }

  @Override
  public SqlProfile profile() {
    return profile;
  }

  @Override
  public SqlPlan plan(QueryContext q, SqlQuery statement) {
    synchronized (planned) {
      planned.add(statement);
    }
    return SqlPlan.builder(statement.expected()).routes(Map.of(Route.STREAM, estimate)).build();
  }

  @Override
  public Delivery execute(QueryContext q, SqlQuery query, Route route) {
    executed.add(query);
    open++;
    try {
      Statement statement = connection.createStatement();
      ResultSet rows = statement.executeQuery(query.sql());
      Schema schema = schema(rows);
      List<@Nullable Object[]> values = new ArrayList<>();
      while (rows.next()) {
        @Nullable Object[] row = new @Nullable Object[schema.getFields().size()];
        for (int i = 0; i < row.length; i++) {
          row[i] = value(rows.getObject(i + 1));
        }
        values.add(row);
      }
      statement.close();
      return new Answer(q, schema, values);
    } catch (SQLException e) {
      throw new IllegalStateException(query.sql(), e);
    }
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof Timestamp timestamp) {
      return timestamp.toLocalDateTime();
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof Date date) {
      return date.toLocalDate();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    return value instanceof Byte || value instanceof Short
        ? (Object) ((Number) value).intValue()
        : value;
  }

  /** The rows of a statement, read from memory. */
  private final class Answer implements Delivery {
    private final Schema schema;
    private final Part part;

    Answer(QueryContext q, Schema schema, List<@Nullable Object[]> rows) {
      this.schema = schema;
      Token token = Token.of("answer " + answers.size());
      answers.put(token, () -> RowBatches.of(schema, rows.iterator(), q.allocator(), () -> {}));
      this.part = Part.Batches.builder(token, Reach.SESSION).build();
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public List<Part> parts() {
      return List.of(part);
    }

    @Override
    public Provenance provenance() {
      return Provenance.builder("duck-query", "1").build();
    }

    @Override
    public void close() {
      open--;
    }
  }

  private final Map<Token, java.util.function.Supplier<BatchReader>> answers =
      new java.util.concurrent.ConcurrentHashMap<>();

  @Override
  public BatchReader open(QueryContext q, Part.Batches part) {
    java.util.function.Supplier<BatchReader> answer = answers.get(part.token());
    if (answer == null) {
      throw new IllegalStateException("no such part");
    }
    return answer.get();
  }

  @Override
  public Consistency consistency() {
    return Consistency.SOURCE;
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

  @Override
  public CloseableIterator<SchemaName> schemas(QueryContext q) {
    return CloseableIterator.of(List.of());
  }

  @Override
  public CloseableIterator<Relation.Table> tables(QueryContext q, SchemaName schema) {
    return CloseableIterator.of(List.of());
  }

  @Override
  public Optional<TableHandle> resolve(QueryContext q, Relation r, ConnectorConfig options) {
    return Optional.empty();
  }

  @Override
  public TableStatistics statistics(QueryContext q, TableHandle table, Set<FieldPath> columns) {
    return TableStatistics.builder().build();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Estimate atMost(long rows) {
    return Estimate.builder().rows(Amount.bounded(rows)).build();
  }
}
