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
          new CheckResult(
              code(problem.code()),
              Severity.ERROR,
              Outcome.FAILED,
              problem.subject(),
              problem.message(),
              problem.advice(),
              basis,
              0,
              List.of(),
              dataset.at()));
    }
    for (BoundColumn column : binding.columns()) {
      boolean misfit =
          binding.problems().stream()
              .anyMatch(p -> p.role() == column.role() && p.subject().equals(column.name()));
      if (!misfit) {
        add(
            "COLUMN_EXISTS",
            Severity.ERROR,
            column.name(),
            0,
            "column '" + column.column().getName() + "' exists",
            "",
            basis,
            List.of());
        add(
            "COLUMN_TYPE",
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
            "TIMESTAMP_ZONE",
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

  private static String code(BindingProblem.Code code) {
    return switch (code) {
      case COLUMN_MISSING, COLUMN_AMBIGUOUS -> "COLUMN_EXISTS";
      case TYPE_MISMATCH -> "COLUMN_TYPE";
      case TIMEZONE_MISSING -> "TIMESTAMP_ZONE";
    };
  }

  /** The checks made so far. */
  List<CheckResult> results() {
    return results;
  }

  void rows(OptionalLong counted, Basis basis) {
    long rows = counted.orElse(0);
    add(
        "ROWS_PRESENT",
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
      if (r.code().equals("TIMESTAMP_ZONE") && r.outcome() == Outcome.FAILED) {
        results.set(
            i,
            new CheckResult(
                r.code(),
                r.severity(),
                r.outcome(),
                r.subject(),
                r.message() + " (" + seen + ")",
                r.advice(),
                r.basis(),
                r.count(),
                r.examples(),
                r.at()));
      }
    }
  }

  /** Adds what was not decided before reading failed. */
  void skipMissing(DatasetConfig checked) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("ROWS_PRESENT", "");
    all.put("ID_NOT_NULL", checked.idColumn().orElse(""));
    all.put("ID_UNIQUE", checked.idColumn().orElse(""));
    all.put("TIMESTAMP_NOT_NULL", checked.timestampColumn().orElse(""));
    all.put("TIMESTAMP_RANGE", checked.timestampColumn().orElse(""));
    results.forEach(result -> all.remove(result.code()));
    all.forEach(this::skipped);
  }

  void skipped(String code, String subject) {
    results.add(
        new CheckResult(
            code,
            Severity.INFO,
            Outcome.SKIPPED,
            subject,
            "not decided, because something before it failed",
            "",
            new Basis(Basis.Kind.NONE, 0),
            0,
            List.of(),
            dataset.at()));
  }

  void add(
      String code,
      Severity severity,
      String subject,
      long count,
      String message,
      String advice,
      Basis basis,
      List<String> examples) {
    add(code, severity, subject, count, message, advice, basis, examples, count > 0);
  }

  private void add(
      String code,
      Severity severity,
      String subject,
      long count,
      String message,
      String advice,
      Basis basis,
      List<String> examples,
      boolean failed) {
    results.add(
        new CheckResult(
            code,
            severity,
            failed ? Outcome.FAILED : Outcome.PASSED,
            subject,
            message,
            failed ? advice : "",
            basis,
            count,
            examples,
            dataset.at()));
  }
}
