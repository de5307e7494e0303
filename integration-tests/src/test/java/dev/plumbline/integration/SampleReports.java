package dev.plumbline.integration;

import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.model.FieldRole;
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
import dev.plumbline.spi.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Reports built in code: one with all that a report can hold, one whose values attack. */
final class SampleReports {
  private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");
  private static final long ROWS = 100_792;

  private SampleReports() {}

  static ValidationReport rich() {
    List<CheckResult> checks = new ArrayList<>();
    List<Outcome> outcomes = List.of(Outcome.values());
    List<Basis.Kind> kinds = List.of(Basis.Kind.values());
    List<Check> all = List.of(Check.values());
    for (int i = 0; i < all.size(); i++) {
      Outcome outcome = outcomes.get(i % outcomes.size());
      boolean failed = outcome == Outcome.FAILED;
      checks.add(
          CheckResult.builder(all.get(i), "field_" + i, outcome)
              .message(failed ? "37 of 100,792 rows break it" : all.get(i).holds())
              .advice(failed ? "Look for the batch that was sent again." : "")
              .basis(
                  outcome == Outcome.SKIPPED
                      ? Basis.NONE
                      : new Basis(kinds.get(i % (kinds.size() - 1)), 3_200_000))
              .count(failed ? 37L + i : 0)
              .examples(failed ? List.of("p-20260224-07944", "p-20260224-07945") : List.of())
              .at(new Position(26, 5))
              .build());
    }
    DatasetReport serving =
        DatasetReport.builder("churn.serving", "lake", "serving")
            .provenance(Provenance.builder("delta-version", "14").at(AT).build())
            .rows(ROWS)
            .firstTime(Instant.parse("2026-02-15T00:00:00Z"))
            .lastTime(Instant.parse("2026-02-28T23:59:56Z"))
            .bytesRead(7_100_000)
            .elapsed(Duration.ofMillis(2_400))
            .checks(checks)
            .fields(fields())
            .times(
                new TimeHistogram(
                    Instant.parse("2026-02-15T00:00:00Z"),
                    Duration.ofDays(1),
                    LongStream.of(
                            7_203, 7_197, 7_188, 7_211, 7_199, 1_804, 0, 7_240, 7_192, 7_237, 7_199,
                            20, 7_188, 7_201)
                        .boxed()
                        .toList()))
            .labels(
                new LabelProfile(
                    Optional.of(Duration.ofDays(14)), ROWS, 60_034, 72_000, 60_034, curve()))
            .build();
    DatasetReport clean =
        DatasetReport.builder("churn.training", "lake", "training")
            .rows(20_000)
            .checks(
                List.of(
                    CheckResult.builder(Check.ID_UNIQUE, "prediction_id", Outcome.PASSED)
                        .message("no id occurs twice")
                        .basis(new Basis(Basis.Kind.SCAN, 625_000))
                        .build()))
            .build();
    DatasetReport warned =
        DatasetReport.builder("churn.testing", "warehouse", "query")
            .checks(
                List.of(
                    CheckResult.builder(Check.FRESHNESS, "prediction_timestamp", Outcome.FAILED)
                        .message("the newest row is 3 days old, 2 days are allowed")
                        .build()))
            .build();
    return new ValidationReport(AT, Duration.ofMillis(2_500), List.of(serving, warned, clean));
  }

  private static List<LabelProfile.Point> curve() {
    List<LabelProfile.Point> curve = new ArrayList<>();
    for (int day = 0; day <= 21; day++) {
      curve.add(
          new LabelProfile.Point(Duration.ofDays(day), day == 21 ? 1 : 1 - Math.exp(-day / 4.0)));
    }
    return curve;
  }

  private static List<FieldProfile> fields() {
    List<FieldProfile> fields = new ArrayList<>();
    fields.add(field(FieldRole.ID, "prediction_id", Optional.empty(), "string", 0));
    fields.add(
        field(FieldRole.TIMESTAMP, "prediction_timestamp", Optional.empty(), "timestamp", 12));
    List<FieldType.Kind> kinds = List.of(FieldType.Kind.values());
    List<FieldRole> roles =
        List.of(FieldRole.RAW_INPUT, FieldRole.FEATURE, FieldRole.PREDICTION, FieldRole.LABEL);
    for (int i = 0; i < 18; i++) {
      FieldRole role = roles.get(i % roles.size());
      FieldType.Kind kind = kinds.get(i % kinds.size());
      FieldType type =
          kind == FieldType.Kind.TENSOR || kind == FieldType.Kind.EMBEDDING
              ? new FieldType(kind, List.of(768))
              : FieldType.of(kind);
      fields.add(field(role, "field_" + i, Optional.of(type), "int", i % 3 == 0 ? 0 : i * 4_000L));
    }
    return fields;
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
        Optional.of("-0.00001"),
        Optional.of("a rather long text that is the greatest of all values in this column"));
  }

  static ValidationReport adversarial(String host) {
    String attack =
        "</title></style></svg>\"'><script>attacked = 1</script><img src="
            + host
            + "/x onerror='attacked = 2'>"
            + "&lt;script&gt;\u0000\u001b[31m\u202e\ud800]]>-->averyveryverylongwordwithoutanyblank"
            + "x".repeat(200);
    List<CheckResult> checks = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      for (Outcome outcome : Outcome.values()) {
        checks.add(
            CheckResult.builder(Check.ID_UNIQUE, attack, outcome)
                .severity(severity)
                .message(attack)
                .advice(attack)
                .count(Long.MAX_VALUE)
                .examples(List.of(attack, "", " ", "\n"))
                .build());
      }
    }
    return new ValidationReport(
        AT,
        Duration.ZERO,
        List.of(
            DatasetReport.builder(attack, attack, attack)
                .provenance(Provenance.builder(attack, attack).at(AT).build())
                .rows(1)
                .checks(checks)
                .fields(
                    List.of(
                        new FieldProfile(
                            FieldRole.FEATURE,
                            attack,
                            Optional.empty(),
                            attack,
                            attack,
                            OptionalLong.of(1),
                            OptionalLong.of(1),
                            Optional.of(attack),
                            Optional.of(attack))))
                .times(new TimeHistogram(AT, Duration.ofHours(1), List.of(Long.MAX_VALUE, 0L)))
                .labels(new LabelProfile(Optional.empty(), 0, 0, 0, 0, List.of()))
                .build()));
  }
}
