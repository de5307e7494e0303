package dev.plumbline.runtime.config;

import static dev.plumbline.runtime.config.ConfigurationFile.DEMANDING;
import static dev.plumbline.runtime.config.ConfigurationFile.VALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.plumbline.spi.ConfigProblem.Code;
import dev.plumbline.spi.Relation;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dataset says of its rows, beside where they are. */
class DatasetKeysTest {
  private static final String SERVING = "models.churn.serving.";

  @TempDir Path folder;

  private ConfigurationFile file;

  @BeforeEach
  void prepare() {
    file = ConfigurationFile.in(folder);
  }

  @Test
  void d2ReadsEveryKeyOfADataset() {
    Configuration read = file.read(DEMANDING);

    assertThat(read.warnings()).isEmpty();
    DatasetConfig serving = read.dataset("churn.serving").orElseThrow();
    assertThat(serving.relation()).isEqualTo(new Relation.Location("serving"));
    assertThat(serving.timestampFormat()).contains(TimestampFormat.EPOCH_MILLIS);
    assertThat(serving.duplicateIds()).isEqualTo(DuplicateIds.LAST);
    assertThat(serving.sampleSize()).isEqualTo(new BigDecimal("0.1"));
    assertThat(serving.labelsAsOf()).contains(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(serving.maturity()).isEmpty();
    assertThat(serving.checks().freshness()).contains(Duration.ofDays(2));
    assertThat(serving.checks().labelCoverage()).contains(new BigDecimal("0.9"));
    assertThat(serving.checks().fields()).containsOnlyKeys("amount", "owner", "proba");
    FieldChecks amount = checks(serving, "amount");
    assertThat(amount.maxNullRatio()).contains(new BigDecimal("0.05"));
    assertThat(amount.min()).contains(BigDecimal.ZERO);
    assertThat(amount.max()).contains(new BigDecimal("1000000"));
    assertThat(amount.allowed()).isEmpty();
    assertThat(checks(serving, "owner").allowed()).containsExactly("anna", "ben");
    assertThat(checks(serving, "proba").min()).isEmpty();
    assertThat(checks(serving, "proba").max()).contains(new BigDecimal("1.5"));
    assertThat(checks(serving, "proba").allowed()).containsExactly("0.5", "1");
    DatasetConfig training = read.dataset("churn.training").orElseThrow();
    assertThat(training.maturity()).contains(Duration.ofHours(36));
    assertThat(training.duplicateIds()).isEqualTo(DuplicateIds.IGNORE);
    assertThat(training.sampleSize()).isEqualTo(BigDecimal.ONE);
    assertThat(training.checks()).isEqualTo(DatasetChecks.none());
    DatasetConfig actuals = read.dataset("churn.actuals").orElseThrow();
    assertThat(actuals.maturity()).contains(Duration.ofDays(14));
    assertThat(actuals.timestampFormat()).contains(TimestampFormat.ISO_8601);
    assertThat(actuals.timezone()).contains(ZoneId.of("UTC"));
    assertThat(actuals.checks().freshness()).contains(Duration.ofHours(12));
  }

  @Test
  void d3RemembersWhereEveryKeyStands() {
    Configuration read = file.read(DEMANDING);
    DatasetConfig serving = read.dataset("churn.serving").orElseThrow();
    assertThat(serving.at("id_column")).isEqualTo(new Position(17, 7));
    assertThat(serving.at("select_expr[1]")).isEqualTo(new Position(23, 26));
    assertThat(serving.at("checks.amount.range")).isEqualTo(new Position(27, 38));
    assertThat(serving.at("checks.freshness")).isEqualTo(new Position(25, 9));
    assertThat(serving.at("features.owner")).isEqualTo(serving.at());
    assertThat(checks(serving, "amount").at()).isEqualTo(new Position(27, 9));
    assertThat(file.read(VALID).dataset("churn.serving").orElseThrow().at("features.owner"))
        .isEqualTo(new Position(33, 18));
    assertThat(ConfigurationFile.churn(read).positions())
        .containsEntry("owner", new Position(10, 7))
        .containsEntry("proba", new Position(12, 37));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0%",
        "-0.1",
        "1.0000001",
        "2",
        "101%",
        "many",
        ".nan",
        "NaN",
        "1e999",
        "[0.1]",
        "~",
        "true",
        "0.1 %",
        "\"0.1\""
      })
  void s8RefusesASampleThatIsNoShareOfTheRows(String given) {
    refuses("sample_size: 0.1", "sample_size: " + given, Code.WRONG_VALUE, SERVING + "sample_size");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1.0, 1",
    "100%, 1",
    "10%, 0.1",
    "0.5%, 0.005",
    "1e-3, 0.001",
    "${env:TENTH}, 0.1",
    "${env:PERCENT}, 0.1"
  })
  void s8TakesASampleAsANumberOrPercent(String given, BigDecimal share) {
    ConfigurationFile file =
        new ConfigurationFile(folder, Map.of("TENTH", "0.10", "PERCENT", "10%"));
    assertThat(
            file.read(DEMANDING.replace("sample_size: 0.1", "sample_size: " + given))
                .dataset("churn.serving")
                .orElseThrow()
                .sampleSize())
        .isEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Last", "newest", "''", "[last]", "~"})
  void s2RefusesAPolicyThatIsNone(String given) {
    refuses(
        "duplicate_ids: last",
        "duplicate_ids: " + given,
        Code.WRONG_VALUE,
        SERVING + "duplicate_ids");
  }

  @Test
  void s2NamesThePolicyThatWasProbablyMeant() {
    assertThat(message(DEMANDING.replace("duplicate_ids: last", "duplicate_ids: Last")))
        .contains("'Last'", "did you mean 'last'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"iso8601x", "epoch", "EPOCH-MILLIS", "millis"})
  void s3RefusesAFormatThatIsNone(String given) {
    refuses(
        "timestamp_format: epoch-millis",
        "timestamp_format: " + given,
        Code.WRONG_VALUE,
        SERVING + "timestamp_format");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "14",
        "-3d",
        "0s",
        "0d",
        "14 d",
        "14days",
        "P14D",
        "36501d",
        "999999999d",
        "99999999999d",
        "1.5d",
        "[14d]",
        "~"
      })
  void s5RefusesAMaturityThatIsNoTime(String given) {
    refuses(
        "maturity: 14d", "maturity: " + given, Code.WRONG_VALUE, "models.churn.actuals.maturity");
  }

  @Test
  void s5SaysThatAMaturityNeedsItsUnit() {
    assertThat(message(DEMANDING.replace("maturity: 14d", "maturity: 14")))
        .contains("'14'", "unit", "14d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01",
        "yesterday",
        "1772323200",
        "2026-03-01T00:00:00",
        "2026-02-30T00:00:00Z",
        "+99999-01-01T00:00:00Z",
        "~"
      })
  void s5RefusesAnInstantThatIsNone(String given) {
    refuses(
        "labels_as_of: 2026-03-01T00:00:00Z",
        "labels_as_of: " + given,
        Code.WRONG_VALUE,
        SERVING + "labels_as_of");
  }

  @Test
  void s5TakesAnInstantOfAnyZone() {
    assertThat(
            file.read(DEMANDING.replace("2026-03-01T00:00:00Z", "\"2026-03-01T01:30:00.5+01:00\""))
                .dataset("churn.serving")
                .orElseThrow()
                .labelsAsOf())
        .contains(Instant.parse("2026-03-01T00:30:00.5Z"));
  }

  @Test
  void s5AsksForLabelsWhereTheirTimeIsGiven() {
    String alone = DEMANDING.substring(0, DEMANDING.indexOf("    actuals:"));
    assertThat(problems(alone))
        .containsExactlyInAnyOrder(
            "ERROR CONFLICT models.churn.serving.labels_as_of 22:7",
            "ERROR CONFLICT models.churn.serving.checks.label_coverage 26:9");
    refuses(
        "maturity: 36h",
        "labels_as_of: 2026-03-01T00:00:00Z",
        Code.CONFLICT,
        "models.churn.training.labels_as_of");
    refuses(
        "timezone: UTC",
        "labels_as_of: 2026-03-01T00:00:00Z",
        Code.CONFLICT,
        "models.churn.actuals.labels_as_of");
    refuses("timezone: UTC", "sample_size: 0.5", Code.CONFLICT, "models.churn.actuals.sample_size");
    refuses(
        "{freshness: 12h}",
        "{label_coverage: 0.5}",
        Code.CONFLICT,
        "models.churn.actuals.checks.label_coverage");
    refuses("sample_size: 0.1", "maturity: 3d", Code.CONFLICT, "models.churn.serving.maturity");
    refuses(
        "      labels: {churned: did_churn}\n      maturity: 36h",
        "      maturity: 36h",
        Code.CONFLICT,
        "models.churn.training.maturity");
  }

  @Test
  void s5TakesAMaturityForLabelsOfEitherKind() {
    Configuration read =
        file.read(
            DEMANDING
                .replace(
                    "      sample_size: 0.1\n", "      maturity: 3d\n      labels: {proba: p}\n")
                .replace("{churned: did_churn, proba: did_churn}", "{churned: did_churn}"));
    assertThat(read.warnings()).isEmpty();
    assertThat(read.dataset("churn.serving").orElseThrow().maturity()).contains(Duration.ofDays(3));
    assertThat(read.dataset("churn.actuals").orElseThrow().maturity())
        .contains(Duration.ofDays(14));
  }

  @Test
  void s5WarnsOfALabelThatServingAndActualsBring() {
    Configuration read =
        file.read(DEMANDING.replace("sample_size: 0.1", "labels: {churned: c, proba: p}"));
    assertThat(read.warnings().stream().map(ConfigurationFile::summary))
        .containsExactly(
            "WARNING CONFLICT models.churn.serving.labels.churned 21:16",
            "WARNING CONFLICT models.churn.serving.labels.proba 21:28");
    assertThat(read.warnings().get(0).problem().message())
        .contains("models.churn.actuals.labels.churned");
  }

  @Test
  void m1LetsLabelsShareAColumnThatCanTellTheTruthOfBoth() {
    assertThat(labels("binary", "{d: boolean, p: numeric, q: numeric}", "{d: c, p: c, q: c}"))
        .isEmpty();
    assertThat(labels("regression", "{low: numeric, high: numeric}", "{low: c, high: c}"))
        .isEmpty();
    assertThat(labels("multiclass", "{a: string, b: categorical}", "{a: c, b: c}")).isEmpty();
    assertThat(
            labels(
                "multiclass", "{a: vector, b: {type: embedding, dimensions: [3]}}", "{a: c, b: c}"))
        .isEmpty();
    assertThat(labels("multi-label", "{a: boolean, b: boolean}", "{a: c, b: d}")).isEmpty();
    String conflict = "ERROR CONFLICT models.m.training.labels.b 9:";
    assertThat(labels("multiclass", "{a: string, b: numeric}", "{a: c, b: c}"))
        .singleElement(STRING)
        .startsWith(conflict);
    assertThat(labels("multiclass", "{a: string, b: dict}", "{a: c, b: c}"))
        .singleElement(STRING)
        .startsWith(conflict);
    assertThat(labels("multi-label", "{a: boolean, b: boolean}", "{a: c, b: c}"))
        .singleElement(STRING)
        .startsWith(conflict);
    assertThat(labels("ranking", "{a: numeric, b: array}", "{a: c, b: c}"))
        .singleElement(STRING)
        .startsWith(conflict);
  }

  @Test
  void m1TakesNeitherTheIdNorTheTimeForALabel() {
    assertThat(labels("binary", "{a: boolean, b: numeric}", "{b: ts}")).hasSize(1);
    assertThat(labels("binary", "{a: boolean, b: numeric}", "{b: id}")).hasSize(1);
  }

  private List<String> labels(String type, String predictions, String labels) {
    String text =
        """
        version: 1
        sources: {lake: {connector: shelf, path: lake}}
        models:
          m:
            version: v1
            type: %s
            predictions: %s
            training: {source: lake, path: t, id_column: id, timestamp_column: ts,
                       labels: %s}
        """
            .formatted(type, predictions, labels);
    try {
      file.read(text);
      return List.of();
    } catch (ConfigurationException e) {
      return e.problems().stream().map(ConfigurationFile::summary).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "105%", "-1%", "-0.1", "1.5", "half", "NaN", "~", "[5%]", "{a: 1}"})
  void d3RefusesSharesThatAreNone(String given) {
    refuses(
        "max_null_ratio: 5%",
        "max_null_ratio: " + given, Code.WRONG_VALUE, SERVING + "checks.amount.max_null_ratio");
    if (!given.startsWith("{")) {
      refuses(
          "label_coverage: 90%",
          "label_coverage: " + given, Code.WRONG_VALUE, SERVING + "checks.label_coverage");
    }
  }

  @Test
  void d3AsksWhetherAWholeNumberWasMeantAsPercent() {
    assertThat(message(DEMANDING.replace("max_null_ratio: 5%", "max_null_ratio: 5")))
        .contains("'5'", "did you mean 5%?");
    ConfigurationFile hidden = new ConfigurationFile(folder, Map.of("SHARE", "77"));
    assertThat(
            hidden
                .problems(DEMANDING.replace("max_null_ratio: 5%", "max_null_ratio: ${env:SHARE}"))
                .get(0)
                .toString())
        .doesNotContain("77");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[5, 1] |",
        "[1] |",
        "[] |",
        "[1, 2, 3] |",
        "[null, ~] |",
        "0 |",
        "low |",
        "{min: 0} |",
        "[[0], 1] |",
        "[low, 1] | [0]",
        "[0, '1'] | [1]",
        "[NaN, 1] | [0]",
        "[0, .inf] | [1]",
        "[true, 1] | [0]",
      })
  void d3RefusesRangesThatAreNone(String given, String item) {
    refuses(
        "range: [0, 1000000]",
        "range: " + given,
        Code.WRONG_VALUE,
        SERVING + "checks.amount.range" + Optional.ofNullable(item).orElse(""));
  }

  @Test
  void d3TakesARangeOfOneNumber() {
    DatasetConfig serving =
        file.read(DEMANDING.replace("[0, 1000000]", "[-1.50, -1.5]"))
            .dataset("churn.serving")
            .orElseThrow();
    assertThat(checks(serving, "amount").min()).contains(new BigDecimal("-1.50"));
  }

  @Test
  void d3RefusesChecksThatTheFieldsTypeDoesNotHave() {
    refuses(
        "owner: {allowed",
        "owner: {range: [0, 1], allowed",
        Code.CONFLICT,
        SERVING + "checks.owner.range");
    refuses(
        "owner: {allowed", "picture: {allowed", Code.CONFLICT, SERVING + "checks.picture.allowed");
    refuses("owner: {allowed", "amount: {allowed", Code.CONFLICT, SERVING + "checks.amount");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amount: {allowed: [1, two]} | amount.allowed[1]",
        "amount: {allowed: [1, 1.0]} | amount.allowed[1]",
        "amount: {allowed: ['1']} | amount.allowed[0]",
        "owner: {allowed: [a, b, a]} | owner.allowed[2]",
        "owner: {allowed: [a, ~]} | owner.allowed[1]",
        "owner: {allowed: []} | owner.allowed",
        "owner: {allowed: a} | owner.allowed",
        "owner: {allowed: [[a]]} | owner.allowed",
        "churned: {allowed: [yes]} | churned.allowed[0]",
        "churned: {allowed: [true, true]} | churned.allowed[1]",
        "owner: {} | owner",
        "owner: text | owner",
      })
  void d3RefusesListsOfValuesThatAreWrong(String given, String key) {
    refuses(
        "owner: {allowed: [anna, ben]}",
        given,
        Code.WRONG_VALUE,
        SERVING + "checks." + key,
        "amount: {max_null_ratio: 5%, range: [0, 1000000]}");
  }

  @Test
  void d3KeepsValuesOfTextAsTheyAreWritten() {
    DatasetConfig serving =
        file.read(DEMANDING.replace("[anna, ben]", "[1.10, no, '', \" x\", \"${env:USER_NAME}\"]"))
            .dataset("churn.serving")
            .orElseThrow();
    assertThat(checks(serving, "owner").allowed()).containsExactly("1.10", "no", "", " x", "etl");
  }

  @Test
  void d3NamesTheNearestFieldOfAnUnknownOne() {
    String text = DEMANDING.replace("owner: {allowed", "ownr: {allowed");
    file.refuses(text, Code.UNKNOWN_NAME, SERVING + "checks.ownr", 28, 9);
    assertThat(message(text)).contains("did you mean 'owner'?");
    assertThat(message(DEMANDING.replace("freshness: 2d", "freshnes: 2d")))
        .contains("did you mean 'freshness'?");
    refuses("range: [0", "rang: [0", Code.UNKNOWN_KEY, SERVING + "checks.amount.rang");
  }

  @Test
  void d3SaysWhereAMisplacedKeyBelongs() {
    refuses("sample_size: 0.1", "freshness: 2d", Code.UNKNOWN_KEY, SERVING + "freshness");
    assertThat(message(DEMANDING.replace("sample_size: 0.1", "freshness: 2d")))
        .contains("below checks");
    refuses(
        "freshness: 2d", "max_null_ratio: 5%", Code.UNKNOWN_KEY, SERVING + "checks.max_null_ratio");
    refuses(
        "{max_null_ratio: 5%",
        "{freshness: 2d", Code.UNKNOWN_KEY, SERVING + "checks.amount.freshness");
    refuses(
        "  version: v1\n",
        "  version: v1\n    maturity: 3d\n",
        Code.UNKNOWN_KEY,
        "models.churn.maturity");
    refuses(
        "{freshness: 12h}",
        "{amount: {max_null_ratio: 0}}",
        Code.CONFLICT,
        "models.churn.actuals.checks.amount");
  }

  @Test
  void d3TakesAFieldThatIsCalledLikeACheck() {
    DatasetConfig serving =
        file.read(
                DEMANDING
                    .replace("amount: numeric", "freshness: numeric")
                    .replace("cast(amount as double) as amount", "x")
                    .replace("freshness: 2d", "freshness: {range: [0, 1]}")
                    .replace("        amount: {max_null_ratio: 5%, range: [0, 1000000]}\n", ""))
            .dataset("churn.serving")
            .orElseThrow();
    assertThat(serving.checks().freshness()).isEmpty();
    assertThat(checks(serving, "freshness").max()).contains(BigDecimal.ONE);
  }

  @Test
  void d1TakesAnObjectPathInPlaceOfAPath() {
    refuses(
        "object_path: serving",
        "object_path: serving\n      path: x",
        Code.CONFLICT,
        SERVING + "object_path");
    refuses(
        "object_format: shelf",
        "object_format: parquet",
        Code.WRONG_VALUE,
        SERVING + "object_format");
    assertThat(message(DEMANDING.replace("object_format: shelf", "object_format: parquet")))
        .contains("'parquet'", "shelf");
    assertThat(problems(DEMANDING.replace("connector: shelf", "connector: shelv")))
        .containsExactly("ERROR UNKNOWN_NAME sources.lake.connector 3:21");
  }

  @Test
  void d3ReportsWhatIsWrongWithADatasetAtOnce() {
    assertThat(
            problems(
                DEMANDING
                    .replace("epoch-millis", "millis")
                    .replace("duplicate_ids: last", "duplicate_ids: newest")
                    .replace("sample_size: 0.1", "sample_size: 10")
                    .replace("freshness: 2d", "freshness: 2")
                    .replace("[0, 1000000]", "[1, 0]")
                    .replace("anna", "ben")
                    .replace("maturity: 14d", "maturity: 14")))
        .containsExactly(
            "ERROR WRONG_VALUE models.churn.serving.timestamp_format 19:25",
            "ERROR WRONG_VALUE models.churn.serving.duplicate_ids 20:22",
            "ERROR WRONG_VALUE models.churn.serving.sample_size 21:20",
            "ERROR WRONG_VALUE models.churn.serving.checks.freshness 25:20",
            "ERROR WRONG_VALUE models.churn.serving.checks.amount.range 27:45",
            "ERROR WRONG_VALUE models.churn.serving.checks.owner.allowed[1] 28:32",
            "ERROR WRONG_VALUE models.churn.actuals.maturity 46:17");
  }

  private void refuses(String sound, String wrong, Code code, String key) {
    refuses(sound, wrong, code, key, "");
  }

  /** Asserts that a change of the demanding file, less one of its lines, has this one problem. */
  private void refuses(String sound, String wrong, Code code, String key, String without) {
    assertThat(DEMANDING).contains(sound);
    String text = DEMANDING.replace(sound, wrong);
    if (!without.isEmpty()) {
      text = text.replace("        " + without + "\n", "");
    }
    List<LocatedProblem> problems = file.problems(text);
    assertThat(problems).as(wrong).hasSize(1);
    assertThat(problems.get(0).problem().key()).isEqualTo(key);
    assertThat(problems.get(0).problem().code()).isEqualTo(code);
    assertThat(problems.get(0).at()).isNotEqualTo(Position.UNKNOWN);
  }

  private List<String> problems(String text) {
    return file.problems(text).stream().map(ConfigurationFile::summary).toList();
  }

  private String message(String text) {
    return file.problems(text).get(0).problem().message();
  }

  private static FieldChecks checks(DatasetConfig dataset, String field) {
    return Objects.requireNonNull(dataset.checks().fields().get(field));
  }
}
