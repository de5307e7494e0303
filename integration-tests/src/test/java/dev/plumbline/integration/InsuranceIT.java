package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.config.Configuration;
import dev.plumbline.runtime.config.ConfigurationException;
import dev.plumbline.runtime.config.ConfigurationReader;
import dev.plumbline.runtime.config.LocatedProblem;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.spi.ConfigProblem.Code;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One model on Redshift, Athena and Delta Lake, in YAML and in Java. */
class InsuranceIT {
  private static final RecursiveComparisonConfiguration VALUES =
      RecursiveComparisonConfiguration.builder()
          // What a program built stands nowhere.
          .withIgnoredFieldsOfTypes(Position.class)
          .withIgnoredFieldsMatchingRegexes(".*positions")
          .withEqualsForType((a, b) -> a.reveal().equals(b.reveal()), Secret.class)
          .build();

  @TempDir private Path folder;

  private static ConnectorFactory connector(String name) {
    return switch (name) {
      case "redshift" -> SeedConnector.redshift();
      case "athena" -> SeedConnector.athena();
      default ->
          ServiceLoader.load(ConnectorFactory.class).stream()
              .map(ServiceLoader.Provider::get)
              .filter(factory -> factory.name().value().equals(name))
              .findFirst()
              .orElseThrow();
    };
  }

  private static Plumbline.Builder builder() {
    return Plumbline.builder()
        .environment(Insurance.ENVIRONMENT)
        .classPathConnectors(InsuranceIT.class.getClassLoader())
        .workingFolder(Insurance.EXAMPLES)
        .cacheFolder(Path.of("target", "cache").toAbsolutePath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"redshift", "athena", "delta"})
  void d2MeansTheSameInYamlAndInJava(String name) {
    Map<String, ConnectorFactory> known = Map.of(name, connector(name));
    ConfigurationReader reader =
        new ConfigurationReader(
            wanted -> Objects.requireNonNull(known.get(wanted), wanted),
            Insurance.ENVIRONMENT,
            Optional.empty());

    Configuration file = reader.read(Insurance.file(name));
    Configuration built = reader.read(Insurance.document(name), Insurance.EXAMPLES);

    assertThat(file.warnings()).isEmpty();
    assertThat(built.warnings()).isEmpty();
    assertThat(built).usingRecursiveComparison(VALUES).isEqualTo(file);
    assertThat(built.dataset("insurance.serving")).isPresent();
    assertThat(built.toString()).doesNotContain("canary-key");
  }

  @Test
  void d2TellsConfigurationsApartThatDiffer() {
    ConfigurationReader reader =
        new ConfigurationReader(InsuranceIT::connector, Insurance.ENVIRONMENT, Optional.empty());
    assertThat(reader.read(Insurance.document("redshift"), folder))
        .usingRecursiveComparison(VALUES)
        .isNotEqualTo(reader.read(Insurance.file("athena")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"redshift", "athena"})
  void d3SaysOfAConnectorThatIsNotInstalledAndOfNothingElse(String name) {
    for (Plumbline.Builder builder :
        List.of(
            builder().configuration(Insurance.file(name)),
            builder().configuration(Insurance.document(name)))) {
      ConfigurationException e =
          catchThrowableOfType(ConfigurationException.class, () -> builder.open().close());
      assertThat(e.problems()).hasSize(1);
      LocatedProblem problem = e.problems().get(0);
      assertThat(problem.problem().code()).isEqualTo(Code.UNKNOWN_NAME);
      assertThat(problem.problem().key()).endsWith(".connector");
      assertThat(problem.toString()).contains("'" + name + "'");
    }
  }

  @Test
  void findsTheSameInADeltaTableFromYamlAndFromJava() throws IOException, SQLException {
    Insurance.write(folder);
    Path file = Files.copy(Insurance.file("delta"), folder.resolve("delta.yaml"));
    DatasetReport fromYaml = validate(builder().configuration(file));
    DatasetReport fromJava =
        validate(builder().workingFolder(folder).configuration(Insurance.document("delta")));

    assertThat(findings(fromJava)).isEqualTo(findings(fromYaml));
    assertThat(failed(fromYaml))
        .contains(
            "ID_UNIQUE prediction_id",
            "TIMESTAMP_NOT_NULL prediction_timestamp",
            "TENSOR_LENGTH embeddings");
    assertThat(fromYaml.checks().stream().filter(c -> c.outcome() == Outcome.PASSED)).isNotEmpty();
  }

  private static DatasetReport validate(Plumbline.Builder builder) {
    try (Plumbline plumbline = builder.open()) {
      return plumbline.validate(List.of(), (dataset, doing) -> {}).datasets().get(0);
    }
  }

  /** A result without its place, which only a file has. */
  private record Finding(
      Check check,
      String subject,
      Outcome outcome,
      Severity severity,
      String message,
      String advice,
      Basis basis,
      long count,
      List<String> examples) {}

  private static List<Finding> findings(DatasetReport report) {
    return report.checks().stream()
        .map(
            c ->
                new Finding(
                    c.check(),
                    c.subject(),
                    c.outcome(),
                    c.severity(),
                    c.message(),
                    c.advice(),
                    c.basis(),
                    c.count(),
                    c.examples()))
        .toList();
  }

  private static List<String> failed(DatasetReport report) {
    return report.checks().stream()
        .filter(c -> c.outcome() == Outcome.FAILED)
        .map(c -> c.code() + " " + c.subject())
        .toList();
  }
}
