package dev.plumbline.runtime.validate;

import java.util.List;

/**
 * What a validation found.
 *
 * @param datasets a report for each dataset asked for
 * @since 0.1.0
 */
public record ValidationReport(List<DatasetReport> datasets) {
  /** Copies the reports. */
  public ValidationReport {
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
