package dev.plumbline.runtime.validate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What was found about several datasets.
 *
 * @param at when the validation began
 * @param elapsed how long it took
 * @param datasets a report each, in the order of the request
 * @since 0.1.0
 */
public record ValidationReport(Instant at, Duration elapsed, List<DatasetReport> datasets) {
  /** Copies the reports. */
  public ValidationReport {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(elapsed, "elapsed");
    datasets = List.copyOf(datasets);
  }

  /**
   * Counts failed checks.
   *
   * @param severity the severity to count
   * @return how many failed with it, over all datasets
   */
  public long failed(Severity severity) {
    return datasets.stream().mapToLong(d -> d.failed(severity)).sum();
  }
}
