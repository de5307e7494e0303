package dev.plumbline.integration.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Validation of a table of PostgreSQL: the figures are the server's own. */
@ResourceLock("statements of servers")
class ServerValidationIT {
  @TempDir private Path folder;

  private DatasetReport validate(String source, String query) throws IOException, SQLException {
    PushTables.make(ServerKind.POSTGRESQL);
    StatementLog.of(source).clear();
    Path file = folder.resolve("plumbline.yaml");
    Files.writeString(
        file,
        """
        version: 1
        sources:
          %s: {connector: server, kind: postgresql}
        models:
          orders:
            version: v1
            type: binary
            features: {amount: numeric, word: categorical, score: numeric}
            predictions: {yes: boolean, proba: numeric}
            serving:
              source: %s
              query: "%s"
              id_column: id
              timestamp_column: at
              checks: {amount: {range: [0, 49]}, word: {allowed: [w1, w2, W2], max_null_ratio: 10%%}}
        """
            .formatted(source, source, query));
    URL services =
        Objects.requireNonNull(ServerValidationIT.class.getResource("/server-connector/"));
    try (Plumbline plumbline =
        Plumbline.builder()
            .configuration(file)
            .classPathConnectors(
                new URLClassLoader(new URL[] {services}, ServerValidationIT.class.getClassLoader()))
            .cacheFolder(Path.of("target", "cache").toAbsolutePath())
            .threads(2)
            .open()) {
      return plumbline.validate(List.of(), (dataset, doing) -> {}).datasets().get(0);
    }
  }

  private static CheckResult check(DatasetReport report, Check check) {
    assertThat(report.checks())
        .filteredOn(c -> c.check() == Check.SOURCE_READABLE)
        .extracting(CheckResult::message)
        .containsExactly("its rows can be read");
    return report.checks().stream().filter(c -> c.check() == check).findFirst().orElseThrow();
  }

  private static void assertFailed(
      DatasetReport report, Check check, long count, String... examples) {
    CheckResult result = check(report, check);
    assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FAILED);
    assertThat(result.count()).isEqualTo(count);
    assertThat(result.examples()).containsExactly(examples);
  }

  @Test
  void allFiguresOfCleanRowsAreOneStatementAndTheirTimesAnother() throws Exception {
    DatasetReport report =
        validate(
            "clean",
            "SELECT id, CAST(k AS double precision) AS amount, 'w1' AS word, id::double precision"
                + " AS score, k > 25 AS yes, k::double precision / 50 AS proba, TIMESTAMPTZ"
                + " '2026-03-01 12:00:00+00' + id * INTERVAL '1 minute' AS at FROM push_large");
    assertThat(check(report, Check.NOT_CONSTANT).subject()).isEqualTo("amount");
    assertThat(report.checks())
        .filteredOn(c -> c.outcome() == Outcome.FAILED)
        .extracting(CheckResult::check)
        .containsExactly(Check.NOT_CONSTANT);
    List<String> sent = StatementLog.of("clean").executed();
    assertThat(sent).hasSize(2);
    assertThat(sent.get(0)).contains("DISTINCT", "'w2'");
    assertThat(sent.get(1)).contains("GROUP BY").doesNotContain("\"word\",");
    assertThat(report.rows()).hasValue(5_000);
    assertThat(report.times().orElseThrow().counts().stream().mapToLong(c -> c).sum())
        .isEqualTo(5_000);
  }

  @Test
  void whatIsPlantedIsFound() throws Exception {
    DatasetReport report =
        validate(
            "planted",
            "SELECT CASE WHEN id = 7 THEN NULL WHEN id = 9 THEN 8 ELSE id END AS id, CASE WHEN id"
                + " IN (3, 4) THEN -1 WHEN id = 5 THEN 'NaN'::double precision ELSE k END AS"
                + " amount, CASE WHEN id < 1000 THEN NULL WHEN id = 1001 THEN 'w2' WHEN id = 1002"
                + " THEN 'W2' WHEN id = 1003 THEN 'x' ELSE 'w1' END AS word, id::double precision"
                + " AS score, k > 25 AS yes, CASE WHEN id = 11 THEN 1.5 ELSE k::double precision /"
                + " 50 END AS proba, CASE WHEN id = 12 THEN TIMESTAMPTZ '2996-03-01 12:00:00+00'"
                + " WHEN id = 13 THEN TIMESTAMPTZ '1970-01-01 00:00:00+00' ELSE TIMESTAMPTZ"
                + " '2026-03-01 12:00:00+00' END AS at FROM push_large");
    assertFailed(report, Check.ID_NOT_NULL, 1, "the row of 2026-03-01T12:00:00Z");
    assertFailed(report, Check.ID_UNIQUE, 1, "8 (2 rows)");
    assertFailed(report, Check.RANGE, 3, "3 (-1.0)", "4 (-1.0)", "5 (NaN)");
    assertFailed(report, Check.NUMBER_FINITE, 1, "5 (NaN)");
    assertFailed(report, Check.ALLOWED_VALUES, 1, "1003 (x)");
    assertFailed(report, Check.NULL_RATIO, 1_000, "0", "1", "2", "3", "4");
    assertFailed(report, Check.PROBABILITY_RANGE, 1, "11 (1.5)");
    // Information is not worth sending all rows.
    assertThat(check(report, Check.CATEGORY_SPELLING).outcome()).isEqualTo(Outcome.SKIPPED);
    assertFailed(report, Check.TIMESTAMP_NOT_FUTURE, 1, "12 (2996-03-01T12:00:00Z)");
    assertFailed(report, Check.TIMESTAMP_PLAUSIBLE, 1, "13 (1970-01-01T00:00:00Z)");
  }
}
