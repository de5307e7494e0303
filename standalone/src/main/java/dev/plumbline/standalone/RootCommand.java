package dev.plumbline.standalone;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.config.LocatedProblem;
import dev.plumbline.runtime.plugin.ConnectorCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The options that every command has, and what all commands need to run. */
@Command(
    name = "plumbline",
    synopsisHeading = "",
    customSynopsis = "Usage: plumbline [OPTIONS] COMMAND",
    description = "Plans, reads and checks the data of machine learning models where it is.",
    optionListHeading = "%nOptions of every command:%n",
    commandListHeading = "%nCommands:%n",
    versionProvider = RootCommand.VersionLine.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:passed",
      "1:checks failed",
      "2:usage or configuration: the same command can never succeed",
      "3:a source, the data or the run failed",
      "130:interrupted"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline demo",
      "  plumbline validate churn.serving",
      "  plumbline discover delta:./table",
      "  plumbline read delta:./table --limit 5"
    })
final class RootCommand implements Callable<Integer> {
  /** Reads the version when it is asked for. */
  static final class VersionLine implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Version.line()};
    }
  }

  private static final Path DEFAULT_FILE = Path.of("plumbline.yaml");
  private static final Pattern LOCATION = Pattern.compile("[a-z][a-z0-9-]{0,31}:.+");

  private final Terminal terminal;
  private final Interruption interruption;
  private final Installation installation;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The configuration. Default: plumbline.yaml in this folder.")
  private @Nullable Path file;

  @Option(
      names = "--connectors",
      paramLabel = "FOLDER",
      scope = ScopeType.INHERIT,
      description = "A further folder that holds one folder for each connector. May be repeated.")
  private List<Path> connectorFolders = new ArrayList<>();

  @Option(
      names = "--secrets-dir",
      paramLabel = "FOLDER",
      scope = ScopeType.INHERIT,
      description = "Where the files named by $${file:PATH} lie.")
  private @Nullable Path secretsFolder;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours, also on a terminal; so does the variable NO_COLOR.")
  private boolean noColour;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the libraries' log and the stack traces of errors.")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show how to use the command.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  RootCommand(Terminal terminal, Interruption interruption, Installation installation) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.installation = installation;
  }

  /** Gives every command the layout that this one has. */
  void inherit(CommandLine line) {
    for (CommandLine command : line.getSubcommands().values()) {
      CommandSpec commandSpec = command.getCommandSpec();
      commandSpec.usageMessage().sortOptions(false);
      commandSpec.usageMessage().abbreviateSynopsis(true);
      inherit(command);
    }
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(terminal.err());
    }
    return ExitCode.USAGE.number();
  }

  boolean isDebug() {
    return debug;
  }

  Terminal terminal() {
    return terminal;
  }

  Interruption interruption() {
    return interruption;
  }

  Installation installation() {
    return installation;
  }

  Style outStyle() {
    return terminal.style(Terminal.Stream.OUT, refused());
  }

  Style errStyle() {
    return terminal.style(Terminal.Stream.ERR, refused());
  }

  private Set<Style.Feature> refused() {
    return noColour ? Set.of(Style.Feature.COLOUR) : Set.of();
  }

  void print(String text) {
    terminal.out().print(text);
    terminal.out().flush();
    if (terminal.out().checkError()) {
      throw new OutputException.ReaderGone();
    }
  }

  /** Tells people how it went; scripts hear nothing but errors and warnings. */
  void note(String text) {
    if (terminal.isInteractive(Terminal.Stream.ERR)) {
      terminal.err().println(text);
    }
  }

  Progress progress(String first) {
    return Progress.of(terminal, errStyle(), first);
  }

  /** What a command does with an open configuration. */
  interface Work<T> {
    T with(Plumbline plumbline, Progress progress) throws IOException;
  }

  /** Does work and tells meanwhile what is going on. */
  <T> T during(String doing, Plumbline plumbline, Work<T> work) throws IOException {
    try (Progress progress = progress(doing)) {
      return interruption.during(plumbline::cancel, () -> work.with(plumbline, progress));
    }
  }

  List<Path> connectorFolders() {
    List<Path> folders = new ArrayList<>();
    installation.connectorFolder().ifPresent(folders::add);
    for (Path folder : connectorFolders) {
      if (!Files.isDirectory(folder)) {
        throw new UsageException("--connectors: '" + folder + "' is no folder");
      }
      folders.add(folder);
    }
    return folders;
  }

  ConnectorCatalog catalog() {
    return ConnectorCatalog.load(connectorFolders(), Optional.empty());
  }

  /** The configuration that commands without a location use, if there is one. */
  Optional<Path> file() {
    if (file != null) {
      return Optional.of(file);
    }
    return Files.exists(DEFAULT_FILE) ? Optional.of(DEFAULT_FILE) : Optional.empty();
  }

  /** Opens what a dataset, a source or a location needs. */
  Plumbline open(String target) {
    if (LOCATION.matcher(target).matches() && file == null) {
      // A broken plumbline.yaml that happens to lie here must not matter to a location.
      return builder().open();
    }
    return openFile();
  }

  /** Opens the configuration and shows its warnings. */
  Plumbline openFile() {
    return openFile(
        file()
            .orElseThrow(
                () ->
                    new UsageException(
                        "there is no plumbline.yaml in this folder; name the configuration with"
                            + " -c FILE, or a table as CONNECTOR:LOCATION such as"
                            + " delta:./table")));
  }

  /** Opens a configuration and shows its warnings. */
  Plumbline openFile(Path configuration) {
    Plumbline plumbline = builder().configuration(configuration).open();
    for (LocatedProblem warning : plumbline.configuration().warnings()) {
      terminal.err().print(Failure.warning(warning.toString(), errStyle()));
    }
    return plumbline;
  }

  /** Opens without a configuration. */
  Plumbline openBare() {
    return builder().open();
  }

  private Plumbline.Builder builder() {
    Plumbline.Builder builder =
        Plumbline.builder().environment(System.getenv()).cacheFolder(installation.cacheFolder());
    connectorFolders().forEach(builder::connectorFolder);
    if (secretsFolder != null) {
      if (!Files.isDirectory(secretsFolder)) {
        throw new UsageException("--secrets-dir: '" + secretsFolder + "' is no folder");
      }
      builder.secretsFolder(secretsFolder);
    }
    return builder;
  }
}
