package dev.plumbline.standalone;

import dev.plumbline.runtime.config.ConfigurationSchema;
import dev.plumbline.runtime.plugin.ConnectorCatalog;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the JSON Schema of the configuration. */
@Command(
    name = "schema",
    description = "Print the JSON Schema of plumbline.yaml with the options of what is installed.",
    footerHeading = "%nExamples:%n",
    footer = "  plumbline schema > plumbline.schema.json")
final class SchemaCommand implements Callable<Integer> {
  private final RootCommand root;

  SchemaCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (ConnectorCatalog catalog = root.catalog()) {
      root.print(
          Json.pretty(
              ConfigurationSchema.of(catalog.names().stream().map(catalog::factory).toList())));
    }
    return ExitCode.PASSED.number();
  }
}
