package dev.plumbline.standalone;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a script that completes commands and options. */
@Command(
    name = "completion",
    description = "Print a script with which the shell completes commands and options.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  bash: source <(plumbline completion bash)",
      "  zsh:  autoload -U bashcompinit; bashcompinit; source <(plumbline completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {
  /** The shells for which there is a script; one serves both. */
  enum Shell {
    BASH,
    ZSH
  }

  private final RootCommand root;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  CompletionCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    CommandLine line =
        new Application(root.terminal(), root.interruption(), root.installation()).commandLine();
    root.print(
        "# Completion for "
            + shell.name().toLowerCase(java.util.Locale.ROOT)
            + ".\n"
            + AutoComplete.bash("plumbline", line));
    return ExitCode.PASSED.number();
  }
}
