package dev.plumbline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/**
 * The orders of a {@link BenchmarkTable} in a DuckDB database, beside a table of countries.
 *
 * @param file the database
 * @param table where its rows come from
 */
record OrdersDatabase(Path file, BenchmarkTable table) {
  static OrdersDatabase of(BenchmarkTable table) {
    return new OrdersDatabase(
        table.folder().resolveSibling(table.folder().getFileName() + ".duckdb"), table);
  }

  /** Writes the database, unless it is there: it takes its name when it is complete. */
  OrdersDatabase generated() throws IOException, SQLException {
    if (Files.exists(file)) {
      return this;
    }
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.deleteIfExists(partial);
    try (Connection connection =
            new DuckDBDriver().connect("jdbc:duckdb:" + partial, new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("CREATE TABLE orders AS SELECT *" + table.fromFiles());
      statement.execute(
          """
          CREATE TABLE countries AS SELECT * FROM (VALUES
            ('DE', 'Germany', 'Europe'), ('FR', 'France', 'Europe'),
            ('GB', 'United Kingdom', 'Europe'), ('IN', 'India', 'Asia'),
            ('US', 'United States', 'America'), ('BR', 'Brazil', 'America'),
            ('JP', 'Japan', 'Asia'), ('NG', 'Nigeria', 'Africa'),
            ('PL', 'Poland', 'Europe'), ('ZA', 'South Africa', 'Africa'))
            AS t(code, name, continent)\
          """);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    return this;
  }

  /** Several processes may read it at once. */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("duckdb.read_only", "true");
    return connect("jdbc:duckdb:" + file, properties);
  }

  /** A database without tables, for files. */
  static Connection memory() throws SQLException {
    return connect("jdbc:duckdb:", new Properties());
  }

  private static Connection connect(String url, Properties properties) throws SQLException {
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    Connection connection = new DuckDBDriver().connect(url, properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
    return connection;
  }
}
