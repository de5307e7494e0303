package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.ConfigurationException;
import dev.plumbline.runtime.config.LocatedProblem;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.spi.ConfigProblem;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void isOneBlockWithoutControlCharacters() {
    assertThat(
            Failure.text(
                new ConnectorException(
                    StandardErrorCode.NOT_FOUND, "delta: no table\u0007 'x'\nlook elsewhere\n"),
                Reports.PLAIN))
        .isEqualTo("error: delta: no table\\u0007 'x'\n  look elsewhere\n");
  }

  @Test
  void listsEveryProblemOfAConfiguration() {
    Path file = Path.of("plumbline.yaml");
    ConfigurationException failure =
        new ConfigurationException(
            List.of(
                new LocatedProblem(
                    ConfigProblem.error(
                        ConfigProblem.Code.UNKNOWN_KEY, "sources.lake.pth", "is not a known key"),
                    file,
                    new Position(7, 5)),
                new LocatedProblem(
                    ConfigProblem.warning(
                        ConfigProblem.Code.LITERAL_SECRET, "sources.lake.key", "holds the secret"),
                    file,
                    new Position(8, 5)),
                new LocatedProblem(
                    ConfigProblem.error(ConfigProblem.Code.MISSING_KEY, "version", "is missing"),
                    file,
                    Position.UNKNOWN)));

    assertThat(Failure.text(failure, Reports.PLAIN))
        .isEqualTo(
            """
            error: the configuration has 2 problems
              plumbline.yaml:7:5: 'sources.lake.pth': is not a known key
              warning: plumbline.yaml:8:5: 'sources.lake.key': holds the secret
              plumbline.yaml: 'version': is missing
            """);
  }

  @Test
  void asksForDebugWhereTheFaultIsOurs() {
    assertThat(Failure.text(new IllegalStateException("impossible"), Reports.PLAIN))
        .isEqualTo(
            """
            internal error: IllegalStateException: impossible
              this is a fault of plumbline; run again with --debug for the stack trace
            """);
  }

  @Test
  void namesAnErrorThatHasNoMessage() {
    assertThat(Failure.text(new IllegalStateException(), Reports.PLAIN))
        .startsWith("internal error: IllegalStateException: IllegalStateException\n");
  }
}
