package dev.plumbline.standalone;

import dev.plumbline.runtime.PlanReport;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.plan.StageReport;
import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationReport;
import dev.plumbline.spi.Amount;
import dev.plumbline.spi.Price;
import dev.plumbline.spi.Provenance;
import dev.plumbline.spi.Route;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reports as the runtime makes them. */
final class Reports {
  static final Style PLAIN = new Style(Set.of(), 100);
  static final Style RICH = new Style(Set.of(Style.Feature.values()), 100);
  static final Style FRAMED = new Style(Set.of(Style.Feature.UNICODE), 100);

  static final Provenance STATE =
      Provenance.builder("delta-version", "14").at(Instant.parse("2026-03-01T08:00:00.5Z")).build();

  private Reports() {}

  static ValidationReport validation() {
    return new ValidationReport(
        List.of(
            new DatasetReport(
                "churn.serving",
                "lake",
                "serving",
                Optional.of(STATE),
                OptionalLong.of(100_792),
                Optional.of(Instant.parse("2026-02-15T00:00:01Z")),
                Optional.of(Instant.parse("2026-02-28T23:59:58Z")),
                3_200_000,
                Duration.ofMillis(412),
                List.of(
                    check("COLUMN_PRESENT", Severity.ERROR, Outcome.PASSED, Basis.Kind.SCHEMA, 0),
                    new CheckResult(
                        "TIMESTAMP_NULL",
                        Severity.WARNING,
                        Outcome.FAILED,
                        "prediction_timestamp",
                        "12 of 100792 rows have no timestamp",
                        "find the client without a clock",
                        new Basis(Basis.Kind.STATISTICS, 0),
                        12,
                        List.of(),
                        Position.UNKNOWN),
                    new CheckResult(
                        "ID_DUPLICATE",
                        Severity.ERROR,
                        Outcome.FAILED,
                        "prediction_id",
                        "37 ids occur more than once",
                        "read with duplicate_ids: last",
                        new Basis(Basis.Kind.SCAN, 3_200_000),
                        74,
                        List.of("p-17", "p-\u001b[31m42"),
                        new Position(31, 7)),
                    check("ID_NULL", Severity.ERROR, Outcome.PASSED, Basis.Kind.STATISTICS, 0),
                    check("ID_TYPE", Severity.ERROR, Outcome.SKIPPED, Basis.Kind.NONE, 0)))));
  }

  static ValidationReport failing(String code, Severity severity) {
    return new ValidationReport(
        List.of(
            new DatasetReport(
                "m.serving",
                "s",
                "t",
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Duration.ZERO,
                List.of(check(code, severity, Outcome.FAILED, Basis.Kind.SCHEMA, 0)))));
  }

  static CheckResult check(
      String code, Severity severity, Outcome outcome, Basis.Kind basis, long bytes) {
    return new CheckResult(
        code,
        severity,
        outcome,
        "prediction_id",
        "all is as it should be",
        "",
        new Basis(basis, bytes),
        0,
        List.of(),
        Position.UNKNOWN);
  }

  static PlanReport plan() {
    return new PlanReport(
        "churn.serving",
        List.of(
            StageReport.builder("s0", "lake", "delta", "serving", STATE, "files")
                .columns(List.of("prediction_id", "prediction_timestamp"))
                .columnsInAll(12)
                .pushed(List.of("prediction_timestamp >= 2026-02-20: skips files by statistics"))
                .filesBefore(Amount.exactly(26))
                .files(Amount.exactly(4))
                .bytesBefore(Amount.exactly(3_200_000))
                .bytes(Amount.exactly(490_000))
                .rows(Amount.about(14_400))
                .build()),
        "local",
        List.of("prediction_timestamp >= 2026-02-20: statistics only skip files"),
        "SELECT *\nFROM s0");
  }

  static PlanReport sqlPlan() {
    return new PlanReport(
        "churn.serving",
        List.of(
            StageReport.builder("s0", "dwh", "athena", "sales.orders", STATE, "sql")
                .columns(List.of("id"))
                .columnsInAll(3)
                .pushed(List.of("id = 7: applied by the source"))
                .sql("SELECT \"id\" FROM \"orders\" WHERE (\"id\" = 7)")
                .route(Route.STAGED_FILES)
                .temporaryObjects(List.of("s3://bucket/staging/"))
                .price(new Price(new BigDecimal("0.05"), "USD"))
                .bytes(Amount.bounded(1_000))
                .build()),
        "local",
        List.of(),
        "SELECT *\nFROM s0");
  }
}
