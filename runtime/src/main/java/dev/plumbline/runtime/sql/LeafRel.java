package dev.plumbline.runtime.sql;

import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;

/**
 * A leaf of the residual: an input that the engine is given by name.
 *
 * @since 0.1.0
 */
public final class LeafRel extends AbstractRelNode {
  private final String name;

  /**
   * Makes a leaf.
   *
   * @param cluster the plan's cluster
   * @param name the input's name
   * @param row its columns
   */
  public LeafRel(RelOptCluster cluster, String name, RelDataType row) {
    super(cluster, cluster.traitSetOf(Convention.NONE));
    this.name = name;
    this.rowType = row;
  }

  /** {@return the input's name} */
  public String name() {
    return name;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("name", name);
  }
}
