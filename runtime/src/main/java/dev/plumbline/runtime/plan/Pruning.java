package dev.plumbline.runtime.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.Mappings;

/** Drops the columns that nothing above a node uses. */
final class Pruning {
  private Pruning() {}

  static RelNode of(RelNode root) {
    return exactly(root, all(root));
  }

  /** A node with fewer columns, and which of the former columns these are, ascending. */
  private record Pruned(RelNode node, List<Integer> kept) {
    RexNode renumber(RexNode expression) {
      return expression.accept(
          new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
              return new RexInputRef(at(ref.getIndex()), ref.getType());
            }
          });
    }

    int at(int former) {
      return kept.indexOf(former);
    }
  }

  private static ImmutableBitSet all(RelNode node) {
    return ImmutableBitSet.range(node.getRowType().getFieldCount());
  }

  /** The node with exactly the columns asked for. */
  private static RelNode exactly(RelNode node, ImmutableBitSet used) {
    return narrowed(prune(node, used), used).node();
  }

  private static Pruned narrowed(Pruned pruned, ImmutableBitSet used) {
    List<Integer> wanted = used.asList();
    if (pruned.kept().equals(wanted)) {
      return pruned;
    }
    RelNode node = pruned.node();
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int column : wanted) {
      RexInputRef ref = RexInputRef.of(pruned.at(column), node.getRowType());
      columns.add(ref);
      names.add(node.getRowType().getFieldNames().get(ref.getIndex()));
    }
    return new Pruned(LogicalProject.create(node, List.of(), columns, names, Set.of()), wanted);
  }

  private static Pruned prune(RelNode node, ImmutableBitSet used) {
    if (node instanceof SourceRel source) {
      return new Pruned(source.returning(used.asList()), used.asList());
    }
    if (node instanceof Project project) {
      return project(project, used);
    }
    if (node instanceof Filter filter) {
      Pruned input =
          prune(filter.getInput(), used.union(RelOptUtil.InputFinder.bits(filter.getCondition())));
      RelNode renewed =
          LogicalFilter.create(input.node(), input.renumber(filter.getCondition()));
      return narrowed(new Pruned(renewed, input.kept()), used);
    }
    if (node instanceof Aggregate aggregate
        && aggregate.getGroupType() == Aggregate.Group.SIMPLE) {
      return aggregate(aggregate, used);
    }
    if (node instanceof Join join) {
      return join(join, used);
    }
    if (node instanceof Sort sort) {
      return sort(sort, used);
    }
    if (node instanceof Union union && union.all) {
      List<RelNode> inputs = union.getInputs().stream().map(i -> exactly(i, used)).toList();
      return new Pruned(union.copy(union.getTraitSet(), inputs), used.asList());
    }
    List<RelNode> inputs = node.getInputs().stream().map(i -> exactly(i, all(i))).toList();
    RelNode renewed =
        inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
    return new Pruned(renewed, all(node).asList());
  }

  private static Pruned project(Project project, ImmutableBitSet used) {
    List<RexNode> kept = used.asList().stream().map(i -> project.getProjects().get(i)).toList();
    Pruned input = prune(project.getInput(), RelOptUtil.InputFinder.bits(kept, null));
    RelNode renewed =
        LogicalProject.create(
            input.node(),
            List.of(),
            kept.stream().map(input::renumber).toList(),
            used.asList().stream().map(i -> project.getRowType().getFieldNames().get(i)).toList(),
            project.getVariablesSet());
    return new Pruned(renewed, used.asList());
  }

  private static Pruned aggregate(Aggregate aggregate, ImmutableBitSet used) {
    int groups = aggregate.getGroupCount();
    List<Integer> kept = new ArrayList<>(ImmutableBitSet.range(groups).asList());
    ImmutableBitSet needed = aggregate.getGroupSet();
    for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
      boolean onlyFigure = groups == 0 && kept.isEmpty() && used.nextSetBit(groups + i) < 0;
      if (used.get(groups + i) || onlyFigure) {
        AggregateCall call = aggregate.getAggCallList().get(i);
        kept.add(groups + i);
        needed = needed.union(ImmutableBitSet.of(call.getArgList()));
        needed = call.filterArg < 0 ? needed : needed.set(call.filterArg);
      }
    }
    Pruned input = prune(aggregate.getInput(), needed);
    int before = aggregate.getInput().getRowType().getFieldCount();
    Mappings.TargetMapping mapping = Mappings.target(input::at, before, input.kept().size());
    List<AggregateCall> calls =
        kept.subList(groups, kept.size()).stream()
            .map(i -> aggregate.getAggCallList().get(i - groups).transform(mapping))
            .toList();
    RelNode renewed =
        LogicalAggregate.create(
            input.node(),
            List.of(),
            ImmutableBitSet.of(aggregate.getGroupSet().asList().stream().map(input::at).toList()),
            null,
            calls);
    return new Pruned(renewed, kept);
  }

  private static Pruned join(Join join, ImmutableBitSet used) {
    int left = join.getLeft().getRowType().getFieldCount();
    int right = join.getRight().getRowType().getFieldCount();
    ImmutableBitSet needed = used.union(RelOptUtil.InputFinder.bits(join.getCondition()));
    Pruned first = prune(join.getLeft(), needed.intersect(ImmutableBitSet.range(left)));
    Pruned second =
        prune(
            join.getRight(),
            needed.intersect(ImmutableBitSet.range(left, left + right)).shift(-left));
    List<Integer> both = new ArrayList<>(first.kept());
    second.kept().forEach(i -> both.add(i + left));
    RelNode renewed =
        join.copy(
            join.getTraitSet(),
            new Pruned(join, both).renumber(join.getCondition()),
            first.node(),
            second.node(),
            join.getJoinType(),
            join.isSemiJoinDone());
    List<Integer> kept = join.getJoinType().projectsRight() ? both : first.kept();
    return narrowed(new Pruned(renewed, kept), used);
  }

  private static Pruned sort(Sort sort, ImmutableBitSet used) {
    ImmutableBitSet keys =
        ImmutableBitSet.of(RelCollations.ordinals(sort.getCollation()));
    Pruned input = prune(sort.getInput(), used.union(keys));
    List<RelFieldCollation> order =
        sort.getCollation().getFieldCollations().stream()
            .map(key -> key.withFieldIndex(input.at(key.getFieldIndex())))
            .toList();
    return new Pruned(
        LogicalSort.create(input.node(), RelCollations.of(order), sort.offset, sort.fetch),
        input.kept());
  }
}
