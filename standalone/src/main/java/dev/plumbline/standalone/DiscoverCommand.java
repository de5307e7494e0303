package dev.plumbline.standalone;

import dev.plumbline.runtime.DiscoveredTable;
import dev.plumbline.runtime.Plumbline;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the tables of a source. */
@Command(
    name = "discover",
    description = "Show the tables of a source with columns and sizes.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline discover lake",
      "  plumbline discover lake 'serv*'",
      "  plumbline discover delta:./table --output json"
    })
final class DiscoverCommand implements Callable<Integer> {
  private final RootCommand root;

  @Mixin private Output output = new Output();

  @Parameters(
      index = "0",
      paramLabel = "SOURCE_OR_LOCATION",
      description = "A source of the configuration, or CONNECTOR:LOCATION such as delta:./table.")
  private String target = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "Only tables with such a name; * stands for any characters.")
  private @Nullable String pattern;

  DiscoverCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    List<DiscoveredTable> tables;
    try (Plumbline plumbline = root.open(target)) {
      tables =
          root.during(
              "looking at " + target,
              plumbline,
              (open, progress) -> open.discover(target, Optional.ofNullable(pattern)));
    }
    root.print(
        output.isJson()
            ? Json.pretty(DiscoveryView.json(target, tables))
            : DiscoveryView.text(tables, root.outStyle()));
    return ExitCode.PASSED.number();
  }
}
