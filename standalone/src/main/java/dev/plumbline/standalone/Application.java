package dev.plumbline.standalone;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** The command line as a whole: parses, runs one command, reports what failed. */
final class Application {
  private static final Pattern CHOICE =
      Pattern.compile(
          "Invalid value for (?:option '|positional parameter at index \\d+ \\()([^')]+)['\\)]"
              + ": expected one of \\[(.*)\\] \\(case-insensitive\\) but was (.*)");

  private final Terminal terminal;
  private final Interruption interruption;
  private final RootCommand root;

  Application(Terminal terminal, Interruption interruption, Installation installation) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.root = new RootCommand(terminal, interruption, installation);
  }

  static Application ofProcess(Interruption interruption) {
    return new Application(
        Terminal.ofProcess(),
        interruption,
        Installation.of(System.getProperties(), System.getenv()));
  }

  /** Runs one command and returns its exit code. */
  int run(String... args) {
    int code = execute(args);
    terminal.out().flush();
    terminal.err().flush();
    return interruption.happened() ? ExitCode.INTERRUPTED.number() : code;
  }

  private int execute(String... args) {
    try {
      return commandLine().execute(args);
    } catch (OutOfMemoryError | LinkageError | StackOverflowError e) {
      return failed(e);
    }
  }

  CommandLine commandLine() {
    CommandLine line = new CommandLine(root);
    line.addSubcommand(new DemoCommand(root));
    line.addSubcommand(new InitCommand(root));
    line.addSubcommand(new DoctorCommand(root));
    line.addSubcommand(
        new CommandLine(new ConnectorsCommand(root))
            .addSubcommand(new DescribeConnectorCommand(root)));
    line.addSubcommand(new DiscoverCommand(root));
    line.addSubcommand(new PlanCommand(root));
    line.addSubcommand(new ReadCommand(root));
    line.addSubcommand(new ValidateCommand(root));
    line.addSubcommand(new DiffCommand(root));
    line.addSubcommand(new SchemaCommand(root));
    line.addSubcommand(new CompletionCommand(root));
    root.inherit(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(Math.min(100, Style.plain().width()));
    line.setOut(writer(terminal.out()));
    line.setErr(writer(terminal.err()));
    boolean colours =
        terminal.style(Terminal.Stream.OUT, Set.of()).features().contains(Style.Feature.COLOUR);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            colours ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler(this::misused);
    line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
    line.setExecutionStrategy(
        parsed -> {
          logging();
          return new CommandLine.RunLast().execute(parsed);
        });
    return line;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  // Libraries log through java.util.logging; what they say is for whoever looks for a fault.
  private void logging() {
    LogManager.getLogManager().reset();
    Logger all = Objects.requireNonNull(Logger.getLogger(""));
    if (root.isDebug()) {
      Handler handler = new ConsoleHandler();
      handler.setLevel(Level.FINE);
      all.addHandler(handler);
      all.setLevel(Level.INFO);
    } else {
      all.setLevel(Level.OFF);
    }
  }

  private int misused(CommandLine.ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintStream err = terminal.err();
    err.print(Failure.text(new UsageException(message(failure)), root.errStyle()));
    err.println("try '" + command.getCommandSpec().qualifiedName() + " --help'");
    return ExitCode.USAGE.number();
  }

  private static String message(CommandLine.ParameterException failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String hint =
          unmatched.getSuggestions().isEmpty()
              ? ""
              : "; did you mean '" + unmatched.getSuggestions().get(0) + "'?";
      return "'" + unmatched.getUnmatched().get(0) + "' is not known here" + hint;
    }
    Matcher choice = CHOICE.matcher(message);
    return choice.matches()
        ? choice.group(1)
            + " is "
            + choice.group(3)
            + "; write "
            + choice.group(2).toLowerCase(Locale.ROOT).replace(", ", " or ")
        : message;
  }

  private int failed(Throwable failure) {
    if (failure instanceof OutputException.ReaderGone) {
      return ExitCode.PASSED.number();
    }
    if (interruption.happened()) {
      return ExitCode.INTERRUPTED.number();
    }
    terminal.out().flush();
    terminal.err().print(Failure.text(failure, root.errStyle()));
    if (root.isDebug()) {
      failure.printStackTrace(terminal.err());
    }
    return ExitCode.of(failure).number();
  }
}
