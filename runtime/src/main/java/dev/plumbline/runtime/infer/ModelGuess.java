package dev.plumbline.runtime.infer;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.FieldType.Kind;
import dev.plumbline.runtime.config.ModelType;
import dev.plumbline.spi.NearestName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the tables are to one model, and what their columns are to it. */
final class ModelGuess {
  private static final Set<Kind> MANY =
      EnumSet.of(Kind.ARRAY, Kind.DICT, Kind.VECTOR, Kind.EMBEDDING, Kind.TENSOR);

  /** A column of the leading table. */
  record Guess(Figures column, ColumnUse use, Optional<FieldType> type, String evidence) {
    boolean is(ColumnUse wanted) {
      return use == wanted;
    }
  }

  private final InferenceRequest request;
  private final Map<DatasetRole, TableGuess> tables = new EnumMap<>(DatasetRole.class);
  private final List<TableGuess> unused = new ArrayList<>();
  private final Map<TableGuess, List<Guess>> guesses = new LinkedHashMap<>();
  private Optional<TableGuess> lead = Optional.empty();
  private ModelType type = ModelType.BINARY;
  private String typeEvidence = "";

  ModelGuess(InferenceRequest request, List<TableGuess> all) {
    this.request = request;
    roles(all);
    lead =
        Optional.ofNullable(tables.get(DatasetRole.SERVING))
            .or(() -> Optional.ofNullable(tables.get(DatasetRole.TRAINING)))
            .or(() -> Optional.ofNullable(tables.get(DatasetRole.TESTING)));
    List<Figures> predictions = lead.map(this::predictions).orElse(List.of());
    lead.ifPresent(table -> chooseType(predictions));
    for (TableGuess table : all) {
      guesses.put(table, columns(table, predictions));
    }
    lead.ifPresent(this::dropUnlearnt);
  }

  /** A model knows nothing that it was not trained on. */
  private void dropUnlearnt(TableGuess table) {
    TableGuess training = tables.get(DatasetRole.TRAINING);
    if (training == null || training == table || training.columns().isEmpty()) {
      return;
    }
    List<Guess> kept = new ArrayList<>();
    for (Guess guess : guesses(table)) {
      boolean learnt =
          !(guess.is(ColumnUse.FEATURE) || guess.is(ColumnUse.RAW_INPUT))
              || training.columns().stream()
                  .anyMatch(c -> c.name().equalsIgnoreCase(guess.column().name()))
              || renamed(guess.column().name(), table, training).isPresent();
      kept.add(
          learnt
              ? guess
              : new Guess(
                  guess.column(),
                  ColumnUse.NONE,
                  guess.type(),
                  guess.evidence()
                      + "; not in "
                      + training.name()
                      + ", so the model has not learnt from it"));
    }
    guesses.put(table, kept);
  }

  /** The column of another table that has most likely what one of the leading table has. */
  static Optional<String> renamed(String name, TableGuess lead, TableGuess other) {
    List<String> spare =
        other.columns().stream()
            .map(Figures::name)
            .filter(spareName -> lead.column(spareName).isEmpty() && TableGuess.isName(spareName))
            .toList();
    return NearestName.of(name, spare)
        .or(() -> spare.stream().filter(s -> Words.areAbout(s, name)).findFirst());
  }

  Optional<TableGuess> lead() {
    return lead;
  }

  Map<DatasetRole, TableGuess> tables() {
    return tables;
  }

  /** Tables that are nothing to the model, as far as one can tell. */
  List<TableGuess> unused() {
    return unused;
  }

  List<Guess> guesses(TableGuess table) {
    return guesses.getOrDefault(table, List.of());
  }

  List<Guess> with(TableGuess table, ColumnUse use) {
    return guesses(table).stream().filter(g -> g.is(use)).toList();
  }

  ModelType type() {
    return type;
  }

  String typeEvidence() {
    return typeEvidence;
  }

  /** What the model predicts, of accepted kinds and in an accepted number. */
  List<Guess> predictions() {
    return lead.map(table -> with(table, ColumnUse.PREDICTION)).orElse(List.of());
  }

  String name() {
    if (request.model().isPresent()) {
      return request.model().get();
    }
    return predictions().stream()
        .map(p -> String.join("_", Words.subject(p.column().name())))
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElse("model");
  }

  private void roles(List<TableGuess> all) {
    List<TableGuess> open = new ArrayList<>();
    for (TableGuess table : all) {
      Optional.ofNullable(request.roles().get(table.name()))
          .ifPresent(role -> tables.putIfAbsent(role, table));
    }
    for (TableGuess table : all) {
      if (tables.containsValue(table) || table.columns().isEmpty()) {
        continue;
      }
      Optional<DatasetRole> named =
          request.roles().containsKey(table.name()) ? Optional.empty() : Words.role(table.name());
      if (named.isPresent() && !tables.containsKey(named.get())) {
        tables.put(named.get(), table);
      } else {
        open.add(table);
      }
    }
    for (TableGuess table : List.copyOf(open)) {
      boolean told =
          Words.role(table.name()).isPresent() || request.roles().containsKey(table.name());
      boolean usable = table.id().isPresent() && table.time().isPresent();
      if (!told
          && usable
          && !tables.containsKey(DatasetRole.SERVING)
          && !predictions(table).isEmpty()) {
        tables.put(DatasetRole.SERVING, table);
        open.remove(table);
      }
    }
    if (tables.isEmpty() && open.size() == 1) {
      tables.put(DatasetRole.SERVING, open.remove(0));
    }
    tables.forEach((role, table) -> table.role = Optional.of(role));
    unused.addAll(open);
    all.stream().filter(t -> t.columns().isEmpty()).forEach(unused::add);
  }

  private static boolean isTaken(TableGuess table, Figures column) {
    return table.id().filter(i -> i.column() == column).isPresent()
        || table.time().filter(t -> t.column() == column).isPresent()
        || !TableGuess.isName(column.name());
  }

  private List<Figures> predictions(TableGuess table) {
    List<Figures> strong = new ArrayList<>();
    List<Figures> weak = new ArrayList<>();
    for (Figures column : table.columns()) {
      if (isTaken(table, column)
          || column.isTime()
          || !column.readable
          || FieldGuess.of(column).type().isEmpty()
          || Words.isId(column.name())) {
        continue;
      }
      if (Words.isPrediction(column.name()) && !Words.of(column.name()).contains("true")) {
        strong.add(column);
      } else if (Words.isScore(column.name())) {
        weak.add(column);
      }
    }
    if (!strong.isEmpty()) {
      weak.stream()
          .filter(w -> strong.stream().anyMatch(s -> Words.areAbout(w.name(), s.name())))
          .forEach(strong::add);
      return strong;
    }
    List<Figures> shares = weak.stream().filter(w -> w.within(0, 1)).toList();
    return !shares.isEmpty() ? shares : weak.size() == 1 ? weak : List.of();
  }

  private void chooseType(List<Figures> predictions) {
    if (request.type().isPresent()) {
      type = request.type().get();
      typeEvidence = "as asked for";
      return;
    }
    List<Kind> kinds =
        predictions.stream()
            .flatMap(p -> FieldGuess.of(p).type().stream())
            .map(FieldType::kind)
            .toList();
    boolean ranks = predictions.stream().anyMatch(p -> Words.isRank(p.name()));
    boolean shares =
        !predictions.isEmpty()
            && predictions.stream().filter(Figures::isNumber).allMatch(p -> p.within(0, 1));
    if (kinds.contains(Kind.BOOLEAN)) {
      guess(ModelType.BINARY, "a prediction is boolean");
    } else if (ranks) {
      guess(ModelType.RANKING, "a prediction is named like a rank");
    } else if (kinds.stream().anyMatch(Set.of(Kind.STRING, Kind.TEXT)::contains)
        || predictions.stream().anyMatch(p -> p.isText())) {
      guess(ModelType.MULTICLASS, "a prediction is text");
    } else if (kinds.stream().anyMatch(MANY::contains)) {
      guess(
          ModelType.MULTI_LABEL,
          "a prediction has many values; write multiclass, if they are probabilities of classes");
    } else if (shares) {
      guess(ModelType.BINARY, "every prediction lies between 0 and 1");
    } else {
      guess(ModelType.REGRESSION, predictions.isEmpty() ? "" : "every prediction is a number");
    }
  }

  private void guess(ModelType guessed, String evidence) {
    type = guessed;
    typeEvidence = evidence;
  }

  private List<Guess> columns(TableGuess table, List<Figures> predicted) {
    List<Guess> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    predicted.forEach(p -> names.add(p.name()));
    boolean decided = false;
    for (Figures column : table.columns()) {
      FieldGuess field = FieldGuess.of(column);
      String evidence = column.text() + (field.reason().isEmpty() ? "" : "; " + field.reason());
      Guess guess;
      if (table.id().filter(i -> i.column() == column).isPresent()) {
        guess = new Guess(column, ColumnUse.ID, field.type(), table.id().get().evidence());
      } else if (table.time().filter(t -> t.column() == column).isPresent()) {
        guess = new Guess(column, ColumnUse.TIMESTAMP, field.type(), table.time().get().evidence());
      } else if (!TableGuess.isName(column.name())) {
        guess = none(column, field, "its name cannot be written");
      } else if (field.type().isEmpty()) {
        guess = none(column, field, evidence);
      } else if (names.contains(column.name())) {
        guess = prediction(column, field, evidence, decided);
        decided |= guess.is(ColumnUse.PREDICTION) && column.isBoolean();
      } else if (isLabel(table, column, predicted)) {
        guess = new Guess(column, ColumnUse.LABEL, field.type(), evidence);
      } else {
        guess = given(column, field, evidence);
      }
      all.add(guess);
    }
    return all;
  }

  private static Guess none(Figures column, FieldGuess field, String evidence) {
    return new Guess(column, ColumnUse.NONE, field.type(), evidence);
  }

  private static Guess given(Figures column, FieldGuess field, String evidence) {
    FieldType type = field.type().orElseThrow();
    long distinct = column.distinct.orElse(0);
    if (Words.isId(column.name()) && (column.isText() || column.isWhole()) && distinct != 1) {
      return none(column, field, evidence + "; an id of something else");
    }
    if (FieldGuess.isPartitionDay(column)) {
      return none(column, field, evidence + "; the day of the partition");
    }
    if (type.kind() == Kind.DATETIME && Words.isUpkeep(column.name())) {
      return none(column, field, evidence + "; named like upkeep of the table");
    }
    ColumnUse use =
        type.kind() == Kind.TEXT || type.kind() == Kind.IMAGE_URL
            ? ColumnUse.RAW_INPUT
            : ColumnUse.FEATURE;
    boolean scored = Words.isPrediction(column.name()) || Words.isScore(column.name());
    return new Guess(
        column,
        use,
        field.type(),
        evidence + (scored ? "; a prediction, perhaps, by its name" : ""));
  }

  private Guess prediction(Figures column, FieldGuess field, String evidence, boolean decided) {
    FieldType given = field.type().orElseThrow();
    Kind kind = given.kind();
    boolean flat = type != ModelType.MULTICLASS && type != ModelType.RANKING;
    if (kind == Kind.CATEGORICAL && flat && column.isNumber()) {
      kind = Kind.NUMERIC;
    } else if (kind == Kind.TEXT) {
      kind = Kind.STRING;
    }
    boolean accepted =
        switch (type) {
          case REGRESSION -> kind == Kind.NUMERIC;
          case BINARY -> kind == Kind.NUMERIC || (kind == Kind.BOOLEAN && !decided);
          case MULTICLASS ->
              Set.of(Kind.STRING, Kind.CATEGORICAL, Kind.NUMERIC).contains(kind)
                  || (MANY.contains(kind) && kind != Kind.ARRAY);
          case MULTI_LABEL -> MANY.contains(kind) || kind == Kind.BOOLEAN || kind == Kind.NUMERIC;
          case RANKING ->
              MANY.contains(kind)
                  || Set.of(Kind.NUMERIC, Kind.STRING, Kind.CATEGORICAL).contains(kind);
        };
    FieldType proposed = kind == given.kind() ? given : FieldType.of(kind);
    return accepted
        ? new Guess(column, ColumnUse.PREDICTION, Optional.of(proposed), evidence)
        : none(
            column,
            new FieldGuess(Optional.of(proposed), ""),
            evidence + "; no prediction of a " + type.word() + " model");
  }

  private static boolean isLabel(TableGuess table, Figures column, List<Figures> predicted) {
    if (column.isTime() || Words.isId(column.name())) {
      return false;
    }
    boolean past =
        predicted.stream().anyMatch(p -> Words.isPast(column.name(), p.name()))
            && (column.isBoolean() || column.distinct.orElse(0) <= 2);
    if (Words.isLabel(column.name()) || past) {
      return true;
    }
    return table.role.equals(Optional.of(DatasetRole.ACTUALS))
        && table.columns().stream()
            .noneMatch(
                c ->
                    c != column
                        && !isTaken(table, c)
                        && (Words.isLabel(c.name())
                            || predicted.stream().anyMatch(p -> Words.isPast(c.name(), p.name()))));
  }

  /** Whether the predictions are what a model of the type has to have. */
  boolean hasShape() {
    List<Kind> kinds =
        predictions().stream().flatMap(p -> p.type().stream()).map(FieldType::kind).toList();
    long flat = kinds.stream().filter(k -> k == Kind.BOOLEAN || k == Kind.NUMERIC).count();
    boolean many = kinds.stream().anyMatch(MANY::contains);
    return !kinds.isEmpty()
        && switch (type) {
          case REGRESSION, BINARY -> true;
          case MULTICLASS -> flat < kinds.size();
          case MULTI_LABEL -> many || flat >= 2;
          case RANKING -> many || kinds.contains(Kind.NUMERIC);
        };
  }

  /** Predictions with the column of a table that says what came true of them. */
  Map<Guess, Guess> labels(TableGuess table) {
    List<Guess> found = with(table, ColumnUse.LABEL);
    Map<Guess, Guess> labels = new LinkedHashMap<>();
    for (Guess prediction : predictions()) {
      List<Guess> fitting = found.stream().filter(l -> fits(l, prediction)).toList();
      fitting.stream()
          .filter(l -> Words.areAbout(l.column().name(), prediction.column().name()))
          .findFirst()
          .or(() -> fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty())
          .ifPresent(label -> labels.put(prediction, label));
    }
    return labels;
  }

  private boolean fits(Guess label, Guess prediction) {
    Figures told = label.column();
    return switch (prediction.type().orElseThrow().kind()) {
      case BOOLEAN -> told.isBoolean();
      case NUMERIC -> told.isNumber() || (type == ModelType.BINARY && told.isBoolean());
      case STRING -> told.isText();
      case CATEGORICAL -> told.isText() || told.isWhole() || told.isBoolean();
      default -> label.type().map(FieldType::kind).equals(prediction.type().map(FieldType::kind));
    };
  }
}
