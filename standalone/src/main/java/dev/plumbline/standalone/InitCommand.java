package dev.plumbline.standalone;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.ModelType;
import dev.plumbline.runtime.infer.InferenceRequest;
import dev.plumbline.runtime.infer.Proposal;
import dev.plumbline.spi.NearestName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proposes a configuration. */
@Command(
    name = "init",
    description =
        "Propose a plumbline.yaml from what a source has, with the evidence beside each guess.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  plumbline init --from delta:./lake",
      "  plumbline init --from delta:./lake --table 'churn*' --model churn --out churn.yaml",
      "  plumbline init --from delta:./lake --role scores_2026=serving --role truth=actuals",
      "  plumbline init -c plumbline.yaml --from warehouse --out -"
    })
final class InitCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  private final RootCommand root;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "SOURCE_OR_LOCATION",
      description =
          "CONNECTOR:LOCATION such as delta:./lake, a folder of tables or one table; or a source"
              + " of the configuration.")
  private String from = "";

  @Option(
      names = "--table",
      paramLabel = "PATTERN",
      description = "Only tables with such a name; * stands for any characters.")
  private @Nullable String table;

  @Option(
      names = "--role",
      paramLabel = "TABLE=ROLE",
      description =
          "What a table is to the model: serving, training, testing or actuals. May be repeated."
              + " Default: by its name.")
  private Map<String, String> roles = new LinkedHashMap<>();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model's name. Default: after what it predicts.")
  private @Nullable String model;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description =
          "The model's type: regression, binary, multiclass, multi-label or ranking. Default: by"
              + " its predictions.")
  private @Nullable String type;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "plumbline.yaml",
      description = "The file to write; - prints it. Default: plumbline.yaml.")
  private String out = "plumbline.yaml";

  @Option(names = "--force", description = "Replace the file if it is there.")
  private boolean force;

  InitCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    boolean printed = out.equals(STANDARD_OUTPUT);
    Path file = Path.of(printed ? "plumbline.yaml" : out);
    OutputFile target = null;
    if (!printed) {
      if (Files.exists(file) && !force) {
        throw new UsageException(
            "'"
                + out
                + "' is there already and is left alone; write another file with --out, print with"
                + " --out -, or replace it with --force");
      }
      target = OutputFile.at(file, "--out");
    }
    Proposal proposal;
    InferenceRequest request = request(file);
    try (Plumbline plumbline = root.open(from)) {
      proposal =
          root.during(
              "looking at " + from, plumbline, (open, progress) -> open.propose(request, progress));
    }
    if (target == null) {
      root.print(proposal.yaml());
    } else {
      target.write(
          root.interruption(),
          unfinished -> Files.writeString(unfinished, proposal.yaml(), StandardCharsets.UTF_8));
      root.print(ProposalView.text(proposal, out, root.installation().command(), root.outStyle()));
    }
    return ExitCode.PASSED.number();
  }

  private InferenceRequest request(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    InferenceRequest.Builder request = InferenceRequest.builder(from);
    if (folder != null) {
      request.folder(folder);
    }
    if (table != null) {
      request.tables(table);
    }
    if (model != null) {
      if (model.isBlank() || !Text.line(model).equals(model)) {
        throw new UsageException("--model is blank or has hidden characters; write a name");
      }
      request.model(model);
    }
    if (type != null) {
      request.type(word("--type", type, ModelType.values(), ModelType::word));
    }
    roles.forEach(
        (name, role) ->
            request.role(name, word("--role", role, DatasetRole.values(), DatasetRole::word)));
    return request.build();
  }

  private static <T> T word(String option, String given, T[] values, Function<T, String> word) {
    List<String> known = Arrays.stream(values).map(word).toList();
    String wanted = given.toLowerCase(Locale.ROOT);
    Optional<T> found = Arrays.stream(values).filter(v -> word.apply(v).equals(wanted)).findFirst();
    return found.orElseThrow(
        () ->
            new UsageException(
                option
                    + " is '"
                    + given
                    + "'; "
                    + NearestName.of(given, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("write " + String.join(", ", known))));
  }
}
