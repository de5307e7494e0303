package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.ValidationReport;
import dev.plumbline.standalone.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that a validation leaves, beside what it prints. */
class ReportFilesIT {
  @TempDir private Path folder;

  private static JsonNode schema() throws IOException {
    return CommandLine.json(
        Files.readString(Distribution.REPOSITORY.resolve("docs/validation-report.schema.json")));
  }

  private CommandLine.Result validate(String... more) {
    String configuration =
        Distribution.REPOSITORY.relativize(Distribution.QUICKSTART_FILE).toString();
    return CommandLine.in(Distribution.REPOSITORY)
        .run(
            Stream.concat(Stream.of("validate", "-c", configuration), Arrays.stream(more))
                .toArray(String[]::new));
  }

  @Test
  void writesEveryFormInOneRun() throws IOException {
    List<String> names = List.of("r.json", "r.xml", "r.sarif", "r.md", "r.html");
    CommandLine.Result result =
        validate(
                names.stream()
                    .flatMap(name -> Stream.of("--report", folder.resolve(name).toString()))
                    .toArray(String[]::new))
            .ended(1);

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("ID_UNIQUE").contains("3 datasets, 7 errors");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(names);
    }
    for (String name : names) {
      assertThat(folder.resolve(name)).content().contains("ID_UNIQUE");
    }
    JsonNode json = CommandLine.json(Files.readString(folder.resolve("r.json")));
    assertThat(JsonSchema.problems(schema(), json)).isEmpty();
    assertThat(json.get("configuration").asText()).isEqualTo("examples/quickstart/plumbline.yaml");
    JsonNode sarif = CommandLine.json(Files.readString(folder.resolve("r.sarif")));
    assertThat(sarif.at("/runs/0/results").findValuesAsText("level").stream())
        .filteredOn(level -> level.equals("error"))
        .hasSize(7);
    assertThat(
            sarif
                .at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")
                .asText())
        .isEqualTo("examples/quickstart/plumbline.yaml");
  }

  @Test
  void printsTheFormThatIsAskedFor() throws IOException {
    assertThat(validate("--output", "junit").ended(1).out()).startsWith("<?xml ");
    assertThat(validate("--output", "md", "--fail-on", "never").succeeded().out())
        .startsWith("## ");
    assertThat(JsonSchema.problems(schema(), validate("--output", "json").ended(1).json()))
        .isEmpty();
  }

  static Stream<ValidationReport> reports() {
    return Stream.of(SampleReports.rich(), SampleReports.adversarial("http://127.0.0.1:9"));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void describesAllThatAReportCanHold(ValidationReport report) throws IOException {
    JsonNode json = CommandLine.json(ReportFormat.JSON.text(report, Optional.empty()));
    assertThat(JsonSchema.problems(schema(), json)).isEmpty();
  }

  @Test
  void describesEveryCheck() throws IOException {
    JsonNode codes = schema().at("/$defs/check/properties/code/enum");
    assertThat(StreamSupport.stream(codes.spliterator(), false).map(JsonNode::asText))
        .containsExactly(Arrays.stream(Check.values()).map(Check::name).toArray(String[]::new));
  }

  @Test
  void seesAReportThatIsNotAsDescribed() throws IOException {
    assertThat(JsonSchema.problems(schema(), CommandLine.json("{\"version\": 2, \"more\": 1}")))
        .hasSize(3);
  }
}
