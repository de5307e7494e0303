package dev.plumbline.standalone;

import dev.plumbline.runtime.PlanReport;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.ReadRequest;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what a read would do. */
@Command(
    name = "plan",
    description = "Show what a read would do, and where, without reading any row.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline plan churn.serving --from 2026-02-20 --to-time 2026-02-22",
      "  plumbline plan delta:./table --where \"amount > 100\" --columns id,amount"
    })
final class PlanCommand implements Callable<Integer> {
  private final RootCommand root;

  @Mixin private Output output = new Output();
  @Mixin private Selection selection = new Selection();

  @Parameters(
      paramLabel = "DATASET_OR_LOCATION",
      description = "Such as churn.serving, or CONNECTOR:LOCATION such as delta:./table.")
  private String target = "";

  PlanCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    PlanReport report;
    ReadRequest request = selection.request(target);
    try (Plumbline plumbline = root.open(target)) {
      report = root.during("planning " + target, plumbline, (open, progress) -> open.plan(request));
    }
    root.print(
        output.isJson()
            ? Json.pretty(PlanView.json(report))
            : PlanView.text(report, root.outStyle()));
    return ExitCode.PASSED.number();
  }
}
