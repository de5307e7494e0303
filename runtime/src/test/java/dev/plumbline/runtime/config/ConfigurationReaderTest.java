package dev.plumbline.runtime.config;

import static dev.plumbline.runtime.config.ConfigurationFile.VALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.spi.ConfigProblem.Code;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.StandardErrorCode;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {
  @TempDir Path folder;

  private ConfigurationFile file;

  @BeforeEach
  void prepare() {
    file = ConfigurationFile.in(folder);
  }

  @Test
  void d2ReadsEveryKeyOfThisVersion() {
    Configuration read = file.read(VALID);

    assertThat(read.warnings()).isEmpty();
    SourceConfig lake = ConfigurationFile.lake(read);
    assertThat(lake.connector()).isEqualTo("shelf");
    assertThat(lake.options().value(ShelfConnector.PATH))
        .isEqualTo(folder.resolve("lake").toString());
    assertThat(lake.options().value(ShelfConnector.PORT)).isEqualTo(5439L);
    assertThat(lake.options().value(ShelfConnector.PASSWORD).reveal()).isEqualTo("canary-7f3a");
    ModelConfig churn = ConfigurationFile.churn(read);
    assertThat(churn.version()).isEqualTo("1.10");
    assertThat(churn.type()).isEqualTo(ModelType.BINARY);
    assertThat(churn.rawInputs()).containsOnlyKeys("note");
    assertThat(churn.features().keySet())
        .containsExactly(
            "amount", "owner", "plan", "is_new", "seen", "usage", "picture", "history", "tags",
            "profile", "photo");
    assertThat(churn.features().values().stream().map(FieldType::toString))
        .containsExactly(
            "numeric",
            "string",
            "categorical",
            "boolean",
            "datetime",
            "dict",
            "tensor[8, 8]",
            "vector",
            "array",
            "embedding[16]",
            "image_url");
    assertThat(churn.predictions()).containsOnlyKeys("churned", "proba", "risk");
    DatasetConfig serving = read.dataset("churn.serving").orElseThrow();
    assertThat(serving.source()).isEqualTo("lake");
    assertThat(serving.relation()).isEqualTo(new Relation.Location("serving"));
    assertThat(serving.idColumn()).contains("prediction_id");
    assertThat(serving.timestampColumn()).contains("at");
    assertThat(serving.timezone()).contains(ZoneId.of("Europe/Berlin"));
    assertThat(serving.features()).containsEntry("owner", "owner_name").hasSize(1);
    assertThat(serving.labels())
        .containsEntry("churned", "did_churn")
        .containsEntry("proba", "did_churn");
    assertThat(serving.readOptions().value(ShelfConnector.VERSION_AS_OF)).isEqualTo(118L);
    assertThat(serving.at()).isEqualTo(new Position(27, 5));
    assertThat(read.dataset("churn.training").orElseThrow().relation())
        .isEqualTo(new Relation.Table(List.of("main", "train.v1")));
    assertThat(read.dataset("churn.testing").orElseThrow().relation())
        .isEqualTo(new Relation.NativeQuery("SELECT *\nFROM testing\n"));
    assertThat(read.dataset("churn.actuals").orElseThrow().labels())
        .containsEntry("risk", "did_churn");
    assertThat(read.datasets()).hasSize(4);
  }

  @Test
  void d2NeedsTheVersionAndNothingElse() {
    assertThat(file.read("version: 1\n")).isEqualTo(Configuration.empty());
    file.refuses("", Code.MISSING_KEY, "version", 1, 1);
    file.refuses("# nothing\n", Code.MISSING_KEY, "version", 1, 1);
    file.refuses("version: 2\n", Code.WRONG_VALUE, "version", 1, 10);
    file.refuses("version: \"1\"\n", Code.WRONG_VALUE, "version", 1, 10);
  }

  @Test
  void d2SaysWhichEngineThisVersionHas() {
    file.refuses("version: 1\nengine: spark\n", Code.WRONG_VALUE, "engine", 2, 9);
    file.refuses("version: 1\nengine: {kind: spark}\n", Code.WRONG_VALUE, "engine", 2, 9);
    assertThat(file.problems("version: 1\nengine: spark\n").get(0).problem().message())
        .contains("not available in this version");
  }

  @Test
  void d2TellsKeysOfLaterVersionsFromUnknownOnes() {
    List<LocatedProblem> problems =
        file.problems("version: 1\nfeature_views: {}\nlogging: {}\nmodells: {}\n");
    assertThat(problems.stream().map(p -> p.problem().key()))
        .containsExactly("feature_views", "logging", "modells");
    assertThat(problems.get(0).problem().message()).contains("not available in this version");
    assertThat(problems.get(2).problem().message()).contains("did you mean 'models'?");
  }

  @Test
  void d3ReportsEveryProblemAtOnceInTheOrderOfTheFile() {
    String text =
        VALID
            .replace("port: 5439", "port: 0123")
            .replace("type: binary", "type: binry")
            .replace("owner: string", "owner: sting")
            .replace("source: lake\n      path: actuals", "source: lak\n      path: actuals")
            .replace("table: main.\"train.v1\"", "table: main..x");
    assertThat(file.problems(text).stream().map(ConfigurationFile::summary))
        .containsExactly(
            "ERROR WRONG_VALUE sources.lake.port 7:11",
            "ERROR WRONG_VALUE models.churn.type 12:11",
            "ERROR WRONG_VALUE models.churn.features.owner 16:14",
            "ERROR WRONG_VALUE models.churn.training.table 38:14",
            "ERROR UNKNOWN_NAME models.churn.actuals.source 49:15");
  }

  @Test
  void d3PointsAtWrongValuesKeysAndOwners() {
    file.refuses(
        "version: 1\nsources:\n  lake:\n    connector: shelf\n",
        Code.MISSING_KEY,
        "sources.lake.path",
        3,
        3);
    file.refuses(
        "version: 1\nsources:\n  lake:\n    path: x\n",
        Code.MISSING_KEY,
        "sources.lake.connector",
        3,
        3);
    file.refuses(
        "version: 1\nsources:\n  lake: {connector: self, path: x}\n",
        Code.UNKNOWN_NAME,
        "sources.lake.connector",
        3,
        21);
    file.refuses(
        "version: 1\nsources:\n  lake: {connector: shelf, path: x, user: u}\n",
        Code.CONFLICT,
        "sources.lake.user",
        3,
        43);
    file.refuses(
        "version: 1\nsources:\n  lake: {connector: shelf, path: x, tags: [a, [b]]}\n",
        Code.WRONG_VALUE,
        "sources.lake.tags",
        3,
        43);
  }

  @Test
  void d3NamesTheNearestKeyAndNeverPrintsAnUnknownKeysValue() {
    List<LocatedProblem> problems =
        file.problems(
            """
            version: 1
            sources:
              lake:
                connector: shelf
                path: x
                pasword: hunter2
                other: ${env:NOT_SET}
            """);
    assertThat(problems.stream().map(ConfigurationFile::summary))
        .containsExactly(
            "ERROR UNKNOWN_KEY sources.lake.pasword 6:5",
            "ERROR UNKNOWN_KEY sources.lake.other 7:5");
    assertThat(problems.get(0).toString())
        .contains("did you mean 'password'?")
        .startsWith("plumbline.yaml:6:5: 'sources.lake.pasword'");
  }

  @Test
  void d3SurvivesAConnectorWhoseChecksFail() {
    file.refuses(
        "version: 1\nsources:\n  lake: {connector: shelf, path: x, user: boom}\n",
        Code.UNREADABLE,
        "sources.lake",
        3,
        3);
  }

  @Test
  void d1RefusesADatasetOnASourceThatIsNotThere() {
    String text = VALID.replace("  lake:\n", "  like:\n");
    assertThat(file.problems(text).stream().map(p -> p.problem().code()))
        .containsOnly(Code.UNKNOWN_NAME)
        .hasSize(4);
  }

  @Test
  void d1NeedsExactlyOnePlaceOfTheRows() {
    file.refuses(
        VALID.replace("      path: serving\n", ""),
        Code.MISSING_KEY,
        "models.churn.serving",
        27,
        5);
    file.refuses(
        VALID.replace("      path: serving\n", "      path: serving\n      table: t\n"),
        Code.CONFLICT,
        "models.churn.serving.path",
        29,
        7);
  }

  @Test
  void s1RequiresIdAndTimestampColumns() {
    for (String role : List.of("serving", "training", "testing", "actuals")) {
      int at = VALID.indexOf("    " + role + ":\n");
      int line = (int) VALID.substring(0, at).lines().count() + 1;
      for (String column : List.of("id_column", "timestamp_column")) {
        int from = VALID.indexOf("      " + column, at);
        String text = VALID.substring(0, from) + VALID.substring(VALID.indexOf('\n', from) + 1);
        file.refuses(text, Code.MISSING_KEY, "models.churn." + role + "." + column, line, 5);
      }
    }
    file.refuses(
        VALID.replace("timestamp_column: at", "timestamp_column: prediction_id"),
        Code.CONFLICT,
        "models.churn.serving.timestamp_column",
        31,
        7);
  }

  @Test
  void s3AcceptsOnlyNamesOfTimeZones() {
    String text = VALID.replace("Europe/Berlin", "Europe/Berlim");
    file.refuses(text, Code.WRONG_VALUE, "models.churn.serving.timezone", 32, 17);
    assertThat(file.problems(text).get(0).toString()).contains("did you mean 'Europe/Berlin'?");
    file.refuses(
        VALID.replace("Europe/Berlin", "+02:00"),
        Code.WRONG_VALUE,
        "models.churn.serving.timezone",
        32,
        17);
  }

  @Test
  void s5MapsLabelsOnlyOfPredictionsAndLetsThemShareAColumn() {
    String text = VALID.replace("{churned: did_churn, proba", "{churnd: did_churn, proba");
    file.refuses(text, Code.UNKNOWN_NAME, "models.churn.serving.labels.churnd", 34, 16);
    assertThat(file.problems(text).get(0).toString()).contains("did you mean 'churned'?");
    file.refuses(
        VALID.replace("      labels: {risk: did_churn}\n", ""),
        Code.MISSING_KEY,
        "models.churn.actuals.labels",
        48,
        5);
    file.refuses(
        VALID.replace("observed_at\n", "observed_at\n      features: {owner: o}\n"),
        Code.CONFLICT,
        "models.churn.actuals.features",
        53,
        7);
  }

  @Test
  void m3LetsNoTwoFieldsTakeOneColumn() {
    file.refuses(
        VALID.replace("{owner: owner_name}", "{owner: amount}"),
        Code.CONFLICT,
        "models.churn.serving.features.owner",
        33,
        18);
    file.refuses(
        VALID.replace("proba: did_churn}", "proba: amount}"),
        Code.CONFLICT,
        "models.churn.serving.labels.proba",
        34,
        36);
    file.refuses(
        VALID.replace("raw_inputs: {note: text}", "raw_inputs: {owner: text}"),
        Code.CONFLICT,
        "models.churn.features.owner",
        16,
        7);
  }

  @Test
  void m3RefusesNamesWithControlCharactersAndEmptyOnes() {
    file.refuses(
        VALID.replace("{owner: owner_name}", "{owner: \"a\\nb\"}"),
        Code.WRONG_VALUE,
        "models.churn.serving.features.owner",
        33,
        25);
    file.refuses(
        VALID.replace("{owner: owner_name}", "{owner: \"\"}"),
        Code.WRONG_VALUE,
        "models.churn.serving.features.owner",
        33,
        25);
    file.refuses(
        "version: 1\nsources:\n  \"a\\u001bb\": {connector: shelf, path: x}\n",
        Code.WRONG_VALUE,
        "sources.a\\u001Bb".replace("\\u001B", "\\u001B"),
        3,
        3);
  }

  @Test
  void m2RefusesTypesThatAreNoneAndDimensionsThatDoNotFit() {
    record Case(String type, String key, int column) {}
    for (Case c :
        List.of(
            new Case("number", "", 15),
            new Case("tensor", "", 15),
            new Case("[numeric]", "", 15),
            new Case("{type: numeric, dimensions: [2]}", "", 15),
            new Case("{type: embedding, dimensions: [2, 2]}", "", 15),
            new Case("{type: tensor, dimensions: []}", ".dimensions", 42),
            new Case("{type: tensor, dimensions: [0]}", ".dimensions", 42),
            new Case("{type: tensor, dimensions: [65536, 65536]}", ".dimensions", 42),
            new Case("{type: tensor, dimensions: 8}", ".dimensions", 42))) {
      file.refuses(
          VALID.replace("amount: numeric", "amount: " + c.type()),
          Code.WRONG_VALUE,
          "models.churn.features.amount" + c.key(),
          15,
          c.column());
    }
    file.refuses(
        VALID.replace("amount: numeric", "amount: {dimensions: [2]}"),
        Code.MISSING_KEY,
        "models.churn.features.amount.type",
        15,
        7);
    file.refuses(
        VALID.replace("amount: numeric", "amount: {type: tensor, dimension: [2]}"),
        Code.UNKNOWN_KEY,
        "models.churn.features.amount.dimension",
        15,
        30);
  }

  @Test
  void s7TellsOptionsOfSparkFromUnknownOnes() {
    Configuration read =
        file.read(
            VALID.replace("{versionAsOf: 118}", "{versionAsOf: 1, spark.executor.memory: 4g}"));
    assertThat(read.warnings().stream().map(ConfigurationFile::summary))
        .containsExactly(
            "WARNING CONFLICT models.churn.serving.read_options.spark.executor.memory 35:38");
    file.refuses(
        VALID.replace("{versionAsOf: 118}", "{versionAsof: 118}"),
        Code.UNKNOWN_KEY,
        "models.churn.serving.read_options.versionAsof",
        35,
        22);
    file.refuses(
        VALID.replace("{versionAsOf: 118}", "{versionAsOf: -1}"),
        Code.WRONG_VALUE,
        "models.churn.serving.read_options.versionAsOf",
        35,
        35);
  }

  @Test
  void m1ChecksTheShapeOfPredictionsWithoutConnecting() {
    assertShape("regression", "{y: numeric}", "{y: string}", ".y");
    assertShape("binary", "{p: numeric}", "{a: boolean, b: boolean}", "");
    assertShape("binary", "{a: boolean}", "{p: text}", ".p");
    assertShape("multiclass", "{c: categorical}", "{p: numeric}", "");
    assertShape("multiclass", "{p: dict, top: numeric}", "{b: boolean}", ".b");
    assertShape("multi-label", "{a: boolean, b: boolean}", "{a: boolean}", "");
    assertShape("multi-label", "{all: vector}", "{c: string}", ".c");
    assertShape("ranking", "{score: numeric, item: string}", "{item: string}", "");
    assertShape("ranking", "{order: array}", "{b: boolean}", ".b");
  }

  private void assertShape(String type, String sound, String wrong, String key) {
    String text = "version: 1\nmodels:\n  m:\n    version: a\n    type: " + type + "\n";
    assertThat(file.read(text + "    predictions: " + sound + "\n").models()).containsKey("m");
    List<LocatedProblem> problems = file.problems(text + "    predictions: " + wrong + "\n");
    assertThat(problems).as(type + " " + wrong).hasSize(1);
    assertThat(problems.get(0).problem().key()).isEqualTo("models.m.predictions" + key);
    assertThat(problems.get(0).at().line()).isEqualTo(6);
  }

  @Test
  void m1NeedsAVersionATypeAndPredictions() {
    assertThat(
            file.problems("version: 1\nmodels:\n  m: {}\n").stream()
                .map(ConfigurationFile::summary))
        .containsExactlyInAnyOrder(
            "ERROR MISSING_KEY models.m.version 3:3",
            "ERROR MISSING_KEY models.m.type 3:3",
            "ERROR MISSING_KEY models.m.predictions 3:3");
  }

  @Test
  void explainsAMissingFileAndAFolder() {
    ConfigurationReader reader = file.reader();
    assertThatThrownBy(() -> reader.read(folder.resolve("none.yaml")))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e -> {
              assertThat(e.code()).isEqualTo(StandardErrorCode.INVALID_CONFIGURATION);
              assertThat(e.problems().get(0).problem().code()).isEqualTo(Code.UNREADABLE);
              assertThat(e.problems().get(0).at()).isEqualTo(Position.UNKNOWN);
            });
    assertThatThrownBy(() -> reader.read(folder)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  @Timeout(120)
  void randomChangesOfAValidFileEndInAConfigurationOrItsProblems() {
    long seed = Optional.ofNullable(Long.getLong("plumbline.seed")).orElse(20260101L);
    Random random = new Random(seed);
    String[] scraps = {
      "{",
      "}",
      "[",
      "]",
      ":",
      ": ",
      "- ",
      "\n",
      "  ",
      "\t",
      "&a ",
      "*a",
      "!!str ",
      "---\n",
      "'",
      "\"",
      "|",
      ">",
      "#",
      "${env:X}",
      "${file:/etc/shadow}",
      "$${",
      "${",
      "null",
      "~",
      "0x1f",
      "1e999",
      "\u0000",
      "\ud83d\ude00",
      "\\u0007",
      "? ",
      "<<: ",
      "%YAML 1.1\n",
      "version: 1\n"
    };
    int refused = 0;
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder(VALID);
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + random.nextInt(12));
        switch (random.nextInt(3)) {
          case 0 -> text.delete(at, end);
          case 1 -> text.insert(at, scraps[random.nextInt(scraps.length)]);
          default -> text.insert(at, text.substring(end, Math.min(text.length(), end + 40)));
        }
      }
      long begin = System.nanoTime();
      try {
        file.read(text.toString());
      } catch (ConfigurationException e) {
        refused++;
        assertThat(e.problems()).as("seed %d round %d", seed, round).isNotEmpty();
        assertThat(e.toString()).as("seed %d round %d", seed, round).doesNotContain("canary");
      }
      assertThat(System.nanoTime() - begin)
          .as("nanoseconds, seed %d", seed)
          .isLessThan(5_000_000_000L);
    }
    assertThat(refused).isGreaterThan(500);
  }
}
