package dev.plumbline.runtime.infer;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.model.TypeNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes what was guessed as a configuration file. */
final class ProposalText {
  private static final int OTHERS_SHOWN = 3;

  private final InferenceRequest request;
  private final ProposedSource source;
  private final ModelGuess model;
  private final YamlText yaml = new YamlText();
  private final List<String> open = new ArrayList<>();

  ProposalText(InferenceRequest request, ProposedSource source, ModelGuess model) {
    this.request = request;
    this.source = source;
    this.model = model;
  }

  /** What a person has to write, one sentence each. */
  List<String> open() {
    return open;
  }

  String write() {
    yaml.note(0, "Proposed from " + request.from() + ".");
    yaml.note(
        0, "Beside each guess stands what speaks for it. Check the guesses, put in force what is");
    yaml.note(0, "commented out and fits, and run 'plumbline validate'.");
    yaml.line(0, "version: 1");
    yaml.line(0, "engine: local");
    yaml.blank();
    yaml.line(0, "sources:");
    yaml.line(1, YamlText.scalar(source.name()) + ":");
    yaml.pair(2, "connector", source.connector(), "");
    source.options().forEach((key, value) -> yaml.pair(2, key, value, ""));
    yaml.blank();
    boolean usable = model.hasShape() && model.lead().map(ProposalText::isComplete).orElse(false);
    if (usable) {
      model();
    } else {
      openModel();
      yaml.comment(this::model);
    }
    unused();
    return yaml.text();
  }

  private static boolean isComplete(TableGuess table) {
    return table.id().isPresent() && table.time().isPresent();
  }

  private void openModel() {
    String missing;
    if (model.unused().stream().allMatch(t -> t.found().problem().isPresent())
        && model.tables().isEmpty()) {
      missing = "no table could be read";
    } else if (model.lead().isEmpty()) {
      missing =
          "no table could be told to be serving, training or testing; name one with --role"
              + " TABLE=serving";
    } else if (!isComplete(model.lead().get())) {
      missing =
          model.lead().get().name()
              + " has no column that is plainly its "
              + (model.lead().get().id().isEmpty() ? "id" : "timestamp");
    } else if (model.predictions().isEmpty()) {
      missing = "no column of " + model.lead().get().name() + " is named like a prediction";
    } else {
      missing =
          "the predictions found make no "
              + model.type().word()
              + " model; choose another type with --type";
    }
    open.add(missing);
    yaml.note(0, "The model is commented out: " + missing + ".");
    yaml.note(0, "Complete it where it says WRITE, and take the signs away.");
  }

  private void model() {
    yaml.line(0, "models:");
    yaml.line(
        1,
        YamlText.scalar(model.name()) + ":",
        request.model().isPresent() ? "" : "choose a name that your team knows");
    yaml.line(2, "version: v1");
    yaml.line(2, "type: " + model.type().word(), model.typeEvidence());
    model.lead().ifPresentOrElse(this::fields, () -> predictions(List.of()));
    model.tables().forEach(this::dataset);
  }

  private void fields(TableGuess lead) {
    List<ModelGuess.Guess> others =
        model.with(lead, ColumnUse.NONE).stream()
            .filter(g -> TableGuess.isName(g.column().name()))
            .toList();
    group("raw_inputs", model.with(lead, ColumnUse.RAW_INPUT), List.of());
    group("features", model.with(lead, ColumnUse.FEATURE), others);
    predictions(model.predictions());
    long unnamed = lead.columns().stream().filter(c -> !TableGuess.isName(c.name())).count();
    if (unnamed > 0) {
      yaml.note(
          2,
          unnamed
              + (unnamed == 1 ? " column has one of the names" : " columns have names")
              + " that are blank, have hidden characters or ${; rename to map them");
    }
  }

  private void predictions(List<ModelGuess.Guess> predictions) {
    yaml.line(2, "predictions:");
    predictions.forEach(this::field);
    if (predictions.isEmpty()) {
      yaml.line(3, "WRITE: numeric", "the columns in which the model answers, each with its type");
    }
  }

  private void group(String name, List<ModelGuess.Guess> fields, List<ModelGuess.Guess> others) {
    if (!fields.isEmpty()) {
      yaml.line(2, name + ":");
      fields.forEach(this::field);
    } else if (!others.isEmpty()) {
      yaml.offered(2, name + ":", "");
    }
    for (ModelGuess.Guess other : others) {
      String type = other.type().map(t -> typeText(t)).orElse("WRITE");
      yaml.offered(3, YamlText.scalar(other.column().name()) + ": " + type, other.evidence());
    }
  }

  private void field(ModelGuess.Guess guess) {
    yaml.line(
        3,
        YamlText.scalar(guess.column().name()) + ": " + typeText(guess.type().orElseThrow()),
        guess.evidence());
  }

  private static String typeText(dev.plumbline.runtime.config.FieldType type) {
    return type.dimensions().isEmpty()
        ? type.kind().word()
        : "{type: " + type.kind().word() + ", dimensions: " + type.dimensions() + "}";
  }

  private void dataset(DatasetRole role, TableGuess table) {
    Map<ModelGuess.Guess, ModelGuess.Guess> labels = model.labels(table);
    boolean actuals = role == DatasetRole.ACTUALS;
    if (isComplete(table) && !(actuals && labels.isEmpty())) {
      dataset(role, table, labels);
      return;
    }
    if (model.lead().filter(lead -> lead == table).isEmpty()) {
      String missing =
          !isComplete(table)
              ? "no column is plainly its " + (table.id().isEmpty() ? "id" : "timestamp")
              : model.predictions().isEmpty()
                  ? "no prediction is known that its labels could belong to"
                  : "no column is plainly a label of " + names(model.predictions());
      open.add(role.word() + " (" + table.name() + "): " + missing);
      yaml.note(2, role.word() + " is commented out: " + missing + ".");
    }
    yaml.comment(() -> dataset(role, table, labels));
  }

  private void dataset(
      DatasetRole role, TableGuess table, Map<ModelGuess.Guess, ModelGuess.Guess> labels) {
    yaml.line(2, role.word() + ":", evidence(role, table));
    yaml.pair(3, "source", source.name(), "");
    relation(table);
    candidates("id_column", table.id(), table.ids());
    Optional<TableGuess.Scored> time = table.time();
    candidates("timestamp_column", time, table.times());
    time.ifPresent(t -> clock(role, table, t));
    if (role != DatasetRole.ACTUALS && model.lead().filter(lead -> lead != table).isPresent()) {
      differences(role, table);
    }
    labels(role, table, labels);
  }

  private String evidence(DatasetRole role, TableGuess table) {
    boolean asked = request.roles().get(table.name()) == role;
    boolean named = Words.role(table.name()).equals(Optional.of(role));
    String why = asked ? "as asked for" : named ? "by its name" : "it has predictions";
    if (!asked && !named && model.predictions().isEmpty()) {
      why = "the only table";
    }
    long rows = table.rows();
    boolean all = rows < Measuring.rows(table.columns().size());
    return why
        + "; measured "
        + (all ? "all " : "the first ")
        + Figures.count(rows)
        + " rows"
        + (all ? "" : " only");
  }

  private void relation(TableGuess table) {
    if (source.addressing() == ProposedSource.Addressing.PATH) {
      yaml.pair(3, "path", table.name(), "");
    } else {
      yaml.pair(
          3,
          "table",
          table.found().path().stream().map(ProposalText::part).collect(Collectors.joining(".")),
          "");
    }
  }

  /** A part of a table's name; double quotes stand around what would be taken apart. */
  static String part(String name) {
    return name.indexOf('.') < 0 && name.indexOf('"') < 0
        ? name
        : '"' + name.replace("\"", "\"\"") + '"';
  }

  private void candidates(
      String key, Optional<TableGuess.Scored> chosen, List<TableGuess.Scored> all) {
    if (chosen.isPresent()) {
      yaml.pair(3, key, chosen.get().column().name(), chosen.get().evidence());
    } else {
      yaml.line(3, key + ": WRITE", "no column is plainly one");
    }
    all.stream()
        .filter(c -> chosen.map(x -> x.column() != c.column()).orElse(true))
        .limit(OTHERS_SHOWN)
        .forEach(
            c ->
                yaml.offered(
                    3, key + ": " + YamlText.scalar(c.column().name()), "or: " + c.evidence()));
  }

  private void clock(DatasetRole role, TableGuess table, TableGuess.Scored time) {
    Figures column = time.column();
    time.format()
        .ifPresent(
            format ->
                yaml.line(
                    3, "timestamp_format: " + format.word(), "by the values of all rows measured"));
    boolean zoned =
        column.hasZone()
            || (time.format().isPresent() && !column.isText())
            || (column.isText() && column.isoWithOffset == column.present);
    if (!zoned) {
      String name = column.name();
      yaml.offered(
          3,
          "timezone: UTC",
          name + " has no zone; write the zone of the clock that wrote it, or validation fails");
      open.add(role.word() + " (" + table.name() + "): '" + name + "' has no zone; write timezone");
    }
  }

  /** Fields of the model that the table has not, or has in another type. */
  private void differences(DatasetRole role, TableGuess table) {
    TableGuess lead = model.lead().orElseThrow();
    Map<ColumnUse, String> groups = new LinkedHashMap<>();
    groups.put(ColumnUse.RAW_INPUT, "raw_inputs");
    groups.put(ColumnUse.FEATURE, "features");
    groups.put(ColumnUse.PREDICTION, "predictions");
    groups.forEach(
        (use, group) -> {
          for (ModelGuess.Guess field : model.with(lead, use)) {
            String name = field.column().name();
            Optional<Figures> own =
                table
                    .column(name)
                    .or(
                        () ->
                            table.columns().stream()
                                .filter(c -> c.name().equalsIgnoreCase(name))
                                .findFirst());
            if (own.isEmpty()) {
              missing(role, table, group, name);
            } else if (!TypeNames.of(own.get().field).equals(TypeNames.of(field.column().field))) {
              String differs =
                  name
                      + " is "
                      + TypeNames.of(own.get().field)
                      + " here and "
                      + TypeNames.of(field.column().field)
                      + " in "
                      + lead.name();
              yaml.note(3, differs);
              open.add(role.word() + " (" + table.name() + "): " + differs);
            }
          }
        });
  }

  private void missing(DatasetRole role, TableGuess table, String group, String name) {
    Optional<String> near = ModelGuess.renamed(name, model.lead().orElseThrow(), table);
    if (near.isPresent() && !group.equals("predictions")) {
      yaml.offered(
          3,
          group + ": {" + YamlText.scalar(name) + ": " + YamlText.scalar(near.get()) + "}",
          "no column " + name + " is here; is it this one?");
    } else {
      yaml.note(3, "no column " + name + " is here; map it to the one that has it");
    }
    open.add(role.word() + " (" + table.name() + "): it has no column '" + name + "'");
  }

  private void labels(
      DatasetRole role, TableGuess table, Map<ModelGuess.Guess, ModelGuess.Guess> labels) {
    List<ModelGuess.Guess> found = model.with(table, ColumnUse.LABEL);
    boolean elsewhere =
        role == DatasetRole.SERVING
            && Optional.ofNullable(model.tables().get(DatasetRole.ACTUALS))
                .map(actuals -> !model.labels(actuals).isEmpty())
                .orElse(false);
    Map<String, Object> mapped = new LinkedHashMap<>();
    labels.forEach(
        (prediction, label) -> mapped.put(prediction.column().name(), label.column().name()));
    if (!mapped.isEmpty()) {
      String evidence =
          labels.values().stream()
              .distinct()
              .map(l -> l.column().name() + ": " + l.evidence())
              .collect(Collectors.joining("; "));
      String text = "labels: " + YamlText.value(mapped);
      if (elsewhere) {
        yaml.offered(3, text, "labels come from actuals; these would be passed over");
      } else {
        yaml.line(3, text, evidence);
      }
    } else if (role == DatasetRole.ACTUALS) {
      yaml.line(3, "labels: {WRITE: WRITE}", "prediction: column that says what came true of it");
    }
    List<ModelGuess.Guess> left = found.stream().filter(l -> !labels.containsValue(l)).toList();
    if (!left.isEmpty()) {
      yaml.note(3, "labels, perhaps, by their names: " + names(left));
    }
  }

  private static String names(List<ModelGuess.Guess> guesses) {
    return guesses.stream().map(g -> g.column().name()).collect(Collectors.joining(", "));
  }

  private void unused() {
    for (TableGuess table : model.unused()) {
      yaml.note(
          0,
          "Table "
              + table.name()
              + " is not used: "
              + table
                  .found()
                  .problem()
                  .orElse("nothing tells what it is to the model; say it with --role TABLE=ROLE"));
    }
  }
}
