package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.config.Configuration;
import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code init} proposes, beside what was written by hand. */
class InitIT {
  private static final Path DATA = Distribution.QUICKSTART_FILE.resolveSibling("data");

  @TempDir private Path folder;

  private CommandLine.Result run(String... arguments) {
    return CommandLine.in(folder).run(arguments);
  }

  private static Configuration read(Path file) {
    try (Plumbline plumbline =
        Plumbline.builder()
            .configuration(file)
            .classPathConnectors(InitIT.class.getClassLoader())
            .cacheFolder(Path.of("target", "cache").toAbsolutePath())
            .open()) {
      return plumbline.configuration();
    }
  }

  /** An embedding is a tensor of one dimension: the values cannot tell which word was meant. */
  private static String type(FieldType type) {
    return type.kind() == FieldType.Kind.EMBEDDING
        ? new FieldType(FieldType.Kind.TENSOR, type.dimensions()).toString()
        : type.toString();
  }

  private static List<String> fields(Map<String, FieldType> fields) {
    return fields.entrySet().stream().map(e -> e.getKey() + ": " + type(e.getValue())).toList();
  }

  @Test
  void proposesForTheQuickstartWhatWasWrittenByHand() {
    run("init", "--from", "delta:" + DATA).ended(0);
    Configuration written = read(Distribution.QUICKSTART_FILE);
    Configuration proposed = read(folder.resolve("plumbline.yaml"));
    ModelConfig byHand = Objects.requireNonNull(written.models().get("churn"));
    ModelConfig model = Objects.requireNonNull(proposed.models().get("churn"));
    assertThat(model.type()).isEqualTo(byHand.type());
    assertThat(fields(model.rawInputs())).isEqualTo(fields(byHand.rawInputs()));
    assertThat(fields(model.features())).isEqualTo(fields(byHand.features()));
    assertThat(fields(model.predictions())).isEqualTo(fields(byHand.predictions()));
    assertThat(model.datasets().keySet()).isEqualTo(byHand.datasets().keySet());
    for (DatasetRole role : byHand.datasets().keySet()) {
      DatasetConfig expected = Objects.requireNonNull(byHand.datasets().get(role));
      DatasetConfig dataset = Objects.requireNonNull(model.datasets().get(role));
      assertThat(dataset.relation()).isEqualTo(expected.relation());
      assertThat(dataset.idColumn()).isEqualTo(expected.idColumn());
      assertThat(dataset.timestampColumn()).isEqualTo(expected.timestampColumn());
      assertThat(dataset.labels()).isEqualTo(expected.labels());
    }
    run("validate", "--only", "COLUMN_TYPE,ID_UNIQUE").ended(1);
  }

  @Test
  void leavesAFileAloneThatIsThere() throws IOException {
    Path file = Files.writeString(folder.resolve("plumbline.yaml"), "mine");
    assertThat(run("init", "--from", "delta:" + DATA).error(2)).contains("--force", "--out -");
    assertThat(file).hasContent("mine");
    run("init", "--from", "delta:" + DATA.resolve("training"), "--force").ended(0);
    assertThat(read(file).models()).containsOnlyKeys("churn");
  }

  @Test
  void printsTheFileAloneWhenAsked() throws IOException {
    CommandLine.Result result =
        run("init", "--from", "delta:" + DATA, "--out", "-", "--model", "leavers").succeeded();
    assertThat(folder).isEmptyDirectory();
    Path file = Files.writeString(folder.resolve("printed.yaml"), result.out());
    assertThat(read(file).models()).containsOnlyKeys("leavers");
  }

  @Test
  void refusesWordsThatItDoesNotKnow() {
    assertThat(run("init", "--from", "delta:" + DATA, "--type", "binry").error(2))
        .contains("did you mean 'binary'");
    assertThat(run("init", "--from", "delta:" + DATA, "--role", "serving=servng").error(2))
        .contains("did you mean 'serving'");
  }
}
