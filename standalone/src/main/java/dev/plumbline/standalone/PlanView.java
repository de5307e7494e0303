package dev.plumbline.standalone;

import dev.plumbline.runtime.PlanReport;
import dev.plumbline.runtime.plan.StageReport;
import dev.plumbline.spi.Amount;
import dev.plumbline.spi.Price;
import dev.plumbline.spi.Provenance;
import dev.plumbline.spi.Route;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What a read would do, for people and for programs. */
final class PlanView {
  private static final int LABEL = 11;

  private PlanView() {}

  static String text(PlanReport report, Style style) {
    StringBuilder text = new StringBuilder();
    text.append(style.paint(Style.Paint.BOLD, Text.line(report.target()))).append("\n\n");
    for (StageReport stage : report.stages()) {
      stage(text, stage, style);
      text.append('\n');
    }
    text.append(style.paint(Style.Paint.BOLD, "engine"))
        .append("  ")
        .append(Text.line(report.engine()))
        .append('\n');
    list(text, "stays", report.residual(), "nothing", style);
    if (!report.engineSql().isBlank()) {
      statement(text, report.engineSql(), style);
    }
    return text.toString();
  }

  private static void stage(StringBuilder text, StageReport stage, Style style) {
    text.append(style.paint(Style.Paint.BOLD, "stage " + Text.line(stage.name())))
        .append("  ")
        .append(
            String.join(
                style.separator(),
                Text.line(stage.source() + "/" + stage.relation()),
                state(stage.provenance()),
                stage.connector() + " answers by " + stage.access()))
        .append('\n');
    if (Units.isKnown(stage.filesBefore()) || Units.isKnown(stage.files())) {
      fact(text, "files", shrunk(stage.filesBefore(), stage.files(), Units::count, style), style);
    }
    if (Units.isKnown(stage.bytesBefore()) || Units.isKnown(stage.bytes())) {
      fact(text, "bytes", shrunk(stage.bytesBefore(), stage.bytes(), Units::bytes, style), style);
    }
    fact(
        text,
        "columns",
        stage.columns().size()
            + " of "
            + stage.columnsInAll()
            + (stage.columns().isEmpty() ? "" : ": " + String.join(", ", stage.columns())),
        style);
    fact(text, "rows", Units.amount(stage.rows(), Units::count), style);
    list(text, "pushed", stage.pushed(), "nothing", style);
    stage.route().ifPresent(route -> fact(text, "route", words(route), style));
    stage.price().ifPresent(price -> fact(text, "price", words(price), style));
    if (!stage.temporaryObjects().isEmpty()) {
      list(text, "creates", stage.temporaryObjects(), "", style);
    }
    stage.sql().ifPresent(sql -> statement(text, sql, style));
  }

  private static String words(Route route) {
    return switch (route) {
      case STREAM -> "one stream";
      case PARTITIONED_STREAM -> "several streams";
      case STAGED_FILES -> "files at a staging location";
    };
  }

  private static String words(Price price) {
    return "at most " + price.atMost().toPlainString() + " " + price.currency();
  }

  private static void statement(StringBuilder text, String sql, Style style) {
    text.append("  ").append(label("sql", style));
    text.append(Text.lines(sql, " ".repeat(2 + LABEL))).append('\n');
  }

  private static String shrunk(
      Amount before, Amount after, LongFunction<String> unit, Style style) {
    String percent = "";
    if (before.expected().isPresent()
        && after.expected().isPresent()
        && before.expected().getAsLong() > 0) {
      double share = 100.0 * after.expected().getAsLong() / before.expected().getAsLong();
      percent = String.format(Locale.ROOT, " (%.0f %%)", share);
    }
    return Units.amount(before, unit)
        + " "
        + style.arrow()
        + " "
        + Units.amount(after, unit)
        + percent;
  }

  private static void list(
      StringBuilder text, String name, List<String> items, String none, Style style) {
    text.append("  ").append(label(name, style));
    if (items.isEmpty()) {
      text.append(none).append('\n');
      return;
    }
    String indent = " ".repeat(2 + LABEL);
    boolean first = true;
    for (String item : items) {
      for (String line : Text.wrap(item, Math.max(40, style.width() - indent.length()))) {
        text.append(first ? "" : indent).append(line).append('\n');
        first = false;
      }
    }
  }

  private static void fact(StringBuilder text, String name, String value, Style style) {
    list(text, name, List.of(value), "", style);
  }

  private static String label(String name, Style style) {
    return style.paint(Style.Paint.DIM, name) + " ".repeat(LABEL - name.length());
  }

  static String state(Provenance provenance) {
    return Text.line(provenance.kind().replace('-', ' ') + " " + provenance.id())
        + provenance.at().map(at -> " of " + at.truncatedTo(ChronoUnit.SECONDS)).orElse("");
  }

  static Map<String, @Nullable Object> json(PlanReport report) {
    Map<String, @Nullable Object> json = Envelope.of("plan");
    json.put("target", report.target());
    json.put("stages", report.stages().stream().map(PlanView::json).toList());
    json.put("engine", report.engine());
    json.put("residual", report.residual());
    json.put("engine_sql", report.engineSql());
    return json;
  }

  private static Map<String, @Nullable Object> json(StageReport stage) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", stage.name());
    json.put("source", stage.source());
    json.put("connector", stage.connector());
    json.put("relation", stage.relation());
    json.put("state", Envelope.state(stage.provenance()));
    json.put("access", stage.access());
    json.put("columns", stage.columns());
    json.put("columns_in_all", stage.columnsInAll());
    json.put("pushed", stage.pushed());
    json.put("files_before", Envelope.amount(stage.filesBefore()));
    json.put("files", Envelope.amount(stage.files()));
    json.put("bytes_before", Envelope.amount(stage.bytesBefore()));
    json.put("bytes", Envelope.amount(stage.bytes()));
    json.put("rows", Envelope.amount(stage.rows()));
    json.put("sql", stage.sql().orElse(null));
    json.put(
        "route", stage.route().map(route -> route.name().toLowerCase(Locale.ROOT)).orElse(null));
    json.put("temporary_objects", stage.temporaryObjects());
    json.put("price", stage.price().map(PlanView::json).orElse(null));
    return json;
  }

  private static Map<String, @Nullable Object> json(Price price) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("at_most", price.atMost());
    json.put("currency", price.currency());
    return json;
  }
}
