package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.DuplicateIds;
import dev.plumbline.runtime.config.Position;
import java.util.List;
import java.util.Locale;

/** Ids: there, not blank, and unique (rule S2). */
final class IdChecks {
  private final Checking checking;
  private final CheckedDataset dataset;
  private final Pass pass;

  IdChecks(Checking checking) {
    this.checking = checking;
    this.dataset = checking.dataset;
    this.pass = checking.pass;
  }

  void check() {
    if (dataset.id().isEmpty()) {
      dataset
          .config()
          .idColumn()
          .ifPresent(
              name -> {
                skip(Check.ID_NOT_NULL, name);
                skip(Check.ID_UNIQUE, name);
              });
      return;
    }
    CheckedColumn id = dataset.id().get();
    if (checking.wants(Check.ID_NOT_NULL)) {
      notNull(id);
    }
    if (checking.wants(Check.ID_NOT_BLANK) && id.isText()) {
      Blanks.check(
          checking,
          checking
              .verdict(Check.ID_NOT_BLANK, id)
              .holds("no id is blank")
              .fails("have a blank id")
              .advice(
                  "Blank ids are one id to every join; write NULL, or fill the column where it is"
                      + " written.")
              .examples(() -> checking.examples.times(Blanks.of(id))),
          id);
    }
    if (checking.wants(Check.ID_UNIQUE)) {
      unique(id);
    }
  }

  private void skip(Check check, String subject) {
    checking.findings.skipped(check, subject, dataset.config().at("id_column"), Pass.FAILED_BEFORE);
  }

  private void notNull(CheckedColumn id) {
    Term missing = Term.sql(id.sql() + " IS NULL");
    Verdict verdict =
        checking
            .verdict(Check.ID_NOT_NULL, id)
            .holds("no row is without an id")
            .fails("have no id")
            .advice(
                "A prediction without an id cannot be joined with its label; drop these rows or"
                    + " fill the column where it is written.")
            .examples(
                () ->
                    id.kind().equals(CheckedColumn.VOID)
                        ? List.of()
                        : checking.examples.times(missing));
    Nulls.ask(checking, verdict, id);
  }

  private void unique(CheckedColumn id) {
    DuplicateIds policy = dataset.config().duplicateIds();
    boolean chosen = policy == DuplicateIds.FIRST || policy == DuplicateIds.LAST;
    Position written = dataset.config().positions().get("duplicate_ids");
    Verdict verdict =
        checking
            .verdict(Check.ID_UNIQUE, id)
            .severity(
                dataset.isActuals() ? Severity.INFO : chosen ? Severity.WARNING : Severity.ERROR)
            .at(written == null ? dataset.at(id) : written)
            .holds("no id occurs twice")
            .fails("repeat an id that another row has")
            .advice(
                dataset.isActuals()
                    ? "The row written last is the label that counts; nothing needs to be done if"
                        + " labels are corrected this way."
                    : chosen
                        ? "Reads keep the "
                            + policy.word()
                            + " row of an id; look for a batch that was written again."
                        : "Rows of one id are counted twice and may get each other's label; look"
                            + " for a batch that was written again, or set duplicate_ids.")
            .examples(() -> checking.examples.repeated(id));
    if (checking.isVacuous(id)
        || checking.known.present(id).orElse(Long.MAX_VALUE) <= 1
        || checking.known.rows().orElse(Long.MAX_VALUE) <= 1) {
      verdict.passed(Known.EXACT);
      return;
    }
    Figure distinct = pass.measures().distinct(id.sql());
    distinct.dispensable = false;
    Figure present = checking.known.nulls(id).isPresent() ? null : pass.measures().present(id);
    if (present != null) {
      present.dispensable = false;
    }
    pass.scan(
        verdict,
        () -> {
          long rows = pass.rowsFound();
          long surplus = rows - pass.nullsFound(id) - distinct.count();
          if (surplus < 0) {
            throw Contradiction.of(
                dataset,
                String.format(
                    Locale.ROOT, "%,d ids and %,d different ones", rows, distinct.count()));
          }
          verdict.decide(surplus, rows, pass.basis());
        });
  }
}
