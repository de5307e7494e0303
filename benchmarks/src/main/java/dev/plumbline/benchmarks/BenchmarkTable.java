package dev.plumbline.benchmarks;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.types.BooleanType;
import io.delta.standalone.types.DateType;
import io.delta.standalone.types.DecimalType;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.IntegerType;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * A generated Delta table of orders: ten columns and a partition column, Parquet by DuckDB, log by
 * Delta Standalone, so that nothing of Plumbline's has written it. The same rows come out every
 * time.
 *
 * @param folder the table's folder
 * @param rows its rows
 * @param files its data files
 */
record BenchmarkTable(Path folder, long rows, List<Path> files) {
  private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
  private static final int MOST_FILES = 40;
  private static final int LEAST_FILES = 4;
  private static final int FILES_OF_A_DAY = 2;
  private static final long ROWS_OF_A_FILE = 500_000;

  private static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            new StructField("id", new LongType()),
            new StructField("country", new StringType()),
            new StructField("amount", new DoubleType()),
            new StructField("price", new DecimalType(10, 2)),
            new StructField("placed_at", new TimestampType()),
            new StructField("returned", new BooleanType()),
            new StructField("quantity", new IntegerType()),
            new StructField("age", new IntegerType()),
            new StructField("score", new DoubleType()),
            new StructField("note", new StringType()),
            new StructField("placed_on", new DateType()),
          });

  BenchmarkTable {
    files = List.copyOf(files);
  }

  /** Names the table of so many rows under a folder, whether or not it is there. */
  static BenchmarkTable of(Path data, long rows) {
    // The shape is part of the name: a changed generator must not meet an older table.
    Path folder = data.toAbsolutePath().normalize().resolve("orders-1-" + rows);
    int count = (int) Math.max(LEAST_FILES, Math.min(MOST_FILES, rows / ROWS_OF_A_FILE));
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(
          folder.resolve("placed_on=" + day(i)).resolve(String.format("part-%05d.parquet", i)));
    }
    return new BenchmarkTable(folder, rows, files);
  }

  /** Writes the table, unless it is complete: the log is written last and at once. */
  BenchmarkTable generated() throws IOException, SQLException {
    if (Files.exists(folder.resolve("_delta_log").resolve(String.format("%020d.json", 0)))) {
      return this;
    }
    List<Action> actions = new ArrayList<>();
    actions.add(Metadata.builder().schema(SCHEMA).partitionColumns(List.of("placed_on")).build());
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (int i = 0; i < files.size(); i++) {
        long first = rows * i / files.size();
        long end = rows * (i + 1) / files.size();
        Files.createDirectories(files.get(i).getParent());
        statement.execute(
            "COPY ("
                + orders(first, end, day(i))
                + ") TO '"
                + text(files.get(i))
                + "' (FORMAT parquet, COMPRESSION snappy)");
        actions.add(added(files.get(i), end - first, day(i)));
      }
    }
    DeltaLog.forTable(new Configuration(), folder.toString())
        .startTransaction()
        .commit(actions, new Operation(Operation.Name.WRITE), "plumbline-benchmarks");
    return this;
  }

  long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /**
   * A clause for DuckDB that reads all columns of the files, the partition's from their folders.
   */
  String fromFiles() {
    return files.stream()
        .map(file -> "'" + text(file) + "'")
        .collect(
            Collectors.joining(
                ", ",
                " FROM read_parquet([",
                "], hive_partitioning=true, hive_types={'placed_on': DATE})"));
  }

  /** The day from which on a quarter of the files is. */
  LocalDate lastQuarter() {
    return day(files.size() * 3 / 4);
  }

  private AddFile added(Path file, long count, LocalDate day) throws IOException {
    return AddFile.builder(
            folder.relativize(file).toString(),
            Map.of("placed_on", day.toString()),
            Files.size(file),
            Files.getLastModifiedTime(file).toMillis(),
            true)
        // Standalone writes statistics into the log as they are, so they come as a JSON string.
        .stats("\"{\\\"numRecords\\\":" + count + "}\"")
        .build();
  }

  private static LocalDate day(int file) {
    return FIRST_DAY.plusDays(file / FILES_OF_A_DAY);
  }

  /**
   * Amounts are whole 64ths, so that their sums are exact and every peer must come to the same one
   * in whatever order it adds.
   */
  private String orders(long first, long end, LocalDate day) {
    return """
    SELECT (i * 1000003 % ROWS)::BIGINT AS id,
      ['DE', 'FR', 'GB', 'IN', 'US', 'BR', 'JP', 'NG', 'PL', 'ZA']
        [(1 + hash(i * 16 + 1) % 10)::BIGINT] AS country,
      (hash(i * 16 + 2) % 64000) / 64.0::DOUBLE AS amount,
      ((hash(i * 16 + 3) % 1000000) / 100.0)::DECIMAL(10, 2) AS price,
      TIMESTAMPTZ 'DAY 00:00:00+00'
        + to_seconds((hash(i * 16 + 4) % 86400)::BIGINT) AS placed_at,
      hash(i * 16 + 5) % 20 = 0 AS returned,
      (1 + hash(i * 16 + 6) % 9)::INTEGER AS quantity,
      (18 + hash(i * 16 + 7) % 70)::INTEGER AS age,
      hash(i * 16 + 8) / 18446744073709551616.0::DOUBLE AS score,
      left(md5(i::VARCHAR), 14) AS note
    FROM range(FIRST::BIGINT, END::BIGINT) AS t(i)
    """
        .replace("ROWS", Long.toString(rows))
        .replace("DAY", day.toString())
        .replace("FIRST", Long.toString(first))
        .replace("END::", end + "::");
  }

  private static String text(Path path) {
    return path.toString().replace("'", "''");
  }
}
