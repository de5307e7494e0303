package dev.plumbline.runtime.plan;

import dev.plumbline.spi.FieldPath;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexInputRef;

/**
 * A table and what is selected of it: the columns that a dataset is mapped onto.
 *
 * @param table the table
 * @param selectExpr Spark SQL over the table's columns, {@code *} for all of them; empty selects
 *     every column as it is
 * @param schema the columns that come out, with their Arrow types
 * @param origins for each of them the table's column that it is, unchanged; empty where it is
 *     computed
 * @since 0.1.0
 */
public record SelectedTable(
    PinnedTable table, List<String> selectExpr, Schema schema, List<Optional<FieldPath>> origins) {
  /** Copies the lists. */
  public SelectedTable {
    Objects.requireNonNull(table, "table");
    selectExpr = List.copyOf(selectExpr);
    Objects.requireNonNull(schema, "schema");
    origins = List.copyOf(origins);
  }

  /**
   * Reads expressions against a table's columns.
   *
   * @param table the table
   * @param selectExpr the expressions; none selects every column as it is
   * @return the table with what is selected
   * @throws ConnectorException with {@code INVALID_REQUEST} that names the expression, the place
   *     and what is accepted
   */
  public static SelectedTable of(PinnedTable table, List<String> selectExpr) {
    Schema columns = table.handle().schema();
    if (selectExpr.isEmpty()) {
      List<Optional<FieldPath>> same =
          columns.getFields().stream().map(f -> Optional.of(FieldPath.of(f.getName()))).toList();
      return new SelectedTable(table, selectExpr, columns, same);
    }
    RelNode selected = Planning.start().selected(table, selectExpr).build();
    return new SelectedTable(
        table,
        selectExpr,
        Planning.schema(selected),
        selected.getRowType().getFieldList().stream()
            .map(column -> origin(selected, column.getIndex(), columns))
            .toList());
  }

  private static Optional<FieldPath> origin(RelNode node, int index, Schema columns) {
    if (!(node instanceof Project project)) {
      return Optional.of(FieldPath.of(columns.getFields().get(index).getName()));
    }
    return project.getProjects().get(index) instanceof RexInputRef ref
        ? origin(project.getInput(), ref.getIndex(), columns)
        : Optional.empty();
  }

  /**
   * Finds the table's column behind a selected one.
   *
   * @param name a selected column
   * @return the column that it is, unchanged; empty where it is computed
   */
  public Optional<FieldPath> origin(String name) {
    for (int i = 0; i < origins.size(); i++) {
      if (schema.getFields().get(i).getName().equals(name)) {
        return origins.get(i);
      }
    }
    return Optional.empty();
  }
}
