package dev.plumbline.standalone;

import dev.plumbline.runtime.validate.ValidationReport;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The forms in which a validation's report is handed on. Equal reports give equal text.
 *
 * @since 0.1.0
 */
public enum ReportFormat {
  /** JSON, as {@code docs/validation-report.schema.json} describes it. */
  JSON(".json") {
    @Override
    String text(ReportView report, Set<ReportStatus> failures) {
      return Json.pretty(JsonReport.of(report));
    }
  },
  /** Test results in the XML of JUnit, for build servers. */
  JUNIT(".xml") {
    @Override
    String text(ReportView report, Set<ReportStatus> failures) {
      return JunitReport.of(report, failures);
    }
  },
  /** SARIF 2.1.0, for what shows findings beside the lines of a file. */
  SARIF(".sarif") {
    @Override
    String text(ReportView report, Set<ReportStatus> failures) {
      return Json.pretty(SarifReport.of(report));
    }
  },
  /** Markdown, for a comment on a change. */
  MD(".md") {
    @Override
    String text(ReportView report, Set<ReportStatus> failures) {
      return MarkdownReport.of(report);
    }
  },
  /** One page for people that needs nothing else. */
  HTML(".html") {
    @Override
    String text(ReportView report, Set<ReportStatus> failures) {
      return HtmlReport.of(report);
    }
  };

  private final String extension;

  ReportFormat(String extension) {
    this.extension = extension;
  }

  /**
   * Writes a report, failed checks of severity error as failures.
   *
   * @param report what was found
   * @param configuration the file that configures the datasets, as readers of the report name it,
   *     best relative to their repository; empty where there is none
   * @return the whole text
   */
  public String text(ValidationReport report, Optional<String> configuration) {
    return text(new ReportView(report, configuration), EnumSet.of(ReportStatus.ERROR));
  }

  /**
   * Writes a report.
   *
   * @param failures what counts as a failure, in formats that know nothing between passed and
   *     failed
   */
  abstract String text(ReportView report, Set<ReportStatus> failures);

  /** The format that a file's name stands for. */
  static ReportFormat of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (ReportFormat format : values()) {
      if (name.endsWith(format.extension)) {
        return format;
      }
    }
    throw new UsageException(
        "--report: '"
            + file
            + "' says no format by its name; write one that ends in .html, .md, .json, .sarif or"
            + " .xml (JUnit)");
  }
}
