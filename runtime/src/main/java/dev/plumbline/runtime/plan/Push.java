package dev.plumbline.runtime.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.Mappings;

/** Grows the source leaves, bottom up: each node that a leaf can take disappears into it. */
final class Push {
  private Push() {}

  static RelNode into(RelNode node) {
    List<RelNode> inputs = new ArrayList<>();
    for (RelNode input : node.getInputs()) {
      inputs.add(into(input));
    }
    RelNode renewed =
        inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
    if (inputs.size() == 1 && inputs.get(0) instanceof SourceRel source) {
      if (renewed instanceof Filter filter) {
        return source.where(RelOptUtil.conjunctions(filter.getCondition()));
      }
      if (renewed instanceof Project project) {
        return project(project, source);
      }
      if (renewed instanceof Aggregate aggregate) {
        return aggregate(aggregate, source);
      }
    }
    return renewed;
  }

  private static RelNode project(Project project, SourceRel source) {
    ImmutableBitSet used = RelOptUtil.InputFinder.bits(project.getProjects(), null);
    List<Integer> kept = new ArrayList<>();
    boolean onlyColumns = true;
    for (RexNode expression : project.getProjects()) {
      if (expression instanceof RexInputRef ref && !kept.contains(ref.getIndex())) {
        kept.add(ref.getIndex());
      } else {
        onlyColumns = false;
      }
    }
    boolean sameNames =
        onlyColumns
            && source
                .returning(kept)
                .getRowType()
                .getFieldNames()
                .equals(project.getRowType().getFieldNames());
    if (sameNames) {
      return source.returning(kept);
    }
    List<Integer> needed = used.asList();
    return LogicalProject.create(
        source.returning(needed),
        List.of(),
        renumber(project.getProjects(), needed),
        project.getRowType().getFieldNames(),
        project.getVariablesSet());
  }

  private static RelNode aggregate(Aggregate aggregate, SourceRel source) {
    TreeSet<Integer> needed = new TreeSet<>(aggregate.getGroupSet().asList());
    for (AggregateCall call : aggregate.getAggCallList()) {
      needed.addAll(call.getArgList());
      if (call.filterArg >= 0) {
        needed.add(call.filterArg);
      }
    }
    if (needed.size() == source.output().size()
        || aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
      return aggregate;
    }
    List<Integer> kept = new ArrayList<>(needed);
    Mappings.TargetMapping mapping =
        Mappings.target(kept::indexOf, source.output().size(), kept.size());
    List<AggregateCall> calls =
        aggregate.getAggCallList().stream().map(call -> call.transform(mapping)).toList();
    return LogicalAggregate.create(
        source.returning(kept),
        List.of(),
        ImmutableBitSet.of(aggregate.getGroupSet().asList().stream().map(kept::indexOf).toList()),
        null,
        calls);
  }

  private static List<RexNode> renumber(List<RexNode> expressions, List<Integer> kept) {
    RexShuttle renumber =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef ref) {
            return new RexInputRef(kept.indexOf(ref.getIndex()), ref.getType());
          }
        };
    return expressions.stream().map(e -> e.accept(renumber)).toList();
  }
}
