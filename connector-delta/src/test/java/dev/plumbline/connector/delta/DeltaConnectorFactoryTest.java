package dev.plumbline.connector.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.spi.AccessPlan;
import dev.plumbline.spi.AccessScope;
import dev.plumbline.spi.ConfigOutcome;
import dev.plumbline.spi.ConfigProblem;
import dev.plumbline.spi.ConnectorFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaConnectorFactoryTest {
  private static final Path BASE = Path.of("/base");

  private final ConnectorFactory factory = new DeltaConnectorFactory();

  @Test
  void isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(ConnectorFactory.class))
        .anySatisfy(found -> assertThat(found.name().value()).isEqualTo("delta"));
  }

  @Test
  void takesAPathFromTheFolderOfTheConfiguration() {
    ConfigOutcome outcome = factory.sourceSpec().read("", Map.of("path", "./lake"), BASE);

    assertThat(outcome.orThrow().value(DeltaConnectorFactory.PATH)).isEqualTo("/base/lake");
  }

  @Test
  void asksForThePath() {
    ConfigOutcome outcome = factory.sourceSpec().read("sources.lake", Map.of(), BASE);

    assertThat(outcome.problems())
        .extracting(ConfigProblem::code)
        .containsExactly(ConfigProblem.Code.MISSING_KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3://bucket/lake", "s3a://bucket/x", "hdfs://host/x", "file:///x"})
  void acceptsLocalDiskOnly(String path) {
    ConfigOutcome outcome = factory.sourceSpec().read("sources.lake", Map.of("path", path), BASE);

    assertThat(outcome.config()).isEmpty();
    assertThat(outcome.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(ConfigProblem.Code.WRONG_VALUE);
              assertThat(problem.key()).isEqualTo("sources.lake.path");
            });
  }

  @Test
  void refusesAVersionAndATimeAtOnce() {
    ConfigOutcome outcome =
        factory
            .relationSpec()
            .read("", Map.of("versionAsOf", 3L, "timestampAsOf", "2026-03-01T00:00:00Z"), BASE);

    assertThat(outcome.problems())
        .extracting(ConfigProblem::code)
        .containsExactly(ConfigProblem.Code.CONFLICT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-01", "2026-03-01T00:00:00", "yesterday", "2026-13-01T00:00:00Z"})
  void refusesATimeThatIsNoInstant(String time) {
    ConfigOutcome outcome = factory.relationSpec().read("", Map.of("timestampAsOf", time), BASE);

    assertThat(outcome.problems())
        .extracting(ConfigProblem::code)
        .containsExactly(ConfigProblem.Code.WRONG_VALUE);
  }

  @Test
  void refusesANegativeVersion() {
    ConfigOutcome outcome = factory.relationSpec().read("", Map.of("versionAsOf", -1L), BASE);

    assertThat(outcome.problems())
        .extracting(ConfigProblem::code)
        .containsExactly(ConfigProblem.Code.WRONG_VALUE);
  }

  @Test
  void needsNoPermissions() {
    var config = factory.sourceSpec().read("", Map.of("path", "lake"), BASE).orThrow();

    assertThat(factory.access(config, AccessScope.builder("aws").build()))
        .isEqualTo(AccessPlan.none());
  }
}
