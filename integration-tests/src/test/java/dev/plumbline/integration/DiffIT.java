package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code diff} and {@code validate --baseline} say of the quickstart. */
class DiffIT {
  private static final Path DATA = Distribution.QUICKSTART_FILE.resolveSibling("data");

  @TempDir private Path folder;
  private Path configuration = Path.of("");

  private CommandLine.Result run(String... arguments) {
    return CommandLine.in(folder).run(arguments);
  }

  @BeforeEach
  void configure() throws IOException {
    configuration = folder.resolve("plumbline.yaml");
    String text =
        Files.readString(Distribution.QUICKSTART_FILE)
            .replace("path: data", "path: '" + DATA + "'");
    Files.writeString(configuration, text);
  }

  private String keep(String name, CommandLine.Result result) throws IOException {
    return Files.writeString(folder.resolve(name), result.out()).toString();
  }

  @Test
  void knowsTheFindingsOfABaselineAndFailsOnNewOnesOnly() throws IOException {
    String before =
        keep("a.json", run("validate", "--depth", "statistics", "--output", "json").ended(1));
    run("validate", "--depth", "statistics", "--baseline", before).succeeded();
    Files.writeString(
        configuration,
        Files.readString(configuration).replace("contract: categorical", "contract: boolean"));
    assertThat(run("validate", "--depth", "statistics", "--baseline", before).ended(1).out())
        .contains("known from the baseline");
    String after =
        keep("b.json", run("validate", "--depth", "statistics", "--output", "json").ended(1));
    assertThat(run("diff", before, after).ended(1).out()).contains("COLUMN_TYPE contract");
    assertThat(run("diff", before, after, "--fail-on", "never").succeeded().out())
        .contains("1 new");
    run("diff", after, before).succeeded();
  }

  @Test
  void comparesTheColumnsOfTwoTimes() throws IOException {
    String text = run("discover", "delta:" + DATA, "--output", "json").succeeded().out();
    String before = Files.writeString(folder.resolve("a.json"), text).toString();
    String after =
        Files.writeString(folder.resolve("b.json"), text.replace("\"float64\"", "\"float32\""))
            .toString();
    run("diff", before, before).succeeded();
    CommandLine.Result result = run("diff", before, after, "--output", "json").ended(1);
    assertThat(result.json().findValuesAsText("change")).contains("lossy", "identical");
  }

  @Test
  void refusesResultsOfDifferentCommands() throws IOException {
    String schema = keep("a.json", run("discover", "delta:" + DATA, "--output", "json"));
    String checks = keep("b.json", run("validate", "--depth", "schema", "--output", "json"));
    assertThat(run("diff", schema, checks).error(2)).contains("two results of one command");
  }
}
