package dev.plumbline.standalone;

import dev.plumbline.runtime.plugin.ConnectorCatalog;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the connectors. */
@Command(
    name = "connectors",
    description = "Show what is installed, and why something does not work.",
    footerHeading = "%nExamples:%n",
    footer = {"  plumbline connectors", "  plumbline connectors describe delta"})
final class ConnectorsCommand implements Callable<Integer> {
  private final RootCommand root;

  @Mixin private Output output = new Output();

  ConnectorsCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (ConnectorCatalog catalog = root.catalog()) {
      root.print(
          output.isJson()
              ? Json.pretty(ConnectorsView.json(catalog.installed()))
              : ConnectorsView.text(catalog.installed(), root.outStyle()));
    }
    return ExitCode.PASSED.number();
  }
}
