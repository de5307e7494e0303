package dev.plumbline.runtime.expression;

import java.util.Objects;
import org.apache.calcite.rex.RexNode;

/**
 * A column of a result.
 *
 * @param name its name
 * @param expression how it is computed
 * @since 0.1.0
 */
public record NamedExpression(String name, RexNode expression) {
  /** Requires both. */
  public NamedExpression {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(expression, "expression");
  }
}
