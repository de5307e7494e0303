package dev.plumbline.benchmarks;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;

/** The process that validates a table of predictions, by Plumbline or by SQL written by hand. */
final class ValidationPeers {
  static final long MEMORY = 1L << 30;

  /** What a validation counts, as somebody would write it who knows the table. */
  private static final String BY_HAND =
      """
      SELECT count(*), count(prediction_id), count(prediction_id) - count(DISTINCT prediction_id),
        BLANK_IDS,
        count(predicted_at), min(predicted_at), max(predicted_at),
        count(*) FILTER (predicted_at > TIMESTAMPTZ 'NOW'),
        count(*) FILTER (predicted_at < TIMESTAMPTZ '2000-01-01 00:00:00+00'),
        count(raw_text), count(*) FILTER (trim(raw_text) = ''),
        count(amount), min(amount), max(amount), count(*) FILTER (NOT isfinite(amount)),
        count(*) FILTER (amount < 0 OR amount > 1000),
        count(balance), min(balance), max(balance), count(*) FILTER (NOT isfinite(balance)),
        count(age), min(age), max(age),
        count(is_new), count(*) FILTER (is_new), count(*) FILTER (NOT is_new),
        count(channel), count(DISTINCT channel), count(DISTINCT lower(trim(channel))),
        min(channel), count(*) FILTER (trim(channel) = ''),
        count(plan), count(DISTINCT plan), count(DISTINCT lower(trim(plan))),
        min(plan), count(*) FILTER (trim(plan) = ''),
        count(*) FILTER (plan NOT IN ('basic', 'plus', 'premium')),
        count(will_buy), count(proba), min(proba), max(proba),
        count(*) FILTER (NOT isfinite(proba)), count(*) FILTER (proba < 0 OR proba > 1),
        min(proba) FILTER (will_buy), max(proba) FILTER (NOT will_buy),
        count(did_buy), count(*) FILTER (did_buy <> will_buy)""";

  private ValidationPeers() {}

  /** Takes the peer, the data folder, the rows and the type of the ids. */
  public static void main(String[] args) throws IOException, SQLException {
    Path data = Path.of(args[1]);
    PredictionTable table =
        PredictionTable.of(data, Long.parseLong(args[2]), PredictionTable.Ids.valueOf(args[3]));
    serve(PeerKind.valueOf(args[0]), table, data.resolve("cache"));
    PeerProcess.reportPeak();
  }

  private static void serve(PeerKind kind, PredictionTable table, Path scratch)
      throws IOException, SQLException {
    if (kind == PeerKind.HAND_WRITTEN) {
      try (Connection connection = connect(scratch)) {
        PeerProcess.serve(() -> byHand(connection, table));
      }
    } else {
      try (Plumbline plumbline = open(table, scratch)) {
        PeerProcess.serve(() -> validated(plumbline));
      }
    }
  }

  static Plumbline open(PredictionTable table, Path scratch) throws IOException {
    Path file = table.folder().resolveSibling(table.folder().getFileName() + ".yaml");
    Files.writeString(file, table.yaml());
    return Plumbline.builder()
        .configuration(file)
        .classPathConnectors(ValidationPeers.class.getClassLoader())
        .cacheFolder(scratch)
        .threads(EngineRuns.THREADS)
        .memoryBytes(MEMORY)
        .open();
  }

  static Answer validated(Plumbline plumbline) {
    DatasetReport report = plumbline.validate(List.of(), (dataset, doing) -> {}).datasets().get(0);
    List<String> failed =
        report.checks().stream()
            .filter(check -> check.outcome() != Outcome.PASSED)
            .map(check -> check.outcome() + ":" + check.code() + ":" + check.message())
            .toList();
    if (!failed.isEmpty()) {
      throw new IllegalStateException("the table is clean, but " + failed);
    }
    long surplus =
        report.checks().stream()
            .filter(check -> check.check() == Check.ID_UNIQUE)
            .mapToLong(CheckResult::count)
            .findFirst()
            .orElseThrow();
    return new Answer(report.rows().orElseThrow(), "surplus:" + surplus);
  }

  static Connection connect(Path scratch) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("SET threads = " + EngineRuns.THREADS);
      statement.execute("SET memory_limit = '" + MEMORY + "B'");
      statement.execute("SET preserve_insertion_order = false");
      statement.execute(
          "SET temp_directory = '"
              + scratch.resolve("by-hand").toString().replace("'", "''")
              + "'");
    }
    return connection;
  }

  static Answer byHand(Connection connection, PredictionTable table) throws SQLException {
    String blank =
        table.ids() == PredictionTable.Ids.TEXT
            ? "count(*) FILTER (trim(prediction_id) = '')"
            : "0";
    String sql =
        BY_HAND.replace("BLANK_IDS", blank).replace("NOW", Instant.now().toString())
            + table.fromFiles();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return new Answer(row.getLong(1), "surplus:" + row.getLong(3));
    }
  }
}
