package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.runtime.RowStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command does on the quickstart, as a script sees it. */
class CommandLineIT {
  private static final String CONFIGURATION = Distribution.QUICKSTART_FILE.toString();
  private static final String SERVING = "churn.serving";
  private static final String[] SOME_ROWS = {
    "read",
    "-c",
    CONFIGURATION,
    SERVING,
    "--from",
    "2026-02-24",
    "--to-time",
    "2026-02-25",
    "--where",
    "churn_probability > 0.95"
  };

  @TempDir private Path folder;

  private CommandLine.Result run(String... arguments) {
    return CommandLine.in(folder).run(arguments);
  }

  private CommandLine.Result runSomeRows(String... more) {
    return run(Stream.of(SOME_ROWS, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** The rows of {@link #SOME_ROWS} by the library. */
  private static List<String> expectedRows() {
    try (Plumbline plumbline =
            Plumbline.builder()
                .configuration(Distribution.QUICKSTART_FILE)
                .classPathConnectors(CommandLineIT.class.getClassLoader())
                .cacheFolder(Path.of("target", "cache").toAbsolutePath())
                .open();
        RowStream stream =
            plumbline.read(
                ReadRequest.builder(SERVING)
                    .from(Instant.parse("2026-02-24T00:00:00Z"))
                    .until(Instant.parse("2026-02-25T00:00:00Z"))
                    .where("churn_probability > 0.95")
                    .build())) {
      List<String> rows = new ArrayList<>();
      for (Optional<VectorSchemaRoot> next = stream.next();
          next.isPresent();
          next = stream.next()) {
        try (VectorSchemaRoot batch = next.get()) {
          rows.addAll(CanonicalRows.of(batch));
        }
      }
      rows.sort(null);
      return rows;
    }
  }

  @Test
  void findsThePlantedDefectsAndNothingElse() {
    JsonNode report = run("validate", "-c", CONFIGURATION, "--output", "json").ended(1).json();

    assertThat(
            elements(report.get("datasets"))
                .flatMap(
                    dataset ->
                        elements(dataset.get("checks"))
                            .filter(check -> check.get("outcome").asText().equals("failed"))
                            .filter(check -> !check.get("severity").asText().equals("info"))
                            .map(
                                check ->
                                    tuple(
                                        dataset.get("dataset").asText(),
                                        check.get("code").asText(),
                                        check.get("subject").asText(),
                                        check.get("count").asInt()))))
        .containsExactlyInAnyOrder(
            tuple("churn.serving", "ID_UNIQUE", "prediction_id", 37),
            tuple("churn.serving", "TIMESTAMP_NOT_NULL", "prediction_timestamp", 12),
            tuple("churn.training", "COLUMN_TYPE", "monthly_charges", 0),
            tuple("churn.training", "COLUMN_EXISTS", "contract", 0),
            tuple("churn.training", "SCHEMA_DRIFT", "monthly_charges", 0),
            tuple("churn.training", "SCHEMA_DRIFT", "contract", 0),
            tuple("churn.actuals", "ID_NOT_NULL", "prediction_id", 3));
    assertThat(report.get("errors").asInt()).isEqualTo(7);
    assertThat(report.get("warnings").asInt()).isEqualTo(0);
    assertThat(elements(report.get("datasets")).map(dataset -> dataset.get("rows").asLong()))
        .containsExactly(100_792L, 20_000L, 60_000L);
  }

  @Test
  void demonstratesAndSaysWhatToDoNext() {
    CommandLine.Result demo = run("demo").succeeded();

    assertThat(demo.out())
        .contains("ID_UNIQUE", "TIMESTAMP_NOT_NULL", "COLUMN_TYPE", "COLUMN_EXISTS")
        .contains("SCHEMA_DRIFT", "ID_NOT_NULL", "DEFECTS.md", "What next?");
  }

  @Test
  void demonstratesWithTheFilesThatTheUserHas() {
    CommandLine.Result demo =
        CommandLine.in(Distribution.REPOSITORY)
            .with("PLUMBLINE_COMMAND", "./plumbline")
            .with("PLUMBLINE_QUICKSTART", Distribution.QUICKSTART.toString())
            .run("demo")
            .succeeded();

    assertThat(demo.lines())
        .contains("$ ./plumbline validate -c examples/quickstart/plumbline.yaml");
    assertThat(demo.out()).doesNotContain("target/plumbline-");
  }

  @Test
  void plansWithFewerFilesThanThereAre() {
    JsonNode stage =
        run(
                "plan",
                "-c",
                CONFIGURATION,
                SERVING,
                "--from",
                "2026-02-24",
                "--to-time",
                "2026-02-25",
                "--output",
                "json")
            .succeeded()
            .json()
            .get("stages")
            .get(0);

    assertThat(stage.get("files_before").get("expected").asLong()).isEqualTo(26);
    assertThat(stage.get("files").get("expected").asLong()).isBetween(1L, 4L);
    assertThat(stage.get("bytes").get("expected").asLong())
        .isLessThan(stage.get("bytes_before").get("expected").asLong() / 5);
  }

  @Test
  void writesJsonLinesThatAreTheRows() throws IOException {
    Path file = folder.resolve("rows.jsonl");
    runSomeRows("--to", "rows.jsonl").succeeded();

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSameSizeAs(expectedRows()).isNotEmpty();
    assertThat(lines.stream().map(CommandLine::json).map(row -> row.get("prediction_id").asText()))
        .containsExactlyInAnyOrderElementsOf(ids(expectedRows()));
    assertThat(runSomeRows("--format", "jsonl").succeeded().lines())
        .containsExactlyInAnyOrderElementsOf(lines);
  }

  @Test
  void writesCsvThatIsTheRows() throws IOException {
    runSomeRows("--columns", "prediction_id,contract,is_senior", "--to", "rows.csv").succeeded();

    List<String> lines = Files.readAllLines(folder.resolve("rows.csv"));
    assertThat(lines.get(0)).isEqualTo("prediction_id,contract,is_senior");
    List<String> expected =
        expectedRows().stream()
            .map(CommandLine::json)
            .map(
                row ->
                    String.join(
                        ",",
                        row.get("prediction_id").asText(),
                        row.get("contract").asText(),
                        row.get("is_senior").asText()))
            .toList();
    assertThat(lines.subList(1, lines.size())).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(
            runSomeRows("--columns", "prediction_id,contract,is_senior", "--format", "csv")
                .succeeded()
                .lines())
        .containsExactlyInAnyOrderElementsOf(lines);
  }

  @Test
  void writesArrowThatIsTheRows() throws IOException {
    runSomeRows("--to", "rows.arrow").succeeded();

    List<String> rows = new ArrayList<>();
    try (BufferAllocator allocator = new RootAllocator();
        ArrowFileReader reader =
            new ArrowFileReader(Files.newByteChannel(folder.resolve("rows.arrow")), allocator)) {
      while (reader.loadNextBatch()) {
        rows.addAll(CanonicalRows.of(reader.getVectorSchemaRoot()));
      }
    }
    assertThat(rows).containsExactlyInAnyOrderElementsOf(expectedRows());
  }

  /** Plumbline's own reader reads it back, through a Delta table made around the file. */
  @Test
  void writesParquetThatIsTheRows() throws IOException {
    runSomeRows(
            "--columns",
            "prediction_id,prediction_timestamp,churn_probability,embedding",
            "--to",
            "rows.parquet")
        .succeeded();

    Path file = folder.resolve("rows.parquet");
    byte[] bytes = Files.readAllBytes(file);
    assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
    assertThat(new String(bytes, bytes.length - 4, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
    Path table = Files.createDirectory(folder.resolve("table"));
    Files.move(file, table.resolve("rows.parquet"));
    Path log = Files.createDirectory(table.resolve("_delta_log"));
    Files.writeString(
        log.resolve("00000000000000000000.json"),
        """
        {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
        {"metaData":{"id":"1","format":{"provider":"parquet","options":{}},"schemaString":\
        "{\\"type\\":\\"struct\\",\\"fields\\":[\
        {\\"name\\":\\"prediction_id\\",\\"type\\":\\"string\\",\\"nullable\\":true,\\"metadata\\":{}},\
        {\\"name\\":\\"prediction_timestamp\\",\\"type\\":\\"timestamp\\",\\"nullable\\":true,\\"metadata\\":{}},\
        {\\"name\\":\\"churn_probability\\",\\"type\\":\\"double\\",\\"nullable\\":true,\\"metadata\\":{}},\
        {\\"name\\":\\"embedding\\",\\"type\\":{\\"type\\":\\"array\\",\\"elementType\\":\\"float\\",\\"containsNull\\":true},\\"nullable\\":true,\\"metadata\\":{}}\
        ]}","partitionColumns":[],"configuration":{}}}
        {"add":{"path":"rows.parquet","partitionValues":{},"size":%d,"modificationTime":0,"dataChange":true}}
        """
            .formatted(bytes.length));

    List<String> columns =
        List.of("prediction_id", "prediction_timestamp", "churn_probability", "embedding");
    List<List<JsonNode>> expected =
        expectedRows().stream()
            .map(CommandLine::json)
            .map(row -> columns.stream().map(row::get).toList())
            .toList();
    List<List<JsonNode>> read =
        run("read", "delta:table", "--format", "jsonl").succeeded().lines().stream()
            .map(CommandLine::json)
            .map(row -> columns.stream().map(row::get).toList())
            .toList();
    assertThat(read).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> ids(List<String> rows) {
    return rows.stream()
        .map(CommandLine::json)
        .map(row -> row.get("prediction_id").asText())
        .toList();
  }

  @Test
  void showsRowsAsATableWithoutCuttingThem() {
    CommandLine.Result table = runSomeRows().succeeded();

    List<String> lines = table.lines();
    assertThat(lines.get(0))
        .startsWith("prediction_id ")
        .contains("prediction_timestamp", "tenure_months", "churn_probability");
    List<String> ids = ids(expectedRows());
    assertThat(
            lines.stream()
                .filter(line -> line.startsWith("p-"))
                .map(line -> line.substring(0, line.indexOf(' '))))
        .hasSize(Math.min(20, ids.size()))
        .isSubsetOf(ids);
  }

  @Test
  void discoversTablesOfASourceAndOfALocation() {
    List<String> names = List.of("actuals", "serving", "training");
    JsonNode source =
        run("discover", "-c", CONFIGURATION, "lake", "--output", "json").succeeded().json();
    assertThat(elements(source.get("tables")).map(table -> table.get("name").asText()))
        .containsExactlyElementsOf(names);

    JsonNode one =
        run(
                "discover",
                "delta:" + Distribution.QUICKSTART.resolve("data"),
                "serv*",
                "--output",
                "json")
            .succeeded()
            .json();
    assertThat(elements(one.get("tables")).map(table -> table.get("rows").get("expected").asLong()))
        .containsExactly(100_792L);
  }

  @Test
  void listsAndDescribesConnectors() {
    JsonNode listed = run("connectors", "--output", "json").succeeded().json();
    assertThat(listed.get("connectors").findValuesAsText("name")).containsExactly("delta");
    assertThat(listed.get("connectors").findValuesAsText("status")).containsExactly("ready");

    JsonNode described =
        run("connectors", "describe", "delta", "--output", "json").succeeded().json();
    assertThat(described.get("source_schema").get("properties").has("path")).isTrue();
    assertThat(described.get("read_options_schema").get("properties").has("versionAsOf")).isTrue();
  }

  @Test
  void printsTheSchemaOfTheFile() {
    JsonNode schema = run("schema").succeeded().json();

    assertThat(schema.get("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.get("properties").has("sources")).isTrue();
  }

  @Test
  void examinesTheMachineInSeconds() {
    long began = System.nanoTime();
    JsonNode healthy = run("doctor", "-c", CONFIGURATION, "--output", "json").succeeded().json();

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    assertThat(healthy.get("healthy").asBoolean()).isTrue();
    assertThat(healthy.get("findings").findValuesAsText("subject"))
        .contains("java", "cache", "engine", "connector delta", "configuration", "source lake");
  }

  @Test
  void examinesAConfigurationWhoseSourceDoesNotAnswer() throws IOException {
    Files.writeString(
        folder.resolve("plumbline.yaml"),
        """
        version: 1
        sources:
          lake: {connector: delta, path: nowhere}
        """);

    JsonNode ill = run("doctor", "--output", "json").ended(1).json();
    assertThat(ill.get("healthy").asBoolean()).isFalse();
    assertThat(
            elements(ill.get("findings"))
                .filter(finding -> finding.get("status").asText().equals("failed"))
                .map(finding -> finding.get("subject").asText()))
        .containsExactly("source lake");
  }

  @Test
  void completesInBash() throws IOException {
    Path script = folder.resolve("completion.bash");
    Files.writeString(script, run("completion", "bash").succeeded().out());

    CommandLine.Result checked =
        CommandLine.in(folder).shell("bash -n \"$1\" && . \"$1\"", script.toString());
    assertThat(checked.code()).as("%s", checked).isEqualTo(0);
    assertThat(checked.err()).isEmpty();
  }

  static Stream<List<String>> plainCommands() {
    return Stream.of(
        List.of("--help"),
        List.of("--version"),
        List.of("connectors"),
        List.of("connectors", "describe", "delta"),
        List.of("discover", "-c", CONFIGURATION, "lake"),
        List.of("plan", "-c", CONFIGURATION, SERVING),
        List.of("doctor"));
  }

  @ParameterizedTest
  @MethodSource("plainCommands")
  void isPlainAwayFromTerminals(List<String> arguments) {
    assertThat(run(arguments.toArray(String[]::new)).succeeded().out())
        .isNotEmpty()
        .doesNotContain("\u001b", "│", "╭");
  }

  @Test
  void endsQuietlyWhenNobodyReadsOn() {
    CommandLine.Result result =
        CommandLine.in(folder)
            .shell(
                "\"$1\" read delta:\"$2\" --format csv | head -n 1; exit ${PIPESTATUS[0]}",
                Distribution.HOME.resolve("bin/plumbline").toString(),
                Distribution.QUICKSTART.resolve("data/serving").toString())
            .succeeded();

    assertThat(result.lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "warn"})
  void passesWhatTheThresholdDoesNotReach(String threshold) throws IOException {
    Files.writeString(
        folder.resolve("plumbline.yaml"),
        """
        version: 1
        sources:
          lake: {connector: delta, path: %s}
        models:
          churn:
            version: v1
            type: binary
            features: {tenure_months: numeric}
            predictions: {will_churn: boolean, churn_probability: numeric}
            training:
              source: lake
              path: training
              id_column: prediction_id
              timestamp_column: prediction_timestamp
              labels: {will_churn: churned, churn_probability: churned}
        """
            .formatted(Distribution.QUICKSTART.resolve("data")));

    CommandLine.Result result = run("validate", "--fail-on", threshold, "--output", "json");
    assertThat(result.succeeded().json().get("errors").asInt()).isEqualTo(0);
  }
}
