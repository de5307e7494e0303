package dev.plumbline.connector.athena;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AthenaRegexTest {
  @Test
  void keepsClassesToAscii() {
    assertThat(AthenaRegex.of("\\d+[\\w.]\\S").orElseThrow().sql())
        .isEqualTo("'[0-9]+[a-zA-Z0-9_.][^ \\t\\n\\x0b\\f\\r]'");
  }

  @Test
  void endsLinesAsJavaDoes() {
    assertThat(AthenaRegex.of("^.$").orElseThrow().sql())
        .isEqualTo(
            "'^[^\\n\\r\\x{0085}\\x{2028}\\x{2029}]"
                + "(?=(?:\\r\\n|[\\n\\r\\x{0085}\\x{2028}\\x{2029}])?\\z)'");
  }

  @Test
  void writesCountsSoThatTheyAreNoPlacesOfOperands() {
    assertThat(AthenaRegex.of("a{3}b{2,}").orElseThrow().sql()).isEqualTo("'a{3,3}b{2,}'");
  }

  @Test
  void doublesQuotes() {
    assertThat(AthenaRegex.of("it's").orElseThrow().sql()).isEqualTo("'it''s'");
  }

  @Test
  void knowsGroupsAndWhatMayMatchNothing() {
    assertThat(AthenaRegex.of("(a)(?:b)(c)").orElseThrow().groups()).isEqualTo(2);
    assertThat(AthenaRegex.of("(a)(?:b)(c)").orElseThrow().matchesNothing()).isFalse();
    assertThat(AthenaRegex.of("a*").orElseThrow().matchesNothing()).isTrue();
    assertThat(AthenaRegex.of("(?=a)").orElseThrow().matchesNothing()).isTrue();
  }

  @Test
  void refusesWhatMayMeanSomethingElse() {
    assertThat(
            List.of(
                "(?i)a",
                "\\bword\\b",
                "(a)\\1",
                "\\p{L}",
                "[a&&b]",
                "[[a]b]",
                "(?<n>a)",
                "(",
                "\\x41"))
        .allSatisfy(pattern -> assertThat(AthenaRegex.of(pattern)).isEmpty());
  }

  @Test
  void takesPlainTextForWhatItIs() {
    assertThat(AthenaRegex.plain("\\|")).contains("|");
    assertThat(AthenaRegex.plain(", ")).contains(", ");
    assertThat(AthenaRegex.plain(".")).isEmpty();
    assertThat(AthenaRegex.plain("")).isEmpty();
  }
}
