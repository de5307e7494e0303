package dev.plumbline.runtime.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.validate.ValidationComparison.DatasetChange;
import dev.plumbline.runtime.validate.ValidationComparison.Kind;
import dev.plumbline.runtime.validate.ValidationSnapshot.Dataset;
import dev.plumbline.runtime.validate.ValidationSnapshot.Finding;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ValidationComparisonTest {
  private static Finding finding(String code, Outcome outcome, Severity severity, long count) {
    return new Finding(code, "x", outcome, severity, count, "told");
  }

  private static Finding failed(String code, long count) {
    return finding(code, Outcome.FAILED, Severity.ERROR, count);
  }

  private static Finding passed(String code) {
    return finding(code, Outcome.PASSED, Severity.ERROR, 0);
  }

  private static ValidationSnapshot snapshot(long rows, Finding... findings) {
    return new ValidationSnapshot(
        List.of(
            new Dataset(
                "churn.serving",
                Optional.of("delta version " + rows),
                OptionalLong.of(rows),
                List.of(findings))));
  }

  private static Optional<Kind> kind(Finding before, Finding after) {
    DatasetChange change =
        ValidationComparison.of(snapshot(1, before), snapshot(1, after)).datasets().get(0);
    assertThat(change.changes()).hasSizeLessThan(2);
    return change.changes().stream().map(ValidationComparison.FindingChange::kind).findFirst();
  }

  @Test
  void tellsWhatIsNewWorseBetterAndGone() {
    assertThat(kind(passed("A"), failed("A", 3))).contains(Kind.NEW);
    assertThat(kind(passed("B"), failed("A", 3))).contains(Kind.NEW);
    assertThat(kind(failed("A", 2), failed("A", 3))).contains(Kind.WORSE);
    assertThat(kind(failed("A", 3), failed("A", 2))).contains(Kind.BETTER);
    assertThat(kind(failed("A", 3), passed("A"))).contains(Kind.GONE);
    assertThat(kind(failed("A", 3), failed("A", 3))).isEmpty();
    assertThat(kind(passed("A"), passed("A"))).isEmpty();
  }

  @Test
  void putsSeverityBeforeCounts() {
    Finding warning = finding("A", Outcome.FAILED, Severity.WARNING, 9);
    assertThat(kind(warning, failed("A", 1))).contains(Kind.WORSE);
    assertThat(kind(failed("A", 1), warning)).contains(Kind.BETTER);
  }

  @Test
  void doesNotCallGoneWhatWasNotLookedAt() {
    assertThat(kind(failed("A", 3), finding("A", Outcome.SKIPPED, Severity.ERROR, 0)))
        .contains(Kind.UNDECIDED);
    assertThat(kind(failed("A", 3), passed("B"))).contains(Kind.UNDECIDED);
    DatasetChange left =
        ValidationComparison.of(snapshot(1, failed("A", 3)), new ValidationSnapshot(List.of()))
            .datasets()
            .get(0);
    assertThat(left.after()).isEmpty();
    assertThat(left.changes()).isEmpty();
  }

  @Test
  void countsNewFailuresBySeverity() {
    ValidationComparison changes =
        ValidationComparison.of(
            snapshot(5, failed("A", 1), failed("B", 1)),
            snapshot(
                8,
                failed("A", 2),
                failed("B", 1),
                finding("C", Outcome.FAILED, Severity.WARNING, 1)));
    assertThat(changes.newFailures(Severity.ERROR)).isEqualTo(1);
    assertThat(changes.newFailures(Severity.WARNING)).isEqualTo(1);
    assertThat(changes.datasets().get(0).rowsAdded()).hasValue(3);
    assertThat(changes.datasets().get(0).unchanged()).isEqualTo(1);
  }

  @Test
  void knowsAFindingUntilItGrowsOrGetsWorse() {
    ValidationSnapshot baseline =
        snapshot(
            1,
            failed("A", 3),
            passed("B"),
            failed("SOURCE_READABLE", 0),
            finding("W", Outcome.FAILED, Severity.WARNING, 3));
    assertThat(baseline.knows("churn.serving", failed("A", 3))).isTrue();
    assertThat(baseline.knows("churn.serving", failed("A", 2))).isTrue();
    assertThat(baseline.knows("churn.serving", failed("A", 4))).isFalse();
    assertThat(baseline.knows("churn.training", failed("A", 3))).isFalse();
    assertThat(baseline.knows("churn.serving", failed("B", 0))).isFalse();
    assertThat(baseline.knows("churn.serving", failed("W", 3))).isFalse();
    assertThat(baseline.knows("churn.serving", failed("SOURCE_READABLE", 0))).isFalse();
    Finding other = new Finding("A", "y", Outcome.FAILED, Severity.ERROR, 3, "told");
    assertThat(baseline.knows("churn.serving", other)).isFalse();
  }
}
