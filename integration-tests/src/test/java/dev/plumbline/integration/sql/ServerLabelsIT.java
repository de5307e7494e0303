package dev.plumbline.integration.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.integration.CanonicalRows;
import dev.plumbline.runtime.PlanReport;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.runtime.RowStream;
import dev.plumbline.runtime.SourceState;
import dev.plumbline.runtime.plan.StageReport;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.LabelProfile;
import dev.plumbline.runtime.validate.Outcome;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Predictions on PostgreSQL whose labels are in a Delta table, or on PostgreSQL as well. */
@ResourceLock("statements of servers")
class ServerLabelsIT {
  private static final ReadRequest ALL = ReadRequest.builder("orders.serving").build();

  private static final Path TABLES =
      Path.of("..", "connector-delta", "src", "test", "resources", "golden").toAbsolutePath();

  /** Ids 1 to 12 twice, the later time first; of every fourth the later label is NULL. */
  private static final String TRUTH =
      "SELECT id, CASE WHEN half = 0 AND id % 4 = 0 THEN NULL ELSE id * 10 + half END AS outcome,"
          + " TIMESTAMPTZ '2026-03-05 00:00:00+00' - half * INTERVAL '1 day' AS seen"
          + " FROM push_large CROSS JOIN (SELECT 0 AS half UNION ALL SELECT 1) AS halves"
          + " WHERE id BETWEEN 1 AND 12";

  @TempDir private Path folder;

  @BeforeEach
  void make() throws SQLException {
    PushTables.make(ServerKind.POSTGRESQL);
  }

  private Plumbline open(String actuals) throws IOException {
    Path file = folder.resolve("plumbline.yaml");
    Files.writeString(
        file,
        """
        version: 1
        sources:
          warehouse: {connector: server, kind: postgresql}
          lake: {connector: delta, path: "%s"}
        models:
          orders:
            version: v1
            type: regression
            predictions: {amount: numeric}
            serving:
              source: warehouse
              query: "SELECT id, k AS amount, TIMESTAMPTZ '2026-03-01 12:00:00+00' AS at FROM push_large WHERE id < 8"
              id_column: id
              timestamp_column: at
            actuals:
        %s
              id_column: id
              timestamp_column: seen
              labels: {amount: outcome}
        """
            .formatted(TABLES, actuals));
    URL services = Objects.requireNonNull(ServerLabelsIT.class.getResource("/server-connector/"));
    return Plumbline.builder()
        .configuration(file)
        .classPathConnectors(
            new URLClassLoader(new URL[] {services}, ServerLabelsIT.class.getClassLoader()))
        .cacheFolder(Path.of("target", "cache").toAbsolutePath())
        .threads(2)
        .open();
  }

  private static String onServer() {
    return "      source: warehouse\n      query: \"" + TRUTH + "\"";
  }

  private static String onDelta() {
    return """
              source: lake
              path: stats_pruning
              select_expr:
                - "CAST(id AS BIGINT) AS id"
                - "id * 100 AS outcome"
                - "TIMESTAMP '2026-03-04 00:00:00' AS seen"\
        """;
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
      assertThat(stream.stamp().sources())
          .extracting(SourceState::target)
          .containsExactly("orders.serving", "orders.actuals");
    }
    rows.sort(null);
    return rows;
  }

  private static List<String> expected(IntFunction<String> label) {
    List<String> rows = new ArrayList<>();
    for (int id = 0; id < 8; id++) {
      rows.add(
          "{\"id\":%d,\"at\":\"2026-03-01T12:00:00.000000Z\",\"amount\":%d,\"label__amount\":%s}"
              .formatted(id, id, label.apply(id)));
    }
    return rows;
  }

  @Test
  void s5OneSourceChoosesAndJoinsLabelsByItself() throws IOException {
    try (Plumbline plumbline = open(onServer())) {
      PlanReport plan = plumbline.plan(ALL);
      assertThat(plan.stages()).hasSize(1);
      assertThat(plan.stages().get(0).sql().orElseThrow())
          .contains("LEFT JOIN", "ROW_NUMBER() OVER");
      assertThat(read(plumbline, ALL))
          .isEqualTo(expected(id -> id == 0 || id == 4 ? "null" : Integer.toString(id * 10)));
      assertThat(
              read(
                  plumbline,
                  ReadRequest.builder("orders.serving")
                      .labelsAsOf(Instant.parse("2026-03-04T00:00:00Z"))
                      .build()))
          .isEqualTo(expected(id -> id == 0 ? "null" : Integer.toString(id * 10 + 1)));
    }
  }

  @Test
  void s5LabelsOfAnotherSourceAreJoinedByTheEngine() throws IOException {
    List<String> ids;
    try (Plumbline plumbline = open(onDelta())) {
      assertThat(plumbline.plan(ALL).stages())
          .extracting(StageReport::access)
          .containsExactlyInAnyOrder("sql", "files");
      ids =
          read(
              plumbline,
              ReadRequest.builder("orders.serving").where("label__amount IS NOT NULL").build());
      assertThat(ids).isNotEmpty().isSubsetOf(expected(id -> Integer.toString(id * 100)));
      assertThat(read(plumbline, ALL)).hasSize(8).containsAll(ids);
      DatasetReport report =
          plumbline.validate(List.of("orders.serving"), (dataset, doing) -> {}).datasets().get(0);
      LabelProfile labels = report.labels().orElseThrow();
      assertThat(labels.rows()).isEqualTo(8);
      assertThat(labels.labelled()).isEqualTo(ids.size());
      assertThat(report.checks())
          .filteredOn(c -> c.check() == Check.LABEL_BEFORE_PREDICTION)
          .singleElement()
          .satisfies(c -> assertThat(c.outcome()).isEqualTo(Outcome.PASSED));
    }
  }
}
