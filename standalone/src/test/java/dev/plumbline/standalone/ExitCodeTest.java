package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.ConfigurationException;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationReport;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST, 2",
    "INVALID_CONFIGURATION, 2",
    "AUTHENTICATION_FAILED, 3",
    "CREDENTIALS_EXPIRED, 3",
    "PERMISSION_DENIED, 3",
    "NOT_FOUND, 2",
    "UNSUPPORTED, 2",
    "UNSUPPORTED_FEATURE, 2",
    "UNSUPPORTED_TYPE, 2",
    "SCHEMA_CHANGED, 3",
    "SNAPSHOT_GONE, 3",
    "CORRUPT_DATA, 3",
    "THROTTLED, 3",
    "TIMEOUT, 3",
    "UNAVAILABLE, 3",
    "EXTERNAL, 3",
    "LIMIT_EXCEEDED, 2",
    "CANCELLED, 130",
    "INTERNAL, 3"
  })
  void tellsWhoCanDoSomethingAboutIt(StandardErrorCode code, int number) {
    assertThat(ExitCode.of(new ConnectorException(code, "x")).number()).isEqualTo(number);
  }

  @Test
  void saysUsageForArgumentsAndTheConfiguration() {
    assertThat(ExitCode.of(new UsageException("x"))).isEqualTo(ExitCode.USAGE);
    assertThat(ExitCode.of(new ConfigurationException(List.of()))).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void saysFailedForWhatNobodyForesaw() {
    assertThat(ExitCode.of(new IllegalStateException("x"))).isEqualTo(ExitCode.FAILED);
    assertThat(ExitCode.of(new OutputException("x", new IOException()))).isEqualTo(ExitCode.FAILED);
  }

  @ParameterizedTest
  @CsvSource({
    "ERROR, ERROR, CHECKS_FAILED",
    "ERROR, WARN, CHECKS_FAILED",
    "ERROR, NEVER, PASSED",
    "WARNING, ERROR, PASSED",
    "WARNING, WARN, CHECKS_FAILED",
    "WARNING, NEVER, PASSED",
    "INFO, ERROR, PASSED",
    "INFO, WARN, PASSED",
    "INFO, NEVER, PASSED"
  })
  void followsWhatTheUserWantsToFailOn(
      Severity severity, ValidateCommand.FailOn failOn, ExitCode expected) {
    assertThat(ValidateCommand.verdict(Reports.failing(Check.ID_NOT_NULL, severity), failOn))
        .isEqualTo(expected);
  }

  @Test
  void tellsASourceThatCannotBeReadFromFailedChecks() {
    ValidationReport report = Reports.failing(Check.SOURCE_READABLE, Severity.ERROR);

    assertThat(ValidateCommand.verdict(report, ValidateCommand.FailOn.ERROR))
        .isEqualTo(ExitCode.FAILED);
    assertThat(ValidateCommand.verdict(report, ValidateCommand.FailOn.NEVER))
        .isEqualTo(ExitCode.PASSED);
  }
}
