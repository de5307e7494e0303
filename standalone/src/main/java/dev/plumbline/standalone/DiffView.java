package dev.plumbline.standalone;

import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationComparison;
import dev.plumbline.runtime.validate.ValidationComparison.DatasetChange;
import dev.plumbline.runtime.validate.ValidationComparison.FindingChange;
import dev.plumbline.runtime.validate.ValidationComparison.Kind;
import dev.plumbline.runtime.validate.ValidationSnapshot.Dataset;
import dev.plumbline.runtime.validate.ValidationSnapshot.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is different between two validations, for people and for programs. */
final class DiffView {
  private DiffView() {}

  static String text(ValidationComparison changes, Style style) {
    StringBuilder text = new StringBuilder();
    for (DatasetChange dataset : changes.datasets()) {
      text.append(style.paint(Style.Paint.BOLD, Text.line(dataset.name()))).append("  ");
      text.append(Text.line(facts(dataset, style))).append('\n');
      dataset.changes().forEach(change -> change(text, change, style));
      if (dataset.unchanged() > 0) {
        text.append("  ")
            .append(
                style.paint(
                    Style.Paint.DIM,
                    Units.count(dataset.unchanged(), "finding is", "findings are") + " as before"))
            .append('\n');
      } else if (dataset.changes().isEmpty() && dataset.after().isPresent()) {
        text.append("  ")
            .append(style.paint(Style.Paint.DIM, "no finding, then or now"))
            .append('\n');
      }
      text.append('\n');
    }
    return text.append(summary(changes, style)).append('\n').toString();
  }

  private static String facts(DatasetChange change, Style style) {
    if (change.after().isEmpty()) {
      return "was validated before, not now";
    }
    Dataset after = change.after().get();
    if (change.before().isEmpty()) {
      return "was not validated before";
    }
    Dataset before = change.before().get();
    List<String> facts = new ArrayList<>();
    String old = before.state().orElse("unknown state");
    String now = after.state().orElse("unknown state");
    facts.add(old.equals(now) ? now : old + " " + style.arrow() + " " + now);
    if (change.rowsAdded().isPresent()) {
      long added = change.rowsAdded().getAsLong();
      String rows = Units.count(after.rows().getAsLong(), "row", "rows");
      facts.add(
          added == 0
              ? rows
              : Units.count(before.rows().getAsLong())
                  + " "
                  + style.arrow()
                  + " "
                  + rows
                  + (added > 0 ? " (+" : " (-")
                  + Units.count(Math.abs(added))
                  + ")");
    }
    return String.join(style.separator(), facts);
  }

  private static void change(StringBuilder text, FindingChange change, Style style) {
    Finding finding = change.finding();
    Style.Sign sign =
        switch (change.kind()) {
          case NEW, WORSE -> sign(finding.severity());
          case BETTER, GONE -> Style.Sign.PASSED;
          case UNDECIDED -> Style.Sign.SKIPPED;
        };
    text.append("  ").append(style.sign(sign)).append(' ');
    text.append(String.format("%-9s", word(change.kind()))).append(' ').append(finding.code());
    if (!finding.subject().isEmpty()) {
      text.append(' ').append(style.paint(Style.Paint.BOLD, Text.line(finding.subject())));
    }
    text.append(Text.line(how(change, style))).append('\n');
    if (change.kind() != Kind.GONE) {
      String indent = " ".repeat(3 + style.signWidth());
      int width = Math.max(40, style.width() - indent.length());
      for (String line : Text.wrap(finding.message(), width)) {
        text.append(indent).append(line).append('\n');
      }
    }
  }

  private static String how(FindingChange change, Style style) {
    if (change.before().isEmpty() || change.after().isEmpty()) {
      return change.kind() == Kind.UNDECIDED ? ": was not looked at now" : "";
    }
    Finding before = change.before().get();
    Finding after = change.after().get();
    if (!after.isFailure() || !before.isFailure()) {
      return ": " + word(before.outcome()) + " " + style.arrow() + " " + word(after.outcome());
    }
    List<String> parts = new ArrayList<>();
    if (before.severity() != after.severity()) {
      parts.add(word(before.severity()) + " " + style.arrow() + " " + word(after.severity()));
    }
    if (before.count() != after.count()) {
      parts.add(
          Units.count(before.count()) + " " + style.arrow() + " " + Units.count(after.count()));
    }
    return ": " + String.join(", ", parts);
  }

  private static Style.Sign sign(Severity severity) {
    return switch (severity) {
      case ERROR -> Style.Sign.FAILED;
      case WARNING -> Style.Sign.WARNING;
      case INFO -> Style.Sign.INFO;
    };
  }

  private static long count(ValidationComparison changes, Kind kind) {
    return changes.datasets().stream()
        .flatMap(d -> d.changes().stream())
        .filter(c -> c.kind() == kind)
        .count();
  }

  private static String summary(ValidationComparison changes, Style style) {
    List<String> parts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      long count = count(changes, kind);
      if (count > 0 || kind == Kind.NEW) {
        Style.Paint paint =
            (kind == Kind.NEW || kind == Kind.WORSE) && count > 0
                ? Style.Paint.RED
                : Style.Paint.PLAIN;
        parts.add(style.paint(paint, Units.count(count) + " " + word(kind)));
      }
    }
    long same = changes.datasets().stream().mapToLong(DatasetChange::unchanged).sum();
    parts.add(Units.count(same) + " as before");
    return String.join(style.separator(), parts);
  }

  static Map<String, @Nullable Object> json(ValidationComparison changes) {
    Map<String, @Nullable Object> json = Envelope.of("diff");
    json.put("of", "validate");
    json.put("new_errors", changes.newFailures(Severity.ERROR));
    json.put("new_warnings", changes.newFailures(Severity.WARNING));
    json.put("datasets", changes.datasets().stream().map(DiffView::dataset).toList());
    return json;
  }

  private static Map<String, @Nullable Object> dataset(DatasetChange change) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("dataset", change.name());
    json.put("before", change.before().map(DiffView::side).orElse(null));
    json.put("after", change.after().map(DiffView::side).orElse(null));
    json.put("unchanged", change.unchanged());
    json.put("changes", change.changes().stream().map(DiffView::finding).toList());
    return json;
  }

  private static Map<String, @Nullable Object> side(Dataset dataset) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("state", dataset.state().orElse(null));
    json.put("rows", dataset.rows().isPresent() ? dataset.rows().getAsLong() : null);
    return json;
  }

  private static Map<String, @Nullable Object> finding(FindingChange change) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("change", word(change.kind()));
    json.put("code", change.finding().code());
    json.put("subject", change.finding().subject());
    json.put("before", change.before().map(DiffView::side).orElse(null));
    json.put("after", change.after().map(DiffView::side).orElse(null));
    return json;
  }

  private static Map<String, @Nullable Object> side(Finding finding) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("outcome", word(finding.outcome()));
    json.put("severity", word(finding.severity()));
    json.put("count", finding.count());
    json.put("message", finding.message());
    return json;
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static Optional<String> arrow(Optional<String> before, Optional<String> after, Style style) {
    return before.isEmpty() || after.isEmpty() || before.equals(after)
        ? after.or(() -> before)
        : Optional.of(before.get() + " " + style.arrow() + " " + after.get());
  }
}
