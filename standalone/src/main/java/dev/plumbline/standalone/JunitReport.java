package dev.plumbline.standalone;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A validation's report as test results: a suite for each dataset, a case for each check. What does
 * not make the command fail is a case that passed and says so in its output.
 */
final class JunitReport {
  private final Set<ReportStatus> failures;

  private JunitReport(Set<ReportStatus> failures) {
    this.failures = failures;
  }

  static String of(ReportView report, Set<ReportStatus> failures) {
    return new JunitReport(failures).text(report);
  }

  private String text(ReportView report) {
    Xml xml = new Xml();
    xml.markup("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").line();
    xml.open(
            "testsuites",
            "name",
            "plumbline validate",
            "tests",
            number(report.checks()),
            "failures",
            number(report.datasets().stream().mapToLong(this::failures).sum()),
            "errors",
            "0",
            "skipped",
            number(report.count(ReportStatus.SKIPPED)),
            "time",
            seconds(report.report().elapsed()))
        .line();
    report.datasets().forEach(dataset -> suite(xml, dataset, report));
    return xml.closeLine().finish();
  }

  private long failures(DatasetView dataset) {
    return dataset.checks().stream().filter(c -> failures.contains(c.status())).count();
  }

  private void suite(Xml xml, DatasetView dataset, ReportView report) {
    xml.open(
            "testsuite",
            "name",
            dataset.name(),
            "tests",
            number(dataset.checks().size()),
            "failures",
            number(failures(dataset)),
            "errors",
            "0",
            "skipped",
            number(dataset.with(ReportStatus.SKIPPED).size()),
            "time",
            seconds(dataset.report().elapsed()),
            "timestamp",
            DatasetView.time(report.report().at()).replace("Z", ""))
        .line();
    List<DatasetView.Fact> facts = dataset.facts();
    xml.open("properties").line();
    facts.forEach(
        fact ->
            xml.empty(
                    "property", "name", fact.name().toLowerCase(Locale.ROOT), "value", fact.value())
                .line());
    xml.closeLine();
    dataset.checks().forEach(check -> testcase(xml, dataset, check));
    xml.closeLine();
  }

  private void testcase(Xml xml, DatasetView dataset, FindingView check) {
    xml.open(
        "testcase",
        "name",
        check.subject().isEmpty() ? check.code() : check.code() + " " + check.subject(),
        "classname",
        dataset.name(),
        "time",
        "0.000");
    if (failures.contains(check.status())) {
      xml.open(
          "failure",
          "message",
          check.message(),
          "type",
          check.status().word() + "." + check.code());
      body(xml, check);
      xml.close();
    } else if (check.status() == ReportStatus.SKIPPED) {
      xml.empty("skipped", "message", check.message());
    } else if (check.status().isFinding()) {
      xml.open("system-out").text(check.status().word() + ": " + check.message()).line();
      body(xml, check);
      xml.close();
    }
    xml.closeLine();
  }

  private static void body(Xml xml, FindingView check) {
    line(xml, "rule", check.rule());
    line(
        xml,
        "count",
        check.share().isEmpty() ? check.count() : check.count() + " (" + check.share() + ")");
    line(xml, "examples", String.join(", ", check.examples()));
    line(xml, "likely fix", check.advice());
    line(xml, "decided", check.decided());
    line(xml, "configured", check.place());
    line(xml, "docs", check.docs());
  }

  private static void line(Xml xml, String name, String value) {
    if (!value.isEmpty()) {
      xml.text(name + ": " + value).line();
    }
  }

  private static String number(long number) {
    return Long.toString(number);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
  }
}
