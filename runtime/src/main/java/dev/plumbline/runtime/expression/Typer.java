package dev.plumbline.runtime.expression;

import dev.plumbline.runtime.expression.Expression.Interval;
import dev.plumbline.spi.SqlOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/** Turns expressions into the planner's tree: names into columns, and types as Spark has them. */
final class Typer {
  /** Repeating an operand, as BETWEEN and IN do, doubles a tree at each level. */
  private static final int LARGEST = 200_000;

  private static final Map<String, String> IDS =
      Map.ofEntries(
          Map.entry("+", "add"),
          Map.entry("-", "subtract"),
          Map.entry("*", "multiply"),
          Map.entry("/", "divide"),
          Map.entry("%", "remainder"),
          Map.entry("DIV", "int_divide"),
          Map.entry("&", "bit_and"),
          Map.entry("|", "bit_or"),
          Map.entry("^", "bit_xor"),
          Map.entry("<<", "shift_left"),
          Map.entry(">>", "shift_right"),
          Map.entry(">>>", "shift_right_unsigned"),
          Map.entry("||", "concat"));

  final RexBuilder rex;
  final SourceText source;
  final Constants constants;
  final Calls calls;
  final Conditions conditions;
  private final Columns columns;
  private final FunctionCalls functions;

  Typer(RexBuilder rex, RelDataType row, SourceText source, Conditions.Slips slips) {
    this.rex = rex;
    this.source = source;
    this.constants = new Constants(rex);
    this.calls = new Calls(rex, source, constants);
    this.conditions = new Conditions(rex, source, constants, slips);
    this.columns = new Columns(rex, row, source);
    this.functions = new FunctionCalls(this);
  }

  RexNode type(Expression expression) {
    RexNode node = node(expression);
    if (node.nodeCount() > LARGEST) {
      throw source.refuse(
          expression.at(), "an expression of too many parts", "put parts into columns of their own");
    }
    return node;
  }

  private RexNode node(Expression expression) {
    if (expression instanceof Expression.Constant constant) {
      return constants.of(constant);
    } else if (expression instanceof Expression.Column column) {
      return column(column);
    } else if (expression instanceof Expression.Binary binary) {
      return binary(binary);
    } else if (expression instanceof Expression.Logic logic) {
      return conditions.join(
          logic.operator().equals("AND") ? SqlStdOperatorTable.AND : SqlStdOperatorTable.OR,
          logic.operands().stream().map(o -> truth(o, logic.operator())).toList());
    } else if (expression instanceof Expression.Unary unary) {
      return unary(unary);
    } else if (expression instanceof Expression.Call call) {
      return functions.call(call);
    } else if (expression instanceof Expression.Is is) {
      return test(is);
    } else if (expression instanceof Expression.In in) {
      return conditions.in(
          in.at(), type(in.operand()), in.values().stream().map(this::type).toList());
    } else if (expression instanceof Expression.Between between) {
      RexNode operand = type(between.operand());
      return conditions.join(
          SqlStdOperatorTable.AND,
          List.of(
              conditions.compare(between.at(), ">=", operand, type(between.low())),
              conditions.compare(between.at(), "<=", operand, type(between.high()))));
    } else if (expression instanceof Expression.Like like) {
      return like(like);
    } else if (expression instanceof Expression.Case cases) {
      return cases(cases);
    } else if (expression instanceof Expression.Cast cast) {
      return cast(cast.at(), cast.operator(), type(cast.operand()), cast.type());
    } else if (expression instanceof Expression.Field field) {
      return columns.field(field.at(), type(field.base()), field.name());
    } else if (expression instanceof Expression.Element element) {
      return element(element);
    } else if (expression instanceof Interval interval) {
      throw source.refuse(
          interval.at(), "an interval by itself", "add it to or take it from a date or timestamp");
    }
    throw source.refuse(
        expression.at(), "found '*'", "* stands alone, as one item of a list of columns");
  }

  private RexNode column(Expression.Column column) {
    if (column.parts().size() == 1) {
      String name = column.parts().get(0).toLowerCase(java.util.Locale.ROOT);
      boolean constant = name.equals("current_date") || name.equals("current_timestamp");
      if (constant && !columns.exists(name)) {
        return calls.apply(column.at(), name, name, List.of());
      }
    }
    return columns.column(column);
  }

  RexNode truth(Expression expression, String where) {
    return conditions.truth(expression.at(), type(expression), where);
  }

  private RexNode test(Expression.Is is) {
    if (is.test().equals("NULL")) {
      RexNode operand = type(is.operand());
      return conditions.call(
          SqlStdOperatorTable.IS_NULL,
          SparkTypes.isNull(operand.getType())
              ? constants.convert(operand, SparkTypes.BOOLEAN)
              : operand);
    }
    RexNode operand = truth(is.operand(), "IS " + is.test());
    return conditions.call(
        switch (is.test()) {
          case "TRUE" -> SqlStdOperatorTable.IS_TRUE;
          case "FALSE" -> SqlStdOperatorTable.IS_FALSE;
          default -> SqlStdOperatorTable.IS_NULL;
        },
        operand);
  }

  private RexNode unary(Expression.Unary unary) {
    if (unary.operator().equals("NOT")) {
      return conditions.not(truth(unary.operand(), "NOT"));
    }
    RexNode operand = calls.known(type(unary.operand()));
    if (SparkTypes.isText(operand.getType())) {
      throw source.refuse(unary.at(), unary.operator() + " of a text", "cast it to a number");
    }
    if (unary.operator().equals("~")) {
      return calls.apply(unary.at(), "~", "bit_not", List.of(operand));
    }
    if (unary.operator().equals("-")) {
      return calls.apply(unary.at(), "-", "negate", List.of(operand));
    }
    if (!SparkTypes.isNumeric(operand.getType()) && !SparkTypes.isNull(operand.getType())) {
      throw source.refuse(
          unary.at(), "+ of " + SparkTypes.name(operand.getType()), "it takes numbers");
    }
    return operand;
  }

  private RexNode binary(Expression.Binary binary) {
    String operator = binary.operator();
    String id = IDS.get(operator);
    if (id == null) {
      return conditions.compare(
          binary.at(), operator, type(binary.left()), type(binary.right()));
    }
    if (operator.equals("+") || operator.equals("-")) {
      RexNode moved = interval(binary);
      if (moved != null) {
        return moved;
      }
    }
    RexNode left = type(binary.left());
    RexNode right = type(binary.right());
    if (SparkTypes.isTime(left.getType()) || SparkTypes.isTime(right.getType())) {
      if (operator.equals("+") || operator.equals("-")) {
        return days(binary, left, right);
      }
    }
    return calls.apply(binary.at(), operator, id, List.of(left, right));
  }

  private @Nullable RexNode interval(Expression.Binary binary) {
    boolean minus = binary.operator().equals("-");
    if (binary.right() instanceof Interval interval && !(binary.left() instanceof Interval)) {
      return move(
          binary.at(),
          type(binary.left()),
          minus ? Intervals.negate(interval) : interval);
    }
    if (binary.left() instanceof Interval interval
        && !(binary.right() instanceof Interval)
        && !minus) {
      return move(binary.at(), type(binary.right()), interval);
    }
    return null;
  }

  private RexNode move(int at, RexNode given, Interval interval) {
    RexNode time =
        SparkTypes.isText(given.getType()) || SparkTypes.isNull(given.getType())
            ? constants.cast(given, SparkTypes.INSTANT)
            : given;
    if (!SparkTypes.isTime(time.getType())) {
      throw source.refuse(
          at, "an interval and " + SparkTypes.name(time.getType()), "add it to a date or timestamp");
    }
    if (interval.span() == Interval.Span.MICROSECONDS && SparkTypes.is(time.getType(), "date")) {
      time = constants.convert(time, SparkTypes.INSTANT);
    }
    boolean months = interval.span() == Interval.Span.MONTHS;
    long days = months ? 0 : interval.amount() / Intervals.MICROS_PER_DAY;
    long micros = months ? 0 : interval.amount() % Intervals.MICROS_PER_DAY;
    return calls.call(
        at,
        "add_interval",
        time.getType(),
        time,
        constants.integer(months ? interval.amount() : 0),
        constants.integer(days),
        constants.exact(java.math.BigDecimal.valueOf(micros), SparkTypes.BIGINT));
  }

  private RexNode days(Expression.Binary binary, RexNode left, RexNode right) {
    boolean minus = binary.operator().equals("-");
    if (SparkTypes.is(left.getType(), "date") && SparkTypes.isNumeric(right.getType())) {
      return calls.apply(
          binary.at(), binary.operator(), minus ? "date_sub" : "date_add", List.of(left, right));
    }
    if (!minus && SparkTypes.isNumeric(left.getType()) && SparkTypes.is(right.getType(), "date")) {
      return calls.apply(binary.at(), "+", "date_add", List.of(right, left));
    }
    throw source.refuse(
        binary.at(),
        SparkTypes.name(left.getType())
            + " "
            + binary.operator()
            + " "
            + SparkTypes.name(right.getType()),
        minus
            ? "the difference is an interval, which no column holds: use datediff, or unix_micros"
                + " of both"
            : "add an interval, or days to a date");
  }

  private RexNode like(Expression.Like like) {
    RexNode operand = text(type(like.operand()), like.at(), like.operator());
    RexNode pattern = text(type(like.pattern()), like.at(), like.operator());
    if (like.operator().equals("RLIKE")) {
      return calls.call(like.at(), "rlike", SparkTypes.BOOLEAN, operand, pattern);
    }
    return like(like.at(), like.operator(), operand, pattern, like.escape());
  }

  RexNode like(int at, String operator, RexNode operand, RexNode pattern, @Nullable String given) {
    String escape = given == null ? "\\" : given;
    List<RexNode> operands = new ArrayList<>(List.of(operand, pattern));
    String value =
        pattern instanceof RexLiteral literal && !literal.isNull()
            ? literal.getValueAs(String.class)
            : null;
    if (value == null || value.contains(escape)) {
      requireEscapes(at, value == null ? "" : value, escape.charAt(0));
      operands.add(constants.text(escape));
    }
    return operator.equals("LIKE")
        ? rex.makeCall(SparkTypes.BOOLEAN, SqlStdOperatorTable.LIKE, operands)
        : calls.call(at, "ilike", SparkTypes.BOOLEAN, operands);
  }

  /** Spark fails where an escape escapes nothing, when it reads the first row. */
  private void requireEscapes(int at, String pattern, char sign) {
    int found = pattern.indexOf(sign);
    while (found >= 0) {
      int escaped = found + 1;
      if (escaped == pattern.length() || ("%_" + sign).indexOf(pattern.charAt(escaped)) < 0) {
        throw source.refuse(
            at,
            "the pattern '" + pattern + "', in which '" + sign + "' escapes nothing",
            "write it before %, _ or itself only");
      }
      found = pattern.indexOf(sign, escaped + 1);
    }
  }

  RexNode text(RexNode node, int at, String where) {
    if (!SparkTypes.isAtomic(node.getType()) && !SparkTypes.isNull(node.getType())) {
      throw source.refuse(
          at, where + " of " + SparkTypes.name(node.getType()), "it takes texts");
    }
    return constants.convert(node, SparkTypes.TEXT);
  }

  private RexNode cases(Expression.Case cases) {
    Expression given = cases.operand();
    RexNode operand = given == null ? null : type(given);
    List<RexNode> tests = new ArrayList<>();
    List<RexNode> results = new ArrayList<>();
    for (Expression.When when : cases.branches()) {
      tests.add(
          operand == null
              ? truth(when.condition(), "WHEN")
              : conditions.compare(cases.at(), "=", operand, type(when.condition())));
      results.add(type(when.result()));
    }
    Expression otherwise = cases.otherwise();
    results.add(otherwise == null ? rex.constantNull() : type(otherwise));
    return choose(cases.at(), tests, results);
  }

  /** CASE of as many results as tests, and one more. */
  RexNode choose(int at, List<RexNode> tests, List<RexNode> results) {
    List<RexNode> typed = common(at, results);
    List<RexNode> operands = new ArrayList<>();
    for (int i = 0; i < tests.size(); i++) {
      operands.add(tests.get(i));
      operands.add(typed.get(i));
    }
    operands.add(typed.get(tests.size()));
    return rex.makeCall(
        SparkTypes.nullable(typed.get(0).getType()), SqlStdOperatorTable.CASE, operands);
  }

  RexNode coalesce(int at, List<RexNode> given) {
    List<RexNode> typed = common(at, given);
    return typed.size() == 1
        ? typed.get(0)
        : rex.makeCall(
            SparkTypes.nullable(typed.get(0).getType()), SqlStdOperatorTable.COALESCE, typed);
  }

  List<RexNode> common(int at, List<RexNode> given) {
    List<RexNode> nodes = given.stream().map(calls::known).toList();
    List<RelDataType> types = nodes.stream().map(RexNode::getType).toList();
    RelDataType type =
        Coercion.common(types, Coercion.Texts.PROMOTED)
            .orElseThrow(
                () ->
                    source.refuse(
                        at,
                        "results of " + types.stream().map(SparkTypes::name).distinct().toList(),
                        "they have no common type; CAST them to one"));
    RelDataType known = SparkTypes.isNull(type) ? SparkTypes.TEXT : type;
    return nodes.stream().map(n -> constants.convert(n, known)).toList();
  }

  RexNode cast(int at, String operator, RexNode given, RelDataType type) {
    RexNode operand = calls.known(given);
    if (!Coercion.isCast(operand.getType(), type)) {
      throw source.refuse(
          at,
          "a cast from "
              + SparkTypes.name(operand.getType())
              + " to "
              + SparkTypes.name(type),
          "Spark has none; cast to STRING or to a type between them");
    }
    if (SparkTypes.isNull(operand.getType())) {
      return rex.makeNullLiteral(SparkTypes.nullable(type));
    }
    if (SparkTypes.same(operand.getType(), type)) {
      return operand;
    }
    return operator.equals("CAST")
        ? constants.cast(operand, type)
        : calls.call(at, "try_cast", type, operand);
  }

  private RexNode element(Expression.Element element) {
    RexNode base = type(element.base());
    if (SparkTypes.is(base.getType(), "struct")
        && element.key() instanceof Expression.Constant constant
        && constant.kind() == Expression.ConstantKind.TEXT) {
      return columns.field(element.at(), base, constant.text());
    }
    return calls.apply(
        element.at(), "[]", "element", List.of(base, type(element.key())));
  }

  RexNode apply(int at, String name, SqlOperator operator, List<RexNode> arguments) {
    return calls.apply(at, name, operator.id(), arguments);
  }
}
