package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.ModelType;
import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.LabelProfile;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LabelChecksTest extends LabelFixture {
  private static final ArrowType BOOL = ArrowType.Bool.INSTANCE;

  private DatasetReport validate(String name) {
    return validate(ValidationRequest.builder().datasets(List.of(name)));
  }

  private DatasetReport validate(ValidationRequest.Builder request) {
    return openBoth().validate(request.build(), (dataset, doing) -> {}).datasets().get(0);
  }

  private DatasetReport validateOwn() {
    return open(dataset(DatasetRole.SERVING, "events"))
        .validate(List.of("churn.serving"), (dataset, doing) -> {})
        .datasets()
        .get(0);
  }

  static CheckResult check(DatasetReport report, Check check) {
    return report.checks().stream().filter(c -> c.check() == check).findFirst().orElseThrow();
  }

  private static List<Check> failed(DatasetReport report) {
    return report.checks().stream()
        .filter(c -> c.outcome() == Outcome.FAILED)
        .map(CheckResult::check)
        .toList();
  }

  /** Predictions a day apart, the last one a day ago. */
  private List<@Nullable Object[]> daily(int count) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row("p" + i, predicted(i), 0.5));
    }
    return rows;
  }

  private static Instant predicted(int i) {
    return NOW.minus(Duration.ofDays(i + 1));
  }

  @Test
  void s5CleanLabelsPassEveryCheck() {
    maturity = Optional.of(Duration.ofDays(4));
    events(TEXT, daily(10));
    List<@Nullable Object[]> truth = new ArrayList<>();
    for (int i = 2; i < 10; i++) {
      truth.add(row("p" + i, predicted(i).plus(Duration.ofDays(2)), 1.0));
      truth.add(row("p" + i, predicted(i).plus(Duration.ofDays(3)), 1.0));
    }
    truth(TEXT, truth);
    DatasetReport report = validate("churn.serving");
    assertThat(failed(report)).isEmpty();
    assertThat(report.checks())
        .extracting(CheckResult::check)
        .contains(
            Check.LABEL_JOINABLE,
            Check.LABEL_COVERAGE,
            Check.LABEL_LATE,
            Check.LABEL_BEFORE_PREDICTION,
            Check.LABEL_WITHOUT_PREDICTION)
        .isSorted();
    LabelProfile labels = report.labels().orElseThrow();
    assertThat(labels.rows()).isEqualTo(10);
    assertThat(labels.labelled()).isEqualTo(8);
    // Of the age of four days there is one, and it is mature.
    assertThat(labels.mature()).isEqualTo(7);
    assertThat(labels.matureLabelled()).isEqualTo(7);
    assertThat(labels.curve()).hasSize(21);
    assertThat(labels.curve().get(9).share()).isZero();
    assertThat(labels.curve().get(10)).isEqualTo(new LabelProfile.Point(Duration.ofDays(2), 1.0));
    assertThat(labels.curve().get(20).delay()).isEqualTo(Duration.ofDays(4));
    assertThat(check(report, Check.LABEL_COVERAGE).basis().kind()).isEqualTo(Basis.Kind.SCAN);
    assertThat(check(report, Check.LABEL_JOINABLE).basis().kind()).isEqualTo(Basis.Kind.SCHEMA);
    assertThat(failed(validate("churn.actuals"))).doesNotContain(Check.LABEL_CONFLICT);
  }

  @Test
  void s5PendingRowsNeverCountAgainstTheCoverage() {
    maturity = Optional.of(Duration.ofDays(8));
    events(TEXT, daily(10));
    truth(TEXT, List.of());
    DatasetReport report = validate("churn.serving");
    CheckResult coverage = check(report, Check.LABEL_COVERAGE);
    assertThat(coverage.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(coverage.count()).isEqualTo(3);
    assertThat(coverage.examples()).containsExactly("p7", "p8", "p9");
    assertThat(coverage.severity()).isEqualTo(Severity.WARNING);
    maturity = Optional.of(Duration.ofDays(20));
    assertThat(failed(validate("churn.serving"))).isEmpty();
  }

  @Test
  void s5HalfOfTheMatureRowsAreEnoughUnlessMoreAreDemanded() {
    events(TEXT, daily(4));
    truth(TEXT, List.of(row("p0", NOW, 1.0), row("p1", NOW, 1.0), row("p2", NOW, null)));
    CheckResult half = check(validate("churn.serving"), Check.LABEL_COVERAGE);
    assertThat(half.outcome()).isEqualTo(Outcome.PASSED);
    truth(TEXT, List.<@Nullable Object[]>of(row("p0", NOW, 1.0)));
    CheckResult less = check(validate("churn.serving"), Check.LABEL_COVERAGE);
    assertThat(less.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(less.count()).isEqualTo(3);
  }

  @Test
  void s5TellsLabelsThatComeLaterThanTheMaturity() {
    maturity = Optional.of(Duration.ofDays(2));
    events(TEXT, daily(3));
    truth(
        TEXT,
        List.of(
            row("p0", predicted(0).plus(Duration.ofDays(2)), 1.0),
            row("p1", predicted(1).plus(Duration.ofDays(2)).plusNanos(1_000), 1.0),
            // Known in time, corrected later.
            row("p2", predicted(2).plus(Duration.ofDays(1)), 1.0),
            row("p2", predicted(2).plus(Duration.ofDays(9)), 0.0)));
    CheckResult late = check(validate("churn.serving"), Check.LABEL_LATE);
    assertThat(late.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(late.count()).isEqualTo(1);
    assertThat(late.examples()).containsExactly("p1");
  }

  @Test
  void s5TellsLabelsThatAreOlderThanTheirPrediction() {
    events(TEXT, daily(3));
    truth(
        TEXT,
        List.of(
            row("p0", predicted(0).minusNanos(1_000), 1.0),
            row("p1", predicted(1), 1.0),
            row("p2", predicted(2).minusSeconds(9), null)));
    CheckResult early = check(validate("churn.serving"), Check.LABEL_BEFORE_PREDICTION);
    assertThat(early.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(early.count()).isEqualTo(1);
    assertThat(early.examples()).containsExactly("p0");
  }

  @Test
  void s5TellsLabelsWithoutPrediction() {
    events(TEXT, daily(2));
    truth(
        TEXT,
        List.of(
            row("p0", NOW, 1.0),
            row("p1", NOW, 1.0),
            row("P1", NOW, 1.0),
            row("x", NOW, 1.0),
            row("x", NOW, 2.0),
            row(null, NOW, 2.0)));
    CheckResult orphans = check(validate("churn.serving"), Check.LABEL_WITHOUT_PREDICTION);
    assertThat(orphans.count()).isEqualTo(2);
    assertThat(orphans.examples()).containsExactly("P1", "x");
  }

  @Test
  void s5CountsIdsWhoseLabelsContradict() {
    events(TEXT, daily(2));
    truth(
        TEXT,
        List.of(
            row("a", NOW, 1.0),
            row("a", NOW, 0.0),
            row("a", NOW, 1.0),
            row("b", NOW, null),
            row("b", NOW, 1.0),
            row("c", NOW, 1.0),
            row("c", NOW, 1.0),
            row("d", NOW, Double.NaN),
            row("d", NOW, 7.0),
            row(null, NOW, 1.0),
            row(null, NOW, 2.0)));
    CheckResult conflict = check(validate("churn.actuals"), Check.LABEL_CONFLICT);
    assertThat(conflict.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(conflict.count()).isEqualTo(2);
    assertThat(conflict.examples()).containsExactly("a (0.0, 1.0)", "d (7.0, NaN)");
    assertThat(check(validate("churn.actuals"), Check.LABEL_DOMAIN).count()).isEqualTo(1);
  }

  @Test
  void s5IdsOfOtherTypesCannotBeJoined() {
    events(TEXT, daily(2));
    truth(LONG, List.<@Nullable Object[]>of(row(1L, NOW, 1.0)));
    DatasetReport report = validate("churn.serving");
    assertThat(failed(report)).containsExactly(Check.LABEL_JOINABLE);
    assertThat(check(report, Check.LABEL_JOINABLE).message()).contains("string", "int64");
    assertThat(check(report, Check.LABEL_COVERAGE).outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(report.labels()).isEmpty();
  }

  @Test
  void s5ActualsThatCannotBeOpenedSkipWhatNeedsThem() {
    events(TEXT, daily(2));
    DatasetReport report = validate("churn.serving");
    assertThat(failed(report)).isEmpty();
    assertThat(report.checks())
        .filteredOn(c -> c.outcome() == Outcome.SKIPPED)
        .allSatisfy(c -> assertThat(c.message()).contains("churn.actuals", "NOT_FOUND"))
        .extracting(CheckResult::check)
        .containsExactly(
            Check.LABEL_COVERAGE,
            Check.LABEL_LATE,
            Check.LABEL_BEFORE_PREDICTION,
            Check.LABEL_WITHOUT_PREDICTION,
            Check.LABEL_JOINABLE,
            Check.LABEL_NOT_COPIED);
  }

  @Test
  void s5EmptyActualsAndEmptyPredictionsAreNoFailureOfTheCheck() {
    events(TEXT, List.of());
    truth(TEXT, List.of());
    DatasetReport report = validate("churn.serving");
    assertThat(failed(report)).containsExactly(Check.ROWS_PRESENT);
    assertThat(report.labels().orElseThrow().curve()).isEmpty();
  }

  @Test
  void s5LooksNoDeeperThanAskedForAndMakesOnlyTheChecksAskedFor() {
    events(TEXT, daily(2));
    truth(TEXT, List.of());
    DatasetReport schema =
        validate(
            ValidationRequest.builder()
                .datasets(List.of("churn.serving"))
                .depth(ValidationRequest.Depth.SCHEMA));
    assertThat(check(schema, Check.LABEL_JOINABLE).outcome()).isEqualTo(Outcome.PASSED);
    assertThat(check(schema, Check.LABEL_COVERAGE).outcome()).isEqualTo(Outcome.SKIPPED);
    DatasetReport one =
        validate(
            ValidationRequest.builder()
                .datasets(List.of("churn.serving"))
                .only(Set.of(Check.LABEL_WITHOUT_PREDICTION)));
    assertThat(one.checks())
        .extracting(CheckResult::check)
        .contains(Check.LABEL_WITHOUT_PREDICTION)
        .doesNotContain(Check.LABEL_COVERAGE, Check.LABEL_JOINABLE, Check.LABEL_LATE);
  }

  private void own(ArrowType prediction, ArrowType label, List<@Nullable Object[]> rows) {
    labels.put("score", "outcome");
    table(
        "events",
        List.of(
            column("id", TEXT),
            column("at", INSTANT),
            column("score", prediction),
            column("outcome", label)),
        rows);
  }

  @Test
  void s5LabelsOfABinaryModelAreZeroOrOne() {
    modelType = ModelType.BINARY;
    predictions.put("score", FieldType.of(FieldType.Kind.NUMERIC));
    own(
        DOUBLE,
        DOUBLE,
        List.of(
            row("a", T0, 0.5, 1.0),
            row("b", T0, 0.5, 0.0),
            row("c", T0, 0.5, 2.0),
            row("d", T0, 0.5, 2.0),
            row("e", T0, 0.5, Double.NaN),
            row("f", T0, 0.5, null)));
    CheckResult domain = check(validateOwn(), Check.LABEL_DOMAIN);
    assertThat(domain.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(domain.count()).isEqualTo(3);
    assertThat(domain.examples()).containsExactly("2.0 (2 rows)", "NaN (1 rows)");
    own(DOUBLE, BOOL, List.of(row("a", T0, 0.5, true), row("b", T0, 0.5, false)));
    assertThat(failed(validateOwn())).isEmpty();
    own(DOUBLE, LONG, List.of(row("a", T0, 0.5, 1L), row("b", T0, 0.5, -1L)));
    assertThat(check(validateOwn(), Check.LABEL_DOMAIN).count()).isEqualTo(1);
  }

  @Test
  void s5ClassesOfLabelsAreClassesThatArePredicted() {
    modelType = ModelType.MULTICLASS;
    predictions.put("kind", FieldType.of(FieldType.Kind.STRING));
    table(
        "events",
        List.of(column("id", TEXT), column("at", INSTANT), column("kind", TEXT)),
        List.of(row("a", T0, "cat"), row("b", T0, "dog")));
    table(
        "truth",
        List.of(column("key", TEXT), column("seen", INSTANT), column("outcome", TEXT)),
        List.of(row("a", NOW, "cat"), row("b", NOW, "Dog"), row("b", NOW, "Dog")));
    actualLabels = Map.of("kind", "outcome");
    CheckResult domain = check(validate("churn.actuals"), Check.LABEL_DOMAIN);
    assertThat(domain.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(domain.severity()).isEqualTo(Severity.WARNING);
    assertThat(domain.count()).isEqualTo(1);
    assertThat(domain.examples()).containsExactly("Dog (2 rows)");
  }

  @Test
  void s5LabelsThatAlwaysEqualThePredictionAreACopy() {
    predictions.put("score", FieldType.of(FieldType.Kind.NUMERIC));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(row("p" + i, T0, i / 4.0, i / 4.0));
    }
    rows.add(row("q", T0, 9.0, null));
    own(DOUBLE, DOUBLE, rows);
    DatasetReport report = validateOwn();
    assertThat(check(report, Check.LABEL_NOT_COPIED).count()).isEqualTo(100);
    assertThat(report.labels().orElseThrow().labelled()).isEqualTo(100);
    rows.set(50, row("p50", T0, 9.0, 8.0));
    assertThat(check(validateOwn(), Check.LABEL_NOT_COPIED).outcome()).isEqualTo(Outcome.PASSED);
    own(DOUBLE, DOUBLE, rows.subList(0, 50));
    assertThat(check(validateOwn(), Check.LABEL_NOT_COPIED).outcome()).isEqualTo(Outcome.PASSED);
  }
}
