package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.model.BindingProblem;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.model.DatasetBinding;
import dev.plumbline.runtime.model.FieldRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** The checks of one dataset, in the order in which they are made. */
final class Findings {
  private final DatasetConfig dataset;
  private final List<CheckResult> results = new ArrayList<>();

  Findings(DatasetConfig dataset) {
    this.dataset = dataset;
  }

  void schema(DatasetBinding binding) {
    Basis basis = new Basis(Basis.Kind.SCHEMA, 0);
    for (BindingProblem problem : binding.problems()) {
      results.add(
          CheckResult.builder(check(problem.code()), problem.subject(), Outcome.FAILED)
              .message(problem.message())
              .advice(problem.advice())
              .basis(basis)
              .at(dataset.at())
              .build());
    }
    for (BoundColumn column : binding.columns()) {
      boolean misfit =
          binding.problems().stream()
              .anyMatch(p -> p.role() == column.role() && p.subject().equals(column.name()));
      if (!misfit) {
        add(
            Check.COLUMN_EXISTS,
            Severity.ERROR,
            column.name(),
            0,
            "column '" + column.column().getName() + "' exists",
            "",
            basis,
            List.of());
        add(
            Check.COLUMN_TYPE,
            Severity.ERROR,
            column.name(),
            0,
            "its type fits " + column.type().map(Object::toString).orElse("its role"),
            "",
            basis,
            List.of());
      }
      if (column.role() == FieldRole.TIMESTAMP && !misfit) {
        add(
            Check.TIMESTAMP_ZONE,
            Severity.ERROR,
            column.name(),
            0,
            dataset.timezone().map(z -> "times are in " + z).orElse("the column has a zone"),
            "",
            basis,
            List.of());
      }
    }
  }

  private static Check check(BindingProblem.Code code) {
    return switch (code) {
      case COLUMN_MISSING, COLUMN_AMBIGUOUS -> Check.COLUMN_EXISTS;
      case TYPE_MISMATCH -> Check.COLUMN_TYPE;
      case TIMEZONE_MISSING -> Check.TIMESTAMP_ZONE;
    };
  }

  /** The checks made so far. */
  List<CheckResult> results() {
    return results;
  }

  void rows(OptionalLong counted, Basis basis) {
    long rows = counted.orElse(0);
    add(
        Check.ROWS_PRESENT,
        Severity.WARNING,
        "",
        0,
        rows == 0 ? "the table has no rows" : String.format(Locale.ROOT, "%,d rows", rows),
        "Check that the path, table or query is the one that is written.",
        basis,
        List.of(),
        rows == 0);
  }

  /** Adds what was seen to the failed check of the zone. */
  void evidence(String seen) {
    for (int i = 0; i < results.size(); i++) {
      CheckResult r = results.get(i);
      if (r.check() == Check.TIMESTAMP_ZONE && r.outcome() == Outcome.FAILED) {
        results.set(
            i,
            CheckResult.builder(r.check(), r.subject(), r.outcome())
                .message(r.message() + " (" + seen + ")")
                .advice(r.advice())
                .basis(r.basis())
                .at(r.at())
                .build());
      }
    }
  }

  /** Adds what was not decided before reading failed. */
  void skipMissing(DatasetConfig checked) {
    Map<Check, String> all = new LinkedHashMap<>();
    all.put(Check.ROWS_PRESENT, "");
    all.put(Check.ID_NOT_NULL, checked.idColumn().orElse(""));
    all.put(Check.ID_UNIQUE, checked.idColumn().orElse(""));
    all.put(Check.TIMESTAMP_NOT_NULL, checked.timestampColumn().orElse(""));
    all.put(Check.TIMESTAMP_NOT_FUTURE, checked.timestampColumn().orElse(""));
    results.forEach(result -> all.remove(result.check()));
    all.forEach(this::skipped);
  }

  void skipped(Check check, String subject) {
    results.add(
        CheckResult.builder(check, subject, Outcome.SKIPPED)
            .severity(Severity.INFO)
            .message("not decided, because something before it failed")
            .at(dataset.at())
            .build());
  }

  void add(
      Check check,
      Severity severity,
      String subject,
      long count,
      String message,
      String advice,
      Basis basis,
      List<String> examples) {
    add(check, severity, subject, count, message, advice, basis, examples, count > 0);
  }

  private void add(
      Check check,
      Severity severity,
      String subject,
      long count,
      String message,
      String advice,
      Basis basis,
      List<String> examples,
      boolean failed) {
    results.add(
        CheckResult.builder(check, subject, failed ? Outcome.FAILED : Outcome.PASSED)
            .severity(severity)
            .message(message)
            .advice(failed ? advice : "")
            .basis(basis)
            .count(count)
            .examples(examples)
            .at(dataset.at())
            .build());
  }
}
