package dev.plumbline.runtime.validate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a validation found, as it can be kept and compared later. Codes are text: another version
 * may know other checks.
 *
 * @param datasets the datasets that were validated
 * @since 0.1.0
 */
public record ValidationSnapshot(List<Dataset> datasets) {
  /** Copies the datasets. */
  public ValidationSnapshot {
    datasets = List.copyOf(datasets);
  }

  /**
   * One dataset.
   *
   * @param name such as {@code churn.serving}
   * @param state the state of its table, for people to read; empty where it has none
   * @param rows how many rows it had, if that is known
   * @param findings every check that was made
   * @since 0.1.0
   */
  public record Dataset(
      String name, Optional<String> state, OptionalLong rows, List<Finding> findings) {
    /** Copies the findings. */
    public Dataset {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(rows, "rows");
      findings = List.copyOf(findings);
    }
  }

  /**
   * One check of a dataset.
   *
   * @param code its stable code, such as {@code ID_UNIQUE}
   * @param subject what was checked; empty where it is the whole dataset
   * @param outcome how it came out
   * @param severity how bad a failure is
   * @param count how many rows or ids are wrong
   * @param message what was found
   * @since 0.1.0
   */
  public record Finding(
      String code, String subject, Outcome outcome, Severity severity, long count, String message) {
    /** Checks that nothing is absent. */
    public Finding {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(outcome, "outcome");
      Objects.requireNonNull(severity, "severity");
      Objects.requireNonNull(message, "message");
    }

    /**
     * Takes what a check gave.
     *
     * @param check the check
     * @return the finding
     */
    public static Finding of(CheckResult check) {
      return new Finding(
          check.code(),
          check.subject(),
          check.outcome(),
          check.severity(),
          check.count(),
          check.message());
    }

    /** {@return whether the check failed} */
    public boolean isFailure() {
      return outcome == Outcome.FAILED;
    }
  }

  /**
   * Takes what a validation gave.
   *
   * @param report the report
   * @return what can be compared of it
   */
  public static ValidationSnapshot of(ValidationReport report) {
    return new ValidationSnapshot(
        report.datasets().stream()
            .map(
                dataset ->
                    new Dataset(
                        dataset.dataset(),
                        dataset.provenance().map(p -> p.kind().replace('-', ' ') + " " + p.id()),
                        dataset.rows(),
                        dataset.checks().stream().map(Finding::of).toList()))
            .toList());
  }

  /**
   * Finds a dataset.
   *
   * @param name such as {@code churn.serving}
   * @return the dataset, if it was validated
   */
  public Optional<Dataset> dataset(String name) {
    return datasets.stream().filter(d -> d.name().equals(name)).findFirst();
  }

  /**
   * Says whether a failure was there already: of the same dataset, check and subject, no milder
   * then, and with no fewer rows. That a source cannot be read is never an old finding.
   *
   * @param dataset the dataset
   * @param found the failure
   * @return whether it is known
   */
  public boolean knows(String dataset, Finding found) {
    return found.isFailure()
        && !found.code().equals(Check.SOURCE_READABLE.name())
        && dataset(dataset).stream()
            .flatMap(d -> d.findings().stream())
            .anyMatch(
                old ->
                    old.isFailure()
                        && old.code().equals(found.code())
                        && old.subject().equals(found.subject())
                        && old.severity().compareTo(found.severity()) <= 0
                        && old.count() >= found.count());
  }
}
