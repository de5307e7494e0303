package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.sql.LeafRel;
import dev.plumbline.spi.Predicate;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/** Finds the conditions that hold for every row that a tree takes of one of its tables. */
final class TableConjuncts {
  private final LeafRel leaf;
  private final List<Predicate> found = new ArrayList<>();

  private TableConjuncts(LeafRel leaf) {
    this.leaf = leaf;
  }

  static List<Predicate> of(RelNode root, LeafRel leaf) {
    TableConjuncts search = new TableConjuncts(leaf);
    search.visit(root, List.of());
    return search.found.stream().distinct().toList();
  }

  private void visit(RelNode node, List<RexNode> conditions) {
    if (node == leaf) {
      PredicateTranslator translator = new PredicateTranslator(leaf.getRowType());
      conditions.forEach(c -> translator.translate(c).ifPresent(found::add));
    } else if (node instanceof Filter filter) {
      List<RexNode> all = new ArrayList<>(conditions);
      all.addAll(RelOptUtil.conjunctions(filter.getCondition()));
      visit(filter.getInput(), all);
    } else if (node instanceof Project project) {
      visit(
          project.getInput(),
          project.containsOver()
              ? List.of()
              : RelOptUtil.pushPastProject(conditions, project));
    } else if (node instanceof Join join) {
      join(join, conditions);
    } else {
      node.getInputs().forEach(input -> visit(input, List.of()));
    }
  }

  private void join(Join join, List<RexNode> above) {
    int left = join.getLeft().getRowType().getFieldCount();
    int right = join.getRight().getRowType().getFieldCount();
    List<RexNode> conditions = new ArrayList<>(above);
    boolean keepsLeft = join.getJoinType().generatesNullsOnRight();
    boolean keepsRight = join.getJoinType().generatesNullsOnLeft();
    boolean anti = join.getJoinType() == org.apache.calcite.rel.core.JoinRelType.ANTI;
    if (!keepsLeft && !keepsRight && !anti) {
      conditions.addAll(RelOptUtil.conjunctions(join.getCondition()));
    }
    List<RexNode> onLeft = new ArrayList<>();
    List<RexNode> onRight = new ArrayList<>();
    for (RexNode condition : conditions) {
      ImmutableBitSet used = RelOptUtil.InputFinder.bits(condition);
      if (ImmutableBitSet.range(left).contains(used)) {
        onLeft.add(condition);
      } else if (ImmutableBitSet.range(left, left + right).contains(used)) {
        onRight.add(org.apache.calcite.rex.RexUtil.shift(condition, -left));
      }
    }
    visit(join.getLeft(), keepsRight ? List.of() : onLeft);
    visit(join.getRight(), keepsLeft || anti ? List.of() : onRight);
  }
}
