package dev.plumbline.standalone;

import dev.plumbline.runtime.validate.LabelProfile;
import dev.plumbline.runtime.validate.ValidationReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a validation found, for people at a console. */
final class ValidationView {
  /** How much of what passed is shown. */
  enum Detail {
    FAILED,
    ALL
  }

  private static final int LABEL = 8;
  private static final int CHART = 48;
  private static final int BAR = 10;
  private static final int NULLS = 5;
  private static final int SKIPPED = 3;

  private final StringBuilder text = new StringBuilder();
  private final Detail detail;
  private final Style style;

  private ValidationView(Detail detail, Style style) {
    this.detail = detail;
    this.style = style;
  }

  static String text(ValidationReport report, Detail detail, Style style) {
    return text(new ReportView(report, Optional.empty()), detail, style);
  }

  static String text(ReportView report, Detail detail, Style style) {
    ValidationView view = new ValidationView(detail, style);
    report.datasets().forEach(view::dataset);
    view.text.append(summary(report, style)).append('\n');
    return view.text.toString();
  }

  static Map<String, @Nullable Object> json(ValidationReport report) {
    return JsonReport.of(new ReportView(report, Optional.empty()));
  }

  private void dataset(DatasetView dataset) {
    heading(dataset);
    times(dataset);
    dataset.labels().ifPresent(this::labels);
    nulls(dataset);
    dataset.findings().forEach(this::finding);
    skipped(dataset.with(ReportStatus.SKIPPED));
    passed(dataset.with(ReportStatus.PASSED));
    text.append('\n');
  }

  private void heading(DatasetView dataset) {
    text.append(style.paint(Style.Paint.BOLD, Text.line(dataset.name()))).append("  ");
    List<String> facts = new ArrayList<>();
    facts.add(Text.line(dataset.relation()));
    dataset.report().provenance().ifPresent(p -> facts.add(Text.line(PlanView.state(p))));
    text.append(String.join(style.separator(), facts)).append('\n');
    facts.clear();
    dataset.report().rows().ifPresent(rows -> facts.add(Units.count(rows, "row", "rows")));
    dataset.times().ifPresent(facts::add);
    facts.add(
        Units.bytes(dataset.report().bytesRead())
            + " read in "
            + Units.duration(dataset.report().elapsed()));
    text.append("  ")
        .append(style.paint(Style.Paint.DIM, String.join(style.separator(), facts)))
        .append('\n');
  }

  private void times(DatasetView dataset) {
    dataset
        .histogram()
        .ifPresent(
            times -> {
              String chart =
                  style.unicode()
                      ? style.paint(
                              Style.Paint.CYAN,
                              Sparkline.columns(times.counts(), Math.min(CHART, style.width() / 2)))
                          + "  "
                      : "";
              fact("times", chart + DatasetView.words(times));
            });
  }

  private void labels(LabelProfile labels) {
    String chart =
        style.unicode() && !labels.curve().isEmpty()
            ? style.paint(
                    Style.Paint.CYAN,
                    Sparkline.parts(
                        labels.curve().stream().map(LabelProfile.Point::share).toList(), CHART / 2))
                + "  "
            : "";
    fact("labels", chart + DatasetView.coverage(labels));
    String delays = DatasetView.delays(labels);
    if (!delays.isEmpty()) {
      fact("", delays);
    }
  }

  private void nulls(DatasetView dataset) {
    List<DatasetView.Nulls> nulls = dataset.nulls();
    int shown = detail == Detail.ALL ? nulls.size() : Math.min(NULLS, nulls.size());
    String label = "NULLs";
    for (DatasetView.Nulls field : nulls.subList(0, shown)) {
      String bar =
          style.unicode()
              ? style.paint(Style.Paint.CYAN, Sparkline.bar(field.ratio(), BAR)) + "  "
              : "";
      fact(label, bar + String.format("%9s", field.share()) + "  " + Text.line(field.field()));
      label = "";
    }
    List<String> rest = new ArrayList<>();
    if (shown < nulls.size()) {
      rest.add("fewer in " + Units.count(nulls.size() - shown, "field", "fields"));
    }
    if (dataset.fieldsWithoutNulls() > 0) {
      rest.add("none in " + Units.count(dataset.fieldsWithoutNulls(), "field", "fields"));
    }
    if (!rest.isEmpty()) {
      fact(label, style.paint(Style.Paint.DIM, String.join(", ", rest)));
    }
  }

  private void fact(String label, String value) {
    text.append("  ")
        .append(style.paint(Style.Paint.DIM, label))
        .append(" ".repeat(Math.max(1, LABEL - label.length())))
        .append(value)
        .append('\n');
  }

  private void finding(FindingView finding) {
    Style.Sign sign = finding.status().sign();
    String indent = " ".repeat(3 + style.signWidth());
    int width = Math.max(40, style.width() - indent.length());
    text.append("  ").append(style.sign(sign)).append(' ');
    text.append(style.paint(sign.paint(), finding.code()));
    if (!finding.subject().isEmpty()) {
      text.append(' ').append(style.paint(Style.Paint.BOLD, Text.line(finding.subject())));
    }
    if (!finding.count().isEmpty()) {
      text.append("  ").append(finding.count());
      text.append(finding.share().isEmpty() ? "" : style.separator() + finding.share());
    }
    text.append('\n');
    paragraph(indent, finding.message(), width);
    if (!finding.examples().isEmpty()) {
      paragraph(indent, "such as " + String.join(", ", finding.examples()), width);
    }
    if (!finding.advice().isEmpty()) {
      paragraph(indent, style.arrow() + " " + finding.advice(), width);
    }
    List<String> grounds = new ArrayList<>();
    if (!finding.decided().isEmpty()) {
      grounds.add("decided " + finding.decided());
    }
    if (!finding.place().isEmpty()) {
      grounds.add(Text.line(finding.place()));
    }
    grounds.add(finding.docs());
    text.append(indent)
        .append(style.paint(Style.Paint.DIM, String.join(style.separator(), grounds)))
        .append('\n');
  }

  private void paragraph(String indent, String content, int width) {
    for (String line : Text.wrap(content, width)) {
      text.append(indent).append(line).append('\n');
    }
  }

  private void skipped(List<FindingView> checks) {
    if (detail == Detail.ALL || checks.size() <= SKIPPED) {
      checks.forEach(this::line);
      return;
    }
    Map<String, List<FindingView>> reasons =
        checks.stream()
            .collect(
                Collectors.groupingBy(
                    FindingView::message, LinkedHashMap::new, Collectors.toList()));
    reasons.forEach(
        (reason, skipped) ->
            text.append("  ")
                .append(style.sign(Style.Sign.SKIPPED))
                .append(' ')
                .append(Units.count(skipped.size(), "check", "checks"))
                .append(" skipped: ")
                .append(Text.line(reason))
                .append('\n'));
  }

  private void passed(List<FindingView> checks) {
    if (detail == Detail.ALL) {
      checks.forEach(this::line);
    } else if (!checks.isEmpty()) {
      text.append("  ")
          .append(style.sign(Style.Sign.PASSED))
          .append(' ')
          .append(Units.count(checks.size(), "check", "checks"))
          .append(" passed: ")
          .append(
              DatasetView.decided(checks).stream()
                  .map(d -> Units.count(d.checks()) + " " + d.words())
                  .collect(Collectors.joining("; ")))
          .append('\n');
    }
  }

  private void line(FindingView check) {
    text.append("  ").append(style.sign(check.status().sign())).append(' ').append(check.code());
    if (!check.subject().isEmpty()) {
      text.append(' ').append(style.paint(Style.Paint.BOLD, Text.line(check.subject())));
    }
    text.append(": ").append(Text.line(check.message()));
    if (!check.decided().isEmpty()) {
      text.append(style.paint(Style.Paint.DIM, " (" + check.decided() + ")"));
    }
    text.append('\n');
  }

  private static String summary(ReportView report, Style style) {
    List<String> parts = new ArrayList<>();
    parts.add(Units.count(report.datasets().size(), "dataset", "datasets"));
    Arrays.stream(ReportStatus.values())
        .filter(status -> status != ReportStatus.SKIPPED)
        .filter(status -> report.count(status) > 0 || always(status))
        .forEach(status -> parts.add(count(status, report.count(status), style)));
    long skipped = report.count(ReportStatus.SKIPPED);
    if (skipped > 0) {
      parts.add(Units.count(skipped) + " skipped");
    }
    parts.add(Units.bytes(report.bytes()) + " read");
    return String.join(style.separator(), parts);
  }

  private static boolean always(ReportStatus status) {
    return status == ReportStatus.ERROR || status == ReportStatus.PASSED;
  }

  private static String count(ReportStatus status, long count, Style style) {
    Style.Paint paint =
        switch (status) {
          case ERROR -> count > 0 ? Style.Paint.RED : Style.Paint.GREEN;
          case WARNING -> Style.Paint.YELLOW;
          case NOTE, SKIPPED, PASSED -> Style.Paint.PLAIN;
        };
    return style.paint(paint, status.count(count));
  }
}
