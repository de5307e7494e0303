package dev.plumbline.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of text: framed on a terminal, plain elsewhere, never wider than the line where the line
 * has a width.
 */
final class TextTable {
  /** Where a cell's text stands. */
  enum Align {
    LEFT,
    RIGHT
  }

  /** What is in a cell. */
  record Cell(String text, Style.Paint paint) {
    Cell {
      text = Text.line(text);
    }

    static Cell of(String text) {
      return new Cell(text, Style.Paint.PLAIN);
    }
  }

  private record Column(String name, Align align) {}

  // Narrower columns say nothing; columns that do not fit are named below the table instead.
  private static final int NARROWEST = 20;

  private final int widest;
  private final List<Column> columns = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  TextTable() {
    this(Integer.MAX_VALUE);
  }

  /** A table that cuts longer texts wherever it is shown, because they hide what is beside them. */
  TextTable(int widest) {
    this.widest = widest;
  }

  TextTable column(String name, Align align) {
    columns.add(new Column(Text.line(name), align));
    return this;
  }

  TextTable row(List<Cell> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(cells.size() + " cells, " + columns.size() + " columns");
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  TextTable row(String... cells) {
    return row(List.of(cells).stream().map(Cell::of).toList());
  }

  /** The table and, where columns had to be left out, a line that names them. */
  String text(Style style) {
    int shown = columns.size();
    int[] widths = widths(shown, style);
    while (shown > 1 && total(widths, style) > style.tableWidth()) {
      shown--;
      widths = widths(shown, style);
    }
    StringBuilder text = new StringBuilder();
    String bar = style.unicode() ? style.paint(Style.Paint.DIM, "│") : "";
    rule(text, widths, style, "╭┬╮");
    text.append(style.unicode() ? bar + " " : "");
    for (int i = 0; i < shown; i++) {
      Column column = columns.get(i);
      cell(text, column.name(), column.align(), Style.Paint.BOLD, widths[i], style);
      text.append(style.unicode() ? " " + bar + " " : "  ");
    }
    endLine(text);
    rule(text, widths, style, "├┼┤");
    for (List<Cell> row : rows) {
      text.append(style.unicode() ? bar + " " : "");
      for (int i = 0; i < shown; i++) {
        Cell cell = row.get(i);
        cell(text, cell.text(), columns.get(i).align(), cell.paint(), widths[i], style);
        text.append(style.unicode() ? " " + bar + " " : "  ");
      }
      endLine(text);
    }
    rule(text, widths, style, "╰┴╯");
    if (shown < columns.size()) {
      List<String> hidden =
          columns.subList(shown, columns.size()).stream().map(Column::name).toList();
      for (String line :
          Text.wrap(
              Units.count(hidden.size(), "column does", "columns do")
                  + " not fit: "
                  + String.join(", ", hidden),
              style.width())) {
        text.append(style.paint(Style.Paint.DIM, line)).append('\n');
      }
    }
    return text.toString();
  }

  private int[] widths(int shown, Style style) {
    int[] widths =
        IntStream.range(0, shown)
            .map(
                i ->
                    rows.stream()
                        .mapToInt(row -> Text.width(row.get(i).text()))
                        .reduce(Text.width(columns.get(i).name()), Math::max))
            .toArray();
    int[] natural = widths.clone();
    cut(widths, natural, widest);
    for (int cap = IntStream.of(widths).max().orElse(0);
        cap >= NARROWEST && total(widths, style) > style.tableWidth();
        cap--) {
      cut(widths, natural, cap);
    }
    return widths;
  }

  // Half a number is a wrong number, and half a name is no name.
  private void cut(int[] widths, int[] natural, int cap) {
    for (int i = 0; i < widths.length; i++) {
      Column column = columns.get(i);
      if (column.align() == Align.LEFT) {
        widths[i] = Math.min(natural[i], Math.max(cap, Text.width(column.name())));
      }
    }
  }

  private static int total(int[] widths, Style style) {
    int frame = style.unicode() ? 3 * widths.length + 1 : 2 * (widths.length - 1);
    return IntStream.of(widths).sum() + frame;
  }

  private static void cell(
      StringBuilder text, String value, Align align, Style.Paint paint, int width, Style style) {
    String cut = Text.cut(value, width, style.cutMark());
    String blanks = " ".repeat(width - Text.width(cut));
    text.append(align == Align.RIGHT ? blanks : "")
        .append(style.paint(paint, cut))
        .append(align == Align.LEFT ? blanks : "");
  }

  private static void rule(StringBuilder text, int[] widths, Style style, String corners) {
    if (style.unicode()) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(corners.charAt(i == 0 ? 0 : 1)).append("─".repeat(widths[i] + 2));
      }
      text.append(style.paint(Style.Paint.DIM, line.append(corners.charAt(2)).toString()))
          .append('\n');
    } else if (corners.equals("├┼┤")) {
      for (int width : widths) {
        text.append("-".repeat(width)).append("  ");
      }
      endLine(text);
    }
  }

  private static void endLine(StringBuilder text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    text.setLength(end);
    text.append('\n');
  }
}
