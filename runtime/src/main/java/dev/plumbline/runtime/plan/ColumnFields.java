package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.sql.LeafRel;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexInputRef;

/** The Arrow types of columns: one that comes straight from a source keeps the source's own. */
final class ColumnFields {
  private ColumnFields() {}

  static Field of(RelNode node, int index, String name) {
    Optional<Field> own = own(node, index, Optional.empty());
    return own.isPresent()
        ? PlanTypes.field(name, own.get())
        : PlanTypes.field(name, node.getRowType().getFieldList().get(index).getType());
  }

  private static Optional<Field> own(RelNode node, int index, Optional<StatementRel> within) {
    if (node instanceof SourceRel source) {
      return Optional.of(
          source.table().handle().schema().getFields().get(source.output().get(index)));
    }
    if (node instanceof StatementRel statement) {
      return own(statement.body(), index, Optional.of(statement));
    }
    if (node instanceof LeafRel leaf) {
      return within.map(statement -> statement.use(leaf).field(index));
    }
    if (node instanceof Filter || node instanceof Sort) {
      return own(node.getInput(0), index, within);
    }
    if (node instanceof Project project) {
      return project.getProjects().get(index) instanceof RexInputRef ref
          ? own(project.getInput(), ref.getIndex(), within)
          : Optional.empty();
    }
    if (node instanceof Aggregate aggregate && index < aggregate.getGroupCount()) {
      return own(aggregate.getInput(), aggregate.getGroupSet().nth(index), within);
    }
    if (node instanceof Join join) {
      int left = join.getLeft().getRowType().getFieldCount();
      return index < left
          ? own(join.getLeft(), index, within)
          : own(join.getRight(), index - left, within);
    }
    return Optional.empty();
  }
}
