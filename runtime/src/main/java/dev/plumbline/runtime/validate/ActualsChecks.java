package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.dataset.LabelJoin;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.plan.Planning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;

/** Checks a dataset of labels by itself. */
final class ActualsChecks {
  /** Types of labels that have a least and a greatest value. */
  private static final Set<String> ORDERED =
      Set.of(
          "boolean",
          "tinyint",
          "smallint",
          "integer",
          "bigint",
          "utinyint",
          "usmallint",
          "uinteger",
          "ubigint",
          "real",
          "double",
          "decimal",
          "varchar",
          "date",
          "timestamp",
          "instant");

  private final Related related;
  private final RelatedQueries queries;

  ActualsChecks(Related related, RelatedQueries queries) {
    this.related = related;
    this.queries = queries;
  }

  void check(LabelValues values) {
    if (!related.side.labels().isEmpty()) {
      related.scan(queries, null, () -> values(values), Check.LABEL_DOMAIN);
    }
    Optional<BoundColumn> id = related.side.id();
    related.scan(
        queries,
        id.isEmpty() ? related.dataset().name() + " has no id that can be read" : null,
        () -> id.ifPresent(this::conflicts),
        Check.LABEL_CONFLICT);
  }

  private void values(LabelValues values) {
    Planning planning = Planning.start();
    RelBuilder rows = planning.scan(related.side.table());
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (BoundColumn label : related.side.labels()) {
      columns.add(rows.field(label.column().getName()));
      names.add(LabelJoin.PREFIX + label.name());
    }
    rows.project(columns, names, true);
    values.judge(
        queries.figures(planning, rows.aggregate(rows.groupKey(), values.calls(rows)).build()));
  }

  private List<BoundColumn> ordered() {
    return related.side.labels().stream()
        .filter(
            label ->
                !(label.column().getType() instanceof ArrowType.Null)
                    && ORDERED.contains(PlanTypes.typeId(PlanTypes.type(label.column()))))
        .toList();
  }

  private void conflicts(BoundColumn id) {
    List<BoundColumn> labels = ordered();
    if (labels.isEmpty()) {
      return;
    }
    Planning planning = Planning.start();
    RelBuilder rows = contradicting(planning, id, labels);
    RelatedQueries.Figures figures =
        queries.figures(planning, rows.aggregate(rows.groupKey(), rows.countStar("ids")).build());
    long ids = figures.of("ids");
    if (ids == 0) {
      related.passed(
          Check.LABEL_CONFLICT,
          id.name(),
          "no id has labels that contradict",
          figures.basis(),
          related.dataset().at("id_column"));
      return;
    }
    Planning again = Planning.start();
    RelBuilder shown = contradicting(again, id, labels);
    shown.sort(shown.field(0));
    shown.limit(0, RelatedQueries.EXAMPLES);
    related.add(
        related
            .failed(
                Check.LABEL_CONFLICT,
                id.name(),
                ids,
                String.format(
                    Locale.ROOT,
                    "%,d %s labels that contradict",
                    ids,
                    ids == 1 ? "id has" : "ids have"))
            .advice(
                related.dataset().timestampColumn().isPresent()
                    ? "Reads take the latest row of an id; if these are no corrections, find out"
                        + " which batch is wrong."
                    : "Without a timestamp_column reads take the greatest label; name the column"
                        + " that says which came last.")
            .basis(figures.basis())
            .examples(queries.examples(again, shown.build()))
            .at(related.dataset().at("id_column")));
  }

  /** Ids with several values of a label, and the least and the greatest of these. */
  private RelBuilder contradicting(Planning planning, BoundColumn id, List<BoundColumn> labels) {
    RelBuilder rows = planning.scan(related.side.table());
    RexNode key = rows.field(id.column().getName());
    rows.filter(rows.isNotNull(key));
    List<RexNode> columns = new ArrayList<>(List.of(key));
    List<String> names = new ArrayList<>(List.of("id"));
    for (BoundColumn label : labels) {
      columns.add(rows.field(label.column().getName()));
      names.add(LabelJoin.PREFIX + label.name());
    }
    rows.project(columns, names, true);
    List<RelBuilder.AggCall> calls = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      calls.add(rows.min("least_" + i, rows.field(i + 1)));
      calls.add(rows.max("greatest_" + i, rows.field(i + 1)));
    }
    rows.aggregate(rows.groupKey("id"), calls);
    List<RexNode> different = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      different.add(
          rows.call(SqlStdOperatorTable.NOT_EQUALS, rows.field(2 * i + 1), rows.field(2 * i + 2)));
    }
    rows.filter(rows.or(different));
    return rows;
  }
}
