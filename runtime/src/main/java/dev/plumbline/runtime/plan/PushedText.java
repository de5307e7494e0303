package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.sql.Refused;
import dev.plumbline.runtime.sql.SparkProfile;
import dev.plumbline.runtime.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** Says in words what a source does, in the order in which it does it. */
final class PushedText {
  private final SqlText text = new SqlText(SparkProfile.PROFILE);
  private final List<String> sentences = new ArrayList<>();

  private PushedText() {}

  static List<String> of(RelNode body) {
    PushedText words = new PushedText();
    words.visit(body);
    return words.sentences;
  }

  private void visit(RelNode node) {
    node.getInputs().forEach(this::visit);
    if (node instanceof Filter filter) {
      for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
        sentences.add(of(conjunct, filter.getInput().getRowType()) + ": applied by the source");
      }
    } else if (node instanceof Project project) {
      for (RexNode expression : project.getProjects()) {
        if (!(expression instanceof RexInputRef) && !(expression instanceof RexLiteral)) {
          sentences.add(
              of(expression, project.getInput().getRowType()) + ": computed by the source");
        }
      }
    } else if (node instanceof Aggregate aggregate) {
      List<String> names = aggregate.getInput().getRowType().getFieldNames();
      String by =
          String.join(", ", aggregate.getGroupSet().asList().stream().map(names::get).toList());
      sentences.add(
          "aggregate of "
              + aggregate.getAggCallList().size()
              + " figures"
              + (by.isEmpty() ? "" : " by " + by)
              + ": computed by the source");
    } else if (node instanceof Join join) {
      sentences.add(
          join.getJoinType().lowerName.toLowerCase(Locale.ROOT)
              + " join on "
              + of(join.getCondition(), both(join))
              + ": joined in the source");
    } else if (node instanceof Union union) {
      sentences.add("union of " + union.getInputs().size() + " selects: made by the source");
    } else if (node instanceof Sort sort) {
      String order = sort.getCollation().getFieldCollations().isEmpty() ? "" : "ORDER BY and ";
      String fetch = sort.fetch == null ? "OFFSET" : "LIMIT " + sort.fetch;
      sentences.add(order + fetch + ": cut by the source");
    }
  }

  private static RelDataType both(Join join) {
    List<RelDataTypeField> fields = new ArrayList<>(join.getLeft().getRowType().getFieldList());
    fields.addAll(join.getRight().getRowType().getFieldList());
    return join.getCluster().getTypeFactory().builder().addAll(fields).build();
  }

  private String of(RexNode expression, RelDataType row) {
    try {
      return text.condition(expression, row.getFieldNames());
    } catch (Refused e) {
      return expression.toString();
    }
  }
}
