package dev.plumbline.runtime.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Comparisons and logic as the planner's own operators. Where Spark compares in a wider type that
 * holds both sides exactly, the sides stay as they are, so that a column stays bare.
 */
final class Conditions {
  /** Whether a constant that a column can never equal is a slip to refuse. */
  enum Slips {
    REFUSED,
    KEPT
  }

  private final RexBuilder rex;
  private final SourceText source;
  private final Constants constants;
  private final Slips slips;

  Conditions(RexBuilder rex, SourceText source, Constants constants, Slips slips) {
    this.rex = rex;
    this.source = source;
    this.constants = constants;
    this.slips = slips;
  }

  RexNode call(SqlOperator operator, RexNode... operands) {
    return rex.makeCall(SparkTypes.BOOLEAN, operator, List.of(operands));
  }

  /**
   * A truth value as an operand of logic: not a bare constant, for which the builder would drop the
   * table from a tree without rows.
   */
  RexNode truth(int at, RexNode node, String where) {
    RelDataType type = node.getType();
    if (!SparkTypes.is(type, "boolean") && !SparkTypes.isNull(type)) {
      throw source.refuse(
          at,
          where + " takes a condition, and this is " + SparkTypes.name(type),
          "compare it with something");
    }
    RexNode known = constants.convert(node, SparkTypes.BOOLEAN);
    return node instanceof RexLiteral
        ? call(SqlStdOperatorTable.EQUALS, known, rex.makeLiteral(true))
        : known;
  }

  RexNode not(RexNode condition) {
    if (condition instanceof RexCall call && call.getKind() == SqlKind.IS_NULL) {
      return call(SqlStdOperatorTable.IS_NOT_NULL, call.getOperands().get(0));
    }
    return call(SqlStdOperatorTable.NOT, condition);
  }

  /** The planner wants no AND directly below an AND, and no OR below an OR. */
  RexNode join(SqlOperator operator, List<RexNode> operands) {
    List<RexNode> flat = new ArrayList<>();
    for (RexNode operand : operands) {
      if (operand instanceof RexCall inner && inner.getKind() == operator.getKind()) {
        flat.addAll(inner.getOperands());
      } else {
        flat.add(operand);
      }
    }
    return flat.size() == 1
        ? flat.get(0)
        : rex.makeCall(SparkTypes.BOOLEAN, operator, flat);
  }

  RexNode compare(int at, String sign, RexNode left, RexNode right) {
    boolean equality = sign.equals("=") || sign.equals("<>") || sign.equals("<=>");
    if (slips == Slips.REFUSED
        && !sign.equals("<=>")
        && (SparkTypes.isNull(left.getType()) || SparkTypes.isNull(right.getType()))) {
      throw source.refuse(
          at, "a comparison with NULL, which is never true", "write IS NULL or IS NOT NULL");
    }
    if (equality) {
      Optional<RexNode> truth = truthAsNumber(sign, left, right);
      if (truth.isEmpty()) {
        truth = truthAsNumber(sign, right, left);
      }
      if (truth.isPresent()) {
        return truth.get();
      }
    }
    List<RexNode> sides = sides(at, left, right);
    return call(operator(sign), sides.get(0), sides.get(1));
  }

  private static SqlOperator operator(String sign) {
    return switch (sign) {
      case "=" -> SqlStdOperatorTable.EQUALS;
      case "<>" -> SqlStdOperatorTable.NOT_EQUALS;
      case "<" -> SqlStdOperatorTable.LESS_THAN;
      case "<=" -> SqlStdOperatorTable.LESS_THAN_OR_EQUAL;
      case ">" -> SqlStdOperatorTable.GREATER_THAN;
      case ">=" -> SqlStdOperatorTable.GREATER_THAN_OR_EQUAL;
      default -> SqlStdOperatorTable.IS_NOT_DISTINCT_FROM;
    };
  }

  /** Spark compares a truth value with a number as 1 or 0. */
  private Optional<RexNode> truthAsNumber(String sign, RexNode truth, RexNode number) {
    if (!SparkTypes.is(truth.getType(), "boolean") || !SparkTypes.isNumeric(number.getType())) {
      return Optional.empty();
    }
    return Optional.of(
        call(operator(sign), constants.cast(truth, number.getType()), number));
  }

  private List<RexNode> sides(int at, RexNode left, RexNode right) {
    RelDataType a = left.getType();
    RelDataType b = right.getType();
    if (SparkTypes.same(a, b) && !SparkTypes.isNull(a)) {
      if (SparkTypes.is(a, "map")) {
        throw source.refuse(at, "a comparison of maps", "compare their entries");
      }
      return List.of(left, right);
    }
    if (isExact(a) && isExact(b) && Decimals.fits(decimal(a), decimal(b))) {
      return List.of(left, right);
    }
    if (SparkTypes.isTime(a) && SparkTypes.isTime(b)) {
      Optional<List<RexNode>> moments = moments(left, right);
      if (moments.isPresent()) {
        return moments.get();
      }
    }
    RelDataType known = SparkTypes.isUnsigned(a) ? SparkTypes.signed(a) : a;
    RelDataType other = SparkTypes.isUnsigned(b) ? SparkTypes.signed(b) : b;
    RelDataType type =
        Coercion.comparison(known, other)
            .orElseThrow(
                () ->
                    source.refuse(
                        at,
                        "a comparison of " + SparkTypes.name(a) + " with " + SparkTypes.name(b),
                        "compare values of one type; CAST one side"));
    if (SparkTypes.isNull(type)) {
      type = SparkTypes.BOOLEAN;
    }
    return List.of(side(at, left, type, b), side(at, right, type, a));
  }

  private static boolean isExact(RelDataType type) {
    return SparkTypes.isIntegral(type)
        || SparkTypes.isUnsigned(type)
        || SparkTypes.isDecimal(type);
  }

  private static RelDataType decimal(RelDataType type) {
    return Decimals.of(SparkTypes.isUnsigned(type) ? SparkTypes.signed(type) : type);
  }

  /** A constant takes the type of the other side, where that keeps its moment. */
  private Optional<List<RexNode>> moments(RexNode left, RexNode right) {
    if (right instanceof RexLiteral literal && !literal.isNull()) {
      return constants
          .sameMoment(literal, left.getType())
          .map(moment -> List.of(left, moment));
    }
    if (left instanceof RexLiteral literal && !literal.isNull()) {
      return constants
          .sameMoment(literal, right.getType())
          .map(moment -> List.of(moment, right));
    }
    return Optional.empty();
  }

  private RexNode side(int at, RexNode node, RelDataType type, RelDataType other) {
    boolean slip =
        slips == Slips.REFUSED
            && node instanceof RexLiteral literal
            && SparkTypes.isText(node.getType())
            && !SparkTypes.isText(type)
            && constants.fold(literal, type).isEmpty();
    if (slip) {
      throw source.refuse(
          at,
          "a comparison of "
              + SparkTypes.name(other)
              + " with "
              + node
              + ", which is not of its type",
          "write " + example(type));
    }
    return constants.convert(node, type);
  }

  private static String example(RelDataType type) {
    return switch (SparkTypes.id(type)) {
      case "boolean" -> "TRUE or FALSE";
      case "date" -> "a date such as DATE '2026-03-01'";
      case "time" -> "a time such as TIME '12:30:00'";
      case "timestamp" -> "a timestamp such as TIMESTAMP_NTZ '2026-03-01 12:30:00'";
      case "instant" -> "an instant such as TIMESTAMP '2026-03-01 12:30:00Z', with microseconds";
      default -> "a number of this type, without quotes";
    };
  }

  /** Equalities between ORs: the planner and sources read them as a list. */
  RexNode in(int at, RexNode operand, List<RexNode> values) {
    List<RexNode> equalities = new ArrayList<>();
    Optional<List<RexNode>> typed = canonical(operand, values);
    if (typed.isEmpty()) {
      typed = Optional.of(common(at, operand, values));
    }
    List<RexNode> items = typed.get();
    for (RexNode value : items.subList(1, items.size())) {
      equalities.add(call(SqlStdOperatorTable.EQUALS, items.get(0), value));
    }
    return join(SqlStdOperatorTable.OR, equalities);
  }

  /**
   * In a list, Spark compares texts as texts. Where each text is just what the operand's value
   * would be written as, comparing the values is the same.
   */
  private Optional<List<RexNode>> canonical(RexNode operand, List<RexNode> values) {
    List<RexNode> items = new ArrayList<>(List.of(operand));
    for (RexNode value : values) {
      if (SparkTypes.same(value.getType(), operand.getType())) {
        items.add(value);
        continue;
      }
      Optional<RexNode> item =
          value instanceof RexLiteral literal
              ? constants.canonical(literal, operand.getType())
              : Optional.empty();
      if (item.isEmpty()) {
        return Optional.empty();
      }
      items.add(item.get());
    }
    return Optional.of(items);
  }

  private List<RexNode> common(int at, RexNode operand, List<RexNode> values) {
    List<RexNode> all = new ArrayList<>(List.of(operand));
    all.addAll(values);
    boolean nulls = all.stream().anyMatch(n -> SparkTypes.isNull(n.getType()));
    if (slips == Slips.REFUSED && nulls) {
      throw source.refuse(
          at, "a list with NULL, which is never equal", "write OR ... IS NULL instead");
    }
    boolean exact = all.stream().allMatch(n -> isExact(n.getType()));
    boolean fits =
        exact
            && all.stream()
                .allMatch(n -> Decimals.fits(decimal(operand.getType()), decimal(n.getType())));
    if (fits) {
      return all;
    }
    List<RelDataType> types =
        all.stream()
            .map(RexNode::getType)
            .map(t -> SparkTypes.isUnsigned(t) ? SparkTypes.signed(t) : t)
            .toList();
    RelDataType type =
        Coercion.common(types, Coercion.Texts.PROMOTED)
            .orElseThrow(
                () ->
                    source.refuse(
                        at,
                        "a list of "
                            + types.stream().map(SparkTypes::name).distinct().toList(),
                        "write values of one type"));
    if (slips == Slips.REFUSED
        && SparkTypes.isText(type)
        && !SparkTypes.isText(operand.getType())) {
      throw source.refuse(
          at,
          "a list of texts for a " + SparkTypes.name(operand.getType()),
          "Spark would compare it as text; write " + example(operand.getType()));
    }
    List<RexNode> moments = new ArrayList<>(List.of(operand));
    for (RexNode value : values) {
      if (value instanceof RexLiteral literal
          && SparkTypes.isTime(operand.getType())
          && SparkTypes.isTime(value.getType())) {
        constants.sameMoment(literal, operand.getType()).ifPresent(moments::add);
      }
    }
    if (moments.size() == all.size()) {
      return moments;
    }
    RelDataType known = SparkTypes.isNull(type) ? SparkTypes.BOOLEAN : type;
    return all.stream().map(n -> constants.convert(n, known)).toList();
  }
}
