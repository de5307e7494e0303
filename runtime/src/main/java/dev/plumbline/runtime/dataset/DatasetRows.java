package dev.plumbline.runtime.dataset;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.model.DatasetBinding;
import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.NearestName;
import dev.plumbline.spi.StandardErrorCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;

/**
 * Turns a selection of rows into a relational tree, step by step: scan, sample, duplicate ids, time
 * range, mapped columns, condition, columns, limit.
 *
 * @since 0.1.0
 */
public final class DatasetRows {
  private final Planning planning;
  private final RelBuilder builder;
  private final RowSelection selection;

  private DatasetRows(Planning planning, RelBuilder builder, RowSelection selection) {
    this.planning = planning;
    this.builder = builder;
    this.selection = selection;
  }

  /**
   * Makes the tree.
   *
   * @param planning the plan that it belongs to
   * @param table the pinned table and what is selected of it
   * @param dataset the dataset; empty for a table as it is
   * @param binding which columns are which fields, where there is a dataset
   * @param selection which rows and columns
   * @param labels what is done about the dataset's labels
   * @return the tree
   * @throws ConnectorException if the selection does not fit the table
   */
  public static RelNode of(
      Planning planning,
      SelectedTable table,
      Optional<DatasetConfig> dataset,
      Optional<DatasetBinding> binding,
      RowSelection selection,
      Optional<Labels> labels) {
    DatasetRows rows = new DatasetRows(planning, planning.scan(table), selection);
    if (dataset.isPresent() && binding.isPresent()) {
      requireSound(dataset.get(), binding.get());
      rows.sample(dataset.get(), binding.get());
      rows.deduplicate(dataset.get(), binding.get());
      rows.range(dataset.get(), binding.get());
      rows.map(dataset.get(), binding.get());
      labels.ifPresent(l -> l.append(planning, rows.builder, dataset.get(), binding.get()));
    } else {
      rows.requireNoRange();
    }
    rows.where();
    rows.columns();
    rows.limit();
    return rows.builder.build();
  }

  /**
   * Makes the tree of the ids that several rows of a dataset have, most frequent first.
   *
   * @param planning the plan that it belongs to
   * @param table the pinned table and what is selected of it
   * @param dataset the dataset
   * @param binding which columns are which fields
   * @param most how many ids are wanted
   * @return the tree, with the columns {@code id} and {@code rows}
   */
  public static RelNode repeatedIds(
      Planning planning,
      SelectedTable table,
      DatasetConfig dataset,
      DatasetBinding binding,
      int most) {
    requireSound(dataset, binding);
    RelBuilder builder = planning.scan(table);
    sample(planning, builder, dataset, binding);
    return DistinctIds.repeated(builder, id(binding), most);
  }

  private void sample(DatasetConfig dataset, DatasetBinding binding) {
    sample(planning, builder, dataset, binding);
  }

  private static void sample(
      Planning planning, RelBuilder builder, DatasetConfig dataset, DatasetBinding binding) {
    IdSample.condition(dataset.sampleSize(), ordinal(builder, id(binding)), builder, planning)
        .ifPresent(builder::filter);
  }

  private void deduplicate(DatasetConfig dataset, DatasetBinding binding) {
    switch (dataset.duplicateIds()) {
      case FIRST, LAST -> {
        List<RexNode> order = new ArrayList<>();
        order.add(time(dataset, binding).map(TimestampColumn::instants).orElseThrow());
        for (BoundColumn column : binding.columns()) {
          order.add(builder.field(ordinal(builder, column)));
        }
        DistinctIds.keep(builder, dataset.duplicateIds(), ordinal(builder, id(binding)), order);
      }
      case IGNORE, ERROR -> {
        // Rows come as they are; who hands them over looks for duplicates.
      }
    }
  }

  private void range(DatasetConfig dataset, DatasetBinding binding) {
    if (selection.from().isEmpty() && selection.until().isEmpty()) {
      return;
    }
    requireOrder();
    TimestampColumn time =
        time(dataset, binding)
            .orElseThrow(
                () ->
                    new ConnectorException(
                        StandardErrorCode.INVALID_REQUEST,
                        "dataset "
                            + dataset.name()
                            + " has no timestamp_column, so a time range cannot be applied; "
                            + "name the column, or write a condition instead"));
    List<RexNode> range = new ArrayList<>();
    selection.from().ifPresent(from -> range.add(time.notBefore(from)));
    selection.until().ifPresent(until -> range.add(time.before(until)));
    builder.filter(range);
  }

  private void requireNoRange() {
    if (selection.from().isPresent() || selection.until().isPresent()) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          "'"
              + selection.target()
              + "' has no timestamp column, so a time range cannot be applied; "
              + "write a condition instead, such as --where \"ts >= '2026-03-01'\"");
    }
  }

  private void requireOrder() {
    if (selection.from().isPresent() && selection.until().isPresent()) {
      Instant from = selection.from().get();
      Instant until = selection.until().get();
      if (until.isBefore(from)) {
        throw new ConnectorException(
            StandardErrorCode.INVALID_REQUEST,
            "the time range [" + from + ", " + until + ") ends before it begins; swap its ends");
      }
    }
  }

  private void map(DatasetConfig dataset, DatasetBinding binding) {
    List<RexNode> expressions = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (BoundColumn column : binding.columns()) {
      int ordinal = ordinal(builder, column);
      expressions.add(
          column.role() == FieldRole.TIMESTAMP
              ? TimestampColumn.of(planning, builder, ordinal, dataset).instants()
              : builder.field(ordinal));
      names.add(
          column.role() == FieldRole.LABEL ? LabelJoin.PREFIX + column.name() : column.name());
    }
    requireDistinct(dataset, names);
    builder.project(expressions, names, true);
  }

  private void where() {
    selection.where().ifPresent(where -> builder.filter(planning.condition(builder, where)));
  }

  private void columns() {
    if (!selection.columns().isEmpty()) {
      builder.project(chosen(), selection.columns(), true);
    }
  }

  private void limit() {
    if (selection.limit().isEmpty()) {
      return;
    }
    long limit = selection.limit().getAsLong();
    if (limit < 0) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST, "the limit is " + limit + "; write 0 or more");
    }
    // A whole number of the builder is an int, which would cut off longer reads.
    RexNode rows = builder.getRexBuilder().makeExactLiteral(BigDecimal.valueOf(limit));
    builder.sortLimit(null, rows, List.of());
  }

  private static BoundColumn id(DatasetBinding binding) {
    return binding.columns().stream()
        .filter(column -> column.role() == FieldRole.ID)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a dataset without an id"));
  }

  private Optional<TimestampColumn> time(DatasetConfig dataset, DatasetBinding binding) {
    return binding.columns().stream()
        .filter(column -> column.role() == FieldRole.TIMESTAMP)
        .findFirst()
        .map(column -> TimestampColumn.of(planning, builder, ordinal(builder, column), dataset));
  }

  private static int ordinal(RelBuilder builder, BoundColumn column) {
    return builder.peek().getRowType().getFieldNames().indexOf(column.column().getName());
  }

  /** Throws what does not fit, with what to do about it. */
  static void requireSound(DatasetConfig dataset, DatasetBinding binding) {
    if (!binding.isSound()) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_CONFIGURATION,
          "dataset "
              + dataset.name()
              + " does not fit its table: "
              + binding.problems().stream()
                  .map(problem -> problem.message() + "; " + problem.advice())
                  .collect(Collectors.joining("; ")));
    }
  }

  private static void requireDistinct(DatasetConfig dataset, List<String> names) {
    List<String> twice =
        names.stream()
            .filter(name -> names.stream().filter(name::equals).count() > 1)
            .distinct()
            .toList();
    if (!twice.isEmpty()) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_CONFIGURATION,
          "dataset "
              + dataset.name()
              + " would return two columns called "
              + String.join(", ", twice)
              + "; give the field another schema name and map it to the column");
    }
  }

  private List<RexNode> chosen() {
    List<String> wanted = selection.columns();
    List<String> known = builder.peek().getRowType().getFieldNames();
    List<String> unknown = wanted.stream().filter(c -> !known.contains(c)).toList();
    if (!unknown.isEmpty()) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          unknown.stream()
              .map(
                  name ->
                      "column '"
                          + name
                          + "' does not exist; "
                          + NearestName.of(name, known)
                              .map(near -> "did you mean '" + near + "'?")
                              .orElse("columns are " + String.join(", ", known)))
              .collect(Collectors.joining("; ")));
    }
    if (wanted.stream().distinct().count() < wanted.size()) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          "columns " + String.join(", ", wanted) + " name one twice; name each once");
    }
    List<RexNode> fields = new ArrayList<>();
    wanted.forEach(name -> fields.add(builder.field(known.indexOf(name))));
    return fields;
  }
}
