package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.LocatedProblem;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.model.BindingProblem;
import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.runtime.model.TypeNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;

/** What the configuration and the columns decide. */
final class SchemaChecks {
  static final Basis BASIS = new Basis(Basis.Kind.SCHEMA, 0);
  private static final int NAMED = 20;

  private final CheckedDataset dataset;
  private final Findings findings;

  SchemaChecks(CheckedDataset dataset, Findings findings) {
    this.dataset = dataset;
    this.findings = findings;
  }

  void check(List<LocatedProblem> warnings) {
    selection();
    problems();
    columns();
    mappedOnce();
    unused();
    options(warnings);
  }

  private void selection() {
    if (!dataset.config().selectExpr().isEmpty()) {
      findings.passed(
          Check.SELECT_EXPR_VALID,
          "",
          dataset.config().at("select_expr"),
          BASIS,
          dataset.config().selectExpr().size() == 1
              ? "the expression fits the columns"
              : "all " + dataset.config().selectExpr().size() + " expressions fit the columns");
    }
  }

  private void problems() {
    for (BindingProblem problem : dataset.binding().problems()) {
      // The zone is told with its evidence, which takes more than the schema.
      if (problem.code() != BindingProblem.Code.TIMEZONE_MISSING) {
        Check check =
            problem.code() == BindingProblem.Code.TYPE_MISMATCH
                ? Check.COLUMN_TYPE
                : Check.COLUMN_EXISTS;
        findings.add(
            CheckResult.builder(check, problem.subject(), Outcome.FAILED)
                .message(problem.message())
                .advice(problem.advice())
                .basis(BASIS)
                .at(dataset.at(problem.role(), problem.subject()))
                .build());
      }
    }
  }

  private void columns() {
    for (CheckedColumn column : dataset.columns()) {
      findings.passed(
          Check.COLUMN_EXISTS, column, BASIS, "column '" + column.column() + "' exists");
      if (column.kind().equals(CheckedColumn.UNREADABLE) && column.fits()) {
        findings.add(
            findings
                .failed(Check.COLUMN_TYPE, column)
                .message(
                    "column '"
                        + column.column()
                        + "' is of type "
                        + TypeNames.of(column.bound().column())
                        + ", which cannot be read without loss")
                .advice("Cast it to another type in the source or in select_expr.")
                .basis(BASIS)
                .build());
      } else if (column.fits()) {
        findings.passed(
            Check.COLUMN_TYPE,
            column,
            BASIS,
            "its type fits " + column.bound().type().map(Object::toString).orElse("its role"));
      }
    }
  }

  /** Labels may share a column: one answer serves several predictions. */
  private void mappedOnce() {
    Map<String, List<CheckedColumn>> byColumn =
        dataset.columns().stream()
            .collect(
                Collectors.groupingBy(
                    CheckedColumn::column, LinkedHashMap::new, Collectors.toList()));
    boolean shared = false;
    for (Map.Entry<String, List<CheckedColumn>> entry : byColumn.entrySet()) {
      List<CheckedColumn> takers = entry.getValue();
      long others = takers.stream().filter(c -> c.role() != FieldRole.LABEL).count();
      if (takers.size() > 1 && others > 0) {
        shared = true;
        CheckedColumn last = takers.get(takers.size() - 1);
        findings.add(
            findings
                .failed(Check.COLUMN_MAPPED_ONCE, last)
                .message(
                    "column '"
                        + entry.getKey()
                        + "' is "
                        + takers.stream()
                            .map(c -> word(c.role()) + " '" + c.name() + "'")
                            .collect(Collectors.joining(" and ")))
                .advice("Map each to a column of its own; names that differ in case are one.")
                .basis(BASIS)
                .count(takers.size())
                .build());
      }
    }
    if (!shared) {
      findings.passed(
          Check.COLUMN_MAPPED_ONCE,
          "",
          dataset.config().at(),
          BASIS,
          "every field has a column of its own");
    }
  }

  private static String word(FieldRole role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void unused() {
    Set<String> used = new HashSet<>();
    dataset.columns().forEach(c -> used.add(c.column()));
    List<String> unused = new ArrayList<>();
    for (Field field : dataset.table().schema().getFields()) {
      if (!used.contains(field.getName())) {
        unused.add(field.getName());
      }
    }
    Position at = dataset.config().at();
    if (unused.isEmpty()) {
      findings.passed(Check.COLUMN_UNUSED, "", at, BASIS, "every column is mapped");
      return;
    }
    String more = unused.size() > NAMED ? " and " + (unused.size() - NAMED) + " more" : "";
    findings.add(
        CheckResult.builder(Check.COLUMN_UNUSED, "", Outcome.FAILED)
            .message(
                (unused.size() == 1 ? "1 column is" : unused.size() + " columns are")
                    + " not mapped: "
                    + String.join(", ", unused.stream().limit(NAMED).toList())
                    + more)
            .advice("Nothing needs to be done; map a column that the model should have.")
            .basis(BASIS)
            .count(unused.size())
            .examples(unused.stream().limit(Examples.MOST).toList())
            .at(at)
            .build());
  }

  /** What the configuration warned of below the dataset's own key. */
  private void options(List<LocatedProblem> warnings) {
    String path = "models." + dataset.config().model() + "." + dataset.config().role().word() + ".";
    boolean none = true;
    for (LocatedProblem warning : warnings) {
      String key = warning.problem().key();
      if (key.startsWith(path)) {
        none = false;
        findings.add(
            CheckResult.builder(Check.OPTION_USED, key.substring(path.length()), Outcome.FAILED)
                .message(warning.problem().message())
                .advice("Nothing needs to be done; remove the option where it means nothing.")
                .basis(BASIS)
                .count(1)
                .at(warning.at())
                .build());
      }
    }
    if (none) {
      findings.passed(
          Check.OPTION_USED, "", dataset.config().at(), BASIS, "every option has an effect");
    }
  }
}
