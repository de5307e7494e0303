package dev.plumbline.runtime.validate;

/** Counts of rows without a value. */
final class Nulls {
  private Nulls() {}

  /** Decides a check that holds where every row has a value. */
  static void ask(Checking checking, Verdict verdict, CheckedColumn column) {
    if (checking.known.nulls(column).isPresent()) {
      checking.pass.later(
          verdict,
          () ->
              verdict.decide(
                  checking.pass.nullsFound(column), checking.pass.rowsFound(), Known.EXACT));
      return;
    }
    checking.pass.askNulls(column);
    checking.pass.scan(
        verdict,
        () ->
            verdict.decide(
                checking.pass.nullsFound(column),
                checking.pass.rowsFound(),
                checking.pass.nullsBasis(column)));
  }
}
