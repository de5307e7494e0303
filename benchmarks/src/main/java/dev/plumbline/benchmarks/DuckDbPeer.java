package dev.plumbline.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBResultSet;

/** DuckDB over the table's files, without the table's log. */
final class DuckDbPeer implements Peer {
  private static final long BATCH_ROWS = 65_536;

  private final Connection connection;
  private final String source;

  DuckDbPeer(BenchmarkTable table, Results results) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty(
        DuckDBDriver.JDBC_STREAM_RESULTS, Boolean.toString(results == Results.STREAMED));
    this.connection = new DuckDBDriver().connect("jdbc:duckdb:", properties);
    this.source =
        table.files().stream()
            .map(file -> "'" + file.toString().replace("'", "''") + "'")
            .collect(
                Collectors.joining(", ", " FROM read_parquet([", "], hive_partitioning=false)"));
  }

  /** Whether the result is made whole before the first batch leaves. */
  enum Results {
    STREAMED,
    MATERIALISED
  }

  @Override
  public Answer run(Workload workload) throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      return switch (workload) {
        case SCAN -> scan(statement);
        case GROUP_BY -> groupBy(statement);
        case FILTERED_COUNT -> filteredCount(statement);
        default -> throw workload.unknown();
      };
    }
  }

  private Answer scan(Statement statement) throws SQLException, IOException {
    ArrowRows rows = new ArrowRows();
    try (BufferAllocator allocator = new RootAllocator();
        DuckDBResultSet result =
            (DuckDBResultSet) statement.executeQuery("SELECT id, country, amount" + source);
        ArrowReader reader = (ArrowReader) result.arrowExportStream(allocator, BATCH_ROWS)) {
      while (reader.loadNextBatch()) {
        rows.add(reader.getVectorSchemaRoot());
      }
    }
    return rows.answer();
  }

  private Answer groupBy(Statement statement) throws SQLException {
    Answer.Groups groups = new Answer.Groups();
    try (ResultSet row =
        statement.executeQuery(
            "SELECT country, count(*), sum(amount), min(amount), max(amount)"
                + source
                + " GROUP BY country")) {
      while (row.next()) {
        groups.add(
            row.getString(1), row.getLong(2), row.getDouble(3), row.getDouble(4), row.getDouble(5));
      }
    }
    return groups.answer();
  }

  private Answer filteredCount(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT count(*)"
                + source
                + " WHERE amount > "
                + Workload.AMOUNT_ABOVE
                + " AND country = '"
                + Workload.COUNTRY
                + "'")) {
      row.next();
      return Answer.ofCount(row.getLong(1));
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
