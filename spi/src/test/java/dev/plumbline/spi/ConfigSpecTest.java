package dev.plumbline.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.spi.ConfigProblem.Code;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ConfigSpecTest {
  private static final String PASSWORD_VALUE = "hunter2-never-shown";

  private static final ConfigProperty<String> HOST =
      ConfigProperty.builder("host", ConfigType.text(), "Where it runs.")
          .required()
          .example("db.example.com")
          .build();
  private static final ConfigProperty<Long> PORT =
      ConfigProperty.builder("port", ConfigType.whole(1, 65_535), "Its port | number.")
          .fallback(5439L, "5439")
          .build();
  private static final ConfigProperty<Duration> TIMEOUT =
      ConfigProperty.builder("connect_timeout", ConfigType.duration(), "How long to wait.").build();
  private static final ConfigProperty<Secret> PASSWORD =
      ConfigProperty.builder("password", ConfigType.secret(), "The password.").build();
  private static final ConfigSpec SPEC =
      ConfigSpec.builder()
          .property(HOST)
          .property(PORT)
          .property(TIMEOUT)
          .property(PASSWORD)
          .check(
              config ->
                  config.isGiven(PASSWORD) && config.value(HOST).equals("nowhere")
                      ? List.of(
                          ConfigProblem.error(Code.CONFLICT, "password", "has no use without host"))
                      : List.of())
          .build();

  private static ConfigOutcome read(Map<String, ?> given) {
    return SPEC.read("sources.db", given, Path.of("/base"));
  }

  @Test
  void readsTypedValuesAndDefaults() {
    ConnectorConfig config =
        read(Map.of("host", "h", "connect_timeout", "30s")).config().orElseThrow();
    assertThat(config.value(HOST)).isEqualTo("h");
    assertThat(config.value(PORT)).isEqualTo(5439L);
    assertThat(config.isGiven(PORT)).isFalse();
    assertThat(config.find(TIMEOUT)).contains(Duration.ofSeconds(30));
    assertThat(config.find(PASSWORD)).isEmpty();
    assertThatThrownBy(() -> config.value(PASSWORD)).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void reportsEveryErrorAtOnce() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("port", 0L);
    given.put("connect_timeout", "30");
    given.put("pasword", "x");
    given.put("zzzzzz", true);
    ConfigOutcome outcome = read(given);
    assertThat(outcome.config()).isEmpty();
    assertThat(outcome.problems())
        .extracting(ConfigProblem::code, ConfigProblem::key)
        .containsExactly(
            tuple(Code.MISSING_KEY, "sources.db.host"),
            tuple(Code.WRONG_VALUE, "sources.db.port"),
            tuple(Code.WRONG_VALUE, "sources.db.connect_timeout"),
            tuple(Code.UNKNOWN_KEY, "sources.db.pasword"),
            tuple(Code.UNKNOWN_KEY, "sources.db.zzzzzz"));
    assertThatThrownBy(outcome::orThrow)
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.INVALID_CONFIGURATION))
        .hasMessageContainingAll(
            "sources.db.host",
            "sources.db.port",
            "sources.db.connect_timeout",
            "sources.db.pasword",
            "sources.db.zzzzzz");
  }

  @Test
  void hintsAtTheNearestKeyOrListsTheKeys() {
    List<ConfigProblem> problems = read(Map.of("host", "h", "conect_timeout", "1s")).problems();
    assertThat(problems.get(0).message()).contains("'connect_timeout'");
    assertThat(read(Map.of("host", "h", "zzzzzz", 1L)).problems().get(0).message())
        .contains("host, port, connect_timeout, password");
    assertThat(ConfigSpec.none().read("", Map.of("a", 1L), Path.of("/")).problems().get(0))
        .satisfies(
            problem -> {
              assertThat(problem.key()).isEqualTo("a");
              assertThat(problem.message()).contains("no keys are accepted");
            });
  }

  @Test
  void saysWhatWasGivenAndWhatIsAccepted() {
    assertThat(read(Map.of("host", "h", "connect_timeout", "30")).problems().get(0).toString())
        .contains("'30'")
        .contains("30s");
    assertThat(read(Map.of()).problems().get(0).message()).contains("db.example.com");
  }

  @Test
  void neverShowsASecret() {
    ConfigOutcome accepted = read(Map.of("host", "h", "password", PASSWORD_VALUE));
    assertThat(accepted.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(Code.LITERAL_SECRET);
              assertThat(problem.severity()).isEqualTo(ConfigProblem.Severity.WARNING);
            });
    ConfigOutcome refused = read(Map.of("host", "h", "password", List.of(PASSWORD_VALUE)));
    assertThat(refused.config()).isEmpty();
    for (Object shown :
        List.of(accepted, accepted.orThrow(), accepted.problems(), refused, refused.problems())) {
      assertThat(shown.toString()).doesNotContain(PASSWORD_VALUE);
    }
    assertThatThrownBy(refused::orThrow).message().doesNotContain(PASSWORD_VALUE);
    assertThat(accepted.orThrow().value(PASSWORD).reveal()).isEqualTo(PASSWORD_VALUE);
  }

  @Test
  void neverShowsASecretInsideAListOrMap() {
    ConfigProperty<List<Secret>> keys =
        ConfigProperty.builder("keys", ConfigType.list(ConfigType.secret()), "Keys.").build();
    ConfigOutcome outcome =
        ConfigSpec.builder()
            .property(keys)
            .build()
            .read("", Map.of("keys", List.of(PASSWORD_VALUE)), Path.of("/"));
    assertThat(outcome.orThrow().toString()).doesNotContain(PASSWORD_VALUE);
    assertThat(outcome.problems())
        .extracting(ConfigProblem::code)
        .containsExactly(Code.LITERAL_SECRET);
  }

  @Test
  void showsAReferenceButNotWhatItStandsFor() {
    UnresolvedText text =
        new UnresolvedText() {
          @Override
          public String reference() {
            return "${env:WAIT}";
          }

          @Override
          public String resolve() {
            return "not a duration";
          }
        };
    assertThat(read(Map.of("host", "h", "connect_timeout", text)).problems().get(0).message())
        .contains("${env:WAIT}")
        .doesNotContain("not a duration");
  }

  @Test
  void runsChecksOverSeveralKeysOnlyWhenEachKeyIsRight() {
    assertThat(read(Map.of("host", "nowhere", "password", Secret.literal("x"))).problems())
        .extracting(ConfigProblem::key)
        .containsExactly("sources.db.password");
    assertThat(
            read(Map.of("host", "nowhere", "password", Secret.literal("x"), "port", 0L)).problems())
        .extracting(ConfigProblem::key)
        .containsExactly("sources.db.port");
  }

  @Test
  void refusesTwoPropertiesOfOneName() {
    assertThatThrownBy(() -> ConfigSpec.builder().property(HOST).property(HOST))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConfigProperty.builder("no blanks", ConfigType.text(), "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void generatesAJsonSchema() {
    Map<String, Object> schema = SPEC.jsonSchema();
    assertThat(schema)
        .containsEntry("type", "object")
        .containsEntry("required", List.of("host"))
        .containsEntry("additionalProperties", false);
    assertThat(schema)
        .extractingByKey("properties", InstanceOfAssertFactories.map(String.class, Object.class))
        .containsOnlyKeys("host", "port", "connect_timeout", "password")
        .containsEntry(
            "port",
            Map.of(
                "type",
                "integer",
                "minimum",
                1L,
                "maximum",
                65_535L,
                "description",
                "Its port | number.",
                "x-default",
                "5439"));
    assertThat(ConfigSpec.none().jsonSchema()).doesNotContainKey("required");
  }

  @Test
  void generatesMarkdown() {
    assertThat(SPEC.markdown().lines())
        .containsExactly(
            "| key | accepts | default | meaning |",
            "|---|---|---|---|",
            "| `host` (required) | text |  | Where it runs. Example: `db.example.com`. |",
            "| `port` | a whole number from 1 to 65535 | `5439` | Its port \\| number. |",
            "| `connect_timeout` | a duration with a unit, such as 30s, 5m or 14d |  | How long to"
                + " wait. |",
            "| `password` | a secret, best as ${env:NAME} or ${file:PATH} |  | The password. |");
  }
}
