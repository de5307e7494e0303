package dev.plumbline.standalone;

import dev.plumbline.runtime.plugin.ConnectorCatalog;
import dev.plumbline.spi.ConnectorFactory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the options of one connector. */
@Command(
    name = "describe",
    description = "Show the options of a connector.",
    footerHeading = "%nExamples:%n",
    footer = "  plumbline connectors describe delta")
final class DescribeConnectorCommand implements Callable<Integer> {
  private final RootCommand root;

  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "NAME", description = "The connector, such as delta.")
  private String name = "";

  DescribeConnectorCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (ConnectorCatalog catalog = root.catalog()) {
      ConnectorFactory factory = catalog.factory(name);
      root.print(
          output.isJson()
              ? Json.pretty(
                  ConnectorsView.options(name, factory.sourceSpec(), factory.relationSpec()))
              : ConnectorsView.options(
                  name, factory.sourceSpec(), factory.relationSpec(), root.outStyle()));
    }
    return ExitCode.PASSED.number();
  }
}
