package dev.plumbline.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.runtime.config.FieldType.Kind;
import dev.plumbline.spi.ConfigProblem.Code;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.Secret;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program builds is what a file says. */
class ConfigurationDocumentTest {
  private static final RecursiveComparisonConfiguration VALUES =
      RecursiveComparisonConfiguration.builder()
          .withIgnoredFieldsOfTypes(Position.class)
          .withIgnoredFieldsMatchingRegexes(".*positions")
          .build();

  @TempDir Path folder;

  @Test
  void d2MeansWhatAFileMeans() {
    ConfigurationDocument document =
        document(
            model()
                .dataset(serving().build())
                .dataset(
                    dataset(DatasetRole.TRAINING)
                        .path("training")
                        .idColumn("id")
                        .timestampColumn("ts")
                        .label("churned", "did_churn")
                        .maturity(Duration.ofHours(36))
                        .build())
                .dataset(
                    dataset(DatasetRole.ACTUALS)
                        .path("actuals")
                        .idColumn("id")
                        .timestampColumn("observed_at")
                        .timestampFormat(TimestampFormat.ISO_8601)
                        .timezone(ZoneOffset.UTC)
                        .duplicateIds(DuplicateIds.FIRST)
                        .label("churned", "did_churn")
                        .label("proba", "did_churn")
                        .maturity(Duration.ofDays(14))
                        .freshness(Duration.ofHours(12))
                        .build()));

    Configuration built = read(document);
    Configuration file = ConfigurationFile.in(folder).read(ConfigurationFile.DEMANDING);

    assertThat(built).usingRecursiveComparison(VALUES).isEqualTo(file);
    assertThat(built.warnings()).isEmpty();
    DatasetConfig serving = built.dataset("churn.serving").orElseThrow();
    assertThat(serving.at("checks.amount.range")).isEqualTo(Position.UNKNOWN);
    assertThat(serving.checks().fields()).hasSize(3);
  }

  private static ConfigurationDocument document(ModelDocument.Builder model) {
    return ConfigurationDocument.builder()
        .source("lake", "shelf", Map.of("path", "lake"))
        .model(model.build())
        .build();
  }

  private static ModelDocument.Builder model() {
    return ModelDocument.builder("churn", "v1", ModelType.BINARY)
        .feature("amount", FieldType.of(Kind.NUMERIC))
        .feature("owner", FieldType.of(Kind.STRING))
        .feature("picture", new FieldType(Kind.TENSOR, List.of(8, 8)))
        .prediction("churned", FieldType.of(Kind.BOOLEAN))
        .prediction("proba", FieldType.of(Kind.NUMERIC));
  }

  private static DatasetDocument.Builder dataset(DatasetRole role) {
    return DatasetDocument.builder(role, "lake");
  }

  private static DatasetDocument.Builder serving() {
    return dataset(DatasetRole.SERVING)
        .path("serving")
        .objectFormat("shelf")
        .idColumn("prediction_id")
        .timestampColumn("at")
        .timestampFormat(TimestampFormat.EPOCH_MILLIS)
        .duplicateIds(DuplicateIds.LAST)
        .sampleSize(new BigDecimal("0.10"))
        .labelsAsOf(Instant.parse("2026-03-01T00:00:00Z"))
        .selectExpr("*", "cast(amount as double) as amount")
        .freshness(Duration.ofDays(2))
        .labelCoverage(new BigDecimal("0.9"))
        .maxNullRatio("amount", new BigDecimal("0.05"))
        .range("amount", BigDecimal.ZERO, new BigDecimal("1000000"))
        .allowed("owner", "anna", "ben")
        .atMost("proba", new BigDecimal("1.5"))
        .allowed("proba", new BigDecimal("0.50"), 1);
  }

  @Test
  void d2TakesEveryKindOfRelationAndName() {
    ConfigurationDocument document =
        document(
            ModelDocument.builder("m", "v1", ModelType.REGRESSION)
                .rawInput("note", FieldType.of(Kind.TEXT))
                .feature("amount", FieldType.of(Kind.NUMERIC))
                .prediction("y", FieldType.of(Kind.NUMERIC))
                .dataset(
                    dataset(DatasetRole.SERVING)
                        .table("main.\"t.1\"")
                        .idColumn("id")
                        .timestampColumn("at")
                        .timezone(ZoneId.of("Europe/Berlin"))
                        .rawInput("note", "notes")
                        .feature("amount", "net")
                        .prediction("y", "guess")
                        .atLeast("y", BigDecimal.ONE)
                        .readOptions(Map.of("versionAsOf", 3))
                        .build())
                .dataset(
                    dataset(DatasetRole.TESTING)
                        .query("SELECT 1")
                        .idColumn("id")
                        .timestampColumn("at")
                        .build()));
    Configuration read = read(document);
    DatasetConfig serving = read.dataset("m.serving").orElseThrow();
    assertThat(serving.relation()).isEqualTo(new Relation.Table(List.of("main", "t.1")));
    assertThat(serving.timezone()).contains(ZoneId.of("Europe/Berlin"));
    assertThat(serving.rawInputs()).isEqualTo(Map.of("note", "notes"));
    assertThat(serving.features()).isEqualTo(Map.of("amount", "net"));
    assertThat(serving.predictions()).isEqualTo(Map.of("y", "guess"));
    assertThat(serving.readOptions().value(ShelfConnector.VERSION_AS_OF)).isEqualTo(3L);
    assertThat(serving.checks().fields().values().iterator().next().min()).contains(BigDecimal.ONE);
    assertThat(read.dataset("m.testing").orElseThrow().relation())
        .isEqualTo(new Relation.NativeQuery("SELECT 1"));
  }

  @Test
  void d2TakesOptionsOfEveryType() {
    ConfigurationDocument document =
        ConfigurationDocument.builder()
            .source(
                "lake",
                "shelf",
                Map.of(
                    "path", folder.resolve("lake"),
                    "port", 80,
                    "enabled", false,
                    "timeout", Duration.ofMillis(1500),
                    "tags", List.of("a", "b")))
            .build();
    SourceConfig lake = ConfigurationFile.lake(read(document));
    assertThat(lake.options().value(ShelfConnector.PATH))
        .isEqualTo(folder.resolve("lake").toString());
    assertThat(lake.options().value(ShelfConnector.PORT)).isEqualTo(80L);
    assertThat(lake.options().value(ShelfConnector.ENABLED)).isFalse();
    assertThat(lake.options().value(ShelfConnector.TIMEOUT)).isEqualTo(Duration.ofMillis(1500));
    assertThat(lake.options().value(ShelfConnector.TAGS)).containsExactly("a", "b");
  }

  @Test
  void d3ReportsEveryProblemAtOnceByItsKeyAlone() {
    ConfigurationDocument document =
        ConfigurationDocument.builder()
            .source("lake", "shelf", Map.of("path", "lake", "prt", 1, "port", "80"))
            .model(
                model()
                    .dataset(
                        serving()
                            .sampleSize(BigDecimal.TEN)
                            .maturity(Duration.ofNanos(5))
                            .allowed("picture", 1)
                            .maxNullRatio("ownr", BigDecimal.ONE)
                            .build())
                    .build())
            .build();
    List<LocatedProblem> problems = problems(document);
    assertThat(problems.stream().map(p -> p.problem().code() + " " + p.problem().key()))
        .containsExactlyInAnyOrder(
            "WRONG_VALUE sources.lake.port",
            "UNKNOWN_KEY sources.lake.prt",
            "WRONG_VALUE models.churn.serving.sample_size",
            "WRONG_VALUE models.churn.serving.maturity",
            "CONFLICT models.churn.serving.maturity",
            "CONFLICT models.churn.serving.labels_as_of",
            "CONFLICT models.churn.serving.checks.label_coverage",
            "CONFLICT models.churn.serving.checks.picture.allowed",
            "UNKNOWN_NAME models.churn.serving.checks.ownr");
    assertThat(problems).extracting(LocatedProblem::at).containsOnly(Position.UNKNOWN);
    assertThat(problems.stream().map(LocatedProblem::toString))
        .allMatch(text -> text.startsWith("'"))
        .anyMatch(text -> text.contains("did you mean 'owner'?"));
  }

  @Test
  void d3ReportsWhatIsGivenTwice() {
    ConfigurationDocument document =
        ConfigurationDocument.builder()
            .source("lake", "shelf", Map.of("path", "lake"))
            .source("lake", "shelf", Map.of("path", "other"))
            .model(
                model()
                    .feature("amount", FieldType.of(Kind.TEXT))
                    .dataset(
                        dataset(DatasetRole.TRAINING)
                            .path("t")
                            .idColumn("id")
                            .timestampColumn("ts")
                            .build())
                    .dataset(dataset(DatasetRole.TRAINING).path("u").build())
                    .build())
            .build();
    assertThat(problems(document).stream().map(p -> p.problem().code() + " " + p.problem().key()))
        .containsExactlyInAnyOrder(
            "CONFLICT sources.lake",
            "CONFLICT models.churn.features.amount",
            "CONFLICT models.churn.training");
  }

  @Test
  void d3RefusesValuesThatNoKeyHas() {
    Map<String, Object> options = new HashMap<>();
    options.put("path", "lake");
    options.put("user", null);
    options.put("tags", Arrays.asList("a", null));
    options.put("port", new Object());
    options.put("region", Secret.literal("hunter2"));
    List<LocatedProblem> problems =
        problems(ConfigurationDocument.builder().source("lake", "shelf", options).build());
    assertThat(problems.stream().map(p -> p.problem().code() + " " + p.problem().key()))
        .containsExactlyInAnyOrder(
            "WRONG_VALUE sources.lake.user",
            "WRONG_VALUE sources.lake.tags[1]",
            "WRONG_VALUE sources.lake.port",
            "WRONG_VALUE sources.lake.region");
    assertThat(problems.toString()).doesNotContain("hunter2");
  }

  @Test
  void d4TakesSecretsAsSecretsAndWarnsOfTexts() {
    Secret secret = Secret.reference("vault", () -> "canary");
    Configuration read = read(withPassword(secret));
    assertThat(read.warnings()).isEmpty();
    assertThat(ConfigurationFile.lake(read).options().value(ShelfConnector.PASSWORD))
        .isSameAs(secret);

    Configuration literal = read(withPassword("hunter2"));
    assertThat(literal.warnings()).hasSize(1);
    assertThat(literal.warnings().get(0).problem().code()).isEqualTo(Code.LITERAL_SECRET);
    assertThat(literal.warnings().get(0).toString()).contains("dev.plumbline.spi.Secret");
    assertThat(literal.toString()).doesNotContain("hunter2");
  }

  @Test
  void d4TakesTextsAsTheyAre() {
    Configuration read = read(withPassword("${env:PASSWORD}$${${"));
    assertThat(ConfigurationFile.lake(read).options().value(ShelfConnector.PASSWORD).reveal())
        .isEqualTo("${env:PASSWORD}$${${");
    ConfigurationDocument document =
        document(
            model()
                .dataset(
                    dataset(DatasetRole.TRAINING)
                        .path("${file:/etc/shadow}")
                        .idColumn("${env:USER_NAME}")
                        .timestampColumn("ts")
                        .allowed("owner", "$${x}")
                        .build()));
    DatasetConfig training = read(document).dataset("churn.training").orElseThrow();
    assertThat(training.relation()).isEqualTo(new Relation.Location("${file:/etc/shadow}"));
    assertThat(training.idColumn()).contains("${env:USER_NAME}");
    assertThat(training.checks().fields().values().iterator().next().allowed())
        .containsExactly("$${x}");
  }

  @Test
  void keepsWhatWasBuiltApartFromItsBuilder() {
    DatasetDocument.Builder training =
        dataset(DatasetRole.TRAINING).path("a").idColumn("id").timestampColumn("ts");
    ModelDocument.Builder model = model().dataset(training.build());
    ConfigurationDocument document = document(model);
    training.path("b").feature("amount", "net");
    model.feature("later", FieldType.of(Kind.TEXT));
    Configuration read = read(document);
    assertThat(read.dataset("churn.training").orElseThrow().relation())
        .isEqualTo(new Relation.Location("a"));
    assertThat(ConfigurationFile.churn(read).features()).doesNotContainKey("later");
  }

  private static ConfigurationDocument withPassword(Object password) {
    return ConfigurationDocument.builder()
        .source("lake", "shelf", Map.of("path", "lake", "password", password))
        .build();
  }

  private Configuration read(ConfigurationDocument document) {
    return ConfigurationFile.in(folder).reader().read(document, folder);
  }

  private List<LocatedProblem> problems(ConfigurationDocument document) {
    ConfigurationException e =
        catchThrowableOfType(ConfigurationException.class, () -> read(document));
    assertThat(e).as("the document is refused").isNotNull();
    return e.problems();
  }
}
