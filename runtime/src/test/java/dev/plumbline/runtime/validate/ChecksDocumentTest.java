package dev.plumbline.runtime.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The document of the checks and the checks themselves. */
class ChecksDocumentTest {
  private static final Pattern SECTION =
      Pattern.compile(
          """

          ## ([A-Z_]+)
          \\*(error|warning|information)\\* - (.+)

          - Fails when .+
          - Decided by .+
          - What to do: .+
          """);

  private static List<MatchResult> sections() throws IOException {
    String text = Files.readString(Path.of("..", "docs", "checks.md"));
    List<MatchResult> sections = SECTION.matcher(text).results().toList();
    assertThat(sections).hasSize((text + "\n").split("\n## ", -1).length - 1);
    return sections;
  }

  @Test
  void everyCheckHasItsSectionInItsPlace() throws IOException {
    assertThat(sections())
        .extracting(section -> section.group(1))
        .containsExactlyElementsOf(Arrays.stream(Check.values()).map(Check::name).toList());
  }

  @Test
  void aSectionSaysWhatHoldsAndHowBadItIsIfNot() throws IOException {
    for (MatchResult section : sections()) {
      Check check = Check.valueOf(section.group(1));
      assertThat(section.group(3)).isEqualTo(check.holds());
      assertThat(section.group(2))
          .as(check.name())
          .isEqualTo(
              switch (check.severity()) {
                case ERROR -> "error";
                case WARNING -> "warning";
                case INFO -> "information";
              });
      assertThat(check.anchor()).isEqualTo("checks.md#" + section.group(1).toLowerCase(java.util.Locale.ROOT));
    }
  }
}
