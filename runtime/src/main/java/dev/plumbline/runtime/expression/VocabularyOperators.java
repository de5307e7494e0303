package dev.plumbline.runtime.expression;

import dev.plumbline.spi.SqlVocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;

/**
 * The vocabulary's operators as operators of the planner's tree.
 *
 * <p>Comparisons, logic, NULL tests, LIKE, CASE, COALESCE and CAST are the planner's own, so that
 * its rules see through them; all others are functions without any meaning to it, whose type is
 * fixed when the call is made.
 *
 * @since 0.1.0
 */
public final class VocabularyOperators {
  private static final Map<String, SqlFunction> FUNCTIONS = functions();

  private VocabularyOperators() {}

  private static Map<String, SqlFunction> functions() {
    Map<String, SqlFunction> functions = new LinkedHashMap<>();
    for (String id : SqlVocabulary.operators().keySet()) {
      functions.put(
          id,
          new SqlFunction(
              id,
              SqlKind.OTHER_FUNCTION,
              ReturnTypes.ARG0_NULLABLE,
              null,
              OperandTypes.VARIADIC,
              SqlFunctionCategory.USER_DEFINED_FUNCTION));
    }
    return functions;
  }

  /**
   * Calls an operator.
   *
   * @param rex builds the call
   * @param id the operator's id; not one of those that the planner has itself
   * @param type the type that the call has
   * @param operands its operands, of types that one of its forms takes
   * @return the call
   */
  public static RexNode call(RexBuilder rex, String id, RelDataType type, List<RexNode> operands) {
    SqlFunction function = FUNCTIONS.get(id);
    if (function == null) {
      throw new IllegalArgumentException("operator '" + id + "' is not in the vocabulary");
    }
    return rex.makeCall(type, function, operands);
  }

  /**
   * Names an operator of a tree by its id in the vocabulary.
   *
   * @param operator the operator
   * @return its id
   */
  public static String id(SqlOperator operator) {
    return switch (operator.getKind()) {
      case EQUALS -> "equal";
      case NOT_EQUALS -> "not_equal";
      case LESS_THAN -> "less";
      case LESS_THAN_OR_EQUAL -> "less_or_equal";
      case GREATER_THAN -> "greater";
      case GREATER_THAN_OR_EQUAL -> "greater_or_equal";
      case AND -> "and";
      case OR -> "or";
      case NOT -> "not";
      case IS_NULL -> "is_null";
      case IS_NOT_NULL -> "is_not_null";
      case IS_TRUE -> "is_true";
      case IS_FALSE -> "is_false";
      case IS_NOT_DISTINCT_FROM -> "is_not_distinct";
      case LIKE -> "like";
      case CASE -> "case";
      case COALESCE -> "coalesce";
      case CAST -> "cast";
      default -> operator.getName().toLowerCase(Locale.ROOT);
    };
  }
}
