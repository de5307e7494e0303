package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.ModelType;
import dev.plumbline.runtime.model.FieldRole;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a model's type says of its predictions. */
final class PredictionChecks {
  private final Checking checking;
  private final Pass pass;
  private final List<CheckedColumn> predictions;

  PredictionChecks(Checking checking) {
    this.checking = checking;
    this.pass = checking.pass;
    this.predictions =
        checking.dataset.fields().stream().filter(c -> c.role() == FieldRole.PREDICTION).toList();
  }

  void check() {
    ModelType type = checking.dataset.model().type();
    if (type == ModelType.BINARY) {
      List<CheckedColumn> numbers = predictions.stream().filter(CheckedColumn::isNumber).toList();
      List<CheckedColumn> decisions =
          predictions.stream().filter(CheckedColumn::isBoolean).toList();
      if (checking.wants(Check.PROBABILITY_RANGE)) {
        numbers.forEach(this::range);
      }
      if (numbers.size() == 1 && decisions.size() == 1 && checking.wants(Check.DECISION_AGREES)) {
        agrees(decisions.get(0), numbers.get(0));
      }
    } else if (type == ModelType.MULTICLASS && checking.wants(Check.PROBABILITY_SUM)) {
      predictions.stream()
          .filter(
              c ->
                  c.is(
                      FieldType.Kind.VECTOR,
                      FieldType.Kind.EMBEDDING,
                      FieldType.Kind.TENSOR,
                      FieldType.Kind.DICT))
          .forEach(this::sum);
    }
  }

  private void range(CheckedColumn column) {
    Optional<BigDecimal> zero = Optional.of(BigDecimal.ZERO);
    Optional<BigDecimal> one = Optional.of(BigDecimal.ONE);
    new ValueChecks(checking)
        .bounded(
            checking
                .verdict(Check.PROBABILITY_RANGE, column)
                .holds("every probability lies between 0 and 1")
                .fails("are below 0 or above 1")
                .advice("Look for percent, log-odds or raw scores in the place of probabilities."),
            column,
            zero,
            one,
            Numbers.outside(column, zero, one));
  }

  private void sum(CheckedColumn column) {
    Term wrong = Lists.notOne(column);
    checking.count(
        checking
            .verdict(Check.PROBABILITY_SUM, column)
            .holds("the probabilities of every row add up to 1")
            .fails("have probabilities that do not add up to 1, give or take 0.01")
            .advice("Look for a class that is missing, or for scores that were not normalised.")
            .examples(() -> checking.examples.ids(wrong)),
        column,
        wrong);
  }

  /** The lowest probability of those decided true is not below the highest of the others. */
  private void agrees(CheckedColumn decision, CheckedColumn number) {
    String known = number.isFloating() ? " AND NOT isnan(" + number.sql() + ")" : "";
    Verdict verdict =
        checking
            .verdict(Check.DECISION_AGREES, decision)
            .advice("Look for a threshold that was changed, or differs between groups of rows.");
    if (checking.isVacuous(decision) || checking.isVacuous(number)) {
      verdict.passed(Known.EXACT, "no row has both");
      return;
    }
    Term value = Term.column(number);
    Figure lowest = pass.measures().min(value, Term.sql(decision.sql() + known));
    Figure highest = pass.measures().max(value, Term.sql("NOT " + decision.sql() + known));
    pass.scan(
        verdict,
        () -> {
          if (!lowest.isKnown() || !highest.isKnown()) {
            verdict.skipped(Pass.NOT_COMPUTED);
          } else if (lowest.value().isEmpty() || highest.value().isEmpty()) {
            verdict.passed(pass.basis(), "every decision is the same");
          } else {
            compare(verdict, lowest.value().get(), highest.value().get());
          }
        });
  }

  private void compare(Verdict verdict, Object lowest, Object highest) {
    String seen =
        "true begins at a probability of "
            + Values.text(lowest)
            + " and false ends at "
            + Values.text(highest);
    boolean agrees =
        (Values.isFinite(lowest) && Values.isFinite(highest))
            ? Values.number(lowest).compareTo(Values.number(highest)) >= 0
            : ((Number) lowest).doubleValue() >= ((Number) highest).doubleValue();
    if (agrees) {
      verdict.passed(pass.basis(), seen);
    } else {
      verdict.failed(0, seen, pass.basis());
    }
  }
}
