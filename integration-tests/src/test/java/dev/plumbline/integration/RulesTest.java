package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every numbered rule of the semantics has a test that carries its number. */
class RulesTest {
  private static final Path REPOSITORY = Path.of("..");

  private static final Pattern RULE = Pattern.compile("(?m)^- \\*\\*([A-Z][0-9]+)\\*\\*");
  private static final Pattern TEST =
      Pattern.compile(
          "@(?:Test|Property|ParameterizedTest|TestFactory)[^{;]*? ([a-z][0-9]+)[A-Z]\\w*\\(");

  @Test
  void everyRuleIsTestedUnderItsNumber() throws IOException {
    Set<String> rules = new TreeSet<>();
    Matcher rule = RULE.matcher(Files.readString(REPOSITORY.resolve("docs/semantics.md")));
    while (rule.find()) {
      rules.add(rule.group(1));
    }
    assertThat(rules).contains("D1", "D4", "M1", "M4", "S1", "S9");
    Set<String> tested = new TreeSet<>();
    try (Stream<Path> files = Files.walk(REPOSITORY)) {
      files
          .filter(f -> f.toString().contains("src/test/java") && f.toString().endsWith(".java"))
          .forEach(f -> tested.addAll(numbers(f)));
    }
    assertThat(tested).containsAll(rules);
  }

  private static Set<String> numbers(Path source) {
    Set<String> numbers = new TreeSet<>();
    try {
      Matcher test = TEST.matcher(Files.readString(source));
      while (test.find()) {
        numbers.add(test.group(1).toUpperCase(Locale.ROOT));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return numbers;
  }
}
