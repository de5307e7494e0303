package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.FieldType;
import java.util.Locale;
import java.util.Optional;

/** Whether a feature has more than one value. */
final class Constancy {
  private final Checking checking;
  private final CheckedColumn column;
  private final Known known;
  private final Pass pass;
  private final Verdict verdict;

  Constancy(Checking checking, CheckedColumn column) {
    this.checking = checking;
    this.column = column;
    this.known = checking.known;
    this.pass = checking.pass;
    this.verdict =
        checking
            .verdict(Check.NOT_CONSTANT, column)
            .advice("A feature that never changes teaches a model nothing; leave it out.");
  }

  void check() {
    boolean atomic = column.isBoolean() || column.isNumber() || column.isText() || column.isTime();
    if (!atomic) {
      return;
    }
    if (known.rows().orElse(Long.MAX_VALUE) < ValueChecks.ENOUGH_ROWS) {
      few(known.rows().getAsLong(), Known.EXACT);
    } else if (checking.isVacuous(column)) {
      verdict.passed(Known.EXACT, "no row has a value");
    } else if (!byBounds()) {
      byRows();
    }
  }

  private void few(long rows, Basis basis) {
    verdict.passed(basis, String.format(Locale.ROOT, "%,d rows are too few to tell", rows));
  }

  private boolean byBounds() {
    Optional<Object> least = Known.outer(known.min(column));
    Optional<Object> greatest = Known.outer(known.max(column));
    if (least.isEmpty() || greatest.isEmpty()) {
      return false;
    }
    Basis basis = Known.basis(known.min(column).orElseThrow(), known.max(column).orElseThrow());
    if (Values.same(least.get(), greatest.get())) {
      boolean rows = known.rows().isPresent() && known.present(column).orElse(0) > 0;
      if (rows) {
        constant(Values.text(least.get()), basis);
      }
      return rows;
    }
    if (basis.kind() == Basis.Kind.STATISTICS) {
      verdict.passed(basis, "there is more than one value");
      return true;
    }
    return false;
  }

  private void constant(String value, Basis basis) {
    verdict.failed(pass.rows().orElse(0), "every row that has a value has '" + value + "'", basis);
  }

  private void byRows() {
    if (column.isBoolean()) {
      Figure yes = pass.measures().count(column.sql());
      Figure no = pass.measures().count("NOT " + column.sql());
      later(
          yes,
          () -> {
            boolean both = yes.count() > 0 && no.count() > 0;
            return both || yes.count() + no.count() == 0
                ? Optional.empty()
                : Optional.of(yes.count() > 0 ? "true" : "false");
          });
    } else if (column.is(FieldType.Kind.CATEGORICAL)) {
      Figure distinct = pass.measures().distinct(column.sql());
      Figure one = pass.measures().min(Term.column(column), null);
      later(
          distinct,
          () ->
              distinct.count() == 1
                  ? Optional.of(one.value().map(Values::text).orElse("one value"))
                  : Optional.empty());
    } else {
      Figure least = pass.measures().min(Term.column(column), null);
      Figure greatest = pass.measures().max(Term.column(column), null);
      later(
          least,
          () ->
              least.value().isPresent()
                      && Values.same(least.value().get(), greatest.value().orElseThrow())
                  ? least.value().map(Values::text)
                  : Optional.empty());
    }
  }

  private interface One {
    Optional<String> value();
  }

  private void later(Figure figure, One one) {
    pass.scan(
        verdict,
        () -> {
          if (!figure.isKnown()) {
            verdict.skipped(Pass.NOT_COMPUTED);
          } else if (pass.rowsFound() < ValueChecks.ENOUGH_ROWS) {
            few(pass.rowsFound(), pass.basis());
          } else {
            Optional<String> value = one.value();
            if (value.isPresent()) {
              constant(value.get(), pass.basis());
            } else {
              verdict.passed(pass.basis(), "there is more than one value");
            }
          }
        });
  }
}
