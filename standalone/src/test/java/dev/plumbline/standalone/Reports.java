package dev.plumbline.standalone;

import dev.plumbline.runtime.PlanReport;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.plan.StageReport;
import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.Check;
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
import java.util.Set;

/** Reports as the runtime makes them. */
final class Reports {
  static final Style PLAIN = new Style(Set.of(), 100);
  static final Style RICH = new Style(Set.of(Style.Feature.values()), 100);
  static final Style FRAMED = new Style(Set.of(Style.Feature.UNICODE), 100);

  static final Provenance STATE =
      Provenance.builder("delta-version", "14").at(Instant.parse("2026-03-01T08:00:00.5Z")).build();

  private Reports() {}

  static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");

  static ValidationReport validation() {
    return report(
        DatasetReport.builder("churn.serving", "lake", "serving")
            .provenance(STATE)
            .rows(100_792)
            .firstTime(Instant.parse("2026-02-15T00:00:01Z"))
            .lastTime(Instant.parse("2026-02-28T23:59:58Z"))
            .bytesRead(3_200_000)
            .elapsed(Duration.ofMillis(412))
            .checks(
                List.of(
                    check(
                        Check.COLUMN_EXISTS, Severity.ERROR, Outcome.PASSED, Basis.Kind.SCHEMA, 0),
                    CheckResult.builder(
                            Check.TIMESTAMP_NOT_NULL, "prediction_timestamp", Outcome.FAILED)
                        .severity(Severity.WARNING)
                        .message("12 of 100792 rows have no timestamp")
                        .advice("find the client without a clock")
                        .basis(new Basis(Basis.Kind.STATISTICS, 0))
                        .count(12)
                        .build(),
                    CheckResult.builder(Check.ID_UNIQUE, "prediction_id", Outcome.FAILED)
                        .message("37 ids occur more than once")
                        .advice("read with duplicate_ids: last")
                        .basis(new Basis(Basis.Kind.SCAN, 3_200_000))
                        .count(74)
                        .examples(List.of("p-17", "p-\u001b[31m42"))
                        .at(new Position(31, 7))
                        .build(),
                    check(
                        Check.ID_NOT_NULL,
                        Severity.ERROR,
                        Outcome.PASSED,
                        Basis.Kind.STATISTICS,
                        0),
                    check(Check.COLUMN_TYPE, Severity.ERROR, Outcome.SKIPPED, Basis.Kind.NONE, 0)))
            .build());
  }

  static ValidationReport report(DatasetReport... datasets) {
    return new ValidationReport(AT, Duration.ofMillis(412), List.of(datasets));
  }

  static ValidationReport failing(Check check, Severity severity) {
    return report(
        DatasetReport.builder("m.serving", "s", "t")
            .checks(List.of(check(check, severity, Outcome.FAILED, Basis.Kind.SCHEMA, 0)))
            .build());
  }

  static CheckResult check(
      Check check, Severity severity, Outcome outcome, Basis.Kind basis, long bytes) {
    return CheckResult.builder(check, "prediction_id", outcome)
        .severity(severity)
        .message("all is as it should be")
        .basis(new Basis(basis, bytes))
        .build();
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
