package dev.plumbline.standalone;

import dev.plumbline.runtime.plugin.InstalledConnector;
import dev.plumbline.spi.ConfigProperty;
import dev.plumbline.spi.ConfigSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is installed, and the options of one connector, for people and for programs. */
final class ConnectorsView {
  private ConnectorsView() {}

  static String text(List<InstalledConnector> installed, Style style) {
    if (installed.isEmpty()) {
      return "no connectors are installed; put each into a folder of its own below connectors/\n";
    }
    TextTable table =
        new TextTable()
            .column("connector", TextTable.Align.LEFT)
            .column("status", TextTable.Align.LEFT)
            .column("version", TextTable.Align.LEFT)
            .column("spi", TextTable.Align.RIGHT)
            .column("location", TextTable.Align.LEFT);
    for (InstalledConnector connector : installed) {
      table.row(
          List.of(
              TextTable.Cell.of(connector.name()),
              new TextTable.Cell(status(connector), paint(connector)),
              TextTable.Cell.of(connector.version().orElse("")),
              TextTable.Cell.of(connector.spiVersion().map(String::valueOf).orElse("")),
              TextTable.Cell.of(connector.location())));
    }
    StringBuilder text = new StringBuilder(table.text(style));
    for (InstalledConnector connector : installed) {
      connector
          .reason()
          .ifPresent(
              reason ->
                  text.append(style.sign(Style.Sign.FAILED))
                      .append(' ')
                      .append(style.paint(Style.Paint.BOLD, Text.line(connector.name())))
                      .append(": ")
                      .append(Text.lines(reason, "  "))
                      .append('\n'));
    }
    return text.toString();
  }

  private static Style.Paint paint(InstalledConnector connector) {
    return connector.status() == InstalledConnector.Status.READY
        ? Style.Paint.GREEN
        : Style.Paint.RED;
  }

  private static String status(InstalledConnector connector) {
    return connector.status().name().toLowerCase(Locale.ROOT);
  }

  static Map<String, @Nullable Object> json(List<InstalledConnector> installed) {
    Map<String, @Nullable Object> json = Envelope.of("connectors");
    json.put("connectors", installed.stream().map(ConnectorsView::json).toList());
    return json;
  }

  static Map<String, @Nullable Object> json(InstalledConnector connector) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", connector.name());
    json.put("status", status(connector));
    json.put("connector_version", connector.version().orElse(null));
    json.put("spi_version", connector.spiVersion().orElse(null));
    json.put("location", connector.location());
    json.put("jars", connector.jars());
    json.put("reason", connector.reason().orElse(null));
    return json;
  }

  static String options(String name, ConfigSpec source, ConfigSpec relation, Style style) {
    return style.paint(Style.Paint.BOLD, "options of a source with connector: " + name)
        + "\n"
        + options(source, style)
        + "\n"
        + style.paint(Style.Paint.BOLD, "options of a dataset, below read_options:")
        + "\n"
        + options(relation, style);
  }

  private static String options(ConfigSpec spec, Style style) {
    if (spec.properties().isEmpty()) {
      return "  none\n";
    }
    StringBuilder text = new StringBuilder();
    String indent = "      ";
    for (ConfigProperty<?> property : spec.properties()) {
      text.append("  ").append(style.paint(Style.Paint.CYAN, property.name()));
      if (property.isRequired()) {
        text.append(style.paint(Style.Paint.YELLOW, " (required)"));
      }
      text.append('\n');
      StringBuilder sentence = new StringBuilder(property.description());
      sentence.append(" Accepts ").append(property.type().accepted()).append('.');
      if (!property.fallbackText().isEmpty()) {
        sentence.append(" Default: ").append(property.fallbackText()).append('.');
      }
      if (!property.example().isEmpty()) {
        sentence.append(" Example: ").append(property.example());
      }
      for (String line : Text.wrap(sentence.toString(), style.width() - indent.length())) {
        text.append(indent).append(line).append('\n');
      }
    }
    return text.toString();
  }

  static Map<String, @Nullable Object> options(
      String name, ConfigSpec source, ConfigSpec relation) {
    Map<String, @Nullable Object> json = Envelope.of("connectors describe");
    json.put("name", name);
    json.put("source_schema", source.jsonSchema());
    json.put("read_options_schema", relation.jsonSchema());
    return json;
  }
}
