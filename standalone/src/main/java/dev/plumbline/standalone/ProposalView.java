package dev.plumbline.standalone;

import dev.plumbline.runtime.infer.ColumnUse;
import dev.plumbline.runtime.infer.Proposal;
import dev.plumbline.runtime.infer.ProposedColumn;
import dev.plumbline.runtime.infer.ProposedTable;
import java.util.stream.Collectors;

/** What was proposed, for people; the file itself says it in full. */
final class ProposalView {
  private ProposalView() {}

  static String text(Proposal proposal, String file, String command, Style style) {
    TextTable tables =
        new TextTable()
            .column("table", TextTable.Align.LEFT)
            .column("role", TextTable.Align.LEFT)
            .column("id", TextTable.Align.LEFT)
            .column("timestamp", TextTable.Align.LEFT)
            .column("fields", TextTable.Align.RIGHT)
            .column("predictions", TextTable.Align.LEFT)
            .column("labels", TextTable.Align.LEFT);
    for (ProposedTable table : proposal.tables()) {
      long fields =
          table.columns().stream()
              .filter(c -> c.use() == ColumnUse.FEATURE || c.use() == ColumnUse.RAW_INPUT)
              .count();
      tables.row(
          table.name(),
          table.problem().isPresent()
              ? "unreadable"
              : table.role().map(role -> role.word()).orElse("not used"),
          names(table, ColumnUse.ID),
          names(table, ColumnUse.TIMESTAMP),
          Units.count(fields),
          names(table, ColumnUse.PREDICTION),
          names(table, ColumnUse.LABEL));
    }
    StringBuilder text = new StringBuilder(tables.text(style));
    text.append('\n').append("wrote ").append(Text.line(file)).append('\n');
    if (!proposal.open().isEmpty()) {
      text.append('\n').append(style.paint(Style.Paint.BOLD, "To complete")).append('\n');
      for (String open : proposal.open()) {
        String sign = "  " + style.sign(Style.Sign.WARNING) + " ";
        String indent = " ".repeat(3 + style.signWidth());
        text.append(sign)
            .append(String.join("\n" + indent, Text.wrap(open, Math.max(40, style.width() - 8))))
            .append('\n');
      }
    }
    String option = file.equals("plumbline.yaml") ? "" : " -c " + file;
    return text.append('\n')
        .append("Check the guesses in it, then: ")
        .append(command)
        .append(" validate")
        .append(Text.line(option))
        .append('\n')
        .toString();
  }

  private static String names(ProposedTable table, ColumnUse use) {
    return table.columns().stream()
        .filter(c -> c.use() == use)
        .map(ProposedColumn::name)
        .collect(Collectors.joining(", "));
  }
}
