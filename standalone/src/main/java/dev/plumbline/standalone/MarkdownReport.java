package dev.plumbline.standalone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A validation's report as a comment on a change: GitHub's Markdown, worst findings first, short
 * enough for the 65,536 characters of a comment.
 */
final class MarkdownReport {
  private static final int LONGEST = 60_000;
  private static final Pattern SPECIAL =
      Pattern.compile("[\\\\`*_\\[\\]<>&|~$]|@(?=\\w)|#(?=\\d)|:(?=//)|\\bwww\\.");

  private MarkdownReport() {}

  static String of(ReportView report) {
    StringBuilder text = new StringBuilder();
    text.append("## ")
        .append(sign(report.verdict()))
        .append(' ')
        .append(escaped(report.headline()))
        .append("\n\n");
    row(text, "Dataset", "Rows", "State", "Errors", "Warnings", "Notes", "Passed", "Skipped");
    text.append("|---|---:|---|---:|---:|---:|---:|---:|\n");
    report.datasets().forEach(dataset -> summary(text, dataset));
    long left = 0;
    for (DatasetView dataset : report.datasets()) {
      left += section(text, dataset);
    }
    if (left > 0) {
      text.append("\n**")
          .append(Units.count(left, "finding is", "findings are"))
          .append(" left out**, because a comment has no room for more.\n");
    }
    text.append('\n')
        .append(
            report.facts().stream()
                .map(fact -> fact.name() + ": " + value(fact))
                .collect(Collectors.joining(" · ")))
        .append('\n');
    return text.toString();
  }

  private static String value(DatasetView.Fact fact) {
    return fact.name().equals("Configuration") ? code(fact.value()) : fact.value();
  }

  private static void summary(StringBuilder text, DatasetView dataset) {
    List<String> cells = new ArrayList<>();
    cells.add(sign(dataset.verdict()) + " " + code(dataset.name()));
    cells.add(
        dataset.report().rows().isPresent()
            ? Units.count(dataset.report().rows().getAsLong())
            : "");
    cells.add(dataset.report().provenance().map(p -> escaped(PlanView.state(p))).orElse(""));
    for (ReportStatus status :
        new ReportStatus[] {
          ReportStatus.ERROR,
          ReportStatus.WARNING,
          ReportStatus.NOTE,
          ReportStatus.PASSED,
          ReportStatus.SKIPPED
        }) {
      cells.add(Units.count(dataset.with(status).size()));
    }
    row(text, cells.toArray(String[]::new));
  }

  /** Adds what was found in a dataset, and returns how many findings have no room. */
  private static int section(StringBuilder text, DatasetView dataset) {
    List<String> rows = dataset.findings().stream().map(MarkdownReport::row).toList();
    if (rows.isEmpty() || text.length() + rows.get(0).length() > LONGEST) {
      return rows.size();
    }
    text.append("\n### ").append(code(dataset.name())).append("\n\n");
    row(text, "", "Check", "Finding", "Count", "Examples", "Likely fix", "Where");
    text.append("|---|---|---|---:|---|---|---|\n");
    int shown = 0;
    while (shown < rows.size() && text.length() + rows.get(shown).length() <= LONGEST) {
      text.append(rows.get(shown++));
    }
    return rows.size() - shown;
  }

  private static String row(FindingView finding) {
    StringBuilder text = new StringBuilder();
    String count = finding.count();
    row(
        text,
        sign(finding.status()),
        code(finding.code())
            + (finding.subject().isEmpty() ? "" : "<br>" + code(finding.subject())),
        escaped(finding.message())
            + (finding.decided().isEmpty() ? "" : "<br>decided " + finding.decided()),
        finding.share().isEmpty() ? count : count + "<br>" + escaped(finding.share()),
        finding.examples().stream().map(MarkdownReport::code).collect(Collectors.joining("<br>")),
        escaped(finding.advice()),
        finding.place().isEmpty() ? "" : code(finding.place()));
    return text.toString();
  }

  private static void row(StringBuilder text, String... cells) {
    text.append(
        Arrays.stream(cells)
            .map(cell -> " " + cell + " ")
            .collect(Collectors.joining("|", "|", "|\n")));
  }

  private static String sign(ReportStatus status) {
    return switch (status) {
      case ERROR -> "❌";
      case WARNING -> "⚠️";
      case NOTE -> "ℹ️";
      case SKIPPED -> "⏭️";
      case PASSED -> "✅";
    };
  }

  /** Text in which nothing is markup, a link, a mention or a reference. */
  static String escaped(String value) {
    return SPECIAL
        .matcher(Text.line(value))
        .replaceAll(
            found -> {
              String text = found.group();
              // Mentions, references and links are made from what is shown, so that an escape does
              // not hide them: a blank without width parts them.
              return switch (text) {
                case "@", "#", ":" -> text + "&#8203;";
                case "www." -> "www&#8203;.";
                case "<" -> "&lt;";
                case ">" -> "&gt;";
                case "&" -> "&amp;";
                default -> "\\\\" + (text.equals("\\") || text.equals("$") ? "\\" : "") + text;
              };
            });
  }

  /** A name or value of the data: shown as it is, whatever it holds. */
  static String code(String value) {
    String line = Text.line(value);
    if (line.isBlank()) {
      return "` `";
    }
    // Within a table a span of code cannot hold a bar; an element can.
    return line.indexOf('`') < 0 && line.indexOf('|') < 0
        ? "`" + line + "`"
        : "<code>" + escaped(line) + "</code>";
  }
}
