package dev.plumbline.standalone;

import dev.plumbline.runtime.PlanReport;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.runtime.plan.StageReport;
import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.FieldProfile;
import dev.plumbline.runtime.validate.LabelProfile;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.TimeHistogram;
import dev.plumbline.runtime.validate.ValidationReport;
import dev.plumbline.spi.Amount;
import dev.plumbline.spi.Price;
import dev.plumbline.spi.Provenance;
import dev.plumbline.spi.Route;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

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

  /** A dataset of which everything is known, with profiles. */
  static ValidationReport profiled() {
    List<Long> counts =
        List.of(7_012L, 7_150L, 6_910L, 7_433L, 7_201L, 0L, 7_090L, 7_300L, 14_110L, 7_245L);
    return report(
        DatasetReport.builder("churn.serving", "lake", "serving")
            .provenance(STATE)
            .rows(100_000)
            .firstTime(Instant.parse("2026-02-15T00:00:01Z"))
            .lastTime(Instant.parse("2026-02-24T23:59:58Z"))
            .bytesRead(3_200_000)
            .elapsed(Duration.ofMillis(412))
            .checks(
                List.of(
                    check(
                        Check.COLUMN_EXISTS, Severity.ERROR, Outcome.PASSED, Basis.Kind.SCHEMA, 0),
                    CheckResult.builder(Check.NULL_RATIO, "tenure_months", Outcome.FAILED)
                        .message("4.1 % of the rows are NULL, 2 % are allowed")
                        .advice("raise max_null_ratio, or mend the column")
                        .basis(new Basis(Basis.Kind.BOUNDED, 0))
                        .count(4_100)
                        .at(new Position(33, 26))
                        .build()))
            .fields(
                List.of(
                    field(FieldRole.ID, "prediction_id", Optional.empty(), "string", 0),
                    field(
                        FieldRole.FEATURE,
                        "tenure_months",
                        Optional.of(FieldType.of(FieldType.Kind.NUMERIC)),
                        "integer",
                        4_100),
                    field(
                        FieldRole.FEATURE,
                        "embedding",
                        Optional.of(new FieldType(FieldType.Kind.TENSOR, List.of(2, 4))),
                        "list of float",
                        37_000),
                    new FieldProfile(
                        FieldRole.LABEL,
                        "will_churn",
                        Optional.of(FieldType.of(FieldType.Kind.BOOLEAN)),
                        "churned",
                        "boolean",
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty())))
            .times(
                new TimeHistogram(
                    Instant.parse("2026-02-15T00:00:00Z"), Duration.ofDays(1), counts))
            .labels(
                new LabelProfile(
                    Optional.of(Duration.ofDays(14)),
                    100_000,
                    59_242,
                    60_000,
                    59_242,
                    List.of(
                        new LabelProfile.Point(Duration.ZERO, 0),
                        new LabelProfile.Point(Duration.ofDays(2), 0.52),
                        new LabelProfile.Point(Duration.ofDays(7), 0.91),
                        new LabelProfile.Point(Duration.ofDays(14), 0.98),
                        new LabelProfile.Point(Duration.ofDays(21), 1))))
            .build());
  }

  private static FieldProfile field(
      FieldRole role, String name, Optional<FieldType> type, String columnType, long nulls) {
    return new FieldProfile(
        role,
        name,
        type,
        name,
        columnType,
        OptionalLong.of(nulls),
        OptionalLong.of(72),
        Optional.of("1"),
        Optional.of("72"));
  }

  /** A dataset in which nothing is wrong, and every field has some NULLs. */
  static ValidationReport clean(int fields) {
    DatasetReport profiled = profiled().datasets().get(0);
    return report(
        DatasetReport.builder("churn.serving", "lake", "serving")
            .provenance(STATE)
            .rows(100_000)
            .checks(
                Collections.nCopies(
                    fields,
                    check(Check.RANGE, Severity.ERROR, Outcome.PASSED, Basis.Kind.SCAN, 3_200_000)))
            .fields(
                IntStream.range(0, fields)
                    .mapToObj(
                        i -> field(FieldRole.FEATURE, "field_" + i, Optional.empty(), "int", i))
                    .toList())
            .times(profiled.times().orElseThrow())
            .labels(profiled.labels().orElseThrow())
            .build());
  }

  /** Values that attack whoever shows them, wherever a value can stand. */
  static final String ATTACK =
      "</style><script>alert(1)</script>\"'><img src=//evil.example/x onerror=alert(2)>"
          + "&lt;\u0000\u001b[31m\u202e\ud800 ]]> | `x` @admin #1 http://evil.example [a](b)\n- x";

  static ValidationReport adversarial() {
    return report(
        DatasetReport.builder(ATTACK, ATTACK, ATTACK)
            .provenance(Provenance.builder(ATTACK, ATTACK).at(AT).build())
            .rows(10)
            .checks(
                List.of(
                    CheckResult.builder(Check.ID_UNIQUE, ATTACK, Outcome.FAILED)
                        .message(ATTACK)
                        .advice(ATTACK)
                        .count(3)
                        .examples(List.of(ATTACK, "", " "))
                        .build(),
                    CheckResult.builder(Check.RANGE, ATTACK, Outcome.FAILED)
                        .severity(Severity.WARNING)
                        .message(ATTACK)
                        .build(),
                    CheckResult.builder(Check.ID_NOT_NULL, ATTACK, Outcome.SKIPPED)
                        .message(ATTACK)
                        .build(),
                    CheckResult.builder(Check.ROWS_PRESENT, ATTACK, Outcome.PASSED)
                        .message(ATTACK)
                        .build()))
            .fields(
                List.of(
                    new FieldProfile(
                        FieldRole.FEATURE,
                        ATTACK,
                        Optional.empty(),
                        ATTACK,
                        ATTACK,
                        OptionalLong.of(3),
                        OptionalLong.of(1),
                        Optional.of(ATTACK),
                        Optional.of(ATTACK))))
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
