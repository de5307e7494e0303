package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Broken connectors beside a good one: they are explained, and nothing else suffers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenConnectorIT {
  @TempDir private static Path folder;
  private Path home = Distribution.HOME;

  @BeforeAll
  void installs() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    Distribution.copy(Distribution.HOME.resolve("bin"), home.resolve("bin"));
    Files.createSymbolicLink(home.resolve("lib"), Distribution.HOME.resolve("lib"));
    Path connectors = Distribution.copy(Distribution.CONNECTORS, home.resolve("connectors"));
    Files.createDirectory(connectors.resolve("hollow"));
    byte[] jar = firstBytesOfAJar();
    Files.write(Files.createDirectory(connectors.resolve("torn")).resolve("torn.jar"), jar);
    Files.writeString(
        Files.createDirectory(connectors.resolve("text")).resolve("text.jar"),
        "this is no jar",
        StandardCharsets.UTF_8);
    Path useless = Files.createDirectory(connectors.resolve("useless"));
    Files.copy(
        Distribution.CSV_CONNECTOR.resolve("fastcsv-4.0.0.jar"), useless.resolve("useless.jar"));
    Files.writeString(connectors.resolve("README.txt"), "a file, which is no connector");
  }

  @AfterAll
  void leavesTheDistributionAlone() {
    assertThat(Distribution.CONNECTORS.resolve("torn")).doesNotExist();
  }

  private byte[] firstBytesOfAJar() throws IOException {
    byte[] whole = Files.readAllBytes(Distribution.CSV_CONNECTOR.resolve("fastcsv-4.0.0.jar"));
    return Arrays.copyOf(whole, whole.length / 2);
  }

  private CommandLine.Result run(String... arguments) {
    return CommandLine.in(folder).of(home).run(arguments);
  }

  @Test
  void listsEveryOneWithItsReason() {
    JsonNode json = run("connectors", "--output", "json").succeeded().json();

    assertThat(StreamSupport.stream(json.get("connectors").spliterator(), false))
        .extracting(c -> c.get("name").asText(), c -> c.get("status").asText())
        .containsExactlyInAnyOrder(
            tuple("delta", "ready"),
            tuple("hollow", "failed"),
            tuple("text", "failed"),
            tuple("torn", "failed"),
            tuple("useless", "failed"));
    assertThat(StreamSupport.stream(json.get("connectors").spliterator(), false))
        .filteredOn(c -> c.get("status").asText().equals("failed"))
        .allSatisfy(c -> assertThat(c.get("reason").asText()).isNotBlank());
    assertThat(run("connectors").succeeded().out()).contains("torn.jar", "text.jar", "hollow");
  }

  @Test
  void failsTheDoctor() {
    JsonNode json = run("doctor", "--output", "json").ended(1).json();

    assertThat(StreamSupport.stream(json.get("findings").spliterator(), false))
        .filteredOn(finding -> finding.get("status").asText().equals("failed"))
        .extracting(finding -> finding.get("subject").asText())
        .containsExactlyInAnyOrder(
            "connector hollow", "connector text", "connector torn", "connector useless");
  }

  @Test
  void leavesEverythingElseWorking() {
    String table = "delta:" + Distribution.QUICKSTART.resolve("data/training");

    assertThat(run("read", table, "--limit", "3", "--format", "jsonl").succeeded().lines())
        .hasSize(3);
    run("schema").succeeded();
    run("connectors", "describe", "delta").succeeded();
  }

  @Test
  void saysWhyAConnectorThatIsNeededCannotBeUsed() {
    assertThat(run("read", "torn:anything").error(2)).contains("'torn'", "torn.jar");
    assertThat(run("connectors", "describe", "text").error(2)).contains("'text'", "text.jar");
  }
}
