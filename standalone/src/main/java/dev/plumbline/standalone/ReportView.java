package dev.plumbline.standalone;

import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.ValidationReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A validation's report, in the words, figures and order that all forms of it share. */
final class ReportView {
  private final ValidationReport report;
  private final Optional<String> configuration;
  private final List<DatasetView> datasets;

  ReportView(ValidationReport report, Optional<String> configuration) {
    this.report = report;
    this.configuration = configuration;
    this.datasets =
        report.datasets().stream().map(dataset -> new DatasetView(dataset, configuration)).toList();
  }

  ValidationReport report() {
    return report;
  }

  /** The file, as the user names it. */
  Optional<String> configuration() {
    return configuration;
  }

  List<DatasetView> datasets() {
    return datasets;
  }

  long count(ReportStatus status) {
    return datasets.stream().mapToLong(dataset -> dataset.with(status).size()).sum();
  }

  long checks() {
    return datasets.stream().mapToLong(dataset -> dataset.checks().size()).sum();
  }

  /** The worst that was found. */
  ReportStatus verdict() {
    return datasets.stream()
        .map(DatasetView::verdict)
        .min(Comparator.naturalOrder())
        .orElse(ReportStatus.PASSED);
  }

  /** The result in one sentence. */
  String headline() {
    List<String> found = new ArrayList<>();
    Arrays.stream(ReportStatus.values())
        .filter(ReportStatus::isFinding)
        .filter(status -> count(status) > 0)
        .forEach(status -> found.add(status.count(count(status))));
    if (found.isEmpty()) {
      return checks() == 0 ? "Nothing was checked" : "Every check passed";
    }
    String last = found.remove(found.size() - 1);
    return (found.isEmpty() ? last : String.join(", ", found) + " and " + last) + " in " + within();
  }

  private String within() {
    long touched = datasets.stream().filter(d -> !d.findings().isEmpty()).count();
    if (datasets.size() == 1) {
      return datasets.get(0).name();
    }
    return touched == datasets.size()
        ? "all " + datasets.size() + " datasets"
        : touched + " of " + datasets.size() + " datasets";
  }

  /** What is known of the run as a whole. */
  List<DatasetView.Fact> facts() {
    List<DatasetView.Fact> facts = new ArrayList<>();
    configuration.ifPresent(file -> facts.add(new DatasetView.Fact("Configuration", file)));
    facts.add(new DatasetView.Fact("Began", DatasetView.time(report.at())));
    facts.add(new DatasetView.Fact("Took", Units.duration(report.elapsed())));
    facts.add(new DatasetView.Fact("Read", Units.bytes(bytes())));
    return facts;
  }

  long bytes() {
    return report.datasets().stream().mapToLong(DatasetReport::bytesRead).sum();
  }
}
