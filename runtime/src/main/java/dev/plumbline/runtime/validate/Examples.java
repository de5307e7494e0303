package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.Planning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows that are wrong, a query for each check that failed. They are the first by id, so that
 * they are the same in each run.
 */
final class Examples {
  static final int MOST = 5;

  private final CheckedDataset dataset;
  private final Queries queries;
  private boolean stopped;

  Examples(CheckedDataset dataset, Queries queries) {
    this.dataset = dataset;
    this.queries = queries;
  }

  /** No rows may be read, or no more. */
  void stop() {
    stopped = true;
  }

  /** Ids of rows that meet a condition. */
  List<String> ids(Term condition) {
    return ids(condition, Optional.empty());
  }

  /** Ids of rows that meet a condition, each with a value. */
  List<String> ids(Term condition, Term value) {
    return ids(condition, Optional.of(value));
  }

  private List<String> ids(Term condition, Optional<Term> value) {
    Optional<Term> subject =
        dataset
            .id()
            .or(dataset::time)
            .filter(c -> !c.kind().equals(CheckedColumn.VOID))
            .map(Term::column);
    if (stopped || (subject.isEmpty() && value.isEmpty())) {
      return List.of();
    }
    List<Term> shown = new ArrayList<>();
    subject.ifPresent(shown::add);
    value.ifPresent(shown::add);
    List<String> texts = new ArrayList<>();
    for (@Nullable Object[] row : first(condition, shown)) {
      String first = Values.text(row[0]);
      texts.add(row.length == 1 ? first : first + " (" + Values.text(row[1]) + ")");
    }
    return texts;
  }

  /** Timestamps of rows that meet a condition. */
  List<String> times(Term condition) {
    Optional<CheckedColumn> time = dataset.time().filter(c -> !c.kind().equals(CheckedColumn.VOID));
    return stopped || time.isEmpty()
        ? List.of()
        : first(condition, List.of(Term.column(time.get()))).stream()
            .map(row -> "the row of " + Values.text(row[0]))
            .toList();
  }

  private List<@Nullable Object[]> first(Term condition, List<Term> shown) {
    PhysicalPlan sorted = plan(condition, shown, true);
    boolean sql = dataset.table().table().session().sql().isPresent();
    // A source that cannot sort as the engine does would send every wrong row to be sorted here.
    return queries.rows(
        sql && !sorted.residual().isEmpty() ? plan(condition, shown, false) : sorted);
  }

  private PhysicalPlan plan(Term condition, List<Term> shown, boolean sorted) {
    Planning planning = Planning.start();
    RelBuilder builder = planning.scan(dataset.table());
    builder.filter(condition.in(planning, builder));
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Term term : shown) {
      names.add("c" + columns.size());
      columns.add(term.in(planning, builder));
    }
    builder.project(columns, names, true);
    if (sorted) {
      builder.sort(builder.field(0));
    }
    builder.limit(0, MOST);
    return queries.plan(planning, builder.build());
  }

  /** The ids that most rows share. */
  List<String> repeated(CheckedColumn id) {
    if (stopped) {
      return List.of();
    }
    Planning planning = Planning.start();
    RelBuilder builder = planning.scan(dataset.table());
    RexNode value = Term.column(id).in(planning, builder);
    builder.filter(builder.isNotNull(value));
    builder.project(List.of(value), List.of("id"), true);
    builder.aggregate(builder.groupKey("id"), builder.countStar("times"));
    builder.filter(
        builder.call(SqlStdOperatorTable.GREATER_THAN, builder.field("times"), builder.literal(1)));
    builder.sort(builder.desc(builder.field("times")), builder.field("id"));
    builder.limit(0, MOST);
    return queries.rows(queries.plan(planning, builder.build())).stream()
        .map(row -> Values.text(row[0]) + " (" + row[1] + " rows)")
        .toList();
  }

  /** Spellings of one category: the least and the greatest of those that differ in case only. */
  List<String> spellings(CheckedColumn column, String folded) {
    Term value = Term.column(column);
    if (stopped) {
      return List.of();
    }
    Planning planning = Planning.start();
    RelBuilder builder = planning.scan(dataset.table());
    builder.project(
        List.of(Term.sql(folded).in(planning, builder), value.in(planning, builder)),
        List.of("folded", "word"),
        true);
    builder.aggregate(
        builder.groupKey("folded"),
        builder.count(true, "words", builder.field("word")),
        builder.min("least", builder.field("word")),
        builder.max("greatest", builder.field("word")));
    builder.filter(
        builder.call(SqlStdOperatorTable.GREATER_THAN, builder.field("words"), builder.literal(1)));
    builder.sort(builder.field("folded"));
    builder.limit(0, MOST);
    return queries.rows(queries.plan(planning, builder.build())).stream()
        .map(
            row -> {
              long others = (Long) Objects.requireNonNull(row[1]) - 2;
              return "'"
                  + Values.text(row[2])
                  + "' and '"
                  + Values.text(row[3])
                  + "'"
                  + (others > 0 ? " and " + others + " more" : "");
            })
        .toList();
  }
}
