package dev.plumbline.runtime.expression;

import java.util.List;
import java.util.stream.Collectors;

/** Writes expressions with every parenthesis, so that one text stands for one tree. */
final class ExpressionText {
  private ExpressionText() {}

  static String of(Expression expression) {
    if (expression instanceof Expression.Constant constant) {
      return constant(constant);
    } else if (expression instanceof Expression.Interval interval) {
      return interval(interval);
    } else if (expression instanceof Expression.Column column) {
      return column.parts().stream().map(ExpressionText::name).collect(Collectors.joining("."));
    } else if (expression instanceof Expression.Field field) {
      return "(" + of(field.base()) + ")." + name(field.name());
    } else if (expression instanceof Expression.Element element) {
      return "(" + of(element.base()) + ")[" + of(element.key()) + "]";
    } else if (expression instanceof Expression.Call call) {
      return call(call);
    } else if (expression instanceof Expression.Unary unary) {
      return "(" + unary.operator() + " (" + of(unary.operand()) + "))";
    } else if (expression instanceof Expression.Binary binary) {
      return join(" " + binary.operator() + " ", List.of(binary.left(), binary.right()));
    } else if (expression instanceof Expression.Logic logic) {
      return join(" " + logic.operator() + " ", logic.operands());
    } else if (expression instanceof Expression.Is is) {
      return "(" + of(is.operand()) + " IS " + is.test() + ")";
    } else if (expression instanceof Expression.In in) {
      return "(" + of(in.operand()) + " IN " + join(", ", in.values()) + ")";
    } else if (expression instanceof Expression.Between between) {
      return "("
          + of(between.operand())
          + " BETWEEN "
          + of(between.low())
          + " AND "
          + of(between.high())
          + ")";
    } else if (expression instanceof Expression.Like like) {
      String escape = like.escape() == null ? "" : " ESCAPE " + text(like.escape());
      return "("
          + of(like.operand())
          + " "
          + like.operator()
          + " "
          + of(like.pattern())
          + escape
          + ")";
    } else if (expression instanceof Expression.Case cases) {
      return cases(cases);
    } else if (expression instanceof Expression.Cast cast) {
      return cast.operator()
          + "("
          + of(cast.operand())
          + " AS "
          + SparkTypes.name(cast.type())
          + ")";
    }
    return "*";
  }

  private static String join(String separator, List<Expression> parts) {
    return parts.stream().map(ExpressionText::of).collect(Collectors.joining(separator, "(", ")"));
  }

  private static String name(String name) {
    return name.matches("[a-z][a-z0-9_]*") && !PrimaryParser.RESERVED.contains(Calls.upper(name))
        ? name
        : "`" + name.replace("`", "``") + "`";
  }

  private static String text(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String constant(Expression.Constant constant) {
    return switch (constant.kind()) {
      case NULL, BOOLEAN, INTEGER, DECIMAL -> constant.text();
      case TINYINT -> constant.text() + "Y";
      case SMALLINT -> constant.text() + "S";
      case BIGINT -> constant.text() + "L";
      case REAL -> constant.text() + "F";
      case DOUBLE -> constant.text() + "D";
      case TEXT -> text(constant.text());
      case BINARY -> "X'" + constant.text() + "'";
      default -> constant.kind() + " " + text(constant.text());
    };
  }

  private static String interval(Expression.Interval interval) {
    return switch (interval.span()) {
      case MONTHS -> "INTERVAL '" + interval.amount() + "' MONTH";
      case DAYS -> "INTERVAL '" + interval.amount() / Intervals.MICROS_PER_DAY + "' DAY";
      case MICROSECONDS -> "INTERVAL '" + interval.amount() + "' MICROSECOND";
    };
  }

  private static String call(Expression.Call call) {
    if (call.function().equals("extract")) {
      return "extract("
          + ((Expression.Constant) call.arguments().get(0)).text()
          + " FROM "
          + of(call.arguments().get(1))
          + ")";
    }
    return (call.function().equals("struct") ? "named_struct" : call.function())
        + join(", ", call.arguments());
  }

  private static String cases(Expression.Case cases) {
    Expression operand = cases.operand();
    Expression otherwise = cases.otherwise();
    return "CASE "
        + (operand == null ? "" : of(operand) + " ")
        + cases.branches().stream()
            .map(when -> "WHEN " + of(when.condition()) + " THEN " + of(when.result()) + " ")
            .collect(Collectors.joining())
        + (otherwise == null ? "" : "ELSE " + of(otherwise) + " ")
        + "END";
  }
}
