package dev.plumbline.runtime.plan;

import dev.plumbline.spi.ReadSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/** Says in words what a node leaves to the engine that no source was asked for, and why. */
final class ResidualText {
  private ResidualText() {}

  static List<String> of(RelNode node) {
    List<String> residual = new ArrayList<>();
    List<String> names =
        node.getInputs().isEmpty() ? List.of() : node.getInput(0).getRowType().getFieldNames();
    Set<ReadSession> sessions = Collections.newSetFromMap(new IdentityHashMap<>());
    boolean statements = sessions(node, sessions);
    if (node instanceof Filter filter) {
      for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
        residual.add(ShownText.of(conjunct, names) + ": applies to what the engine has computed");
      }
    } else if (node instanceof Aggregate aggregate) {
      residual.add(
          "aggregate of "
              + aggregate.getAggCallList().size()
              + " figures"
              + (aggregate.getGroupCount() == 0 ? "" : " by " + String.join(", ", keys(aggregate)))
              + ": "
              + reason(statements, "have no aggregates"));
    } else if (node instanceof Project project) {
      for (RexNode expression : project.getProjects()) {
        if (!(expression instanceof RexInputRef)) {
          residual.add(
              ShownText.of(expression, names) + ": " + reason(statements, "have no expressions"));
        }
      }
    } else if (node instanceof Sort) {
      residual.add("ORDER BY or LIMIT: " + reason(statements, "have no order"));
    } else if (node instanceof Join || node instanceof Union) {
      residual.add(
          (node instanceof Join join
                  ? join.getJoinType().lowerName.toLowerCase(Locale.ROOT) + " join"
                  : "union")
              + ": "
              + (sessions.size() > 1
                  ? "its inputs come from several sources"
                  : reason(statements, "are put together by the engine")));
    }
    return residual;
  }

  private static String reason(boolean statements, String ofScans) {
    return statements ? "applies to what the engine has computed" : "files and batches " + ofScans;
  }

  /** Collects the sessions below a node; tells whether one of them answers SQL. */
  private static boolean sessions(RelNode node, Set<ReadSession> sessions) {
    if (node instanceof SourceRel source) {
      sessions.add(source.table().session());
      return false;
    }
    if (node instanceof StatementRel statement) {
      sessions.add(statement.session());
      return true;
    }
    boolean statements = false;
    for (RelNode input : node.getInputs()) {
      statements |= sessions(input, sessions);
    }
    return statements;
  }

  private static List<String> keys(Aggregate aggregate) {
    return aggregate.getGroupSet().asList().stream()
        .map(i -> aggregate.getInput().getRowType().getFieldNames().get(i))
        .toList();
  }
}
