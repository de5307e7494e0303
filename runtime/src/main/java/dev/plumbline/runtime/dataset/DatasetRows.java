package dev.plumbline.runtime.dataset;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.model.BindingProblem;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.model.DatasetBinding;
import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.runtime.plan.InstantColumn;
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
 * Turns a selection of rows into a relational tree, step by step: scan, time range, mapped columns,
 * condition, columns, limit.
 *
 * @since 0.1.0
 */
public final class DatasetRows {
  private DatasetRows() {}

  /**
   * Makes the tree.
   *
   * @param planning the plan that it belongs to
   * @param table the pinned table and what is selected of it
   * @param dataset the dataset; empty for a table as it is
   * @param binding which columns are which fields, where there is a dataset
   * @param request which rows and columns
   * @param labels what is done about the dataset's labels
   * @return the tree
   * @throws ConnectorException if the selection does not fit the table
   */
  public static RelNode of(
      Planning planning,
      SelectedTable table,
      Optional<DatasetConfig> dataset,
      Optional<DatasetBinding> binding,
      RowSelection request,
      Optional<Labels> labels) {
    RelBuilder builder = planning.scan(table);
    if (dataset.isPresent() && binding.isPresent()) {
      map(planning, builder, dataset.get(), binding.get(), request);
      labels.ifPresent(l -> l.append(planning, builder, dataset.get(), binding.get()));
    } else if (request.from().isPresent() || request.until().isPresent()) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          "'"
              + request.target()
              + "' has no timestamp column, so a time range cannot be applied; "
              + "write a condition instead, such as --where \"ts >= '2026-03-01'\"");
    }
    request.where().ifPresent(where -> builder.filter(planning.condition(builder, where)));
    if (!request.columns().isEmpty()) {
      builder.project(columns(builder, request), request.columns(), true);
    }
    request.limit().ifPresent(limit -> limit(builder, limit));
    return builder.build();
  }

  private static void limit(RelBuilder builder, long limit) {
    if (limit < 0) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST, "the limit is " + limit + "; write 0 or more");
    }
    // A whole number of the builder is an int, which would cut off longer reads.
    RexNode rows = builder.getRexBuilder().makeExactLiteral(BigDecimal.valueOf(limit));
    builder.sortLimit(null, rows, List.of());
  }

  private static void map(
      Planning planning,
      RelBuilder builder,
      DatasetConfig dataset,
      DatasetBinding binding,
      RowSelection request) {
    if (!binding.isSound()) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_CONFIGURATION,
          "dataset "
              + dataset.name()
              + " does not fit its table: "
              + binding.problems().stream()
                  .map(BindingProblem::message)
                  .collect(Collectors.joining("; ")));
    }
    List<RexNode> expressions = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<RexNode> range = new ArrayList<>();
    for (BoundColumn column : binding.columns()) {
      String source = column.column().getName();
      if (column.role() == FieldRole.TIMESTAMP) {
        int ordinal = builder.peek().getRowType().getFieldNames().indexOf(source);
        InstantColumn time = planning.instant(builder, ordinal, dataset.timezone());
        expressions.add(time.expression());
        request.from().ifPresent(from -> range.add(time.notBefore(from)));
        request.until().ifPresent(until -> range.add(time.before(until)));
      } else {
        expressions.add(builder.field(source));
      }
      names.add(column.role() == FieldRole.LABEL ? LabelJoin.PREFIX + column.name() : column.name());
    }
    requireDistinct(dataset, names);
    checkRange(request);
    if (!range.isEmpty()) {
      builder.filter(range);
    }
    builder.project(expressions, names, true);
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

  private static void checkRange(RowSelection request) {
    if (request.from().isPresent() && request.until().isPresent()) {
      Instant from = request.from().get();
      Instant until = request.until().get();
      if (!from.isBefore(until)) {
        throw new ConnectorException(
            StandardErrorCode.INVALID_REQUEST,
            "the time range [" + from + ", " + until + ") is empty; its end must be later");
      }
    }
  }

  private static List<RexNode> columns(RelBuilder builder, RowSelection request) {
    List<String> known = builder.peek().getRowType().getFieldNames();
    List<String> unknown = request.columns().stream().filter(c -> !known.contains(c)).toList();
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
    long distinct = request.columns().stream().distinct().count();
    if (distinct < request.columns().size()) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          "columns " + String.join(", ", request.columns()) + " name one twice; name each once");
    }
    List<RexNode> fields = new ArrayList<>();
    request.columns().forEach(name -> fields.add(builder.field(known.indexOf(name))));
    return fields;
  }
}
