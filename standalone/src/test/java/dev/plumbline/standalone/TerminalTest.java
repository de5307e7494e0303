package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private static Style style(
      Set<Terminal.Stream> interactive, Map<String, String> environment, Style.Feature... refused) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Terminal(nowhere, nowhere, interactive, environment, 80)
        .style(Terminal.Stream.OUT, Set.of(refused));
  }

  @Test
  void isPlainInPipes() {
    assertThat(style(Set.of(Terminal.Stream.ERR), Map.of("LANG", "C.UTF-8")).features()).isEmpty();
  }

  @Test
  void showsEverythingOnATerminalThatSpeaksUtf8() {
    assertThat(style(Set.of(Terminal.Stream.OUT), Map.of("LANG", "en_US.UTF-8")).features())
        .containsExactlyInAnyOrder(Style.Feature.COLOUR, Style.Feature.UNICODE);
  }

  @Test
  void keepsToAsciiWhereTheLocaleDoes() {
    assertThat(
            style(Set.of(Terminal.Stream.OUT), Map.of("LC_ALL", "C", "LANG", "en_US.UTF-8"))
                .features())
        .containsExactly(Style.Feature.COLOUR);
  }

  @Test
  void honoursNoColor() {
    Set<Terminal.Stream> interactive = Set.of(Terminal.Stream.OUT);
    assertThat(style(interactive, Map.of("NO_COLOR", "1")).features()).isEmpty();
    assertThat(style(interactive, Map.of("NO_COLOR", "")).features())
        .containsExactly(Style.Feature.COLOUR);
    assertThat(style(interactive, Map.of("TERM", "dumb")).features()).isEmpty();
    assertThat(style(interactive, Map.of(), Style.Feature.COLOUR).features()).isEmpty();
  }

  @Test
  void leavesTablesAsWideAsTheyAreInPipes() {
    assertThat(style(Set.of(), Map.of()).tableWidth()).isEqualTo(Integer.MAX_VALUE);
    assertThat(style(Set.of(), Map.of()).width()).isEqualTo(80);
    assertThat(style(Set.of(), Map.of("COLUMNS", "80")).tableWidth()).isEqualTo(80);
    assertThat(style(Set.of(Terminal.Stream.OUT), Map.of()).tableWidth()).isEqualTo(80);
  }
}
