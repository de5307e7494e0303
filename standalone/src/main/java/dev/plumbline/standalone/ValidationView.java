package dev.plumbline.standalone;

import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a validation found, for people and for programs. */
final class ValidationView {
  /** How much of what passed is shown. */
  enum Detail {
    FAILED,
    ALL
  }

  private static final Comparator<CheckResult> WORST_FIRST =
      Comparator.comparing(CheckResult::severity);

  private ValidationView() {}

  static String text(ValidationReport report, Detail detail, Style style) {
    StringBuilder text = new StringBuilder();
    for (DatasetReport dataset : report.datasets()) {
      dataset(text, dataset, detail, style);
      text.append('\n');
    }
    return text.append(summary(report, style)).append('\n').toString();
  }

  private static void dataset(
      StringBuilder text, DatasetReport report, Detail detail, Style style) {
    text.append(style.paint(Style.Paint.BOLD, Text.line(report.dataset()))).append("  ");
    List<String> facts = new ArrayList<>();
    facts.add(Text.line(report.source() + "/" + report.relation()));
    report.provenance().ifPresent(p -> facts.add(PlanView.state(p)));
    report.rows().ifPresent(rows -> facts.add(Units.count(rows, "row", "rows")));
    facts.add(Units.bytes(report.bytesRead()) + " read");
    facts.add(Units.duration(report.elapsed()));
    text.append(String.join(style.separator(), facts)).append('\n');
    if (report.firstTime().isPresent() && report.lastTime().isPresent()) {
      text.append("  ")
          .append(
              style.paint(
                  Style.Paint.DIM,
                  "from " + report.firstTime().get() + " to " + report.lastTime().get()))
          .append('\n');
    }
    report.checks().stream()
        .filter(check -> check.outcome() == Outcome.FAILED)
        .sorted(WORST_FIRST)
        .forEach(check -> failed(text, check, style));
    List<CheckResult> skipped = with(report, Outcome.SKIPPED);
    for (CheckResult check : skipped) {
      line(text, Style.Sign.SKIPPED, check, style);
    }
    List<CheckResult> passed = with(report, Outcome.PASSED);
    if (detail == Detail.ALL) {
      passed.forEach(check -> line(text, Style.Sign.PASSED, check, style));
    } else if (!passed.isEmpty()) {
      text.append("  ")
          .append(style.sign(Style.Sign.PASSED))
          .append(' ')
          .append(Units.count(passed.size(), "check", "checks"))
          .append(" passed: ")
          .append(bases(passed))
          .append('\n');
    }
  }

  private static List<CheckResult> with(DatasetReport report, Outcome outcome) {
    return report.checks().stream().filter(check -> check.outcome() == outcome).toList();
  }

  private static void failed(StringBuilder text, CheckResult check, Style style) {
    Style.Sign sign = sign(check.severity());
    String indent = " ".repeat(3 + style.signWidth());
    int width = Math.max(40, style.width() - indent.length());
    text.append("  ").append(style.sign(sign)).append(' ');
    text.append(style.paint(sign.paint(), check.code()));
    if (!check.subject().isEmpty()) {
      text.append(' ').append(style.paint(Style.Paint.BOLD, Text.line(check.subject())));
    }
    text.append('\n');
    paragraph(text, indent, check.message(), width);
    if (!check.examples().isEmpty()) {
      paragraph(text, indent, "such as " + String.join(", ", check.examples()), width);
    }
    if (!check.advice().isEmpty()) {
      paragraph(text, indent, style.arrow() + " " + check.advice(), width);
    }
    List<String> grounds = new ArrayList<>();
    if (check.basis().kind() != Basis.Kind.NONE) {
      grounds.add("decided " + basis(check.basis()));
    }
    if (check.at().line() > 0) {
      grounds.add("configured in line " + check.at().line());
    }
    if (!grounds.isEmpty()) {
      text.append(indent)
          .append(style.paint(Style.Paint.DIM, String.join(", ", grounds)))
          .append('\n');
    }
  }

  private static void line(StringBuilder text, Style.Sign sign, CheckResult check, Style style) {
    text.append("  ").append(style.sign(sign)).append(' ').append(check.code());
    if (!check.subject().isEmpty()) {
      text.append(' ').append(style.paint(Style.Paint.BOLD, Text.line(check.subject())));
    }
    text.append(": ").append(Text.line(check.message()));
    if (check.basis().kind() != Basis.Kind.NONE) {
      text.append(style.paint(Style.Paint.DIM, " (" + basis(check.basis()) + ")"));
    }
    text.append('\n');
  }

  private static void paragraph(StringBuilder text, String indent, String content, int width) {
    for (String line : Text.wrap(content, width)) {
      text.append(indent).append(line).append('\n');
    }
  }

  private static Style.Sign sign(Severity severity) {
    return switch (severity) {
      case ERROR -> Style.Sign.FAILED;
      case WARNING -> Style.Sign.WARNING;
      case INFO -> Style.Sign.INFO;
    };
  }

  private static String basis(Basis basis) {
    return switch (basis.kind()) {
      case SCHEMA -> "by the schema";
      case STATISTICS -> "by statistics, 0 bytes read";
      case BOUNDED -> "by bounds, 0 bytes read";
      case SCAN -> "by a scan of " + Units.bytes(basis.bytes());
      case NONE -> "by nothing";
    };
  }

  private static String bases(List<CheckResult> checks) {
    Map<Basis.Kind, Long> counts =
        checks.stream()
            .collect(
                Collectors.groupingBy(
                    check -> check.basis().kind(), LinkedHashMap::new, Collectors.counting()));
    List<String> parts = new ArrayList<>();
    for (Basis.Kind kind : Basis.Kind.values()) {
      long count = counts.getOrDefault(kind, 0L);
      if (count > 0) {
        long bytes =
            checks.stream()
                .filter(check -> check.basis().kind() == kind)
                .mapToLong(check -> check.basis().bytes())
                .max()
                .orElse(0);
        parts.add(Units.count(count) + " " + basis(new Basis(kind, bytes)));
      }
    }
    return String.join("; ", parts);
  }

  private static String summary(ValidationReport report, Style style) {
    long errors = report.failed(Severity.ERROR);
    long warnings = report.failed(Severity.WARNING);
    long infos = report.failed(Severity.INFO);
    long passed = outcomes(report, Outcome.PASSED);
    long skipped = outcomes(report, Outcome.SKIPPED);
    List<String> parts = new ArrayList<>();
    parts.add(Units.count(report.datasets().size(), "dataset", "datasets"));
    parts.add(
        style.paint(
            errors > 0 ? Style.Paint.RED : Style.Paint.GREEN,
            Units.count(errors, "error", "errors")));
    if (warnings > 0) {
      parts.add(style.paint(Style.Paint.YELLOW, Units.count(warnings, "warning", "warnings")));
    }
    if (infos > 0) {
      parts.add(Units.count(infos, "note", "notes"));
    }
    parts.add(Units.count(passed) + " passed");
    if (skipped > 0) {
      parts.add(Units.count(skipped) + " skipped");
    }
    long bytes = report.datasets().stream().mapToLong(DatasetReport::bytesRead).sum();
    parts.add(Units.bytes(bytes) + " read");
    return String.join(style.separator(), parts);
  }

  private static long outcomes(ValidationReport report, Outcome outcome) {
    return report.datasets().stream().mapToLong(dataset -> with(dataset, outcome).size()).sum();
  }

  static Map<String, @Nullable Object> json(ValidationReport report) {
    Map<String, @Nullable Object> json = Envelope.of("validate");
    json.put("errors", report.failed(Severity.ERROR));
    json.put("warnings", report.failed(Severity.WARNING));
    json.put("datasets", report.datasets().stream().map(ValidationView::json).toList());
    return json;
  }

  private static Map<String, @Nullable Object> json(DatasetReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("dataset", report.dataset());
    json.put("source", report.source());
    json.put("relation", report.relation());
    json.put("state", report.provenance().map(Envelope::state).orElse(null));
    json.put("rows", report.rows().isPresent() ? report.rows().getAsLong() : null);
    json.put("first_time", report.firstTime().map(Instant::toString).orElse(null));
    json.put("last_time", report.lastTime().map(Instant::toString).orElse(null));
    json.put("bytes_read", report.bytesRead());
    json.put("elapsed_ms", report.elapsed().toMillis());
    json.put("checks", report.checks().stream().map(ValidationView::json).toList());
    return json;
  }

  private static Map<String, @Nullable Object> json(CheckResult check) {
    Map<String, @Nullable Object> basis = new LinkedHashMap<>();
    basis.put("kind", word(check.basis().kind()));
    basis.put("bytes", check.basis().bytes());
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("code", check.code());
    json.put("severity", word(check.severity()));
    json.put("outcome", word(check.outcome()));
    json.put("subject", check.subject());
    json.put("message", check.message());
    json.put("advice", check.advice());
    json.put("basis", basis);
    json.put("count", check.count());
    json.put("examples", check.examples());
    json.put("line", check.at().line() > 0 ? check.at().line() : null);
    return json;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
