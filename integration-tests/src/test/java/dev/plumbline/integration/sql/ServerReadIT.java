package dev.plumbline.integration.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.integration.CanonicalRows;
import dev.plumbline.runtime.PlanReport;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.runtime.RowStream;
import dev.plumbline.runtime.plan.StageReport;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A dataset on a query of PostgreSQL's own, with columns selected of it, through the front door.
 */
@ResourceLock("statements of servers")
class ServerReadIT {
  private static final String SOURCE = "warehouse";
  private static final String QUERY =
      "SELECT id, k, s, TIMESTAMPTZ '2026-03-01 12:00:00+00' AS at"
          + " FROM push_large WHERE id < 40 -- the first; orders\\n;";
  private static final ReadRequest ALL = ReadRequest.builder("orders.serving").build();

  @TempDir private Path folder;

  @BeforeEach
  void make() throws SQLException {
    PushTables.make(ServerKind.POSTGRESQL);
    StatementLog.of(SOURCE).clear();
  }

  private Plumbline open(String query, String link) throws IOException {
    Path file = folder.resolve("plumbline.yaml");
    Files.writeString(
        file,
        """
        version: 1
        sources:
          warehouse: {connector: server, kind: postgresql}
        models:
          orders:
            version: v1
            type: regression
            features: {word: string, size: categorical, link: string}
            predictions: {amount: numeric}
            serving:
              source: warehouse
              query: "%s"
              id_column: order_id
              timestamp_column: at
              select_expr:
                - "concat('o-', CAST(id AS STRING)) AS order_id"
                - "at + INTERVAL 1 DAY AS at"
                - "k * 1.5D AS amount"
                - "coalesce(s, 'none') AS word"
                - "CASE WHEN k > 25 THEN 'many' ELSE 'few' END AS size"
                - "%s AS link"
        """
            .formatted(query, link));
    URL services = Objects.requireNonNull(ServerReadIT.class.getResource("/server-connector/"));
    return Plumbline.builder()
        .configuration(file)
        .classPathConnectors(
            new URLClassLoader(new URL[] {services}, ServerReadIT.class.getClassLoader()))
        .cacheFolder(Path.of("target", "cache").toAbsolutePath())
        .threads(2)
        .open();
  }

  private static List<String> read(Plumbline plumbline, ReadRequest request) {
    List<String> rows = new ArrayList<>();
    try (RowStream stream = plumbline.read(request)) {
      for (Optional<VectorSchemaRoot> next = stream.next();
          next.isPresent();
          next = stream.next()) {
        try (VectorSchemaRoot batch = next.get()) {
          rows.addAll(CanonicalRows.of(batch));
        }
      }
    }
    return rows;
  }

  private static List<String> expected(int from, String link) {
    return IntStream.range(from, 40)
        .mapToObj(
            id -> {
              String word = id % 3 == 0 ? null : "w" + id % 9;
              return "{\"order_id\":\"o-%d\",\"at\":\"2026-03-02T12:00:00.000000Z\",\"word\":\"%s\",\"size\":\"%s\",\"link\":%s,\"amount\":%s}"
                  .formatted(
                      id,
                      word == null ? "none" : word,
                      id > 25 ? "many" : "few",
                      word == null ? "null" : "\"" + link + word + "\"",
                      id * 1.5);
            })
        .toList();
  }

  @Test
  void theQueryAndWhatIsSelectedOfItAreOneStatement() throws IOException {
    try (Plumbline plumbline = open(QUERY, "concat('/', s)")) {
      PlanReport plan = plumbline.plan(ALL);
      assertThat(plan.stages()).hasSize(1);
      StageReport stage = plan.stages().get(0);
      assertThat(stage.access()).isEqualTo("sql");
      assertThat(stage.sql().orElseThrow())
          .contains("FROM push_large WHERE id < 40")
          .doesNotContain("--", ";")
          .contains("CASE WHEN", "'many'", "'o-'", "'/'", "'none'");
      assertThat(plan.residual()).isEmpty();
      assertThat(StatementLog.of(SOURCE).executed()).isEmpty();
      assertThat(read(plumbline, ALL)).containsExactlyInAnyOrderElementsOf(expected(0, "/"));
      assertThat(StatementLog.of(SOURCE).executed()).containsExactly(stage.sql().orElseThrow());
    }
  }

  @Test
  void conditionsOnSelectedColumnsRunInTheSourceToo() throws IOException {
    ReadRequest many =
        ReadRequest.builder("orders.serving").where("amount > 37.5 AND link <> 'x'").build();
    try (Plumbline plumbline = open(QUERY, "concat('/', s)")) {
      PlanReport plan = plumbline.plan(many);
      assertThat(plan.residual()).isEmpty();
      assertThat(plan.stages().get(0).sql().orElseThrow()).contains(" > ", "'x'", "'many'");
      assertThat(read(plumbline, many))
          .containsExactlyInAnyOrderElementsOf(
              expected(26, "/").stream().filter(row -> !row.contains("null")).toList());
    }
  }

  @Test
  void aConditionThatTheSourceCannotTakeLeavesTheSelectedColumnsThere() throws IOException {
    ReadRequest many = ReadRequest.builder("orders.serving").where("size = 'many'").build();
    try (Plumbline plumbline = open(QUERY, "concat('/', s)")) {
      PlanReport plan = plumbline.plan(many);
      assertThat(plan.residual()).singleElement().asString().contains("'many'", "by its bytes");
      assertThat(plan.stages().get(0).sql().orElseThrow()).contains("'/'", "'o-'");
      assertThat(read(plumbline, many)).containsExactlyInAnyOrderElementsOf(expected(26, "/"));
    }
  }

  @Test
  void aFunctionThatTheSourceLacksLeavesItsNeighboursThere() throws IOException {
    try (Plumbline plumbline = open(QUERY, "url_encode(concat('ü', s))")) {
      PlanReport plan = plumbline.plan(ALL);
      String sql = plan.stages().get(0).sql().orElseThrow();
      assertThat(sql).contains("CASE WHEN", "'many'", "'o-'").doesNotContain("ü", "url_encode");
      assertThat(plan.stages().get(0).pushed())
          .anyMatch(words -> words.contains("'many'") && words.endsWith("computed by the source"));
      assertThat(plan.residual()).singleElement().asString().contains("url_encode");
      assertThat(read(plumbline, ALL)).containsExactlyInAnyOrderElementsOf(expected(0, "%C3%BC"));
    }
  }

  @Test
  void whatIsSelectedIsValidatedInTheSource() throws IOException {
    try (Plumbline plumbline = open(QUERY, "concat('/', s)")) {
      DatasetReport report =
          plumbline.validate(List.of(), (dataset, doing) -> {}).datasets().get(0);
      assertThat(report.checks()).isNotEmpty();
      assertThat(report.checks()).noneMatch(check -> check.outcome() == Outcome.FAILED);
      assertThat(StatementLog.of(SOURCE).executed())
          .isNotEmpty()
          .allSatisfy(sql -> assertThat(sql).contains("WHERE id < 40"))
          .anySatisfy(sql -> assertThat(sql).contains("'o-'", "COUNT(*)"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM push_large; DROP TABLE push_large",
        "SELECT (id FROM push_large",
        "SELECT id) FROM push_large WHERE (1 = 1",
        "SELECT 'id FROM push_large",
        "DELETE FROM push_large",
        "WITH gone AS (DELETE FROM push_large RETURNING *) SELECT * FROM gone",
        "SELECT * INTO push_copy FROM push_large",
        "VACUUM push_large"
      })
  void whatIsNotOneReadingQueryIsNeverSent(String query) throws IOException {
    try (Plumbline plumbline = open(query, "s")) {
      ConnectorException refusal =
          catchThrowableOfType(ConnectorException.class, () -> plumbline.read(ALL));
      assertThat(refusal.code()).isEqualTo(StandardErrorCode.INVALID_REQUEST);
    }
    assertThat(StatementLog.of(SOURCE).looked()).isEmpty();
    assertThat(StatementLog.of(SOURCE).executed()).isEmpty();
  }
}
