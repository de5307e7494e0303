package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.expression.SparkExpressions;
import dev.plumbline.runtime.plan.Planning;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;

/**
 * An expression over the columns of a dataset, made anew in each plan that has it.
 *
 * @param key tells equal terms
 * @param maker makes it over the columns on a builder's stack
 */
record Term(String key, Maker maker) {
  /** Makes an expression. */
  interface Maker {
    RexNode make(Planning planning, RelBuilder builder);
  }

  /** An expression in the language of {@code select_expr}. */
  static Term sql(String text) {
    return new Term(
        text,
        (planning, builder) ->
            SparkExpressions.select(
                    builder.getRexBuilder(), builder.peek().getRowType(), List.of(text + " AS t"))
                .get(0)
                .expression());
  }

  static Term column(CheckedColumn column) {
    return sql(column.sql());
  }

  /** A text as a constant. */
  static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  RexNode in(Planning planning, RelBuilder builder) {
    return maker.make(planning, builder);
  }
}
