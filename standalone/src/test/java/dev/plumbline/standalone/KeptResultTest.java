package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.validate.ValidationComparison;
import dev.plumbline.runtime.validate.ValidationSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptResultTest {
  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("kept.json"), text);
  }

  @Test
  void readsBackWhatAValidationFound() throws IOException {
    Path file = file(Json.pretty(ValidationView.json(Reports.validation())));
    ValidationSnapshot kept = KeptResult.baseline(file);
    ValidationSnapshot now = ValidationSnapshot.of(Reports.validation());
    assertThat(kept.datasets()).extracting(ValidationSnapshot.Dataset::name).isNotEmpty();
    assertThat(kept.datasets().get(0).state()).isEqualTo(now.datasets().get(0).state());
    assertThat(kept.datasets().get(0).rows()).isEqualTo(now.datasets().get(0).rows());
    assertThat(ValidationComparison.of(kept, now).datasets())
        .allSatisfy(dataset -> assertThat(dataset.changes()).isEmpty());
  }

  @Test
  void failsNothingThatTheBaselineKnows() {
    ValidationSnapshot baseline = ValidationSnapshot.of(Reports.validation());
    assertThat(ValidateCommand.verdict(Reports.validation(), ValidateCommand.FailOn.WARN))
        .isEqualTo(ExitCode.CHECKS_FAILED);
    assertThat(
            ValidateCommand.verdict(
                Baseline.applied(baseline, Reports.validation()), ValidateCommand.FailOn.WARN))
        .isEqualTo(ExitCode.PASSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "version: 1",
        "[]",
        "{}",
        "{\"version\": 1, \"command\": \"validate\"}",
        "{\"version\": 2, \"command\": \"validate\", \"datasets\": []}",
        "{\"version\": 1, \"command\": \"doctor\", \"findings\": []}",
        "{\"version\": 1, \"command\": \"validate\", \"datasets\": [1]}",
        "{\"version\": 1, \"command\": \"validate\", \"datasets\": []} {}",
        "{\"version\": 1, \"version\": 1, \"command\": \"validate\", \"datasets\": []}",
        "{\"version\": 1, \"command\": \"discover\", \"tables\": [{\"name\": \"t\"}]}"
      })
  void refusesWhatIsNoResult(String text) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> KeptResult.read(file))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("kept.json");
  }

  @Test
  void refusesABaselineOfAnotherCommand() throws IOException {
    Path file = file("{\"version\": 1, \"command\": \"discover\", \"tables\": []}");
    assertThatThrownBy(() -> KeptResult.baseline(file))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--baseline");
  }
}
