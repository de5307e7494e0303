package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.sql.LeafRel;
import dev.plumbline.runtime.sql.Refused;
import dev.plumbline.runtime.sql.SqlText;
import dev.plumbline.spi.ColumnTrait;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.NativeQueryGuard;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.SqlAccess;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.StandardErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * A leaf that hides a tree over tables of one session, which the source can say in its SQL. Pushing
 * makes it grow.
 */
final class StatementRel extends AbstractRelNode {
  /** A table of the tree: the leaf that stands for it, and which of its columns are read. */
  record Use(LeafRel leaf, PinnedTable table, List<Integer> columns) {
    Field field(int index) {
      return table.handle().schema().getFields().get(index);
    }
  }

  private final SqlAccess sql;
  private final List<Use> uses;
  private final RelNode body;
  private final List<RelFieldCollation> order;
  private final ImmutableBitSet binary;

  private StatementRel(
      RelOptCluster cluster,
      SqlAccess sql,
      List<Use> uses,
      RelNode body,
      List<RelFieldCollation> order) {
    super(cluster, cluster.traitSetOf(Convention.NONE));
    this.sql = sql;
    this.uses = List.copyOf(uses);
    this.body = body;
    this.order = List.copyOf(order);
    this.rowType = body.getRowType();
    this.binary = new SourceRules(sql.profile()).binary(body, this::textIsBinary);
  }

  /** The table of a source that answers SQL; empty where SQL cannot name it. */
  static Optional<StatementRel> of(SourceRel source) {
    PinnedTable table = source.table();
    Optional<SqlAccess> sql = table.session().sql();
    if (sql.isEmpty() || !source.conjuncts().isEmpty()) {
      return Optional.empty();
    }
    Relation relation = table.handle().relation();
    SqlProfile profile = sql.get().profile();
    LeafRel.From from;
    if (relation instanceof Relation.Table named) {
      from = new LeafRel.From.Table(named.path());
    } else if (relation instanceof Relation.NativeQuery query) {
      NativeQueryGuard.requireDistinctColumns(table.handle().schema(), profile.identifiers());
      from = new LeafRel.From.Query(NativeQueryGuard.check(query.sql(), profile.literals()));
    } else {
      return Optional.empty();
    }
    LeafRel leaf = new LeafRel(source.getCluster(), from, source.tableRow());
    List<Integer> all = ImmutableBitSet.range(source.tableRow().getFieldCount()).asList();
    RelNode body = leaf;
    if (!source.output().equals(all)) {
      List<RexNode> output = new ArrayList<>();
      source.output().forEach(i -> output.add(RexInputRef.of(i, source.tableRow().getFieldList())));
      body =
          LogicalProject.create(
              leaf, List.of(), output, source.getRowType().getFieldNames(), Set.of());
    }
    List<Use> uses = List.of(new Use(leaf, table, source.output()));
    try {
      return Optional.of(
          new StatementRel(source.getCluster(), sql.get(), uses, body, List.of()).checked());
    } catch (Refused e) {
      throw new ConnectorException(
          StandardErrorCode.UNSUPPORTED,
          table.source() + ": '" + table.relation() + "' cannot be read: " + e.getMessage(),
          e);
    }
  }

  /**
   * Takes a node over the trees of some leaves.
   *
   * @throws Refused if the source cannot say it
   */
  static StatementRel over(List<StatementRel> inputs, RelNode body, List<RelFieldCollation> order) {
    List<Use> uses = inputs.stream().flatMap(s -> s.uses.stream()).toList();
    StatementRel first = inputs.get(0);
    return new StatementRel(first.getCluster(), first.sql, uses, body, order).checked();
  }

  private StatementRel checked() {
    text();
    return this;
  }

  private boolean textIsBinary(LeafRel leaf, int column) {
    Use use = use(leaf);
    FieldPath path = FieldPath.of(use.field(column).getName());
    return use.table()
        .handle()
        .traits()
        .getOrDefault(path, Set.of())
        .contains(ColumnTrait.BINARY_TEXT);
  }

  Use use(LeafRel leaf) {
    return uses.stream().filter(use -> use.leaf().equals(leaf)).findFirst().orElseThrow();
  }

  ReadSession session() {
    return uses.get(0).table().session();
  }

  PinnedTable table() {
    return uses.get(0).table();
  }

  SqlAccess sql() {
    return sql;
  }

  List<Use> uses() {
    return uses;
  }

  RelNode body() {
    return body;
  }

  /** The order that its rows are cut in, which the way to the engine does not keep. */
  List<RelFieldCollation> order() {
    return order;
  }

  /** The columns whose text compares by its bytes in the source. */
  ImmutableBitSet binary() {
    return binary;
  }

  /** The statement. */
  String text() {
    return new SqlText(sql.profile()).statement(body);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("session", System.identityHashCode(session()))
        .item("body", RelOptUtil.toString(body))
        .item("order", order);
  }
}
