package dev.plumbline.runtime.config;

import static dev.plumbline.runtime.config.FieldType.Kind.ARRAY;
import static dev.plumbline.runtime.config.FieldType.Kind.BOOLEAN;
import static dev.plumbline.runtime.config.FieldType.Kind.CATEGORICAL;
import static dev.plumbline.runtime.config.FieldType.Kind.EMBEDDING;
import static dev.plumbline.runtime.config.FieldType.Kind.NUMERIC;
import static dev.plumbline.runtime.config.FieldType.Kind.STRING;
import static dev.plumbline.runtime.config.FieldType.Kind.TENSOR;
import static dev.plumbline.runtime.config.FieldType.Kind.VECTOR;

import dev.plumbline.runtime.config.FieldReader.Declared;
import dev.plumbline.spi.ConfigProblem.Code;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which labels the datasets of a model may have, and what may be said about them (rules M1 and S5).
 *
 * <ul>
 *   <li>Labels share a column only if one column can hold both: those of a binary model always,
 *       others where their types have values in common. The booleans and numbers of a multi-label
 *       model are outcomes of their own and share none.
 *   <li>A label is neither the id nor the time.
 *   <li>Labels of {@code actuals} belong to {@code serving}, before those that it maps itself.
 *   <li>{@code labels_as_of} needs labels of actuals, {@code maturity} labels of the dataset itself
 *       or actuals, {@code label_coverage} labels of either kind.
 * </ul>
 */
final class LabelRules {
  private static final Set<FieldType.Kind> LISTS = EnumSet.of(VECTOR, EMBEDDING, TENSOR, ARRAY);

  private final Section model;
  private final Declared declared;

  LabelRules(Section model, Declared declared) {
    this.model = model;
    this.declared = declared;
  }

  void check(
      DatasetRole role, Section dataset, Map<String, String> labels, List<String> keyColumns) {
    if (role == DatasetRole.ACTUALS) {
      checkActuals(dataset);
    } else {
      checkOwn(role, dataset);
    }
    checkColumns(dataset, labels, keyColumns);
  }

  private static void checkActuals(Section dataset) {
    for (String group : FieldReader.GROUPS) {
      if (dataset.has(group)) {
        dataset.conflict(group, "has no place in actuals, which bring labels only; remove it");
      }
    }
    if (!dataset.has("labels")) {
      dataset.missing("labels", "prediction names to columns");
    } else if (dataset.value("labels").orElseThrow() instanceof YamlValue.Mapping labels
        && labels.entries().isEmpty()) {
      dataset.wrong("labels", "is empty; write prediction names to columns");
    }
    if (dataset.has("labels_as_of")) {
      dataset.conflict("labels_as_of", "is for the rows that take labels; write it in serving");
    }
    if (dataset.has("sample_size")) {
      dataset.conflict(
          "sample_size",
          "is for the rows that take labels, which find theirs; write it in serving");
    }
    coverage(dataset)
        .ifPresent(
            checks ->
                checks.conflict(
                    "label_coverage", "is for the rows that take labels; write it in serving"));
  }

  private void checkOwn(DatasetRole role, Section dataset) {
    boolean own = dataset.has("labels");
    boolean joined = role == DatasetRole.SERVING && model.has("actuals");
    if (joined) {
      warnOfLabelsInBoth(dataset);
    }
    if (dataset.has("maturity") && !own) {
      dataset.conflict(
          "maturity",
          "is for labels of the dataset itself, which maps none; "
              + (joined ? "write it in actuals" : "write labels or remove it"));
    }
    if (dataset.has("labels_as_of") && !joined) {
      dataset.conflict(
          "labels_as_of",
          role == DatasetRole.SERVING
              ? "is for labels of actuals, and the model has none; write actuals or remove it"
              : "is for labels of actuals, which only serving takes; remove it");
    }
    if (!own && !joined) {
      coverage(dataset)
          .ifPresent(
              checks ->
                  checks.conflict(
                      "label_coverage", "is for labels, of which there are none; write labels"));
    }
  }

  /** The section of the checks, where it demands labels. */
  private static Optional<Section> coverage(Section dataset) {
    return dataset
        .peek("checks")
        .filter(checks -> checks.has("label_coverage") && checks.peek("label_coverage").isEmpty());
  }

  private void warnOfLabelsInBoth(Section dataset) {
    Optional<Section> theirs = model.peek("actuals").flatMap(actuals -> actuals.peek("labels"));
    Optional<Section> own = dataset.peek("labels");
    if (own.isEmpty() || theirs.isEmpty()) {
      return;
    }
    for (String name : own.get().keys()) {
      if (theirs.get().has(name)) {
        model
            .context()
            .problems()
            .warning(
                Code.CONFLICT,
                own.get().path(name),
                own.get().keyAt(name),
                "is not used, because '"
                    + theirs.get().path(name)
                    + "' brings this label as well; remove one of the two");
      }
    }
  }

  private void checkColumns(Section dataset, Map<String, String> labels, List<String> keyColumns) {
    Map<String, String> takenBy = new LinkedHashMap<>();
    labels.forEach(
        (name, column) -> {
          if (keyColumns.contains(column)) {
            dataset
                .section("labels")
                .orElseThrow()
                .conflict(
                    name, "is the column of the id or of the time; name the column of the label");
          }
          String other = takenBy.putIfAbsent(column, name);
          if (other != null && !shareable(other, name)) {
            dataset
                .section("labels")
                .orElseThrow()
                .conflict(
                    name,
                    "takes the column of '"
                        + Hints.shown(other)
                        + "', and one column cannot tell the truth of both; name another column");
          }
        });
  }

  private boolean shareable(String first, String second) {
    FieldType one = declared.fields("predictions").get(first);
    FieldType two = declared.fields("predictions").get(second);
    // A wrong type is reported where it is declared.
    if (one == null || two == null || declared.type().isEmpty()) {
      return true;
    }
    Set<FieldType.Kind> kinds = EnumSet.of(one.kind(), two.kind());
    Set<FieldType.Kind> flat = EnumSet.of(BOOLEAN, NUMERIC);
    return switch (declared.type().get()) {
      case BINARY -> true;
      case MULTI_LABEL -> !flat.containsAll(kinds) && related(kinds);
      case REGRESSION, MULTICLASS, RANKING -> related(kinds);
    };
  }

  private static boolean related(Set<FieldType.Kind> kinds) {
    return kinds.size() == 1
        || kinds.equals(EnumSet.of(STRING, CATEGORICAL))
        || kinds.equals(EnumSet.of(NUMERIC, CATEGORICAL))
        || LISTS.containsAll(kinds);
  }
}
