package dev.plumbline.runtime.dataset;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.model.DatasetBinding;
import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.tools.RelBuilder;

/**
 * Labels of a second dataset, joined to rows by their id (rule S5).
 *
 * <p>Of the rows that share an id the last write counts, as a whole: the one with the latest
 * timestamp, NULL being the earliest; of several with the same timestamp the one whose labels are
 * greatest in their order, NULL being the least, NaN the greatest number, and text going by its
 * UTF-8 bytes. A NULL id matches nothing. Every row comes out once: one row is chosen for each id,
 * and the engine counts them again for every row that it joins and fails with {@code INTERNAL} at
 * the first that would come twice.
 *
 * @since 0.1.0
 */
public final class LabelJoin {
  /** Holds for one row or none; anything else ends the query. */
  static final SqlFunction AT_MOST_ONE =
      new SqlFunction(
          "AT_MOST_ONE",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.BOOLEAN_NOT_NULL,
          null,
          OperandTypes.ANY,
          SqlFunctionCategory.USER_DEFINED_FUNCTION);

  /** What stands before the prediction's name in the column of its label. */
  public static final String PREFIX = "label__";

  /** The column of {@link #joinSince}. */
  public static final String SINCE = "label_since";

  private static final String TIME = "time";

  private final Planning planning;
  private final SelectedTable actuals;
  private final DatasetConfig config;
  private final DatasetBinding binding;
  private final Optional<Instant> asOf;

  /**
   * Prepares a join.
   *
   * @param planning the plan that the rows belong to
   * @param actuals the table of the labels, pinned, and what is selected of it
   * @param config the dataset of the labels
   * @param binding its columns
   * @param asOf the last instant of which labels are known; empty knows all
   * @throws ConnectorException with {@code INVALID_CONFIGURATION} where the table does not fit, or
   *     has no time and an instant is given
   */
  public LabelJoin(
      Planning planning,
      SelectedTable actuals,
      DatasetConfig config,
      DatasetBinding binding,
      Optional<Instant> asOf) {
    this.planning = planning;
    this.actuals = actuals;
    this.config = config;
    this.binding = binding;
    this.asOf = asOf;
    DatasetRows.requireSound(config, binding);
    if (asOf.isPresent() && config.timestampColumn().isEmpty()) {
      throw refused(
          "dataset "
              + config.name()
              + " has no timestamp_column, so labels as of "
              + asOf.get()
              + " cannot be told; name the column, or leave labels_as_of out");
    }
  }

  private static ConnectorException refused(String message) {
    return new ConnectorException(StandardErrorCode.INVALID_CONFIGURATION, message);
  }

  private List<BoundColumn> labels() {
    return binding.columns().stream().filter(c -> c.role() == FieldRole.LABEL).toList();
  }

  private BoundColumn id() {
    return IdTypes.id(binding)
        .orElseThrow(
            () ->
                refused(
                    "dataset "
                        + config.name()
                        + " has no id_column, so its labels belong to no row; name the column"));
  }

  /**
   * Joins the labels to rows.
   *
   * @param rows a builder with the rows on its stack: the id first, labels of their own called
   *     {@code label__} and the prediction's name; a label that both have is taken from here
   * @param dataset the dataset that the rows are of
   * @param datasetId its id
   * @param predictions the names of the model's predictions, in the order in which labels come out
   * @throws ConnectorException with {@code INVALID_CONFIGURATION} where the ids are of types that
   *     are never equal
   */
  public void join(
      RelBuilder rows, DatasetConfig dataset, BoundColumn datasetId, List<String> predictions) {
    requireEqual(dataset, datasetId);
    join(rows, latest(false), predictions);
  }

  /**
   * As {@link #join}, with a last column {@code label_since}: when all labels of the id were known
   * first, where they have a time.
   *
   * @param rows the rows
   * @param dataset the dataset that they are of
   * @param datasetId its id
   * @param predictions the names of the model's predictions
   */
  public void joinSince(
      RelBuilder rows, DatasetConfig dataset, BoundColumn datasetId, List<String> predictions) {
    requireEqual(dataset, datasetId);
    join(rows, latest(true), predictions);
  }

  private void requireEqual(DatasetConfig dataset, BoundColumn datasetId) {
    IdTypes.refusal(dataset, datasetId.column(), config, id().column())
        .ifPresent(
            reason -> {
              throw refused(
                  reason + ". " + IdTypes.advice(config, id().column(), datasetId.column()));
            });
  }

  /** Joins one row for each id: the id first, then its time and labels; else the query fails. */
  static void join(RelBuilder rows, RelNode right, List<String> predictions) {
    List<String> names = rows.peek().getRowType().getFieldNames();
    List<String> theirs = right.getRowType().getFieldNames();
    rows.push(right);
    // Counted where the one row was chosen, and looked at behind the join: whatever joins these
    // rows, here or in a source, a row that finds two of them carries a two.
    counted(rows);
    rows.join(
        JoinRelType.LEFT,
        IdTypes.equal(rows.getRexBuilder(), rows.field(2, 0, 0), rows.field(2, 1, 0)));
    int count = names.size() + theirs.size();
    rows.filter(rows.call(AT_MOST_ONE, rows.field(count)));
    List<RexNode> columns = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).startsWith(PREFIX)) {
        columns.add(rows.field(i));
        titles.add(names.get(i));
      }
    }
    for (String prediction : predictions) {
      String label = PREFIX + prediction;
      int own = names.indexOf(label);
      int there = theirs.indexOf(label);
      if (own >= 0 || there >= 0) {
        columns.add(rows.field(there < 0 ? own : names.size() + there));
        titles.add(label);
      }
    }
    if (theirs.contains(SINCE)) {
      columns.add(rows.field(names.size() + theirs.indexOf(SINCE)));
      titles.add(SINCE);
    }
    rows.project(columns, titles, true);
  }

  private static void counted(RelBuilder rows) {
    List<RexNode> columns = new ArrayList<>(rows.fields());
    columns.add(
        rows.aggregateCall(SqlStdOperatorTable.COUNT)
            .over()
            .partitionBy(rows.field(0))
            .as("id_rows"));
    rows.project(columns);
  }

  /** One row for each id: the id, the time where there is one, and the labels. */
  private RelNode latest(boolean since) {
    RelBuilder rows = known();
    List<String> names = rows.peek().getRowType().getFieldNames();
    List<RexNode> order = new ArrayList<>();
    for (int i = 1; i < names.size(); i++) {
      order.add(rows.nullsLast(rows.desc(rows.field(i))));
    }
    List<RexNode> columns = new ArrayList<>(rows.fields());
    columns.add(
        rows.aggregateCall(SqlStdOperatorTable.ROW_NUMBER)
            .over()
            .partitionBy(rows.field(0))
            .orderBy(order)
            .as("id_row"));
    if (since && names.contains(TIME)) {
      columns.add(since(rows, names));
    }
    rows.project(columns);
    rows.filter(rows.equals(rows.field(names.size()), rows.literal(1)));
    List<RexNode> kept = new ArrayList<>(rows.fields());
    kept.remove(names.size());
    List<String> titles = new ArrayList<>(names);
    if (kept.size() > names.size()) {
      titles.add(SINCE);
    }
    rows.project(kept, titles, true);
    return rows.build();
  }

  private static RexNode since(RelBuilder rows, List<String> names) {
    List<RexNode> known = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).startsWith(PREFIX)) {
        known.add(rows.isNotNull(rows.field(i)));
      }
    }
    RexNode time = rows.field(names.indexOf(TIME));
    RexNode none = rows.getRexBuilder().makeNullLiteral(time.getType());
    return rows.aggregateCall(
            SqlStdOperatorTable.MIN,
            rows.call(SqlStdOperatorTable.CASE, rows.and(known), time, none))
        .over()
        .partitionBy(rows.field(0))
        .as(SINCE);
  }

  /** All rows that are known: the id, the time where there is one, and the labels. */
  private RelBuilder known() {
    RelBuilder rows = planning.scan(actuals);
    List<String> source = rows.peek().getRowType().getFieldNames();
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<RexNode> conditions = new ArrayList<>();
    RexNode id = rows.field(id().column().getName());
    columns.add(id);
    names.add("id");
    conditions.add(rows.isNotNull(id));
    binding.columns().stream()
        .filter(c -> c.role() == FieldRole.TIMESTAMP)
        .findFirst()
        .ifPresent(
            column -> {
              TimestampColumn time =
                  TimestampColumn.of(
                      planning, rows, source.indexOf(column.column().getName()), config);
              columns.add(time.instants());
              names.add(TIME);
              asOf.ifPresent(
                  last ->
                      conditions.add(
                          time.before(
                              last.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS))));
            });
    for (BoundColumn label : labels()) {
      columns.add(rows.field(label.column().getName()));
      names.add(PREFIX + label.name());
    }
    rows.filter(conditions);
    rows.project(columns, names, true);
    return rows;
  }
}
