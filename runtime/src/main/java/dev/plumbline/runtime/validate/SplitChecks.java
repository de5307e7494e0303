package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.dataset.IdTypes;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.plan.Planning;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.tools.RelBuilder;

/** Checks that a model is not tested on what it was trained on. */
final class SplitChecks {
  private final Related related;
  private final RelatedQueries queries;

  SplitChecks(Related related, RelatedQueries queries) {
    this.related = related;
    this.queries = queries;
  }

  void check() {
    Optional<Related.Side> training = related.sibling(DatasetRole.TRAINING);
    if (training.isEmpty()) {
      related.scan(queries, related.failure(DatasetRole.TRAINING), () -> {}, Check.SPLIT_OVERLAP);
      return;
    }
    Optional<BoundColumn> id = related.side.id();
    Optional<BoundColumn> other = training.get().id();
    Optional<String> reason =
        id.isEmpty() || other.isEmpty()
            ? Optional.of("one of the datasets has no id that can be read")
            : IdTypes.refusal(
                related.dataset(),
                id.get().column(),
                training.get().dataset(),
                other.get().column());
    related.scan(
        queries,
        reason.orElse(null),
        () -> overlap(training.get(), id.orElseThrow(), other.orElseThrow()),
        Check.SPLIT_OVERLAP);
  }

  private void overlap(Related.Side training, BoundColumn id, BoundColumn other) {
    Planning planning = Planning.start();
    RelBuilder rows = both(planning, training, id, other);
    RelatedQueries.Figures figures =
        queries.figures(
            planning, rows.aggregate(rows.groupKey(), rows.countStar("row_count")).build());
    long count = figures.of("row_count");
    if (count == 0) {
      related.passed(
          Check.SPLIT_OVERLAP,
          id.name(),
          "no id is in " + training.dataset().name() + " as well",
          figures.basis(),
          related.dataset().at("id_column"));
      return;
    }
    Planning again = Planning.start();
    RelBuilder shown = both(again, training, id, other);
    shown.distinct();
    shown.sort(shown.field(0));
    shown.limit(0, RelatedQueries.EXAMPLES);
    related.add(
        related
            .failed(
                Check.SPLIT_OVERLAP,
                id.name(),
                count,
                String.format(
                    Locale.ROOT,
                    "%,d %s an id that is in %s as well",
                    count,
                    count == 1 ? "row has" : "rows have",
                    training.dataset().name()))
            .advice(
                "What a model was trained on says nothing about how well it does; leave these rows"
                    + " out of one of the datasets.")
            .basis(figures.basis())
            .examples(queries.examples(again, shown.build()))
            .at(related.dataset().at("id_column")));
  }

  private RelBuilder both(
      Planning planning, Related.Side training, BoundColumn id, BoundColumn other) {
    RelBuilder rows = planning.scan(related.side.table());
    rows.project(List.of(rows.field(id.column().getName())), List.of("id"), true);
    RelBuilder trained = planning.scan(training.table());
    trained.project(List.of(trained.field(other.column().getName())), List.of("id"), true);
    rows.push(trained.build());
    rows.semiJoin(IdTypes.equal(rows.getRexBuilder(), rows.field(2, 0, 0), rows.field(2, 1, 0)));
    return rows;
  }
}
