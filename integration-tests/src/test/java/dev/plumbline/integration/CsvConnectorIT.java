package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.runtime.RowStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A third party's connector that can do nothing but scan: the runtime does the rest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CsvConnectorIT {
  private static final String SERVING = "orders.serving";

  @TempDir private static Path folder;
  private Path connectors = Distribution.CONNECTORS;
  private Plumbline plumbline = Plumbline.builder().open();

  @BeforeAll
  void installs() throws IOException {
    connectors = Files.createDirectory(folder.resolve("connectors"));
    Distribution.copy(Distribution.CSV_CONNECTOR, connectors.resolve("csv"));
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(
        data.resolve("orders.csv"),
        """
        id,at,amount,items,express,shop,day
        a,2026-03-01T00:00:00,10.5,1,true,Bonn,2026-03-01
        b,2026-03-01T23:59:59.999999,-0.5,,false,bonn,2026-03-01
        c,2026-03-02T00:00:00,,3,,"Köln, Dom",2026-03-02
        d,2026-03-03T12:00:00,1e3,4,true,"say ""hi\""",
        e,2026-03-04T06:30:00,20,5,false,,2026-03-04
        """);
    Files.writeString(
        data.resolve("broken.csv"),
        """
        id,at,amount,items,express,shop
        a,2026-03-01T00:00:00,twelve,1,true,Bonn
        """);
    Files.writeString(
        folder.resolve("plumbline.yaml"),
        """
        version: 1
        sources:
          files: {connector: csv, path: data}
        models:
          orders:
            version: v1
            type: binary
            features: {amount: numeric, items: numeric, shop: categorical}
            predictions: {express: boolean}
            serving:
              source: files
              table: orders
              id_column: id
              timestamp_column: at
              timezone: UTC
              read_options:
                types: {at: timestamp, amount: double, items: long, express: boolean, day: date}
            testing:
              source: files
              path: broken.csv
              id_column: id
              timestamp_column: at
              timezone: UTC
              read_options:
                types: {at: timestamp, amount: double, items: long, express: boolean}
        """);
    plumbline.close();
    plumbline =
        Plumbline.builder()
            .configuration(folder.resolve("plumbline.yaml"))
            .connectorFolder(connectors)
            .cacheFolder(Path.of("target", "cache").toAbsolutePath())
            .open();
  }

  @AfterAll
  void close() {
    plumbline.close();
  }

  private CommandLine.Result run(String... arguments) {
    String[] all =
        Stream.concat(Stream.of(arguments), Stream.of("--connectors", connectors.toString()))
            .toArray(String[]::new);
    return CommandLine.in(folder).run(all);
  }

  private List<JsonNode> read(ReadRequest request) {
    List<JsonNode> rows = new ArrayList<>();
    try (RowStream stream = plumbline.read(request)) {
      for (Optional<VectorSchemaRoot> next = stream.next();
          next.isPresent();
          next = stream.next()) {
        try (VectorSchemaRoot batch = next.get()) {
          CanonicalRows.of(batch).stream().map(CommandLine::json).forEach(rows::add);
        }
      }
    }
    return rows;
  }

  private static String ids(List<JsonNode> rows) {
    return String.join("", rows.stream().map(row -> row.get("id").asText()).sorted().toList());
  }

  /** A condition, and the ids of the rows for which SQL says that it is true. */
  private record Kept(String condition, String ids) {}

  static Stream<Kept> conditions() {
    return Stream.of(
        new Kept("amount > 10", "ade"),
        new Kept("amount >= 10.5 AND amount < 21", "ae"),
        new Kept("amount < 0", "b"),
        new Kept("amount <> 20", "abd"),
        new Kept("NOT (amount > 10)", "b"),
        new Kept("amount IS NULL", "c"),
        new Kept("amount IS NOT NULL", "abde"),
        new Kept("items IN (1, 3, 99)", "ac"),
        new Kept("items NOT IN (1, 3)", "de"),
        new Kept("items BETWEEN 3 AND 4", "cd"),
        new Kept("items IS NULL OR amount IS NULL", "bc"),
        new Kept("shop = 'Bonn'", "a"),
        new Kept("shop LIKE 'B%'", "a"),
        new Kept("shop LIKE '%o_n'", "ab"),
        new Kept("shop NOT LIKE '%n%'", "d"),
        new Kept("shop = ''", "e"),
        new Kept("shop LIKE '%\"hi\"'", "d"),
        new Kept("express", "ad"),
        new Kept("NOT express", "be"),
        new Kept("express IS NULL", "c"),
        new Kept("express = TRUE AND (items = 1 OR items = 5)", "a"),
        new Kept("express = FALSE OR amount > 100", "bde"),
        new Kept("id IN ('a', 'c') AND NOT (amount > 10)", ""),
        new Kept("1 = 0", ""));
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void keepsTheRowsOfACondition(Kept kept) {
    List<JsonNode> rows = read(ReadRequest.builder(SERVING).where(kept.condition()).build());

    assertThat(ids(rows)).isEqualTo(kept.ids());
  }

  @Test
  void readsEveryValueAsItsType() {
    List<JsonNode> rows = read(ReadRequest.builder(SERVING).build());

    assertThat(rows)
        .extracting(
            row -> row.get("id").asText(),
            row -> row.get("at").asText(),
            row -> row.get("amount").isNull() ? null : row.get("amount").asDouble(),
            row -> row.get("items").isNull() ? null : row.get("items").asLong(),
            row -> row.get("shop").asText(),
            row -> row.get("express").isNull() ? null : row.get("express").asBoolean())
        .containsExactlyInAnyOrder(
            tuple("a", "2026-03-01T00:00:00.000000Z", 10.5, 1L, "Bonn", true),
            tuple("b", "2026-03-01T23:59:59.999999Z", -0.5, null, "bonn", false),
            tuple("c", "2026-03-02T00:00:00.000000Z", null, 3L, "Köln, Dom", null),
            tuple("d", "2026-03-03T12:00:00.000000Z", 1000.0, 4L, "say \"hi\"", true),
            tuple("e", "2026-03-04T06:30:00.000000Z", 20.0, 5L, "", false));
  }

  @Test
  void keepsTheRowsOfATimeRange() {
    ReadRequest request =
        ReadRequest.builder(SERVING)
            .from(Instant.parse("2026-03-01T23:59:59.999999Z"))
            .until(Instant.parse("2026-03-03T12:00:00Z"))
            .build();

    assertThat(ids(read(request))).isEqualTo("bc");
  }

  @Test
  void limitsAfterTheCondition() {
    List<JsonNode> rows = read(ReadRequest.builder(SERVING).where("amount > 10").limit(2).build());

    assertThat(rows).hasSize(2);
    assertThat("ade").contains(rows.stream().map(row -> row.get("id").asText()).toList());
    assertThat(read(ReadRequest.builder(SERVING).limit(0).build())).isEmpty();
  }

  @Test
  void readsTheColumnsThatAreWantedInTheirOrder() {
    List<JsonNode> rows =
        read(ReadRequest.builder(SERVING).columns(List.of("items", "id")).build());

    assertThat(rows.get(0).fieldNames()).toIterable().containsExactly("items", "id");
    assertThat(ids(rows)).isEqualTo("abcde");
  }

  @Test
  void tellsWhichValueIsNotOfItsType() {
    assertThat(run("read", "orders.testing").error(3)).contains("twelve");
    assertThat(run("read", "orders.testing", "--to", "rows.csv").error(3)).contains("twelve");
    assertThat(folder.resolve("rows.csv")).doesNotExist();
  }

  @Test
  void isReadyBesideTheOthers() {
    JsonNode json = run("connectors", "--output", "json").succeeded().json();

    assertThat(StreamSupport.stream(json.get("connectors").spliterator(), false))
        .extracting(c -> c.get("name").asText(), c -> c.get("status").asText())
        .containsExactlyInAnyOrder(tuple("delta", "ready"), tuple("csv", "ready"));
    assertThat(run("connectors", "describe", "csv").succeeded().out()).contains("types");
  }

  @Test
  void isReadByTheCommandLine() {
    CommandLine.Result result =
        run("read", SERVING, "--where", "shop LIKE 'B%' OR items >= 5", "--format", "csv");

    assertThat(result.succeeded().out())
        .isEqualTo(
            """
            id,at,amount,items,shop,express
            a,2026-03-01T00:00:00.000000Z,10.5,1,Bonn,true
            e,2026-03-04T06:30:00.000000Z,20.0,5,"",false
            """);
  }

  @Test
  void isValidated() {
    JsonNode report = run("validate", SERVING, "--output", "json").succeeded().json();

    assertThat(report.get("errors").asInt()).isEqualTo(0);
    assertThat(report.at("/datasets/0/rows").asLong()).isEqualTo(5);
    assertThat(report.at("/datasets/0/first_time").asText()).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(report.at("/datasets/0/last_time").asText()).isEqualTo("2026-03-04T06:30:00Z");
  }

  @Test
  void leavesEveryConditionToTheEngine() {
    JsonNode plan =
        run("plan", SERVING, "--where", "amount > 10", "--output", "json").succeeded().json();

    assertThat(plan.at("/stages/0/connector").asText()).isEqualTo("csv");
    assertThat(plan.get("residual").toString()).contains("amount");
  }

  @Test
  void isShorterThanAHundredLines() throws IOException {
    Path sources = Distribution.REPOSITORY.resolve("examples/connector-csv/src/main/java");
    long lines = 0;
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        lines +=
            Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .filter(line -> !line.startsWith("//") && !line.matches("/\\*.*|\\*.*"))
                .count();
      }
    }
    assertThat(lines).isBetween(20L, 99L);
  }
}
