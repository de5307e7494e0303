package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.sql.SparkProfile;
import dev.plumbline.runtime.sql.SqlText;
import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * Expressions in Spark's words for people; how a written time is read, and what is only ours, is
 * left out.
 */
final class ShownText {
  private static final RexBuilder REX = new RexBuilder(PlanTypes.FACTORY);

  private static final RexShuttle SHORT =
      new RexShuttle() {
        @Override
        public RexNode visitCall(RexCall call) {
          if (call.getOperator().equals(Planning.FOLD)
              || call.getOperator().equals(Planning.BUCKET)) {
            return call.getOperands().get(0).accept(this);
          }
          return call.getOperator().equals(Planning.READABLE)
              ? REX.makeAbstractCast(call.getType(), call.getOperands().get(1), false)
              : super.visitCall(call);
        }
      };

  private ShownText() {}

  static String of(RexNode expression, List<String> names) {
    return new SqlText(SparkProfile.PROFILE).condition(expression.accept(SHORT), names);
  }
}
