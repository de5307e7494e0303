package dev.plumbline.connector.athena;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.spi.CastRule;
import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Overload;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.SqlVocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a Trino of the tests would take, and Athena would not. */
class AthenaProfileTest {
  private static final SqlProfile PROFILE = AthenaProfile.PROFILE;
  private static final Pattern QUOTED = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"");
  private static final Pattern WORD = Pattern.compile("(?<![A-Za-z0-9_{.])[A-Za-z_][A-Za-z_0-9]*");

  @Test
  void writesOrRefusesEveryOperatorOfTheVocabulary() {
    Set<String> missing = new LinkedHashSet<>(SqlVocabulary.operators().keySet());
    missing.removeAll(PROFILE.operators().keySet());

    assertThat(missing).containsExactly("cast");
    assertThat(PROFILE.casts()).isNotEmpty();
  }

  @Test
  void namesNoOperatorThatTheVocabularyLacks() {
    assertThat(SqlVocabulary.operators())
        .containsKeys(PROFILE.operators().keySet().toArray(String[]::new));
  }

  @Test
  void saysWhyItRefuses() {
    assertThat(lowerings().filter(Lowering.Refusal.class::isInstance))
        .isNotEmpty()
        .allSatisfy(
            lowering ->
                assertThat(((Lowering.Refusal) lowering).reason()).matches("[a-zN].{15,}[^.]"));
  }

  @Test
  void computesAtMostAFifthOfWhatItWrites() {
    List<Lowering> all = lowerings().toList();
    long computed = all.stream().filter(Lowering.Computed.class::isInstance).count();

    assertThat(computed).isPositive().isLessThanOrEqualTo(all.size() / 5);
  }

  @Test
  void fillsOnlyPlacesThatAnOperatorHas() {
    PROFILE
        .operators()
        .forEach(
            (id, overloads) -> {
              for (Overload overload : overloads) {
                boolean repeats = overload.arguments().stream().anyMatch(p -> p.repeats());
                if (overload.lowering() instanceof Lowering.Template template && !repeats) {
                  assertThat(places(template.text()))
                      .as(id + ": " + template.text())
                      .allMatch(place -> place < overload.arguments().size());
                }
              }
            });
  }

  @Test
  void usesFunctionsAndWordsThatAthenaDocumentsOnly() throws IOException {
    Map<String, Set<String>> documented = documented();
    List<String> statements = new ArrayList<>(Samples.computed(PROFILE));
    lowerings()
        .filter(Lowering.Template.class::isInstance)
        .forEach(lowering -> statements.add(((Lowering.Template) lowering).text()));
    Set<String> unknown = new TreeSet<>();
    for (String statement : statements) {
      String text = QUOTED.matcher(statement).replaceAll("''");
      Matcher word = WORD.matcher(text);
      while (word.find()) {
        String name = word.group();
        boolean called = text.startsWith("(", word.end());
        if (!isKnown(documented, name, called) && !isLambdaArgument(text, name)) {
          unknown.add(name);
        }
      }
    }

    assertThat(statements).hasSizeGreaterThan(300);
    assertThat(unknown).isEmpty();
  }

  @Test
  void writesNoBareDecimalLiterals() {
    // 1.5 is a DOUBLE in Athena and a DECIMAL in Trino.
    Pattern bare = Pattern.compile("(?<![0-9.A-Za-z_])[0-9]+\\.[0-9]+(?![0-9E])");
    List<String> statements = new ArrayList<>(Samples.computed(PROFILE));
    lowerings()
        .filter(Lowering.Template.class::isInstance)
        .forEach(lowering -> statements.add(((Lowering.Template) lowering).text()));

    assertThat(statements)
        .noneMatch(text -> bare.matcher(QUOTED.matcher(text).replaceAll("''")).find());
    assertThat(PROFILE.literals().templates().get("decimal")).startsWith("CAST({0} AS DECIMAL");
  }

  @Test
  void neverTakesFieldsOfAnInstantInTheSessionZone() {
    for (String id : List.of("hour", "minute", "second")) {
      assertThat(PROFILE.operators().getOrDefault(id, List.of()).get(1).lowering().toString())
          .contains("AT TIME ZONE 'UTC'");
    }
    assertThat(PROFILE.casts())
        .filteredOn(rule -> rule.from().typeIds().equals(Set.of("instant")))
        .filteredOn(
            rule ->
                rule.to().typeIds().stream()
                    .anyMatch(List.of("date", "timestamp", "varchar")::contains))
        .hasSize(3)
        .allMatch(rule -> rule.lowering().toString().contains("AT TIME ZONE 'UTC'"));
  }

  private static boolean isKnown(Map<String, Set<String>> documented, String name, boolean called) {
    return (called && words(documented, "functions").contains(name.toLowerCase(Locale.ROOT)))
        || words(documented, "types").contains(name)
        || words(documented, "keywords").contains(name)
        // Written without parentheses as well.
        || name.equals("current_timestamp")
        // The places of a template.
        || List.of("type", "over").contains(name);
  }

  private static Set<String> words(Map<String, Set<String>> documented, String kind) {
    return documented.getOrDefault(kind, Set.of());
  }

  private static boolean isLambdaArgument(String text, String name) {
    return Pattern.compile("\\b" + name + "(?:, \\w+)*\\)? -> ").matcher(text).find();
  }

  private static Stream<Lowering> lowerings() {
    return Stream.concat(
        PROFILE.operators().values().stream().flatMap(List::stream).map(Overload::lowering),
        PROFILE.casts().stream().map(CastRule::lowering));
  }

  private static List<Integer> places(String template) {
    return Pattern.compile("\\{(\\d+)}")
        .matcher(template)
        .results()
        .map(place -> Integer.parseInt(place.group(1)))
        .toList();
  }

  private static Map<String, Set<String>> documented() throws IOException {
    Map<String, Set<String>> words = new HashMap<>();
    try (InputStream file = AthenaProfileTest.class.getResourceAsStream("/athena-functions.txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(
              line -> {
                String[] parts = line.split(" ");
                words
                    .computeIfAbsent(parts[0], kind -> new TreeSet<>())
                    .addAll(List.of(parts).subList(1, parts.length));
              });
    }
    return words;
  }
}
