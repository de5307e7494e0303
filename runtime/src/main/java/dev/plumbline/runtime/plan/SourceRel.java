package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.expression.PlanTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;

/**
 * A leaf that stands for rows of one source: some columns of one table where some conditions hold.
 * Pushing makes it grow.
 */
final class SourceRel extends AbstractRelNode {
  private final PinnedTable table;
  private final RelDataType tableRow;
  private final List<Integer> output;
  private final List<RexNode> conjuncts;

  private SourceRel(
      RelOptCluster cluster,
      PinnedTable table,
      RelDataType tableRow,
      List<Integer> output,
      List<RexNode> conjuncts) {
    super(cluster, cluster.traitSetOf(Convention.NONE));
    this.table = table;
    this.tableRow = tableRow;
    this.output = List.copyOf(output);
    this.conjuncts = List.copyOf(conjuncts);
    RelDataTypeFactory.Builder row = cluster.getTypeFactory().builder();
    output.forEach(i -> row.add(tableRow.getFieldList().get(i)));
    this.rowType = row.build();
  }

  static SourceRel of(RelOptCluster cluster, PinnedTable table) {
    RelDataType row = PlanTypes.table(table.handle().schema().getFields());
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < row.getFieldCount(); i++) {
      all.add(i);
    }
    return new SourceRel(cluster, table, row, all, List.of());
  }

  PinnedTable table() {
    return table;
  }

  /** All columns of the table, whether returned or not; conditions refer to these. */
  RelDataType tableRow() {
    return tableRow;
  }

  /** Ordinals of the table's columns that are returned, in order. */
  List<Integer> output() {
    return output;
  }

  List<RexNode> conjuncts() {
    return conjuncts;
  }

  SourceRel returning(List<Integer> outputOrdinals) {
    return new SourceRel(
        getCluster(),
        table,
        tableRow,
        outputOrdinals.stream().map(output::get).toList(),
        conjuncts);
  }

  /** Takes conditions over this leaf's own columns. */
  SourceRel where(List<RexNode> conditions) {
    List<RexNode> all = new ArrayList<>(conjuncts);
    RexShuttle toTable =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef ref) {
            return new RexInputRef(output.get(ref.getIndex()), ref.getType());
          }
        };
    for (RexNode condition : conditions) {
      RexNode flat = RexUtil.expandSearch(getCluster().getRexBuilder(), null, condition);
      RexNode mapped = flat.accept(toTable);
      if (!all.contains(mapped)) {
        all.add(mapped);
      }
    }
    return new SourceRel(getCluster(), table, tableRow, output, all);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("table", System.identityHashCode(table.handle()) + ":" + table.relation())
        .item("output", output)
        .item("conjuncts", conjuncts);
  }
}
