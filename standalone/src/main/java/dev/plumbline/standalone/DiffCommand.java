package dev.plumbline.standalone;

import dev.plumbline.runtime.validate.SchemaComparison;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationComparison;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two results. */
@Command(
    name = "diff",
    description = {
      "Show what is different between two results that were kept: two of 'validate --output json',"
          + " or two of 'discover --output json'."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline validate --output json > monday.json",
      "  plumbline diff monday.json tuesday.json",
      "  plumbline discover lake --output json > new.json",
      "  plumbline diff old.json new.json --fail-on warn"
    })
final class DiffCommand implements Callable<Integer> {
  private final RootCommand root;

  @Mixin private Output output = new Output();

  @Parameters(index = "0", paramLabel = "A", description = "The earlier result, a JSON file.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "The later result, a JSON file.")
  private Path after = Path.of("");

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      defaultValue = "error",
      description =
          "Exit with 1 on: error (failures that are new or worse; columns that are gone or no longer"
              + " hold what they held), warn (warnings and wider types too) or never. Default:"
              + " error.")
  private ValidateCommand.FailOn failOn = ValidateCommand.FailOn.ERROR;

  DiffCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    KeptResult old = KeptResult.read(before);
    KeptResult now = KeptResult.read(after);
    if (!old.command().equals(now.command())) {
      throw new UsageException(
          "'"
              + before
              + "' is what '"
              + old.command()
              + "' printed and '"
              + after
              + "' what '"
              + now.command()
              + "' printed; compare two results of one command");
    }
    if (old.validation().isPresent() && now.validation().isPresent()) {
      ValidationComparison changes =
          ValidationComparison.of(old.validation().get(), now.validation().get());
      root.print(
          output.isJson()
              ? Json.pretty(DiffView.json(changes))
              : DiffView.text(changes, root.outStyle()));
      return verdict(
          changes.newFailures(Severity.ERROR) > 0, changes.newFailures(Severity.WARNING) > 0);
    }
    SchemaComparison changes =
        SchemaComparison.of(old.schema().orElseThrow(), now.schema().orElseThrow());
    root.print(
        output.isJson()
            ? Json.pretty(SchemaDiffView.json(changes))
            : SchemaDiffView.text(changes, root.outStyle()));
    boolean harmful =
        changes.tables().stream()
            .anyMatch(t -> t.isLost() || t.columns().stream().anyMatch(c -> c.kind().isHarmful()));
    boolean wider =
        changes.tables().stream()
            .flatMap(t -> t.columns().stream())
            .anyMatch(c -> c.kind() == SchemaComparison.Kind.WIDENING);
    return verdict(harmful, wider);
  }

  private int verdict(boolean errors, boolean warnings) {
    boolean failed =
        switch (failOn) {
          case ERROR -> errors;
          case WARN -> errors || warnings;
          case NEVER -> false;
        };
    return (failed ? ExitCode.CHECKS_FAILED : ExitCode.PASSED).number();
  }
}
