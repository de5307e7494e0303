package dev.plumbline.benchmarks;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.ValidationRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures a validation by statistics alone of a table with many files, from the start of a process
 * to its end.
 */
final class StatisticsBenchmark {
  private static final Duration MOST = Duration.ofSeconds(3);
  private static final long ROWS_OF_A_FILE = 10;
  private static final String VALIDATED = PeerProcess.MARK + " validated ";

  private StatisticsBenchmark() {}

  /** Takes the folder of the table, how many files, and how many processes. */
  public static void main(String[] args) throws IOException, SQLException {
    Path data = Path.of(args.length > 0 ? args[0] : "target/benchmark-data").toAbsolutePath();
    int files = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    int processes = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    measure(generated(data, files), files, processes, System.out);
  }

  /** What the measured processes run. */
  static final class Child {
    private Child() {}

    /** Takes the configuration. */
    public static void main(String[] args) {
      Path file = Path.of(args[0]);
      try (Plumbline plumbline =
          Plumbline.builder()
              .configuration(file)
              .classPathConnectors(Child.class.getClassLoader())
              .cacheFolder(file.resolveSibling("cache"))
              .open()) {
        ValidationRequest request =
            ValidationRequest.builder().depth(ValidationRequest.Depth.STATISTICS).build();
        DatasetReport report =
            plumbline.validate(request, (dataset, doing) -> {}).datasets().get(0);
        System.out.println(VALIDATED + report.rows().orElse(-1) + " " + report.bytesRead());
      }
    }
  }

  static void measure(Path configuration, int files, int processes, PrintStream out)
      throws IOException {
    List<Duration> walls = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      walls.add(start(configuration, files * ROWS_OF_A_FILE));
    }
    walls.sort(null);
    out.println("| files | best | median | greatest | processes | at most |");
    out.println("|---|---|---|---|---|---|");
    out.printf(
        Locale.ROOT,
        "| %,d | %d ms | %d ms | %d ms | %d | %d ms |%n",
        files,
        walls.get(0).toMillis(),
        walls.get(walls.size() / 2).toMillis(),
        walls.get(walls.size() - 1).toMillis(),
        processes,
        MOST.toMillis());
  }

  private static Duration start(Path configuration, long rows) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ColdPlan.LAUNCHER);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            configuration.toString()));
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said;
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      said = String.join("\n", output.lines().toList());
    }
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IllegalStateException("interrupted during a validation", e);
    }
    Duration wall = Duration.ofNanos(System.nanoTime() - start);
    if (!said.contains(VALIDATED + rows + " 0")) {
      throw new IllegalStateException("not a validation of " + rows + " rows unread: " + said);
    }
    return wall;
  }

  /** A table whose files are links to one, each with statistics of every column. */
  static Path generated(Path data, int files) throws IOException, SQLException {
    Path folder = data.resolve("files-1-" + files);
    Path log = folder.resolve("_delta_log").resolve(String.format("%020d.json", 0));
    Path configuration = data.resolve("files-" + files + ".yaml");
    if (!Files.exists(log)) {
      Files.createDirectories(log.getParent());
      Path first = folder.resolve("first.parquet");
      Files.deleteIfExists(first);
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
        statement.execute(
            "COPY (SELECT i AS id, TIMESTAMPTZ '2026-01-01 00:00:00+00' AS at, i / 10.0::DOUBLE AS"
                + " proba, 'web' AS channel FROM range("
                + ROWS_OF_A_FILE
                + ") AS t(i)) TO '"
                + first.toString().replace("'", "''")
                + "' (FORMAT parquet)");
      }
      List<String> lines = new ArrayList<>(LOG_HEAD.lines().toList());
      for (int i = 0; i < files; i++) {
        Path link = folder.resolve(String.format("part-%05d.parquet", i));
        Files.deleteIfExists(link);
        Files.createLink(link, first);
        lines.add(added(link.getFileName().toString(), Files.size(first)));
      }
      Files.write(log, lines);
    }
    Files.writeString(configuration, yaml(folder));
    return configuration;
  }

  private static final String LOG_HEAD =
      """
      {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
      {"metaData":{"id":"files","format":{"provider":"parquet","options":{}},"schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[{\\"name\\":\\"id\\",\\"type\\":\\"long\\",\\"nullable\\":true,\\"metadata\\":{}},{\\"name\\":\\"at\\",\\"type\\":\\"timestamp\\",\\"nullable\\":true,\\"metadata\\":{}},{\\"name\\":\\"proba\\",\\"type\\":\\"double\\",\\"nullable\\":true,\\"metadata\\":{}},{\\"name\\":\\"channel\\",\\"type\\":\\"string\\",\\"nullable\\":true,\\"metadata\\":{}}]}","partitionColumns":[],"configuration":{},"createdTime":0}}
      """;

  private static String added(String name, long size) {
    String statistics =
        """
        {"numRecords":10,"minValues":{"id":0,"at":"2026-01-01T00:00:00.000Z","proba":0.0,"channel":"web"},"maxValues":{"id":9,"at":"2026-01-01T00:00:00.000Z","proba":0.9,"channel":"web"},"nullCount":{"id":0,"at":0,"proba":0,"channel":0}}""";
    return "{\"add\":{\"path\":\""
        + name
        + "\",\"partitionValues\":{},\"size\":"
        + size
        + ",\"modificationTime\":0,\"dataChange\":true,\"stats\":\""
        + statistics.replace("\"", "\\\"")
        + "\"}}";
  }

  private static String yaml(Path folder) {
    return """
    version: 1
    sources:
      lake: {connector: delta, path: "FOLDER"}
    models:
      m:
        version: v1
        type: binary
        features: {channel: categorical}
        predictions: {proba: numeric}
        serving:
          source: lake
          path: NAME
          id_column: id
          timestamp_column: at
    """
        .replace("FOLDER", folder.resolve("..").normalize().toString())
        .replace("NAME", folder.getFileName().toString());
  }
}
