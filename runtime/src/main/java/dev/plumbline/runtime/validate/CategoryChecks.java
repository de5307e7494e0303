package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.plan.Planning;
import java.util.Locale;
import java.util.Optional;

/** Categories: not as many as rows, and each spelled in one way. */
final class CategoryChecks {
  private static final long MOST = 1_000;

  private final Checking checking;
  private final Known known;
  private final Pass pass;

  CategoryChecks(Checking checking) {
    this.checking = checking;
    this.known = checking.known;
    this.pass = checking.pass;
  }

  void check() {
    for (CheckedColumn column : checking.dataset.fields()) {
      if (column.is(FieldType.Kind.CATEGORICAL)) {
        if (checking.wants(Check.CATEGORY_COUNT) && !column.isBoolean()) {
          count(column);
        }
        if (checking.wants(Check.CATEGORY_SPELLING) && column.isText()) {
          spelling(column);
        }
      }
    }
  }

  private void count(CheckedColumn column) {
    Verdict verdict =
        checking
            .verdict(Check.CATEGORY_COUNT, column)
            .advice("Declare it as string, text or numeric: categories are values that recur.");
    if (checking.isVacuous(column)) {
      verdict.passed(Known.EXACT, "no row has a value");
      return;
    }
    long present = known.present(column).orElse(known.rows().orElse(Long.MAX_VALUE));
    if (present <= MOST) {
      verdict.passed(
          Known.EXACT, String.format(Locale.ROOT, "%,d rows have no more values", present));
      return;
    }
    Optional<Object> min = Known.outer(known.min(column));
    Optional<Object> max = Known.outer(known.max(column));
    if (min.isPresent()
        && max.isPresent()
        && min.get() instanceof Long low
        && max.get() instanceof Long high
        && high - low >= 0
        && high - low < MOST) {
      verdict.passed(
          Known.basis(known.min(column).orElseThrow(), known.max(column).orElseThrow()),
          "every value lies from " + low + " to " + high);
      return;
    }
    Figure distinct = pass.measures().distinct(column.sql());
    pass.askNulls(column);
    pass.scan(
        verdict,
        () -> {
          if (!distinct.isKnown()) {
            verdict.skipped(Pass.NOT_COMPUTED);
            return;
          }
          long values = pass.rowsFound() - pass.nullsFound(column);
          String seen =
              String.format(
                  Locale.ROOT, "%,d different values in %,d rows", distinct.count(), values);
          if (distinct.count() > MOST && distinct.count() > values - distinct.count()) {
            verdict.failed(distinct.count(), seen + ", counted exactly", pass.basis());
          } else {
            verdict.passed(pass.basis(), seen);
          }
        });
  }

  /** A source of SQL folds by its own words; the engine by cheaper ones. */
  private Term folded(CheckedColumn column, String words) {
    return checking.dataset.table().table().session().sql().isPresent()
        ? Term.sql(words)
        : new Term(
            "fold " + column.sql(),
            (planning, builder) ->
                builder.call(Planning.FOLD, Term.column(column).in(planning, builder)));
  }

  private void spelling(CheckedColumn column) {
    String folded = "lower(trim(" + column.sql() + "))";
    Verdict verdict =
        checking
            .verdict(Check.CATEGORY_SPELLING, column)
            .advice(
                "Fold them where they are written, or by select_expr: lower(trim("
                    + column.column()
                    + ")).")
            .examples(() -> checking.examples.spellings(column, folded));
    if (checking.isVacuous(column) || known.present(column).orElse(2) == 1) {
      verdict.passed(Known.EXACT, "there are no two categories");
      return;
    }
    Figure spelled = pass.measures().distinct(column.sql());
    Figure meant = pass.measures().distinct(folded(column, folded));
    pass.scan(
        verdict,
        () -> {
          if (!spelled.isKnown() || !meant.isKnown()) {
            verdict.skipped(Pass.NOT_COMPUTED);
            return;
          }
          long surplus = spelled.count() - meant.count();
          if (surplus > 0) {
            verdict.failed(
                surplus,
                String.format(
                    Locale.ROOT,
                    "%,d categories are %,d when case and blanks at their ends are left out",
                    spelled.count(),
                    meant.count()),
                pass.basis());
          } else {
            verdict.passed(
                pass.basis(),
                String.format(Locale.ROOT, "%,d categories, each spelled once", spelled.count()));
          }
        });
  }
}
