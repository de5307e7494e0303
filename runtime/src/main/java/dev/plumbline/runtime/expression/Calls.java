package dev.plumbline.runtime.expression;

import dev.plumbline.spi.SqlOperator;
import dev.plumbline.spi.SqlVocabulary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** Calls of the vocabulary's operators, typed by their forms and by Spark's rules for numbers. */
final class Calls {
  private static final Set<String> ARITHMETIC =
      Set.of(
          "add", "subtract", "multiply", "divide", "remainder", "pmod", "int_divide", "try_add",
          "try_subtract", "try_multiply", "try_divide");
  private static final Set<String> BITS = Set.of("bit_and", "bit_or", "bit_xor");

  private final RexBuilder rex;
  private final SourceText source;
  private final Constants constants;

  Calls(RexBuilder rex, SourceText source, Constants constants) {
    this.rex = rex;
    this.source = source;
    this.constants = constants;
  }

  RexNode call(int at, String id, RelDataType type, RexNode... operands) {
    return call(at, id, type, List.of(operands));
  }

  RexNode call(int at, String id, RelDataType type, List<RexNode> operands) {
    if (SqlVocabulary.operator(id).isEmpty()) {
      throw source.refuse(at, "operator " + id, "it is not supported yet");
    }
    return VocabularyOperators.call(rex, id, SparkTypes.nullable(type), operands);
  }

  /** Applies an operator to arguments of any types. */
  RexNode apply(int at, String name, String id, List<RexNode> given) {
    SqlOperator operator =
        SqlVocabulary.operator(id)
            .orElseThrow(
                () -> source.refuse(at, "operator " + name, "it is not supported yet"));
    List<RexNode> arguments = given.stream().map(this::known).toList();
    if (ARITHMETIC.contains(id) && arguments.size() == 2) {
      return arithmetic(at, name, id, arguments.get(0), arguments.get(1));
    }
    List<RelDataType> types = arguments.stream().map(RexNode::getType).toList();
    boolean bad =
        (BITS.contains(id) && types.stream().anyMatch(SparkTypes::isFloating))
            || (id.startsWith("date_") && types.size() == 2 && isWide(id, types.get(1)));
    Optional<Forms.Match> match = bad ? Optional.empty() : Forms.match(operator, types);
    if (match.isEmpty()
        || (BITS.contains(id) && !SparkTypes.isIntegral(match.get().arguments().get(0)))) {
      throw source.refuse(
          at,
          name
              + " does not take "
              + types.stream().map(SparkTypes::name).collect(Collectors.joining(", ", "(", ")")),
          "it takes "
              + operator.forms().stream()
                  .map(f -> "(" + String.join(", ", f.arguments()) + ")")
                  .collect(Collectors.joining(" or ")));
    }
    List<RexNode> operands = convert(arguments, match.get().arguments());
    String result = match.get().form().result();
    RelDataType type = result.startsWith("=") ? rule(at, result, operands) : match.get().result();
    return call(at, id, type, operands);
  }

  /** Days are whole numbers of at most 32 bits, and Spark narrows no wider ones here. */
  private static boolean isWide(String id, RelDataType days) {
    return (id.equals("date_add") || id.equals("date_sub"))
        && SparkTypes.isNumeric(days)
        && (!SparkTypes.isIntegral(days) || SparkTypes.is(days, "bigint"));
  }

  /** An unsigned integer as the signed one that holds it. */
  RexNode known(RexNode node) {
    return SparkTypes.isUnsigned(node.getType())
        ? constants.cast(node, SparkTypes.signed(node.getType()))
        : node;
  }

  List<RexNode> convert(List<RexNode> nodes, List<RelDataType> types) {
    List<RexNode> converted = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      converted.add(constants.convert(nodes.get(i), types.get(i)));
    }
    return converted;
  }

  private RelDataType rule(int at, String rule, List<RexNode> operands) {
    RelDataType first = operands.get(0).getType();
    return switch (rule) {
      case "=same" -> first;
      case "=ceil", "=floor" ->
          first.getScale() == 0
              ? first
              : Decimals.bounded(first.getPrecision() - first.getScale() + 1, 0);
      case "=round" -> SparkTypes.isDecimal(first) ? rounded(at, first, operands) : first;
      case "=add_interval" -> first;
      default ->
          throw source.refuse(
              at, "the result type " + rule.substring(1), "it is not supported here");
    };
  }

  private RelDataType rounded(int at, RelDataType type, List<RexNode> operands) {
    int scale = operands.size() == 1 ? 0 : constant(at, operands.get(1));
    int whole = type.getPrecision() - type.getScale() + 1;
    if (scale < 0) {
      return Decimals.bounded(Math.max(whole, 1 - scale), 0);
    }
    int kept = Math.min(type.getScale(), scale);
    return Decimals.bounded(whole + kept, kept);
  }

  private int constant(int at, RexNode node) {
    BigDecimal value =
        node instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
    if (value == null || value.abs().compareTo(BigDecimal.valueOf(1_000)) > 0) {
      throw source.refuse(
          at, "decimals rounded to a number of digits that varies", "write a small constant");
    }
    return value.intValue();
  }

  /** Numbers meet in Spark's wider type; decimals keep their own. */
  RexNode arithmetic(int at, String name, String id, RexNode left, RexNode right) {
    RexNode a = number(at, name, known(left), right.getType());
    RexNode b = number(at, name, known(right), left.getType());
    RelDataType first = a.getType();
    RelDataType second = b.getType();
    boolean decimals =
        (SparkTypes.isDecimal(first) || SparkTypes.isDecimal(second))
            && !SparkTypes.isFloating(first)
            && !SparkTypes.isFloating(second);
    if (decimals) {
      RelDataType p = digits(a);
      RelDataType q = digits(b);
      RelDataType type =
          id.equals("int_divide") ? SparkTypes.BIGINT : Decimals.result(id, p, q);
      return call(at, id, type, constants.convert(a, p), constants.convert(b, q));
    }
    RelDataType type = Coercion.wider(first, second, Coercion.Texts.APART).orElseThrow();
    if (id.equals("int_divide")) {
      if (SparkTypes.isFloating(type)) {
        throw source.refuse(at, "div of " + SparkTypes.name(type), "cast to BIGINT, or use /");
      }
      type = SparkTypes.BIGINT;
    } else if (id.equals("divide") || id.equals("try_divide")) {
      type = SparkTypes.DOUBLE;
    }
    return call(at, id, type, constants.convert(a, type), constants.convert(b, type));
  }

  private RexNode number(int at, String name, RexNode node, RelDataType other) {
    RelDataType type = node.getType();
    if (SparkTypes.isNull(type)) {
      return constants.convert(node, SparkTypes.isNumeric(other) ? other : SparkTypes.DOUBLE);
    }
    if (SparkTypes.isText(type)) {
      return constants.convert(node, SparkTypes.DOUBLE);
    }
    if (!SparkTypes.isNumeric(type)) {
      throw source.refuse(
          at, name + " of " + SparkTypes.name(type), "it takes numbers; cast to one");
    }
    return node;
  }

  /** The decimal that holds a number: of a constant just its digits, as Spark has it. */
  private static RelDataType digits(RexNode node) {
    BigDecimal value =
        node instanceof RexLiteral literal
                && SparkTypes.isIntegral(node.getType())
                && !SparkTypes.is(node.getType(), "tinyint")
            ? literal.getValueAs(BigDecimal.class)
            : null;
    return value == null
        ? Decimals.of(node.getType())
        : SparkTypes.decimal(value.precision(), 0);
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
