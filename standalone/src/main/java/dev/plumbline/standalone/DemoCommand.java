package dev.plumbline.standalone;

import dev.plumbline.runtime.DiscoveredTable;
import dev.plumbline.runtime.PlanReport;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows the commands on the bundled quickstart. */
@Command(
    name = "demo",
    description = "Show what this does on the bundled churn model, end to end.",
    footerHeading = "%nExamples:%n",
    footer = "  plumbline demo")
final class DemoCommand implements Callable<Integer> {
  private static final String SOURCE = "lake";
  private static final String DATASET = "churn.serving";
  private static final String FROM = "2026-02-20";
  private static final String UNTIL = "2026-02-22";

  private final RootCommand root;

  DemoCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    Path folder =
        root.installation()
            .quickstart()
            .orElseThrow(
                () ->
                    new UsageException(
                        "the quickstart is not there; start by the launcher of the distribution"));
    Path file = shortest(folder.resolve("plumbline.yaml"));
    String options = " -c " + quoted(file.toString());
    Style style = root.outStyle();
    root.print(
        "A telecom predicts which customers leave. Its predictions, its training data and what\n"
            + "came true are Delta tables; "
            + file
            + " says what their columns mean.\n");

    try (Plumbline plumbline = root.openFile(file)) {
      step("1. What is there?", "discover " + SOURCE + options, style);
      root.print(overview(discover(plumbline)).text(style));

      step(
          "2. What would a read of two days cost?",
          "plan " + DATASET + " --from " + FROM + " --to-time " + UNTIL + options,
          style);
      root.print(PlanView.text(plan(plumbline), style));

      step("3. Is the data what the model needs?", "validate" + options, style);
      ValidationReport report = validate(plumbline);
      root.print(ValidationView.text(report, ValidationView.Detail.FAILED, style));
      if (ValidateCommand.verdict(report, ValidateCommand.FailOn.ERROR) == ExitCode.FAILED) {
        return ExitCode.FAILED.number();
      }
      root.print(ending(report, folder, options, style));
    }
    return ExitCode.PASSED.number();
  }

  private List<DiscoveredTable> discover(Plumbline plumbline) throws IOException {
    return root.during(
        "looking at " + SOURCE,
        plumbline,
        (open, progress) -> open.discover(SOURCE, Optional.empty()));
  }

  private PlanReport plan(Plumbline plumbline) throws IOException {
    ReadRequest request = ReadRequest.builder(DATASET).from(day(FROM)).until(day(UNTIL)).build();
    return root.during("planning " + DATASET, plumbline, (open, progress) -> open.plan(request));
  }

  private ValidationReport validate(Plumbline plumbline) throws IOException {
    return root.during(
        "validating", plumbline, (open, progress) -> open.validate(List.of(), progress));
  }

  private static Instant day(String day) {
    return Selection.instant("day", day);
  }

  private static TextTable overview(List<DiscoveredTable> tables) {
    TextTable overview =
        new TextTable()
            .column("table", TextTable.Align.LEFT)
            .column("state", TextTable.Align.LEFT)
            .column("columns", TextTable.Align.RIGHT)
            .column("rows", TextTable.Align.RIGHT)
            .column("files", TextTable.Align.RIGHT)
            .column("bytes", TextTable.Align.RIGHT);
    for (DiscoveredTable table : tables) {
      overview.row(
          table.name(),
          table.provenance().map(PlanView::state).orElse(""),
          Units.count(table.columns().size()),
          Units.amount(table.rows(), Units::count),
          Units.amount(table.files(), Units::count),
          Units.amount(table.bytes(), Units::bytes));
    }
    return overview;
  }

  private void step(String title, String command, Style style) {
    root.print(
        "\n"
            + style.paint(Style.Paint.BOLD, title)
            + "\n"
            + style.paint(Style.Paint.DIM, "$ " + root.installation().command() + " " + command)
            + "\n\n");
  }

  private String ending(ValidationReport report, Path folder, String options, Style style) {
    long found = report.failed(Severity.ERROR) + report.failed(Severity.WARNING);
    String command = "  " + root.installation().command() + " ";
    StringBuilder text = new StringBuilder("\n");
    text.append(
        found == 0
            ? "No check failed. The quickstart has planted defects, so its files were changed.\n"
            : "The defects were planted: "
                + shortest(folder.resolve("DEFECTS.md"))
                + " tells how each came about. Outside of a demo,\n"
                + "validate would end with exit code "
                + ValidateCommand.verdict(report, ValidateCommand.FailOn.ERROR).number()
                + " and stop the pipeline before a model reads such rows.\n");
    text.append('\n').append(style.paint(Style.Paint.BOLD, "What next?")).append('\n');
    String[][] next = {
      {"Look at the rows", "read " + DATASET + " --limit 5" + options},
      {
        "Take two days away",
        "read "
            + DATASET
            + " --from "
            + FROM
            + " --to-time "
            + UNTIL
            + " --to serving.csv"
            + options
      },
      {"Forward what was found as a page", "validate --report report.html" + options},
      {"Look at a table of yours", "discover delta:/path/to/table"},
      {"Have a configuration of it proposed", "init --from delta:/path/to/table"},
      {"Write one with your editor's help", "schema > plumbline.schema.json"},
      {"Check this machine", "doctor" + options},
    };
    for (String[] line : next) {
      text.append(line[0]).append('\n').append(command).append(line[1]).append('\n');
    }
    return text.toString();
  }

  private static Path shortest(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./=:@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
