package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The checks of one dataset as they came out. */
final class Findings {
  private final CheckedDataset dataset;
  private final ValidationRequest request;
  private final List<CheckResult> results = new ArrayList<>();

  Findings(CheckedDataset dataset, ValidationRequest request) {
    this.dataset = dataset;
    this.request = request;
  }

  boolean wants(Check check) {
    return request.wants(check);
  }

  /** Every result that was asked for, in the order of the checks; what made reading fail always. */
  List<CheckResult> results() {
    return results.stream()
        .filter(
            r ->
                wants(r.check())
                    || (r.check() == Check.SOURCE_READABLE && r.outcome() == Outcome.FAILED))
        .sorted(Comparator.comparing(CheckResult::check))
        .toList();
  }

  void add(CheckResult result) {
    results.add(result);
  }

  void passed(Check check, CheckedColumn column, Basis basis, String message) {
    passed(check, column.name(), dataset.at(column), basis, message);
  }

  void passed(Check check, String subject, Position at, Basis basis, String message) {
    add(
        CheckResult.builder(check, subject, Outcome.PASSED)
            .message(message)
            .basis(basis)
            .at(at)
            .build());
  }

  void skipped(Check check, CheckedColumn column, String reason) {
    skipped(check, column.name(), dataset.at(column), reason);
  }

  void skipped(Check check, String subject, Position at, String reason) {
    add(
        CheckResult.builder(check, subject, Outcome.SKIPPED)
            .severity(Severity.INFO)
            .message("not decided: " + reason)
            .at(at)
            .build());
  }

  /** A failure of a column, to be completed and added. */
  CheckResult.Builder failed(Check check, CheckedColumn column) {
    return CheckResult.builder(check, column.name(), Outcome.FAILED).at(dataset.at(column));
  }
}
