package dev.plumbline.standalone;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks datasets. */
@Command(
    name = "validate",
    description = "Check datasets against what the configuration says of them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline validate",
      "  plumbline validate churn.serving churn.actuals --all",
      "  plumbline validate --fail-on warn --output json"
    })
final class ValidateCommand implements Callable<Integer> {
  /** What makes the command fail. */
  enum FailOn {
    ERROR,
    WARN,
    NEVER
  }

  private final RootCommand root;

  @Mixin private Output output = new Output();

  @Parameters(
      paramLabel = "DATASET",
      arity = "0..*",
      description = "Such as churn.serving. Default: every dataset of the configuration.")
  private List<String> datasets = new ArrayList<>();

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      defaultValue = "error",
      description =
          "Exit with 1 on: error, warn (warnings too) or never. Default: error. A source that"
              + " cannot be read gives 3.")
  private FailOn failOn = FailOn.ERROR;

  @Option(
      names = {"--all", "--verbose"},
      description = "List the checks that passed, too.")
  private boolean all;

  ValidateCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    ValidationReport report;
    try (Plumbline plumbline = root.openFile()) {
      report =
          root.during(
              "validating", plumbline, (open, progress) -> open.validate(datasets, progress));
    }
    root.print(
        output.isJson()
            ? Json.pretty(ValidationView.json(report))
            : ValidationView.text(
                report,
                all ? ValidationView.Detail.ALL : ValidationView.Detail.FAILED,
                root.outStyle()));
    return verdict(report, failOn).number();
  }

  /** A source that cannot be read is no finding about data: scripts tell it from failed checks. */
  static ExitCode verdict(ValidationReport report, FailOn failOn) {
    boolean unreadable =
        report.datasets().stream()
            .flatMap(dataset -> dataset.checks().stream())
            .anyMatch(
                check ->
                    check.check() == Check.SOURCE_READABLE && check.outcome() == Outcome.FAILED);
    if (unreadable && failOn != FailOn.NEVER) {
      return ExitCode.FAILED;
    }
    boolean failed =
        switch (failOn) {
          case ERROR -> report.failed(Severity.ERROR) > 0;
          case WARN -> report.failed(Severity.ERROR) + report.failed(Severity.WARNING) > 0;
          case NEVER -> false;
        };
    return failed ? ExitCode.CHECKS_FAILED : ExitCode.PASSED;
  }
}
