package dev.plumbline.runtime.expression;

import java.util.Objects;
import org.apache.calcite.rex.RexNode;

/**
 * An expression and the name of the column that it makes.
 *
 * @param name the column's name
 * @param expression the expression over the columns of its input
 * @since 0.1.0
 */
public record NamedExpression(String name, RexNode expression) {
  /** Checks that nothing is absent. */
  public NamedExpression {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(expression, "expression");
  }
}
