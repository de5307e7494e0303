package dev.plumbline.integration.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.expression.VocabularyOperators;
import dev.plumbline.runtime.sql.SparkProfile;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.SqlOperator;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.SqlVocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every expression of the list means on each engine what it means in Spark (rule S6). */
class FunctionsIT {
  private static final Map<FunctionCase, Map<Engine, Translation>> WRITTEN = new LinkedHashMap<>();
  private static Map<FunctionCase, String> categories = Map.of();
  private static Map<FunctionCase, Map<Engine, Verdict>> verdicts = Map.of();

  @BeforeAll
  static void judge() throws IOException {
    categories = FunctionCases.byCategory();
    List<Judges.Candidate> candidates = new ArrayList<>();
    for (FunctionCase one : categories.keySet()) {
      Map<Engine, Translation> written = new EnumMap<>(Engine.class);
      Map<Engine, String> run = new EnumMap<>(Engine.class);
      for (Engine engine : Engine.values()) {
        Translation translation = Translation.of(one.spark(), engine);
        written.put(engine, translation);
        translation
            .sql()
            .filter(sql -> engine != Engine.POSTGRESQL || !RedshiftOnly.uses(sql))
            .ifPresent(sql -> run.put(engine, sql));
      }
      WRITTEN.put(one, written);
      candidates.add(new Judges.Candidate(one, run));
    }
    verdicts = Judges.judge(candidates);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void nothingThatIsWrittenMeansSomethingElse(Engine engine) {
    List<String> wrong = new ArrayList<>();
    verdicts.forEach(
        (one, ofCase) ->
            Optional.ofNullable(ofCase.get(engine))
                .filter(verdict -> verdict.kind() != Verdict.Kind.EXACT)
                .ifPresent(verdict -> wrong.add(described(one, engine, verdict))));
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void asManyAreWrittenAsIsPromised(Engine engine) {
    // Of 185: 170 on DuckDB and Athena, 140 on Redshift.
    double share = (engine == Engine.POSTGRESQL ? 140 : 170) / 185.0;
    List<String> refused = new ArrayList<>();
    WRITTEN.forEach(
        (one, written) ->
            Optional.ofNullable(written.get(engine))
                .flatMap(Translation::refusal)
                .ifPresent(reason -> refused.add(one.name() + ": " + reason)));
    long exact =
        verdicts.values().stream()
            .map(ofCase -> ofCase.get(engine))
            .filter(verdict -> verdict != null && verdict.kind() == Verdict.Kind.EXACT)
            .count();
    assertThat(categories).hasSizeGreaterThanOrEqualTo(185);
    assertThat((double) exact / categories.size())
        .as("%d of %d are exact; refused: %s", exact, categories.size(), refused)
        .isGreaterThanOrEqualTo(share);
  }

  @Test
  void anExpressionHasTheTypeThatSparkGivesIt() {
    List<Answer> answers = Judges.spark().join().evaluate(texts());
    List<String> different = new ArrayList<>();
    int index = 0;
    for (FunctionCase one : categories.keySet()) {
      Type expected = answers.get(index++).type();
      try {
        String planned =
            Translation.text(Translation.typed(one.spark(), NastyTable.COLUMNS).getType());
        if (expected != null && !expected.text().equals(planned)) {
          different.add(one + ": Spark says " + expected + ", planned is " + planned);
        }
      } catch (ConnectorException e) {
        different.add(one + ": " + e.getMessage());
      }
    }
    assertThat(different).isEmpty();
  }

  @Test
  void whatIsWrittenForSparkMeansTheSameThere() {
    Map<FunctionCase, String> written = new LinkedHashMap<>();
    List<String> refused = new ArrayList<>();
    for (FunctionCase one : categories.keySet()) {
      Translation translation =
          Translation.of(one.spark(), NastyTable.COLUMNS, SparkProfile.PROFILE);
      translation.sql().ifPresent(sql -> written.put(one, sql));
      translation.refusal().ifPresent(reason -> refused.add(one.name() + ": " + reason));
    }
    assertThat(refused).isEmpty();
    Evaluator spark = Judges.spark().join();
    List<Answer> expected =
        spark.evaluate(written.keySet().stream().map(FunctionCase::spark).toList());
    List<Answer> given = spark.evaluate(List.copyOf(written.values()));
    List<String> wrong = new ArrayList<>();
    int index = 0;
    for (Map.Entry<FunctionCase, String> one : written.entrySet()) {
      Verdict verdict = Judges.compare(one.getKey(), expected.get(index), given.get(index));
      index++;
      if (verdict.kind() != Verdict.Kind.EXACT) {
        wrong.add(one.getKey() + " as " + one.getValue() + ": " + verdict);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void atMostAFifthOfTheWritingIsComputed(Engine engine) {
    SqlProfile profile = Translation.profile(engine);
    List<Lowering> lowerings =
        Stream.concat(
                profile.operators().values().stream()
                    .flatMap(List::stream)
                    .map(overload -> overload.lowering()),
                profile.casts().stream().map(cast -> cast.lowering()))
            .filter(lowering -> !(lowering instanceof Lowering.Refusal))
            .toList();
    long computed = lowerings.stream().filter(Lowering.Computed.class::isInstance).count();
    assertThat(computed).isPositive().isLessThanOrEqualTo(lowerings.size() / 5);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void aProfileSpeaksOfEveryOperatorAndOfNoOther(Engine engine) {
    SqlProfile profile = Translation.profile(engine);
    Set<String> spoken = new TreeSet<>(profile.operators().keySet());
    // Conversions have rules of their own.
    assertThat(profile.casts()).isNotEmpty();
    spoken.add("cast");
    if (engine == Engine.DUCKDB) {
      // The engine's own: no source is asked for it.
      spoken.removeAll(Set.of("readable", "at_most_one", "fold", "bucket"));
    }
    assertThat(spoken).containsExactlyInAnyOrderElementsOf(SqlVocabulary.operators().keySet());
  }

  @Test
  void everyOperatorStandsInAnExpression() {
    Set<String> used = new TreeSet<>();
    for (FunctionCase one : categories.keySet()) {
      Translation.typed(one.spark(), NastyTable.COLUMNS)
          .accept(
              new RexShuttle() {
                @Override
                public RexNode visitCall(RexCall call) {
                  used.add(VocabularyOperators.id(call.getOperator()));
                  return super.visitCall(call);
                }
              });
    }
    List<String> unused =
        SqlVocabulary.operators().values().stream()
            // Random trees judge these; a row by itself has none.
            .filter(operator -> !Set.of("aggregate", "window").contains(operator.category()))
            .map(SqlOperator::id)
            .filter(id -> !used.contains(id))
            .toList();
    assertThat(unused)
        .as("all but what becomes other words, what no two runs share, and what is ours")
        .containsExactlyInAnyOrder(
            "positive",
            "if",
            "nvl2",
            "nullif",
            "zeroifnull",
            "nullifzero",
            "in",
            "field",
            "current_date",
            "current_timestamp",
            "localtimestamp",
            "at_zone",
            "array_sum",
            "array_sizes");
  }

  @Test
  void theTableOfFunctionsIsTheOneThatThisRunFound() throws IOException {
    String found = new FunctionTable(categories, WRITTEN, verdicts).markdown();
    Path generated = Path.of("target", "functions.md");
    Files.writeString(generated, found);
    assertThat(Files.readString(Path.of("..", "docs", "functions.md")))
        .as("docs/functions.md is not what was found; copy integration-tests/target/functions.md")
        .isEqualTo(found);
  }

  private static List<String> texts() {
    return categories.keySet().stream().map(FunctionCase::spark).toList();
  }

  private static String described(FunctionCase one, Engine engine, Verdict verdict) {
    Translation written = WRITTEN.getOrDefault(one, Map.of()).get(engine);
    String sql = written == null ? "" : written.sql().orElse("");
    return "\n" + one.name() + ": " + one.spark() + "\n  " + sql + "\n  " + verdict;
  }
}
