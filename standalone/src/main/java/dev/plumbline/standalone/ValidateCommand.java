package dev.plumbline.standalone;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationReport;
import dev.plumbline.runtime.validate.ValidationRequest;
import dev.plumbline.runtime.validate.ValidationSnapshot;
import dev.plumbline.spi.NearestName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
      "  plumbline validate --depth statistics --only ID_NOT_NULL,ROWS_PRESENT",
      "  plumbline validate --fail-on warn --report report.html --report junit.xml"
    })
final class ValidateCommand implements Callable<Integer> {
  /** What makes the command fail. */
  enum FailOn {
    ERROR,
    WARN,
    NEVER
  }

  /** How the result looks on standard output. */
  enum Form {
    CONSOLE,
    JSON,
    JUNIT,
    SARIF,
    MD,
    HTML
  }

  private final RootCommand root;

  @Parameters(
      paramLabel = "DATASET",
      arity = "0..*",
      description = "Such as churn.serving. Default: every dataset of the configuration.")
  private List<String> datasets = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FORM",
      defaultValue = "console",
      description = "console, json, junit, sarif, md or html. Default: console.")
  private Form form = Form.CONSOLE;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "A file to write as well: .html, .md, .json, .sarif or .xml (JUnit). It appears when it"
              + " is complete. May be repeated.")
  private List<Path> reports = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "CODE",
      split = ",",
      description = "The checks to make, such as ID_UNIQUE, separated by commas. Default: all.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--depth",
      paramLabel = "DEPTH",
      defaultValue = "scan",
      description =
          "How deep to look: schema (the columns alone), statistics (what the source knows; no row"
              + " is read) or scan. What needs more is skipped. Default: scan.")
  private ValidationRequest.Depth depth = ValidationRequest.Depth.SCAN;

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      defaultValue = "error",
      description =
          "Exit with 1 on: error, warn (warnings too) or never. Default: error. A source that"
              + " cannot be read gives 3.")
  private FailOn failOn = FailOn.ERROR;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "What an earlier 'validate --output json' printed: what it found already is shown as"
              + " known and fails nothing, unless more rows are wrong.")
  private @Nullable Path baseline;

  @Option(
      names = {"--all", "--verbose"},
      description = "List the checks that passed, too.")
  private boolean all;

  ValidateCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    ValidationRequest request =
        ValidationRequest.builder().datasets(datasets).depth(depth).only(checks(only)).build();
    Map<OutputFile, ReportFormat> files = files();
    Optional<ValidationSnapshot> known = Optional.ofNullable(baseline).map(KeptResult::baseline);
    ValidationReport report;
    try (Plumbline plumbline = root.openFile()) {
      report =
          root.during(
              "validating", plumbline, (open, progress) -> open.validate(request, progress));
    }
    ReportView whole = new ReportView(report, root.file().map(ValidateCommand::shortest));
    ValidationReport judged =
        known.map(findings -> Baseline.applied(findings, report)).orElse(report);
    ReportView view = new ReportView(judged, whole.configuration());
    for (Map.Entry<OutputFile, ReportFormat> file : files.entrySet()) {
      // JSON stays as it was found, so that it can be the next baseline.
      boolean kept = file.getValue() == ReportFormat.JSON;
      write(kept ? whole : view, file.getKey(), file.getValue());
    }
    root.print(text(form == Form.JSON ? whole : view));
    return verdict(judged, failOn).number();
  }

  private Map<OutputFile, ReportFormat> files() {
    Map<OutputFile, ReportFormat> files = new LinkedHashMap<>();
    Set<Path> named = new HashSet<>();
    for (Path file : reports) {
      if (!named.add(file.toAbsolutePath().normalize())) {
        throw new UsageException("--report: '" + file + "' is named twice; name each file once");
      }
      ReportFormat format = ReportFormat.of(file);
      files.put(OutputFile.at(file, "--report"), format);
    }
    return files;
  }

  private void write(ReportView view, OutputFile file, ReportFormat format) {
    String text = format.text(view, failures());
    long bytes =
        file.write(
            root.interruption(),
            unfinished ->
                Files.writeString(
                    unfinished, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW));
    root.note("wrote " + file + " (" + Units.bytes(bytes) + ")");
  }

  private String text(ReportView view) {
    return switch (form) {
      case CONSOLE ->
          ValidationView.text(
              view,
              all ? ValidationView.Detail.ALL : ValidationView.Detail.FAILED,
              root.outStyle());
      case JSON -> ReportFormat.JSON.text(view, failures());
      case JUNIT -> ReportFormat.JUNIT.text(view, failures());
      case SARIF -> ReportFormat.SARIF.text(view, failures());
      case MD -> ReportFormat.MD.text(view, failures());
      case HTML -> ReportFormat.HTML.text(view, failures());
    };
  }

  // Without a threshold a report still tells errors from what passed.
  private Set<ReportStatus> failures() {
    return failOn == FailOn.WARN
        ? EnumSet.of(ReportStatus.ERROR, ReportStatus.WARNING)
        : EnumSet.of(ReportStatus.ERROR);
  }

  private static Set<Check> checks(List<String> codes) {
    List<String> known = Arrays.stream(Check.values()).map(Check::name).toList();
    Set<Check> checks = EnumSet.noneOf(Check.class);
    for (String given : codes) {
      String code = given.strip().toUpperCase(Locale.ROOT).replace('-', '_');
      if (!known.contains(code)) {
        throw new UsageException(
            "--only: there is no check '"
                + given
                + "'; "
                + NearestName.of(code, known)
                    .map(near -> "did you mean '" + near + "'?")
                    .orElse("the checks are " + String.join(", ", known)));
      }
      checks.add(Check.valueOf(code));
    }
    return checks;
  }

  /** The file as seen from here, so that a report reads the same on every machine. */
  private static String shortest(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = file.toAbsolutePath().normalize();
    return (absolute.startsWith(here) ? here.relativize(absolute) : absolute)
        .toString()
        .replace(file.getFileSystem().getSeparator(), "/");
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
