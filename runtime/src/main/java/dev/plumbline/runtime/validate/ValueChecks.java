package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.FieldChecks;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.spi.Bound;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Values of raw inputs, features and predictions: there, in range, allowed, and not all one. */
final class ValueChecks {
  static final long ENOUGH_ROWS = 100;
  private static final int FEW = 1_000;

  private final Checking checking;
  private final Known known;
  private final Pass pass;

  ValueChecks(Checking checking) {
    this.checking = checking;
    this.known = checking.known;
    this.pass = checking.pass;
  }

  void check() {
    for (CheckedColumn column : checking.dataset.fields()) {
      nulls(column);
      checking.dataset.demands(column).ifPresent(demands -> demands(column, demands));
      if (column.isFloating() && checking.wants(Check.NUMBER_FINITE)) {
        finite(column);
      }
      if (column.isText() && !column.is(FieldType.Kind.DATETIME)) {
        texts(column);
      }
      if (column.role() == FieldRole.FEATURE && checking.wants(Check.NOT_CONSTANT)) {
        new Constancy(checking, column).check();
      }
    }
  }

  private void nulls(CheckedColumn column) {
    if (column.role() == FieldRole.PREDICTION) {
      if (checking.wants(Check.PREDICTION_NOT_NULL)) {
        Nulls.ask(
            checking,
            checking
                .verdict(Check.PREDICTION_NOT_NULL, column)
                .holds("every row has a value")
                .fails("have no value")
                .advice(
                    "A row without its prediction says nothing of the model; look at how"
                        + " predictions are written.")
                .examples(() -> checking.examples.ids(missing(column))),
            column);
      }
    } else if (checking.wants(Check.NOT_ALL_NULL)) {
      Verdict verdict =
          checking
              .verdict(Check.NOT_ALL_NULL, column)
              .advice("Map the field to the column that has its values, or remove it.");
      if (known.nulls(column).isPresent()) {
        pass.later(verdict, () -> allNull(verdict, column, Known.EXACT));
      } else if (Known.exact(known.min(column)).isPresent()) {
        verdict.passed(Known.EXACT, "some rows have a value");
      } else {
        pass.askNulls(column);
        pass.scan(verdict, () -> allNull(verdict, column, pass.nullsBasis(column)));
      }
    }
  }

  private static Term missing(CheckedColumn column) {
    return Term.sql(column.kind().equals(CheckedColumn.VOID) ? "1 = 1" : column.sql() + " IS NULL");
  }

  private void allNull(Verdict verdict, CheckedColumn column, Basis basis) {
    long rows = pass.rowsFound();
    long nulls = pass.nullsFound(column);
    if (rows > 0 && nulls == rows) {
      verdict.failed(
          nulls, String.format(Locale.ROOT, "none of %,d rows has a value", rows), basis);
    } else {
      verdict.passed(basis, String.format(Locale.ROOT, "%,d rows have a value", rows - nulls));
    }
  }

  private void demands(CheckedColumn column, FieldChecks demands) {
    if (demands.maxNullRatio().isPresent() && checking.wants(Check.NULL_RATIO)) {
      ratio(column, demands.maxNullRatio().get());
    }
    boolean ranged = demands.min().isPresent() || demands.max().isPresent();
    if (ranged && column.isNumber() && checking.wants(Check.RANGE)) {
      range(column, demands);
    }
    if (!demands.allowed().isEmpty() && checking.wants(Check.ALLOWED_VALUES)) {
      allowed(column, demands.allowed());
    }
  }

  private void ratio(CheckedColumn column, BigDecimal most) {
    Verdict verdict =
        checking
            .verdict(Check.NULL_RATIO, column)
            .at(checking.dataset.at(column, "max_null_ratio"))
            .advice(
                "Look for what stopped filling the column, or raise max_null_ratio if so many are"
                    + " expected.")
            .examples(() -> checking.examples.ids(missing(column)));
    if (known.nulls(column).isPresent()) {
      pass.later(verdict, () -> ratio(verdict, column, most, Known.EXACT));
      return;
    }
    pass.askNulls(column);
    pass.scan(verdict, () -> ratio(verdict, column, most, pass.nullsBasis(column)));
  }

  private void ratio(Verdict verdict, CheckedColumn column, BigDecimal most, Basis basis) {
    long rows = pass.rowsFound();
    long nulls = pass.nullsFound(column);
    String allowed = most.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    String seen = String.format(Locale.ROOT, "%,d of %,d rows are NULL", nulls, rows);
    if (BigDecimal.valueOf(nulls).compareTo(most.multiply(BigDecimal.valueOf(rows))) > 0) {
      verdict.failed(
          nulls,
          seen
              + String.format(Locale.ROOT, ", which is %.4g%%; ", 100.0 * nulls / rows)
              + allowed
              + " are allowed",
          basis);
    } else {
      verdict.passed(basis, seen + ", and " + allowed + " are allowed");
    }
  }

  private void range(CheckedColumn column, FieldChecks demands) {
    Term outside = Numbers.outside(column, demands.min(), demands.max());
    String words =
        demands.min().map(BigDecimal::toPlainString).orElse("-")
            + " to "
            + demands.max().map(BigDecimal::toPlainString).orElse("-");
    Verdict verdict =
        checking
            .verdict(Check.RANGE, column)
            .at(checking.dataset.at(column, "range"))
            .holds("every number is in the range " + words)
            .fails("are outside of the range " + words)
            .advice("Look for another unit or a default such as -1, or correct the range.");
    bounded(verdict, column, demands.min(), demands.max(), outside);
  }

  /** Decides by bounds where they suffice. */
  void bounded(
      Verdict verdict,
      CheckedColumn column,
      Optional<BigDecimal> least,
      Optional<BigDecimal> greatest,
      Term outside) {
    if (checking.isVacuous(column)) {
      verdict.passed(Known.EXACT);
      return;
    }
    Optional<Bound> min = known.min(column);
    Optional<Bound> max = known.max(column);
    boolean above = least.isEmpty() || compares(Known.outer(min), least.get(), 1);
    boolean below = greatest.isEmpty() || compares(Known.outer(max), greatest.get(), -1);
    // Bounds of numbers of floating point say nothing of NaN, unless there is an upper one.
    if (above && below && (!column.isFloating() || max.isPresent())) {
      verdict.passed(
          greatest.isEmpty()
              ? Known.basis(min.orElseThrow())
              : least.isEmpty()
                  ? Known.basis(max.orElseThrow())
                  : Known.basis(min.orElseThrow(), max.orElseThrow()));
      return;
    }
    Optional<Object> low =
        Known.exact(min)
            .filter(v -> least.isPresent() && !compares(Optional.of(v), least.get(), 1));
    Optional<Object> high =
        Known.exact(max)
            .filter(v -> greatest.isPresent() && !compares(Optional.of(v), greatest.get(), -1));
    if (!pass.mayScan() && (low.isPresent() || high.isPresent())) {
      verdict.atLeastOne(Values.text(low.or(() -> high).get()), Known.EXACT);
      return;
    }
    checking.countShown(verdict, column, outside);
  }

  /** Whether a bound is at an end or on its good side. */
  private static boolean compares(Optional<Object> bound, BigDecimal end, int sign) {
    return bound.isPresent()
        && Values.isNumber(bound.get())
        && Values.isFinite(bound.get())
        && Values.number(bound.get()).compareTo(end) * sign >= 0;
  }

  private void allowed(CheckedColumn column, List<String> values) {
    Set<String> literals = new LinkedHashSet<>();
    values.forEach(value -> Numbers.literal(column, value).ifPresent(literals::add));
    Verdict verdict =
        checking
            .verdict(Check.ALLOWED_VALUES, column)
            .at(checking.dataset.at(column, "allowed"))
            .holds("every value is one of the " + values.size() + " allowed")
            .fails("have a value that is not allowed")
            .advice("Correct where the values come from, or add them to 'allowed'.");
    if (!column.isText() && !column.isNumber() && !column.isBoolean()) {
      verdict.skipped("values of this type are not compared with texts");
      return;
    }
    if (!checking.isVacuous(column) && isCovered(column, literals)) {
      verdict.passed(Known.basis(known.min(column).orElseThrow(), known.max(column).orElseThrow()));
      return;
    }
    checking.countShown(
        verdict,
        column,
        Term.sql(
            literals.isEmpty()
                ? column.sql() + " IS NOT NULL"
                : column.sql() + " NOT IN (" + String.join(", ", literals) + ")"));
  }

  /** Whether every whole number between the bounds is allowed. */
  private boolean isCovered(CheckedColumn column, Set<String> literals) {
    Optional<Object> min = Known.outer(known.min(column));
    Optional<Object> max = Known.outer(known.max(column));
    if (min.isEmpty() || max.isEmpty()) {
      return false;
    }
    if (min.get() instanceof Boolean && max.get() instanceof Boolean) {
      return literals.stream().anyMatch(l -> l.equalsIgnoreCase(min.get().toString()))
          && literals.stream().anyMatch(l -> l.equalsIgnoreCase(max.get().toString()));
    }
    if (!(min.get() instanceof Long low) || !(max.get() instanceof Long high)) {
      return false;
    }
    if (high - low < 0 || high - low > FEW) {
      return false;
    }
    for (long value = low; value <= high; value++) {
      if (!literals.contains(Long.toString(value))) {
        return false;
      }
    }
    return true;
  }

  private void finite(CheckedColumn column) {
    checking.countShown(
        checking
            .verdict(Check.NUMBER_FINITE, column)
            .holds("every number is finite")
            .fails("are NaN or infinite")
            .advice("Write NULL where there is no number; a division by zero is a usual cause."),
        column,
        Numbers.notFinite(column));
  }

  private void texts(CheckedColumn column) {
    if (checking.wants(Check.TEXT_NOT_BLANK)) {
      Term blank = Blanks.of(column);
      Blanks.check(
          checking,
          checking
              .verdict(Check.TEXT_NOT_BLANK, column)
              .holds("no text is blank")
              .fails("are empty or blank")
              .advice("Write NULL where there is no text.")
              .examples(() -> checking.examples.ids(blank)),
          column);
    }
    if (column.is(FieldType.Kind.IMAGE_URL) && checking.wants(Check.IMAGE_URL)) {
      checking.countShown(
          checking
              .verdict(Check.IMAGE_URL, column)
              .holds("every address has a scheme that can be fetched")
              .fails("have no scheme that can be fetched")
              .advice(
                  "Write whole addresses that begin with http://, https://, s3://, s3a://, gs://,"
                      + " abfss:// or data:."),
          column,
          Term.sql(
              "NOT rlike("
                  + column.sql()
                  + ", '^(([hH][tT][tT][pP][sS]?|[sS]3[aA]?|[gG][sS]|[aA][bB][fF][sS][sS])://"
                  + "|[dD][aA][tT][aA]:)')"));
    }
  }
}
