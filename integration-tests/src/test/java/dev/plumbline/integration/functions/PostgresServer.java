package dev.plumbline.integration.functions;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, set up to read and sort text as Redshift does. */
final class PostgresServer implements SqlServer {
  private static final Pattern DATE_AND_REST =
      Pattern.compile("(\\d{4,})(-\\d\\d-\\d\\d)( [0-9:.]+)?(\\+00)?( BC)?");

  private final Connection connection;

  private PostgresServer(Connection connection) {
    this.connection = connection;
  }

  static PostgresServer start() throws IOException, SQLException {
    Path folder = Path.of("target", "postgres").toAbsolutePath();
    // Ends with this JVM: the library registers a hook for it.
    EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
            .setDataDirectory(folder.resolve("data-" + ProcessHandle.current().pid()))
            .setCleanDataDirectory(true)
            .setLocaleConfig("locale", "C")
            // Sorts by code point as C does, and knows upper and lower case beyond ASCII as
            // Redshift.
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setServerConfig("fsync", "off")
            .setServerConfig("unix_socket_directories", "''")
            .start();
    Connection connection =
        postgres.getPostgresDatabase(Map.of("binaryTransfer", "false")).getConnection();
    PostgresServer server = new PostgresServer(connection);
    server.execute("SET TIME ZONE 'UTC'");
    server.execute("SET standard_conforming_strings = off");
    server.execute("SET escape_string_warning = off");
    for (String statement : new TableSql(Engine.POSTGRESQL).statements()) {
      server.execute(statement);
    }
    return server;
  }

  @Override
  public synchronized void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  @Override
  public synchronized Rows rows(String sql) throws SQLException {
    return JdbcRows.read(connection, sql, PostgresServer::value);
  }

  /** From the server's text: the driver's own dates know one calendar too many. */
  private static @Nullable Object value(ResultSet results, int column, Type type)
      throws SQLException {
    String text = results.getString(column);
    if (text == null) {
      return null;
    }
    return switch (type.name()) {
      case "boolean" -> text.equals("t");
      case "real" -> Float.parseFloat(text);
      case "double" -> Double.parseDouble(text);
      case "decimal" -> text.matches("[-0-9.]+") ? new BigDecimal(text) : text;
      case "varbinary" -> HexFormat.of().parseHex(text.substring("\\x".length()));
      case "date", "timestamp", "instant" -> time(text, type);
      default -> text;
    };
  }

  private static Object time(String text, Type type) {
    Matcher matcher = DATE_AND_REST.matcher(text);
    if (!matcher.matches()) {
      return text;
    }
    int year = Integer.parseInt(matcher.group(1));
    LocalDate date =
        LocalDate.parse("2000" + matcher.group(2))
            .withYear(matcher.group(5) == null ? year : 1 - year);
    if (type.name().equals("date")) {
      return date;
    }
    LocalDateTime local = LocalDateTime.parse("2000-01-01T" + matcher.group(3).strip()).with(date);
    return type.name().equals("instant") ? local.toInstant(ZoneOffset.UTC) : local;
  }
}
