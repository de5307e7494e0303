package dev.plumbline.benchmarks;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.types.BooleanType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * A generated Delta table of a model's predictions, twelve columns, with nothing wrong in it:
 * Parquet by DuckDB, log by Delta Standalone with row counts and no other statistics, so that a
 * validation has to read it. The same rows come out every time.
 *
 * @param folder the table's folder
 * @param rows its rows
 * @param ids the type of its ids
 * @param files its data files
 */
record PredictionTable(Path folder, long rows, Ids ids, List<Path> files) {
  private static final long ROWS_OF_A_FILE = 1_000_000;

  /** What ids are. */
  enum Ids {
    /** Ten characters, in an order of its own. */
    TEXT("'p-' || lpad((i * 1000003 % ROWS)::VARCHAR, 8, '0')"),
    /** Whole numbers, in the same order. */
    BIGINT("(i * 1000003 % ROWS)::BIGINT");

    private final String expression;

    Ids(String expression) {
      this.expression = expression;
    }

    private DataType type() {
      return this == TEXT ? new StringType() : new LongType();
    }
  }

  PredictionTable {
    files = List.copyOf(files);
  }

  /** Names the table of so many rows under a folder, whether or not it is there. */
  static PredictionTable of(Path data, long rows, Ids ids) {
    Path folder =
        data.toAbsolutePath()
            .normalize()
            .resolve("predictions-1-" + ids.name().toLowerCase(Locale.ROOT) + "-" + rows);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < Math.max(2, rows / ROWS_OF_A_FILE); i++) {
      files.add(folder.resolve(String.format("part-%05d.parquet", i)));
    }
    return new PredictionTable(folder, rows, ids, files);
  }

  /** Writes the table, unless it is complete: the log is written last and at once. */
  PredictionTable generated() throws IOException, SQLException {
    if (Files.exists(folder.resolve("_delta_log").resolve(String.format("%020d.json", 0)))) {
      return this;
    }
    Files.createDirectories(folder);
    List<Action> actions = new ArrayList<>();
    actions.add(Metadata.builder().schema(schema()).build());
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (int i = 0; i < files.size(); i++) {
        long first = rows * i / files.size();
        long end = rows * (i + 1) / files.size();
        statement.execute(
            "COPY ("
                + predictions(first, end)
                + ") TO '"
                + text(files.get(i))
                + "' (FORMAT parquet)");
        actions.add(
            AddFile.builder(
                    folder.relativize(files.get(i)).toString(),
                    Map.of(),
                    Files.size(files.get(i)),
                    Files.getLastModifiedTime(files.get(i)).toMillis(),
                    true)
                // Standalone writes statistics into the log as they are.
                .stats("\"{\\\"numRecords\\\":" + (end - first) + "}\"")
                .build());
      }
    }
    DeltaLog.forTable(new Configuration(), folder.toString())
        .startTransaction()
        .commit(actions, new Operation(Operation.Name.WRITE), "plumbline-benchmarks");
    return this;
  }

  private StructType schema() {
    return new StructType(
        new StructField[] {
          new StructField("prediction_id", ids.type()),
          new StructField("predicted_at", new TimestampType()),
          new StructField("raw_text", new StringType()),
          new StructField("amount", new DoubleType()),
          new StructField("balance", new DoubleType()),
          new StructField("age", new LongType()),
          new StructField("is_new", new BooleanType()),
          new StructField("channel", new StringType()),
          new StructField("plan", new StringType()),
          new StructField("will_buy", new BooleanType()),
          new StructField("proba", new DoubleType()),
          new StructField("did_buy", new BooleanType()),
        });
  }

  private String predictions(long first, long end) {
    return """
    SELECT ID AS prediction_id,
      TIMESTAMPTZ '2025-06-01 00:00:00+00'
        + to_seconds((hash(i * 16 + 1) % 15552000)::BIGINT) AS predicted_at,
      left(md5(i::VARCHAR), 14) AS raw_text,
      CASE WHEN hash(i * 16 + 2) % 100 <> 0 THEN (hash(i * 16 + 3) % 64000) / 64.0 END::DOUBLE
        AS amount,
      (hash(i * 16 + 4) % 6400000) / 64.0::DOUBLE - 50000 AS balance,
      (18 + hash(i * 16 + 5) % 70)::BIGINT AS age,
      hash(i * 16 + 6) % 20 = 0 AS is_new,
      ['web', 'agent', 'phone', 'broker', 'branch', 'partner', 'mail', 'app']
        [(1 + hash(i * 16 + 7) % 8)::BIGINT] AS channel,
      ['basic', 'plus', 'premium'][(1 + hash(i * 16 + 8) % 3)::BIGINT] AS plan,
      (hash(i * 16 + 9) % 1000) / 1000.0::DOUBLE >= 0.5 AS will_buy,
      (hash(i * 16 + 9) % 1000) / 1000.0::DOUBLE AS proba,
      hash(i * 16 + 10) % 1000 < hash(i * 16 + 9) % 1000 AS did_buy
    FROM range(FIRST::BIGINT, END_OF::BIGINT) AS t(i)
    """
        .replace("ID AS", ids.expression + " AS")
        .replace("ROWS", Long.toString(rows))
        .replace("FIRST", Long.toString(first))
        .replace("END_OF", Long.toString(end));
  }

  /** A configuration whose only dataset is this table. */
  String yaml() {
    return """
    version: 1
    sources:
      lake: {connector: delta, path: "FOLDER"}
    models:
      insurance:
        version: v1
        type: binary
        raw_inputs: {raw_text: text}
        features:
          amount: numeric
          balance: numeric
          age: numeric
          is_new: boolean
          channel: categorical
          plan: categorical
        predictions: {will_buy: boolean, proba: numeric}
        training:
          source: lake
          path: NAME
          id_column: prediction_id
          timestamp_column: predicted_at
          labels: {will_buy: did_buy}
          checks:
            amount: {max_null_ratio: 5%, range: [0, 1000]}
            plan: {allowed: [basic, plus, premium]}
    """
        .replace("FOLDER", folder.resolve("..").normalize().toString())
        .replace("NAME", folder.getFileName().toString());
  }

  /** A clause for DuckDB that reads the files. */
  String fromFiles() {
    return files.stream()
        .map(file -> "'" + text(file) + "'")
        .collect(Collectors.joining(", ", " FROM read_parquet([", "])"));
  }

  private static String text(Path path) {
    return path.toString().replace("'", "''");
  }
}
