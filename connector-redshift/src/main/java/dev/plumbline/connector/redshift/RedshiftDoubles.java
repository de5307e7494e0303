package dev.plumbline.connector.redshift;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Products and quotients of doubles. What becomes infinite or 0 in Spark is an error here, so they
 * are written only where that cannot be, or can be seen in one operand.
 */
final class RedshiftDoubles {
  static final String RANGE =
      "a result too great or too small for a double is an error there, not an infinity or 0";

  /**
   * How a cast from a number of a narrower range is written, and nothing else: by it an operand
   * tells that it is 0, between 1e-45 and 1e39, infinite or NaN.
   */
  static final String BOUNDED = "CAST({0} AS FLOAT8)";

  private static final Pattern WHOLE_CONSTANT =
      Pattern.compile("CAST\\(\\(?(-?[0-9.]+)\\)? AS FLOAT8\\)");

  private RedshiftDoubles() {}

  /** The text of a sum; a longer operand would make it endless in a sum of sums. */
  private static final int LONGEST_OPERAND = 2000;

  /** The text of two factors that are written many times. */
  private static final int LONGEST_FACTORS = 600;

  static final String SUM = "as it stands, or with an overflow put aside";

  static Optional<String> sum(SqlCall call, String sign) {
    SqlOperand a = call.operands().get(0);
    SqlOperand b = call.operands().get(1);
    String plain = a.sql() + " " + sign + " " + b.sql();
    // The greatest double takes in whatever is less than half of its last place.
    if (bounded(a) || bounded(b) || zero(a) || zero(b)) {
      return Optional.of(plain);
    }
    if (a.sql().length() + b.sql().length() > LONGEST_OPERAND) {
      return Optional.empty();
    }
    String other = sign.equals("+") ? b.sql() : "(- " + b.sql() + ")";
    String half = number(Double.MAX_VALUE / 2);
    return Optional.of(
        Fragments.with(
            "CASE WHEN (ABS({0}) <= {2} AND ABS({1}) <= {2}) OR {0} = "
                + Fragments.NAN
                + " OR {1} = "
                + Fragments.NAN
                + " THEN {0} + {1} WHEN {0} > 0 AND {1} > {3} - {0} THEN "
                + Fragments.INFINITY
                + " WHEN {0} < 0 AND {1} < (- {3}) - {0} THEN (- "
                + Fragments.INFINITY
                + ") ELSE {0} + {1} END",
            a.sql(),
            other,
            half,
            number(Double.MAX_VALUE)));
  }

  private static boolean zero(SqlOperand operand) {
    return operand
        .literal()
        .filter(literal -> Double.valueOf(0).equals(literal.value()))
        .isPresent();
  }

  static Optional<String> product(SqlCall call) {
    SqlOperand a = call.operands().get(0);
    SqlOperand b = call.operands().get(1);
    String plain = a.sql() + " * " + b.sql();
    if (bounded(a) && bounded(b)) {
      return Optional.of(plain);
    }
    Optional<Double> left = constant(a);
    Optional<Double> right = constant(b);
    if (right.isPresent()) {
      return Optional.of(guarded(a.sql(), plain, right.get(), x -> x * right.get()));
    }
    return left.map(c -> guarded(b.sql(), plain, c, x -> x * c))
        .or(() -> shortEnough(a, b).map(text -> scaledProduct(a.sql(), b.sql())));
  }

  static Optional<String> quotient(SqlCall call) {
    SqlOperand a = call.operands().get(0);
    SqlOperand b = call.operands().get(1);
    if (Fragments.constant(call, 1, Double.class).filter(c -> c == 0).isPresent()) {
      return Optional.of("CAST(NULL AS DOUBLE PRECISION)");
    }
    if (bounded(a) && bounded(b)) {
      return Optional.of(a.sql() + " / NULLIF(" + b.sql() + ", 0)");
    }
    return constant(b)
        .map(c -> guarded(a.sql(), a.sql() + " / " + b.sql(), c, x -> x / c))
        .or(() -> shortEnough(a, b).map(text -> scaledQuotient(a.sql(), b.sql())));
  }

  private static Optional<String> shortEnough(SqlOperand a, SqlOperand b) {
    return Optional.of(a.sql() + b.sql()).filter(text -> text.length() <= LONGEST_FACTORS);
  }

  /**
   * Both factors are first brought where their product is an ordinary double, rounded as the
   * product would be. A product that is half of the least double is 0 if it is that exactly, which
   * takes two powers of two; what is only near it is left to the product itself.
   */
  private static String scaledProduct(String a, String b) {
    String least = "LEAST(ABS({0}), ABS({1})) * " + number(0x1p600);
    String greatest = "GREATEST(ABS({0}), ABS({1})) * " + number(0x1p500);
    String small = "(" + least + ") * (" + greatest + ")";
    String great = "({0} * " + number(0x1p-512) + ") * ({1} * " + number(0x1p-512) + ")";
    return Fragments.with(
        "CASE WHEN ABS({0}) >= 1 AND ABS({1}) >= 1 THEN CASE WHEN ABS("
            + great
            + ") >= 1 THEN "
            + great
            + " * "
            + Fragments.INFINITY
            + " ELSE {0} * {1} END WHEN {0} <> 0 AND {1} <> 0 AND ABS({0}) < 1 AND ABS({1}) < 1 AND"
            + " LEAST(ABS({0}), ABS({1})) < "
            + number(0x1p-537)
            + " THEN CASE WHEN "
            + small
            + " < "
            + number(0x1p25)
            + " OR ("
            + small
            + " = "
            + number(0x1p25)
            + " AND ("
            + least
            + ") + ("
            + least
            + ") * "
            + number(0x1p-53)
            + " = "
            + least
            + ") THEN {0} * "
            + number(0)
            + " * {1} ELSE {0} * {1} END ELSE {0} * {1} END",
        a,
        b);
  }

  /** Powers of two bring both sides of a comparison, exactly, to where nothing fails. */
  private static String scaledQuotient(String a, String b) {
    return Fragments.with(
        "CASE WHEN ABS({1}) >= 1 AND ABS({0}) < 1 AND {0} <> 0 THEN CASE WHEN ABS({0}) * "
            + number(0x1p1000)
            + " <= ABS({1}) * "
            + number(0x1p-75)
            + " THEN {0} * "
            + number(0)
            + " / {1} ELSE {0} / {1} END WHEN ABS({1}) < 1 AND ABS({0}) >= "
            + number(0x1p-52)
            + " THEN CASE WHEN ABS({0}) * "
            + number(0x1p-24)
            + " >= ABS({1}) * "
            + number(0x1p1000)
            + " THEN {0} * "
            + Fragments.INFINITY
            + " / NULLIF({1}, 0) ELSE {0} / {1} END ELSE {0} / NULLIF({1}, 0) END",
        a,
        b);
  }

  private static boolean bounded(SqlOperand operand) {
    return (operand.sql().startsWith("CAST(") && operand.sql().endsWith(" AS FLOAT8)"))
        || constant(operand).filter(c -> Math.abs(c) > 1e-200 && Math.abs(c) < 1e200).isPresent();
  }

  private static Optional<Double> constant(SqlOperand operand) {
    return finite(operand).filter(c -> c != 0);
  }

  /** A constant, however it was cast, that is neither infinite nor NaN. */
  static Optional<Double> finite(SqlOperand operand) {
    Matcher whole = WHOLE_CONSTANT.matcher(operand.sql());
    return operand
        .literal()
        .map(literal -> literal.value())
        .filter(Double.class::isInstance)
        .map(Double.class::cast)
        .or(() -> whole.matches() ? Optional.of(Double.valueOf(whole.group(1))) : Optional.empty())
        .filter(Double::isFinite);
  }

  /**
   * The text with what would fail put aside.
   *
   * @param operand what varies
   * @param plain the text that may fail
   * @param sign a number with the sign that the result's sign is multiplied with
   * @param function what the text computes; its absolute value grows with its argument's
   */
  static String guarded(String operand, String plain, double sign, DoubleUnaryOperator function) {
    double least = boundary(x -> function.applyAsDouble(x) != 0);
    double tooGreat = boundary(x -> Double.isInfinite(function.applyAsDouble(x)));
    StringBuilder sql = new StringBuilder("CASE");
    String minus = sign < 0 ? "-" : "";
    if (least > Double.MIN_VALUE) {
      sql.append(" WHEN ABS(" + operand + ") < " + number(least) + " AND " + operand + " <> 0")
          .append(" THEN " + operand + " * CAST('" + minus + "0.0' AS DOUBLE PRECISION)");
    }
    if (tooGreat < Double.POSITIVE_INFINITY) {
      sql.append(" WHEN ABS(" + operand + ") >= " + number(tooGreat))
          .append(" THEN " + operand + " * CAST('" + minus + "Infinity' AS DOUBLE PRECISION)");
    }
    return sql.toString().equals("CASE") ? plain : sql + " ELSE " + plain + " END";
  }

  static String number(double number) {
    return "CAST('" + number + "' AS DOUBLE PRECISION)";
  }

  /** The least number above 0 that a condition holds for, which then holds for all above. */
  private static double boundary(DoublePredicate holds) {
    long low = 0;
    long high = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
    while (low + 1 < high) {
      long middle = (low + high) >>> 1;
      if (holds.test(Double.longBitsToDouble(middle))) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return Double.longBitsToDouble(high);
  }
}
