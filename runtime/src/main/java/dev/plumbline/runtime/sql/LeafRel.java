package dev.plumbline.runtime.sql;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;

/**
 * A leaf of a tree that becomes SQL: a table by its name, or a query that stands for one.
 *
 * @since 0.1.0
 */
public final class LeafRel extends AbstractRelNode {
  /**
   * What a leaf reads.
   *
   * @since 0.1.0
   */
  public sealed interface From {
    /**
     * A table.
     *
     * @param path its name, outermost part first
     * @since 0.1.0
     */
    record Table(List<String> path) implements From {
      /** Copies the path. */
      public Table {
        path = List.copyOf(path);
      }
    }

    /**
     * A query in the source's own SQL.
     *
     * @param sql one SELECT that was guarded
     * @since 0.1.0
     */
    record Query(String sql) implements From {}
  }

  private final From from;

  /**
   * Makes a leaf.
   *
   * @param cluster the plan's cluster
   * @param from what it reads
   * @param row its columns
   */
  public LeafRel(RelOptCluster cluster, From from, RelDataType row) {
    super(cluster, cluster.traitSetOf(Convention.NONE));
    this.from = from;
    this.rowType = row;
  }

  /**
   * Makes a leaf of the residual: an input that the engine is given by name.
   *
   * @param cluster the plan's cluster
   * @param name the input's name
   * @param row its columns
   */
  public LeafRel(RelOptCluster cluster, String name, RelDataType row) {
    this(cluster, new From.Table(List.of(name)), row);
  }

  /** {@return what it reads} */
  public From from() {
    return from;
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer).item("from", from).item("row", rowType.getFullTypeString());
  }
}
