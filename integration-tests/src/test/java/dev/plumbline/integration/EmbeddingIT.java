package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.spi.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/embedding.md} shows compiles, runs and is what the document says. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddingIT {
  private static final Path CACHE = Path.of("target", "cache").toAbsolutePath();
  private static final Path SOURCE =
      Path.of("src/test/java/dev/plumbline/integration/Embedding.java");
  private static final Path DOCUMENT = Path.of("..", "docs", "embedding.md");

  @TempDir private Path folder;

  private Path file = Path.of("");

  /** Keeps what is shown, and presses the button once it is shown something. */
  private static final class Notes implements Embedding.Host {
    private final List<String> lines = new ArrayList<>();
    private @Nullable Runnable action;

    @Override
    public void show(String line) {
      lines.add(line);
      if (action != null) {
        CompletableFuture<Void> pressed = CompletableFuture.runAsync(action);
        action = null;
        pressed.join();
      }
    }

    @Override
    public void onStop(Runnable stop) {
      this.action = stop;
    }
  }

  private final Notes notes = new Notes();

  @BeforeEach
  void writeTable() throws IOException, SQLException {
    Insurance.write(folder);
    file = Files.copy(Insurance.file("delta"), folder.resolve("plumbline.yaml"));
  }

  @Test
  void opensAFile() {
    assertThat(Embedding.open(file)).containsExactly("insurance.serving");
    try (Plumbline plumbline = Embedding.openWithMore(folder, CACHE)) {
      assertThat(plumbline.engine()).contains("2 threads").contains("512 MiB");
    }
  }

  @Test
  void showsTheProblemsOfAFile() throws IOException {
    assertThat(Embedding.problems(file)).isEmpty();
    Files.writeString(file, Files.readString(file).replace("type: binary", "type: binry"));
    assertThat(Embedding.problems(file))
        .containsExactly(
            "10 WRONG_VALUE plumbline.yaml:10:11: 'models.insurance.type': is 'binry', which is not"
                + " known; did you mean 'binary'?");
  }

  @Test
  void opensWhatAProgramBuilt() {
    try (Plumbline plumbline = Embedding.openDocument(folder, CACHE)) {
      DatasetConfig serving = plumbline.configuration().dataset("insurance.serving").orElseThrow();
      assertThat(serving.checks().freshness()).contains(Duration.ofDays(2));
      assertThat(Embedding.read(plumbline, notes)).isEqualTo(29);
    }
  }

  @Test
  void resolvesASecretWhereItIsUsed() {
    Map<String, Object> options = Embedding.options(Map.of("warehouse", "canary"));
    assertThat(options.toString()).doesNotContain("canary");
    assertThat(((Secret) Objects.requireNonNull(options.get("password"))).reveal())
        .isEqualTo("canary");
  }

  @Test
  void validatesAndReads() {
    try (Plumbline plumbline = Embedding.openDocument(folder, CACHE)) {
      Embedding.validate(plumbline, notes);
      assertThat(notes.lines)
          .anyMatch(line -> line.startsWith("ID_UNIQUE prediction_id: "))
          .anyMatch(line -> line.contains("p58"));
      Embedding.read(plumbline, notes);
      assertThat(notes.lines)
          .anyMatch(line -> line.startsWith("29 rows, as "))
          .anyMatch(line -> line.startsWith("the first of a batch: 0."));
    }
  }

  @Test
  void stopsAValidationFromAnotherThread() {
    try (Plumbline plumbline = Embedding.openDocument(folder, CACHE)) {
      Embedding.cancel(plumbline, notes);
      assertThat(notes.lines).endsWith("stopped");
      Embedding.validate(plumbline, notes);
    }
  }

  @Test
  void hearsAndCounts() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (Plumbline plumbline = Embedding.listening(file, notes, registry, CACHE)) {
      plumbline.validate(List.of(), (dataset, doing) -> {});
      Embedding.read(plumbline, notes);
    }
    assertThat(notes.lines)
        .startsWith("insurance.serving")
        .contains("  ID_UNIQUE FAILED", "insurance.serving +29")
        .contains("insurance.serving: 29 rows, COMPLETE");
    assertThat(registry.get("plumbline.read.rows").counter().count()).isEqualTo(29);
    assertThat(registry.get("plumbline.validation").timer().count()).isEqualTo(1);
  }

  @Test
  void showsTheSourceThatIsThere() throws IOException {
    List<String> shown =
        DocsIT.blocks(DOCUMENT).stream().filter(block -> !block.startsWith("<")).toList();
    assertThat(shown).isEqualTo(regions());
    assertThat(shown).hasSizeGreaterThan(8);
  }

  /** What stands between {@code // docs: NAME} and {@code // docs: end}, without indentation. */
  private static List<String> regions() throws IOException {
    List<String> regions = new ArrayList<>();
    StringBuilder region = null;
    for (String line : Files.readAllLines(SOURCE)) {
      if (line.strip().equals("// docs: end")) {
        regions.add(Objects.requireNonNull(region).toString().stripTrailing().stripIndent() + "\n");
        region = null;
      } else if (line.strip().startsWith("// docs: ")) {
        region = new StringBuilder();
      } else if (region != null) {
        region.append(line).append('\n');
      }
    }
    return regions;
  }
}
