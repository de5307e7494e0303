package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.Position;

/** What every group of checks works with. */
final class Checking {
  final CheckedDataset dataset;
  final Known known;
  final Pass pass;
  final Findings findings;
  final Examples examples;

  Checking(CheckedDataset dataset, Known known, Pass pass, Findings findings, Examples examples) {
    this.dataset = dataset;
    this.known = known;
    this.pass = pass;
    this.findings = findings;
    this.examples = examples;
  }

  boolean wants(Check check) {
    return findings.wants(check);
  }

  /** Whether it is known that no row has a value, so that none can be wrong. */
  boolean isVacuous(CheckedColumn column) {
    return column.kind().equals(CheckedColumn.VOID) || known.isEmpty(column);
  }

  Verdict verdict(Check check, CheckedColumn column) {
    return verdict(check, column.name(), dataset.at(column));
  }

  Verdict verdict(Check check, String subject, Position at) {
    return new Verdict(findings, check, subject, at);
  }

  /** Counts rows of a column that meet a condition; none does where it has no value. */
  void count(Verdict verdict, CheckedColumn column, Term wrong) {
    if (isVacuous(column)) {
      verdict.passed(Known.EXACT);
      return;
    }
    Figure figure = pass.measures().count(wrong);
    if (verdict.isSerious()) {
      figure.dispensable = false;
    }
    pass.scan(
        verdict,
        () -> {
          if (figure.isKnown()) {
            verdict.decide(figure.count(), pass.rowsFound(), pass.basis());
          } else {
            verdict.skipped(Pass.NOT_COMPUTED);
          }
        });
  }

  /** As {@link #count}, with ids and values of wrong rows as examples. */
  void countShown(Verdict verdict, CheckedColumn column, Term wrong) {
    count(verdict.examples(() -> examples.ids(wrong, Term.column(column))), column, wrong);
  }
}
