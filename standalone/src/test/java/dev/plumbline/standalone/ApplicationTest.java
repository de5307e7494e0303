package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    Terminal terminal = new Terminal(stream(out), stream(err), Set.of(), Map.of(), 100);
    return new Application(
            terminal,
            new Interruption(),
            new Installation(
                Optional.empty(), Optional.empty(), folder.resolve("cache"), "plumbline"))
        .run(args);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "doctor",
        "connectors",
        "discover",
        "plan",
        "read",
        "validate",
        "schema",
        "completion"
      })
  void helpsWithExamplesOfEveryCommand(String command) {
    assertThat(run(command, "--help")).isEqualTo(0);
    assertThat(out()).contains("Usage: plumbline " + command).contains("Examples:\n");
    assertThat(err()).isEmpty();
  }

  @Test
  void showsHowToUseItWhenNothingIsAskedFor() {
    assertThat(run()).isEqualTo(2);
    assertThat(err()).contains("Usage: plumbline [OPTIONS] COMMAND");
    assertThat(out()).isEmpty();
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    assertThat(run("validat")).isEqualTo(2);
    assertThat(err())
        .isEqualTo(
            """
            error: 'validat' is not known here; did you mean 'validate'?
            try 'plumbline --help'
            """);
  }

  @Test
  void namesTheChoicesOfAnOption() {
    assertThat(run("validate", "--output", "xml")).isEqualTo(2);
    assertThat(err())
        .isEqualTo(
            """
            error: --output is 'xml'; write console or json or junit or sarif or md or html
            try 'plumbline validate --help'
            """);
  }

  @Test
  void suggestsTheCheckThatWasMeant() {
    assertThat(run("validate", "--only", "ID_NOT_NULL,ID_UNIQE")).isEqualTo(2);
    assertThat(err())
        .isEqualTo("error: --only: there is no check 'ID_UNIQE'; did you mean 'ID_UNIQUE'?\n");
  }

  @Test
  void refusesAReportOfUnknownFormatBeforeItReads() {
    assertThat(run("validate", "--report", folder.resolve("report.pdf").toString())).isEqualTo(2);
    assertThat(err()).contains("--report: ").contains(".html, .md, .json, .sarif or .xml (JUnit)");
  }

  @Test
  void refusesAReportInAFolderThatIsNotThere() {
    assertThat(run("validate", "--report", folder.resolve("no/r.html").toString())).isEqualTo(2);
    assertThat(err()).startsWith("error: --report: the folder of").contains("create it");
  }

  @Test
  void refusesOneFileForTwoReports() {
    String file = folder.resolve("r.html").toString();
    assertThat(run("validate", "--report", file, "--report", file)).isEqualTo(2);
    assertThat(err()).contains("is named twice");
  }

  @Test
  void namesTheShellsItCompletes() {
    assertThat(run("completion", "fish")).isEqualTo(2);
    assertThat(err()).startsWith("error: SHELL is 'fish'; write bash or zsh\n");
  }

  @Test
  void refusesATimeWithoutZone() {
    assertThat(run("plan", "m.serving", "--from", "2026-02-15T10:00:00")).isEqualTo(2);
    assertThat(err()).contains("--from is '2026-02-15T10:00:00'").contains("2026-02-15T10:30:00Z");
  }

  @Test
  void refusesAnEmptyRange() {
    assertThat(run("plan", "m.serving", "--from", "2026-02-15", "--until", "2026-02-15"))
        .isEqualTo(2);
    assertThat(err()).contains("is not before");
  }

  @Test
  void refusesANegativeLimit() {
    assertThat(run("read", "delta:./t", "--limit", "-1")).isEqualTo(2);
    assertThat(err()).isEqualTo("error: --limit is -1; write a number from 0\n");
  }

  @Test
  void refusesAFileOfUnknownFormatBeforeItReads() {
    assertThat(run("read", "delta:./t", "--to", folder.resolve("rows.txt").toString()))
        .isEqualTo(2);
    assertThat(err()).contains("says no file format").contains(".csv, .jsonl, .arrow, .parquet");
  }

  @Test
  void refusesAFileInAFolderThatIsNotThere() {
    assertThat(run("read", "delta:./t", "--to", folder.resolve("no/rows.csv").toString()))
        .isEqualTo(2);
    assertThat(err()).contains("does not exist; create it");
  }

  @Test
  void refusesAFileAndAFormatTogether() {
    assertThat(run("read", "delta:./t", "--to", "rows.csv", "--format", "csv")).isEqualTo(2);
    assertThat(err()).contains("--to and --format cannot go together");
  }

  @Test
  void refusesAConnectorFolderThatIsNotThere() {
    assertThat(run("connectors", "--connectors", folder.resolve("no").toString())).isEqualTo(2);
    assertThat(err()).contains("is no folder");
  }

  @Test
  void saysWhatToDoWithoutAConfiguration() {
    assertThat(Path.of("plumbline.yaml")).doesNotExist();
    assertThat(run("validate")).isEqualTo(2);
    assertThat(err()).contains("-c FILE").contains("delta:./table");
    assertThat(out()).isEmpty();
  }

  @Test
  void saysWhereTheDemoNeedsTheDistribution() {
    assertThat(run("demo")).isEqualTo(2);
    assertThat(err()).contains("the quickstart is not there");
  }

  @Test
  void completesEveryCommandInTheShell() throws Exception {
    assertThat(run("completion", "bash")).isEqualTo(0);
    assertThat(out()).contains("complete -F _complete_plumbline").contains("--fail-on");
    Path script = Files.writeString(folder.resolve("completion"), out());
    assertThat(new ProcessBuilder("bash", "-n", script.toString()).start().waitFor()).isEqualTo(0);
  }
}
