package dev.plumbline.standalone;

import dev.plumbline.runtime.DiscoveredColumn;
import dev.plumbline.runtime.DiscoveredTable;
import dev.plumbline.spi.Amount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The tables of a source, for people and for programs. */
final class DiscoveryView {
  private DiscoveryView() {}

  static String text(List<DiscoveredTable> tables, Style style) {
    StringBuilder text = new StringBuilder();
    for (DiscoveredTable table : tables) {
      text.append(style.paint(Style.Paint.BOLD, Text.line(table.name())));
      List<String> facts = new ArrayList<>();
      table.provenance().ifPresent(p -> facts.add(PlanView.state(p)));
      fact(facts, table.rows(), Units::count, "rows");
      fact(facts, table.files(), Units::count, "files");
      fact(facts, table.bytes(), Units::bytes, "");
      text.append(facts.isEmpty() ? "" : "  " + String.join(style.separator(), facts)).append('\n');
      if (table.problem().isPresent()) {
        text.append("  ")
            .append(style.sign(Style.Sign.FAILED))
            .append(' ')
            .append(Text.lines(table.problem().get(), "    "))
            .append('\n');
      }
      if (!table.columns().isEmpty()) {
        text.append(columns(table.columns()).text(style)).append('\n');
      }
    }
    return text.append(Units.count(tables.size(), "table", "tables")).append('\n').toString();
  }

  private static void fact(
      List<String> facts, Amount amount, LongFunction<String> unit, String noun) {
    if (Units.isKnown(amount)) {
      facts.add((Units.amount(amount, unit) + " " + noun).strip());
    }
  }

  private static TextTable columns(List<DiscoveredColumn> columns) {
    TextTable table =
        new TextTable()
            .column("column", TextTable.Align.LEFT)
            .column("type", TextTable.Align.LEFT)
            .column("null", TextTable.Align.LEFT)
            .column("traits", TextTable.Align.LEFT);
    for (DiscoveredColumn column : columns) {
      table.row(
          column.name(),
          column.type(),
          column.nullable() ? "yes" : "no",
          String.join(", ", column.traits()));
    }
    return table;
  }

  static Map<String, @Nullable Object> json(String target, List<DiscoveredTable> tables) {
    Map<String, @Nullable Object> json = Envelope.of("discover");
    json.put("target", target);
    json.put("tables", tables.stream().map(DiscoveryView::json).toList());
    return json;
  }

  private static Map<String, @Nullable Object> json(DiscoveredTable table) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", table.name());
    json.put("state", table.provenance().map(Envelope::state).orElse(null));
    json.put("rows", Envelope.amount(table.rows()));
    json.put("files", Envelope.amount(table.files()));
    json.put("bytes", Envelope.amount(table.bytes()));
    json.put("problem", table.problem().orElse(null));
    json.put("columns", table.columns().stream().map(DiscoveryView::json).toList());
    return json;
  }

  private static Map<String, @Nullable Object> json(DiscoveredColumn column) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", column.name());
    json.put("type", column.type());
    json.put("nullable", column.nullable());
    json.put("traits", column.traits());
    return json;
  }
}
