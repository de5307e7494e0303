package dev.plumbline.integration.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes DuckDB's tables as Delta tables: Parquet by COPY, and one commit by the letters of Delta's
 * protocol, so that nothing of Plumbline's has written them. A column {@code n} numbers the rows
 * and stays behind.
 */
final class DuckLake implements AutoCloseable {
  /** How much a log says of its files. */
  enum Statistics {
    NONE,
    ROWS,
    ALL
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FILES = 3;
  private static final int LONGEST_BOUND = 32;
  private static final Set<String> BOUNDED =
      Set.of("BIGINT", "INTEGER", "DOUBLE", "FLOAT", "VARCHAR", "DATE", "TIMESTAMP WITH TIME ZONE");

  private final Connection connection;
  private final Path folder;

  DuckLake(Path folder) throws SQLException {
    this.connection = DriverManager.getConnection("jdbc:duckdb:");
    this.folder = folder;
    execute("SET TimeZone = 'UTC'");
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Writes a table into a folder of its own. */
  void write(String table, String path, Statistics statistics) throws SQLException, IOException {
    Path to = folder.resolve(path);
    Files.createDirectories(to.resolve("_delta_log"));
    Map<String, String> types = types(table);
    List<String> commit = new ArrayList<>();
    commit.add(JSON.writeValueAsString(protocol(types)));
    commit.add(JSON.writeValueAsString(metadata(path, types)));
    if (rows(table) > 0) {
      for (int i = 0; i < FILES; i++) {
        commit.add(JSON.writeValueAsString(add(table, types, to, i, statistics)));
      }
    }
    Files.write(to.resolve("_delta_log").resolve(String.format("%020d.json", 0)), commit);
  }

  private Map<String, String> types(String table) throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("DESCRIBE " + table)) {
      while (rows.next()) {
        types.put(rows.getString("column_name"), rows.getString("column_type"));
      }
    }
    types.remove("n");
    return types;
  }

  private long rows(String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static ObjectNode protocol(Map<String, String> types) {
    ObjectNode action = JSON.createObjectNode();
    ObjectNode protocol = action.putObject("protocol");
    if (types.containsValue("TIMESTAMP")) {
      protocol.put("minReaderVersion", 3).put("minWriterVersion", 7);
      protocol.putArray("readerFeatures").add("timestampNtz");
      protocol.putArray("writerFeatures").add("timestampNtz");
    } else {
      protocol.put("minReaderVersion", 1).put("minWriterVersion", 2);
    }
    return action;
  }

  private static ObjectNode metadata(String path, Map<String, String> types) {
    ObjectNode schema = JSON.createObjectNode().put("type", "struct");
    types.forEach(
        (name, type) -> {
          ObjectNode field = schema.withArray("fields").addObject();
          field.put("name", name);
          DeltaTypes.put(field, "type", type);
          field.put("nullable", true).putObject("metadata");
        });
    ObjectNode action = JSON.createObjectNode();
    ObjectNode metadata = action.putObject("metaData").put("id", path);
    metadata.putObject("format").put("provider", "parquet").putObject("options");
    metadata.put("schemaString", schema.toString());
    metadata.putArray("partitionColumns");
    metadata.putObject("configuration");
    metadata.put("createdTime", 0);
    return action;
  }

  private ObjectNode add(
      String table, Map<String, String> types, Path to, int index, Statistics statistics)
      throws SQLException, IOException {
    String name = "part-" + index + ".parquet";
    String part = "(FROM " + table + " WHERE n % " + FILES + " = " + index + ")";
    execute(
        "COPY (SELECT * EXCLUDE (n) FROM "
            + part
            + " ORDER BY n) TO '"
            + to.resolve(name).toString().replace("'", "''")
            + "' (FORMAT parquet)");
    ObjectNode action = JSON.createObjectNode();
    ObjectNode add = action.putObject("add").put("path", name);
    add.putObject("partitionValues");
    add.put("size", Files.size(to.resolve(name)));
    add.put("modificationTime", 0).put("dataChange", true);
    if (statistics != Statistics.NONE) {
      add.put("stats", statistics(part, types, statistics == Statistics.ALL).toString());
    }
    return action;
  }

  private ObjectNode statistics(String part, Map<String, String> types, boolean all)
      throws SQLException {
    List<String> items = new ArrayList<>(List.of("count(*)"));
    types.forEach(
        (name, type) -> {
          String column = "\"" + name + "\"";
          items.add("count(*) - count(" + column + ")");
          items.add(bound("min", column, type));
          items.add(bound("max", column, type));
        });
    ObjectNode found = JSON.createObjectNode();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT " + String.join(", ", items) + " FROM " + part)) {
      row.next();
      found.put("numRecords", row.getLong(1));
      if (all) {
        int at = 2;
        for (Map.Entry<String, String> column : types.entrySet()) {
          found.withObject("/nullCount").put(column.getKey(), row.getLong(at));
          String least = row.getString(at + 1);
          String greatest = row.getString(at + 2);
          if (isBound(least) && isBound(greatest)) {
            put(found.withObject("/minValues"), column, least);
            put(found.withObject("/maxValues"), column, greatest);
          }
          at += 3;
        }
      }
    }
    return found;
  }

  private static String bound(String function, String column, String type) {
    if (!BOUNDED.contains(type)) {
      return "NULL";
    }
    String value = function + "(" + column + ")";
    return type.startsWith("TIMESTAMP")
        ? "strftime(" + value + ", '%Y-%m-%dT%H:%M:%S.%gZ')"
        : value + "::VARCHAR";
  }

  /** A bound that is cut must be rounded, and NaN is none; writers leave them out. */
  private static boolean isBound(@Nullable String value) {
    return value != null
        && value.length() <= LONGEST_BOUND
        && !value.equals("nan")
        && !value.endsWith("inf");
  }

  private static void put(ObjectNode bounds, Map.Entry<String, String> column, String value) {
    switch (column.getValue()) {
      case "BIGINT", "INTEGER", "DOUBLE", "FLOAT" ->
          bounds.put(column.getKey(), new BigDecimal(value));
      default -> bounds.put(column.getKey(), value);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
