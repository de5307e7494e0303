package dev.plumbline.standalone;

import dev.plumbline.runtime.validate.SchemaComparison;
import dev.plumbline.runtime.validate.SchemaComparison.ColumnChange;
import dev.plumbline.runtime.validate.SchemaComparison.Kind;
import dev.plumbline.runtime.validate.SchemaComparison.TableChange;
import dev.plumbline.runtime.validate.SchemaSnapshot;
import dev.plumbline.runtime.validate.SchemaSnapshot.Column;
import dev.plumbline.runtime.validate.SchemaSnapshot.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is different between the tables of two times, for people and for programs. */
final class SchemaDiffView {
  private SchemaDiffView() {}

  static String text(SchemaComparison changes, Style style) {
    StringBuilder text = new StringBuilder();
    for (TableChange table : changes.tables()) {
      text.append(style.paint(Style.Paint.BOLD, Text.line(table.name())));
      DiffView.arrow(
              table.before().flatMap(Table::state), table.after().flatMap(Table::state), style)
          .ifPresent(state -> text.append("  ").append(Text.line(state)));
      text.append('\n');
      note(table)
          .ifPresent(
              note ->
                  text.append("  ")
                      .append(style.sign(table.isLost() ? Style.Sign.FAILED : Style.Sign.INFO))
                      .append(' ')
                      .append(note)
                      .append('\n'));
      long same = table.columns().stream().filter(c -> c.kind() == Kind.IDENTICAL).count();
      table.columns().stream()
          .filter(c -> c.kind() != Kind.IDENTICAL)
          .forEach(c -> column(text, c, style));
      if (same > 0) {
        text.append("  ")
            .append(
                style.paint(
                    Style.Paint.DIM, Units.count(same, "column is", "columns are") + " identical"))
            .append('\n');
      }
      text.append('\n');
    }
    return text.append(summary(changes, style)).append('\n').toString();
  }

  private static Optional<String> note(TableChange table) {
    if (table.before().isEmpty()) {
      return Optional.of("the table is new");
    }
    if (table.after().isEmpty()) {
      return Optional.of("the table is gone");
    }
    return table
        .after()
        .flatMap(Table::problem)
        .map(problem -> "cannot be read now: " + Text.line(problem))
        .or(() -> table.before().flatMap(Table::problem).map(p -> "could not be read before"));
  }

  private static void column(StringBuilder text, ColumnChange change, Style style) {
    Style.Sign sign =
        change.kind().isHarmful()
            ? Style.Sign.FAILED
            : change.kind() == Kind.WIDENING ? Style.Sign.WARNING : Style.Sign.INFO;
    text.append("  ")
        .append(style.sign(sign))
        .append(' ')
        .append(String.format("%-8s", DiffView.word(change.kind())))
        .append(' ')
        .append(style.paint(Style.Paint.BOLD, Text.line(change.name())))
        .append(": ")
        .append(
            Text.line(
                DiffView.arrow(
                        change.before().map(SchemaDiffView::type),
                        change.after().map(SchemaDiffView::type),
                        style)
                    .orElse("")))
        .append('\n');
  }

  private static String type(Column column) {
    return column.type() + (column.nullable() ? "" : " not null");
  }

  private static long count(SchemaComparison changes, Kind kind) {
    return changes.tables().stream()
        .flatMap(t -> t.columns().stream())
        .filter(c -> c.kind() == kind)
        .count();
  }

  private static String summary(SchemaComparison changes, Style style) {
    List<String> parts = new ArrayList<>();
    parts.add(Units.count(changes.tables().size(), "table", "tables"));
    for (Kind kind : Kind.values()) {
      long count = count(changes, kind);
      if (count > 0) {
        parts.add(
            style.paint(
                kind.isHarmful() ? Style.Paint.RED : Style.Paint.PLAIN,
                Units.count(count) + " " + DiffView.word(kind)));
      }
    }
    long lost = changes.tables().stream().filter(TableChange::isLost).count();
    if (lost > 0) {
      parts.add(style.paint(Style.Paint.RED, Units.count(lost, "table", "tables") + " lost"));
    }
    return String.join(style.separator(), parts);
  }

  static Map<String, @Nullable Object> json(SchemaComparison changes) {
    Map<String, @Nullable Object> json = Envelope.of("diff");
    json.put("of", "discover");
    json.put("tables", changes.tables().stream().map(SchemaDiffView::table).toList());
    return json;
  }

  private static Map<String, @Nullable Object> table(TableChange table) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("table", table.name());
    json.put("before", table.before().map(SchemaDiffView::side).orElse(null));
    json.put("after", table.after().map(SchemaDiffView::side).orElse(null));
    json.put("columns", table.columns().stream().map(SchemaDiffView::change).toList());
    return json;
  }

  private static Map<String, @Nullable Object> side(SchemaSnapshot.Table table) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("state", table.state().orElse(null));
    json.put("problem", table.problem().orElse(null));
    return json;
  }

  private static Map<String, @Nullable Object> change(ColumnChange change) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("column", change.name());
    json.put("change", DiffView.word(change.kind()));
    json.put("before", change.before().map(SchemaDiffView::column).orElse(null));
    json.put("after", change.after().map(SchemaDiffView::column).orElse(null));
    return json;
  }

  private static Map<String, @Nullable Object> column(Column column) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("type", column.type());
    json.put("nullable", column.nullable());
    return json;
  }
}
