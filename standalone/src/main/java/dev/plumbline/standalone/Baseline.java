package dev.plumbline.standalone;

import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationReport;
import dev.plumbline.runtime.validate.ValidationSnapshot;
import java.util.List;

/** Findings that are known: they are shown as notes and fail nothing. */
final class Baseline {
  private Baseline() {}

  static ValidationReport applied(ValidationSnapshot baseline, ValidationReport report) {
    return new ValidationReport(
        report.at(),
        report.elapsed(),
        report.datasets().stream().map(dataset -> applied(baseline, dataset)).toList());
  }

  private static DatasetReport applied(ValidationSnapshot baseline, DatasetReport dataset) {
    List<CheckResult> checks =
        dataset.checks().stream()
            .map(
                check ->
                    baseline.knows(dataset.dataset(), ValidationSnapshot.Finding.of(check))
                        ? known(check)
                        : check)
            .toList();
    DatasetReport.Builder copy =
        DatasetReport.builder(dataset.dataset(), dataset.source(), dataset.relation())
            .bytesRead(dataset.bytesRead())
            .elapsed(dataset.elapsed())
            .checks(checks)
            .fields(dataset.fields());
    dataset.provenance().ifPresent(copy::provenance);
    dataset.rows().ifPresent(copy::rows);
    dataset.firstTime().ifPresent(copy::firstTime);
    dataset.lastTime().ifPresent(copy::lastTime);
    dataset.times().ifPresent(copy::times);
    dataset.labels().ifPresent(copy::labels);
    return copy.build();
  }

  private static CheckResult known(CheckResult check) {
    return CheckResult.builder(check.check(), check.subject(), check.outcome())
        .severity(Severity.INFO)
        .message("known from the baseline: " + check.message())
        .advice(check.advice())
        .basis(check.basis())
        .count(check.count())
        .examples(check.examples())
        .at(check.at())
        .build();
  }
}
