package dev.plumbline.integration.functions;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** DuckDB as the runtime's local engine sets it up. */
final class DuckDatabase implements SqlServer, AutoCloseable {
  private final Connection connection;

  private DuckDatabase(Connection connection) {
    this.connection = connection;
  }

  static DuckDatabase open() throws SQLException {
    DuckDatabase database = withTable();
    database.execute("SET enable_external_access = false");
    database.execute("SET lock_configuration = true");
    return database;
  }

  /** Writes the table for engines that read files. */
  static void write(Path parquet) throws SQLException {
    try (DuckDatabase database = withTable()) {
      database.execute(
          "COPY (SELECT * FROM "
              + NastyTable.NAME
              + " ORDER BY "
              + NastyTable.KEY
              + ") TO '"
              + parquet.toString().replace("'", "''")
              + "' (FORMAT parquet)");
    }
  }

  private static DuckDatabase withTable() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("threads", "2");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("preserve_insertion_order", "false");
    DuckDatabase database =
        new DuckDatabase(DriverManager.getConnection("jdbc:duckdb:", properties));
    database.execute("SET TimeZone = 'UTC'");
    for (String statement : new TableSql(Engine.DUCKDB).statements()) {
      database.execute(statement);
    }
    return database;
  }

  @Override
  public synchronized void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  @Override
  public synchronized Rows rows(String sql) throws SQLException {
    return JdbcRows.read(connection, sql, DuckDatabase::value);
  }

  private static @Nullable Object value(ResultSet results, int column, Type type)
      throws SQLException {
    return switch (type.name()) {
      case "timestamp" -> results.getObject(column, LocalDateTime.class);
      case "instant" -> instant(results.getObject(column, OffsetDateTime.class));
      default -> plain(results.getObject(column));
    };
  }

  private static @Nullable Object instant(@Nullable OffsetDateTime value) {
    return value == null ? null : value.toInstant();
  }

  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    if (value instanceof Blob blob) {
      return blob.getBytes(1, (int) blob.length());
    }
    if (value instanceof Timestamp timestamp) {
      return timestamp.toLocalDateTime();
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof Array array) {
      List<@Nullable Object> items = new ArrayList<>();
      for (Object item : (Object[]) array.getArray()) {
        items.add(plain(item));
      }
      return Collections.unmodifiableList(items);
    }
    if (value instanceof Struct struct) {
      @Nullable Object[] fields = struct.getAttributes().clone();
      for (int i = 0; i < fields.length; i++) {
        fields[i] = plain(fields[i]);
      }
      return fields;
    }
    if (value instanceof Map<?, ?> map) {
      Map<@Nullable Object, @Nullable Object> items = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        items.put(plain(entry.getKey()), plain(entry.getValue()));
      }
      return items;
    }
    return value;
  }
}
