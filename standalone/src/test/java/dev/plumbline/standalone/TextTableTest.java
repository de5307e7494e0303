package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private static TextTable people() {
    return new TextTable()
        .column("name", TextTable.Align.LEFT)
        .column("age", TextTable.Align.RIGHT)
        .row("Ada", "36")
        .row("Zoë\n\u001b[31m", "7");
  }

  @Test
  void isPlainAwayFromTerminals() {
    assertThat(people().text(Reports.PLAIN))
        .isEqualTo(
            """
            name             age
            ---------------  ---
            Ada               36
            Zoë\\n\\u001b[31m    7
            """);
  }

  @Test
  void hasAFrameOnTerminals() {
    assertThat(people().text(Reports.FRAMED))
        .isEqualTo(
            """
            ╭─────────────────┬─────╮
            │ name            │ age │
            ├─────────────────┼─────┤
            │ Ada             │  36 │
            │ Zoë\\n\\u001b[31m │   7 │
            ╰─────────────────┴─────╯
            """);
  }

  @Test
  void cutsTextsButNeverNumbers() {
    TextTable table =
        new TextTable()
            .column("text", TextTable.Align.LEFT)
            .column("number", TextTable.Align.RIGHT)
            .row("a text that is far too long for this line", "1234567890123456");

    assertThat(table.text(new Style(Set.of(), 40)))
        .isEqualTo(
            """
            text                              number
            ----------------------  ----------------
            a text that is far t..  1234567890123456
            """);
  }

  @Test
  void namesTheColumnsThatDoNotFit() {
    TextTable table = new TextTable();
    for (int i = 0; i < 8; i++) {
      table.column("column_" + i, TextTable.Align.LEFT);
    }
    table.row("1", "2", "3", "4", "5", "6", "7", "8");

    assertThat(table.text(new Style(Set.of(), 40)))
        .isEqualTo(
            """
            column_0  column_1  column_2  column_3
            --------  --------  --------  --------
            1         2         3         4
            4 columns do not fit: column_4,
            column_5, column_6, column_7
            """);
  }

  @Test
  void cutsWhatHidesOtherColumnsButNoName() {
    TextTable table =
        new TextTable(8)
            .column("a_long_name", TextTable.Align.LEFT)
            .column("text", TextTable.Align.LEFT)
            .row("a text that is far too long", "a text that is far too long");

    assertThat(table.text(Style.plain()))
        .isEqualTo(
            """
            a_long_name  text
            -----------  --------
            a text th..  a text..
            """);
  }
}
