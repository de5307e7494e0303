package dev.plumbline.connector.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.spi.CastRule;
import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Overload;
import dev.plumbline.spi.SqlVocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the profile says, held against the vocabulary and against Redshift's grammar. */
class RedshiftProfileTest {
  private static final Grammar GRAMMAR = Grammar.read();

  @Test
  void everyOperatorOfTheVocabularyIsWrittenOrRefused() {
    Set<String> missing = new TreeSet<>(SqlVocabulary.operators().keySet());
    missing.removeAll(RedshiftProfile.PROFILE.operators().keySet());
    missing.remove("cast");
    assertThat(missing).isEmpty();
    assertThat(SqlVocabulary.operators().keySet())
        .containsAll(RedshiftProfile.PROFILE.operators().keySet());
  }

  @Test
  void everyTemplateStaysWithinRedshiftsGrammar() {
    Map<String, List<String>> beyond = new LinkedHashMap<>();
    lowerings()
        .forEach(
            (name, lowering) -> {
              if (lowering instanceof Lowering.Template template) {
                List<String> found = GRAMMAR.beyond(template.text());
                if (!found.isEmpty()) {
                  beyond.put(name + ": " + template.text(), found);
                }
              }
            });
    assertThat(beyond).isEmpty();
  }

  @Test
  void everyTypeAndLiteralStaysWithinRedshiftsGrammar() {
    assertThat(RedshiftProfile.PROFILE.typeNames().values())
        .allSatisfy(
            name ->
                assertThat(GRAMMAR.beyond("CAST({0} AS " + name.replace("{p},{s}", "38,0") + ")"))
                    .isEmpty());
    assertThat(RedshiftProfile.PROFILE.literals().templates().values())
        .allSatisfy(template -> assertThat(GRAMMAR.beyond(template)).isEmpty());
  }

  @Test
  void atMostAFifthOfTheLoweringsIsComputed() {
    List<Lowering> all = List.copyOf(lowerings().values());
    long computed = all.stream().filter(Lowering.Computed.class::isInstance).count();
    assertThat(computed).isPositive().isLessThanOrEqualTo(all.size() / 5);
  }

  @Test
  void everyRefusalSaysWhy() {
    assertThat(lowerings().values())
        .filteredOn(Lowering.Refusal.class::isInstance)
        .isNotEmpty()
        .allSatisfy(
            lowering -> assertThat(((Lowering.Refusal) lowering).reason()).hasSizeGreaterThan(15));
  }

  @Test
  void whatOnlyPostgresHasIsBeyondTheGrammar() {
    for (String sql :
        List.of(
            "{0}::json",
            "ARRAY[{0}]",
            "make_date({0}, {1}, {2})",
            "regexp_match({0}, {1})",
            "starts_with({0}, {1})",
            "string_to_array({0}, ',')",
            "to_timestamp({0})",
            "format({0})",
            "encode(sha256({0}), 'hex')",
            "{0} IS JSON",
            "width_bucket({0}, 1, 2, 3)",
            "trim_scale({0})",
            "{0} ~* 'a'",
            "{0} IS NOT DISTINCT FROM {1}",
            "COUNT({0}) FILTER (WHERE {1})",
            "CAST({0} AS BYTEA)",
            "CAST({0} AS UUID)",
            "LOG({0}, {1})",
            "tanh({0})",
            "E'\\\\n' || {0} ? {1}")) {
      assertThat(GRAMMAR.beyond(sql)).as(sql).isNotEmpty();
    }
  }

  @Test
  void repeatCountsInTemplatesAreNotPlaces() {
    assertThat(lowerings().values())
        .filteredOn(Lowering.Template.class::isInstance)
        .allSatisfy(
            lowering ->
                assertThat(((Lowering.Template) lowering).text())
                    .doesNotContainPattern("\\{([6-9]|[0-9]{2,})}"));
  }

  private static Map<String, Lowering> lowerings() {
    Map<String, Lowering> all = new LinkedHashMap<>();
    RedshiftProfile.PROFILE
        .operators()
        .forEach(
            (id, overloads) -> {
              for (Overload overload : overloads) {
                all.put(id + " " + all.size(), overload.lowering());
              }
            });
    List<CastRule> casts = new ArrayList<>(RedshiftProfile.PROFILE.casts());
    casts.forEach(rule -> all.put("cast " + all.size(), rule.lowering()));
    return all;
  }
}
