package dev.plumbline.connector.redshift;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import dev.plumbline.spi.SqlProfile;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Arithmetic. Whole numbers wrap around in Spark and fail here, so they are computed in a wider
 * type and brought back; an operand stands in each text only once, or a long sum would become an
 * endless text.
 */
final class RedshiftArithmetic {
  private static final int MAX_DIGITS = 38;

  private static final String TINY = "Redshift has no TINYINT";
  private static final String DIGITS = "the result has more digits than Redshift's decimals keep";

  private RedshiftArithmetic() {}

  static void into(SqlProfile.Builder profile) {
    sums(profile, "add", "+");
    sums(profile, "subtract", "-");
    sums(profile, "multiply", "*");
    profile
        .compute(
            "add", RedshiftDoubles.SUM, call -> RedshiftDoubles.sum(call, "+"), "double", "double")
        .compute(
            "subtract",
            RedshiftDoubles.SUM,
            call -> RedshiftDoubles.sum(call, "-"),
            "double",
            "double")
        // In doubles nothing is lost: what is rounded to a REAL then is rounded once.
        .write("add", RedshiftCasts.toReal(wideReals("+")), "real", "real")
        .write("subtract", RedshiftCasts.toReal(wideReals("-")), "real", "real")
        .write("multiply", RedshiftCasts.toReal(wideReals("*")), "real", "real")
        .refuse("add", RedshiftDoubles.RANGE, "double", "double")
        .refuse("subtract", RedshiftDoubles.RANGE, "double", "double")
        .compute(
            "multiply",
            "{0} * {1} where neither an overflow nor an underflow can fail",
            RedshiftDoubles::product,
            "double",
            "double")
        .refuse("multiply", RedshiftDoubles.RANGE, "double", "double")
        .compute(
            "divide",
            "{0} / {1} where neither an overflow nor an underflow can fail, NULL for 0",
            RedshiftDoubles::quotient,
            "double",
            "double")
        .refuse("divide", RedshiftDoubles.RANGE, "double", "double")
        .compute(
            "divide",
            "long division in BIGINT, for decimals of few digits",
            DecimalQuotient::of,
            "decimal",
            "decimal")
        .refuse(
            "divide", "Redshift cuts a quotient of decimals off elsewhere", "decimal", "decimal");
    profile
        .compute("add", "{0} + {1}", call -> decimals(call, "+"), "decimal", "decimal")
        .refuse("add", DIGITS, "decimal", "decimal")
        .compute("subtract", "{0} - {1}", call -> decimals(call, "-"), "decimal", "decimal")
        .refuse("subtract", DIGITS, "decimal", "decimal")
        .compute("multiply", "{0} * {1}", call -> decimals(call, "*"), "decimal", "decimal")
        .refuse("multiply", DIGITS, "decimal", "decimal");
    tries(profile);
    divisions(profile);
    signs(profile);
    bits(profile);
  }

  /** Keeps the low 16 or 32 bits of a BIGINT that is not near its ends. */
  static String wrap(String number, String type) {
    return type.equals("smallint")
        ? "CAST(((" + number + " + 32768) & 65535) - 32768 AS SMALLINT)"
        : "CAST(((" + number + " + 2147483648) & 4294967295) - 2147483648 AS INTEGER)";
  }

  /** Keeps the low 64 bits of a decimal without fraction. */
  static String wrapDecimal(String number) {
    return "CAST(MOD(MOD("
        + number
        + " + 9223372036854775808, 18446744073709551616) + 18446744073709551616,"
        + " 18446744073709551616) - 9223372036854775808 AS BIGINT)";
  }

  private static String wideReals(String sign) {
    return "(CAST({0} AS FLOAT8) " + sign + " CAST({1} AS FLOAT8))";
  }

  private static void sums(SqlProfile.Builder profile, String id, String sign) {
    String wide = "CAST({0} AS BIGINT) " + sign + " {1}";
    profile
        .write(id, wrap(wide, "smallint"), "smallint", "smallint")
        .write(id, wrap(wide, "integer"), "smallint|integer", "smallint|integer")
        .write(
            id,
            wrapDecimal("CAST({0} AS DECIMAL(38,0)) " + sign + " {1}"),
            "smallint|integer|bigint",
            "smallint|integer|bigint")
        .refuse(id, TINY, "integral", "integral");
  }

  private static void tries(SqlProfile.Builder profile) {
    for (String[] tried :
        List.of(
            new String[] {"try_add", "+"},
            new String[] {"try_subtract", "-"},
            new String[] {"try_multiply", "*"})) {
      String id = tried[0];
      String sum = "{0} " + tried[1] + " {1}";
      profile
          .write(
              id,
              "CASE WHEN CAST({0} AS BIGINT) "
                  + tried[1]
                  + " {1} BETWEEN -2147483648 AND 2147483647 THEN "
                  + sum
                  + " END",
              "integer",
              "integer")
          .write(
              id,
              "CASE WHEN CAST({0} AS DECIMAL(38,0)) "
                  + tried[1]
                  + " {1} BETWEEN -9223372036854775808 AND 9223372036854775807 THEN "
                  + sum
                  + " END",
              "bigint",
              "bigint")
          .compute(id, sum, call -> decimals(call, tried[1]), "decimal", "decimal")
          .refuse(id, DIGITS, "decimal", "decimal");
    }
    profile
        .compute(
            "try_add",
            RedshiftDoubles.SUM,
            call -> RedshiftDoubles.sum(call, "+"),
            "double",
            "double")
        .compute(
            "try_subtract",
            RedshiftDoubles.SUM,
            call -> RedshiftDoubles.sum(call, "-"),
            "double",
            "double")
        .compute(
            "try_multiply",
            "{0} * {1} where neither an overflow nor an underflow can fail",
            RedshiftDoubles::product,
            "double",
            "double")
        .compute(
            "try_divide",
            "{0} / {1} where neither an overflow nor an underflow can fail, NULL for 0",
            RedshiftDoubles::quotient,
            "double",
            "double");
    for (String id : List.of("try_add", "try_subtract", "try_multiply", "try_divide")) {
      profile.refuse(id, RedshiftDoubles.RANGE + "; small types have no form here");
    }
  }

  private static Optional<String> decimals(SqlCall call, String sign) {
    Optional<ArrowType.Decimal> a = type(call, 0);
    Optional<ArrowType.Decimal> b = type(call, 1);
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    int scale =
        sign.equals("*")
            ? a.get().getScale() + b.get().getScale()
            : Math.max(a.get().getScale(), b.get().getScale());
    int digits =
        sign.equals("*")
            ? a.get().getPrecision() + b.get().getPrecision() + 1
            : Math.max(whole(a.get()), whole(b.get())) + scale + 1;
    return digits > MAX_DIGITS
        ? Optional.empty()
        : Optional.of(
            "CAST("
                + call.operands().get(0).sql()
                + " "
                + sign
                + " "
                + call.operands().get(1).sql()
                + " AS DECIMAL("
                + digits
                + ","
                + scale
                + "))");
  }

  private static int whole(ArrowType.Decimal type) {
    return type.getPrecision() - type.getScale();
  }

  private static Optional<ArrowType.Decimal> type(SqlCall call, int operand) {
    return Fragments.decimal(call.operands().get(operand).type().getType());
  }

  private static void divisions(SqlProfile.Builder profile) {
    profile
        .write(
            "int_divide",
            "CASE WHEN {1} = -1 THEN CASE WHEN {0} = "
                + Fragments.LEAST_BIGINT
                + " THEN {0} ELSE - {0} END ELSE {0} / NULLIF({1}, 0) END",
            "bigint",
            "bigint")
        .compute(
            "int_divide",
            "({0} - MOD({0}, {1})) / {1}, which leaves nothing to round",
            RedshiftArithmetic::wholePart,
            "decimal",
            "decimal")
        .refuse("int_divide", DIGITS)
        .infix(
            "remainder",
            "MOD({0}, NULLIF({1}, 0))",
            "smallint|integer|bigint",
            "smallint|integer|bigint")
        .compute("remainder", "MOD", RedshiftArithmetic::remainder, "decimal", "decimal")
        .refuse("remainder", DIGITS, "decimal", "decimal")
        .refuse("remainder", "Redshift has no remainder of doubles")
        .compute(
            "pmod",
            "MOD twice for a constant above 0",
            RedshiftArithmetic::positiveRemainder,
            "smallint|integer|bigint",
            "smallint|integer|bigint")
        .refuse("pmod", "only whole numbers by a constant above 0 have it");
  }

  private static boolean fits(SqlCall call) {
    Optional<ArrowType.Decimal> a = type(call, 0);
    Optional<ArrowType.Decimal> b = type(call, 1);
    return a.isPresent()
        && b.isPresent()
        && Math.max(whole(a.get()), whole(b.get()))
                + Math.max(a.get().getScale(), b.get().getScale())
            <= MAX_DIGITS;
  }

  private static Optional<String> remainder(SqlCall call) {
    return Fragments.decimal(call.result().getType())
        .filter(type -> fits(call))
        .map(
            type ->
                Fragments.with(
                    "CAST(MOD({0}, NULLIF({1}, 0)) AS DECIMAL({2},{3}))",
                    call.operands().get(0).sql(),
                    call.operands().get(1).sql(),
                    Integer.toString(type.getPrecision()),
                    Integer.toString(type.getScale())));
  }

  private static Optional<String> wholePart(SqlCall call) {
    SqlOperand a = call.operands().get(0);
    SqlOperand b = call.operands().get(1);
    boolean small =
        fits(call)
            && type(call, 0).filter(t -> whole(t) <= 14).isPresent()
            && type(call, 1).filter(t -> t.getScale() <= 4 && t.getPrecision() <= 18).isPresent();
    return small
        ? Optional.of(
            Fragments.with(
                "CAST(({0} - MOD({0}, NULLIF({1}, 0))) / NULLIF({1}, 0) AS BIGINT)",
                a.sql(), b.sql()))
        : Optional.empty();
  }

  private static Optional<String> positiveRemainder(SqlCall call) {
    String type = Fragments.typeId(call.operands().get(0));
    return Fragments.whole(call, 1)
        .filter(n -> n > 0 && n < 1L << 62)
        .map(
            n ->
                Fragments.with(
                    "CAST(MOD(MOD(CAST({0} AS BIGINT), {1}) + {1}, {1}) AS {2})",
                    call.operands().get(0).sql(),
                    BigDecimal.valueOf(n).toPlainString(),
                    type.toUpperCase(java.util.Locale.ROOT)));
  }

  private static void signs(SqlProfile.Builder profile) {
    profile
        .write("negate", wrap("0 - CAST({0} AS BIGINT)", "smallint"), "smallint")
        .write("negate", wrap("0 - CAST({0} AS BIGINT)", "integer"), "integer")
        .write("negate", wrapDecimal("0 - CAST({0} AS DECIMAL(38,0))"), "bigint")
        .infix("negate", "- {0}", "real|double|decimal")
        .refuse("negate", TINY)
        .infix("positive", "{0}", "smallint|integer|bigint|real|double|decimal")
        .refuse("positive", TINY)
        .write("abs", wrap("ABS(CAST({0} AS BIGINT))", "smallint"), "smallint")
        .write("abs", wrap("ABS(CAST({0} AS BIGINT))", "integer"), "integer")
        .write("abs", wrapDecimal("ABS(CAST({0} AS DECIMAL(38,0)))"), "bigint")
        .write("abs", "ABS({0})", "real|double|decimal")
        .refuse("abs", TINY);
  }

  private static void bits(SqlProfile.Builder profile) {
    String whole = "smallint|integer|bigint";
    profile
        .infix("bit_and", "{0} & {1}", whole, whole)
        .refuse("bit_and", TINY)
        .infix("bit_or", "{0} | {1}", whole, whole)
        .refuse("bit_or", TINY)
        .infix("bit_xor", "{0} # {1}", whole, whole)
        .refuse("bit_xor", TINY)
        .infix("bit_not", "~ {0}", whole)
        .refuse("bit_not", TINY)
        .infix("shift_left", "{0} << ({1} & 31)", "integer", "integer")
        .infix("shift_left", "{0} << ({1} & 63)", "bigint", "integer")
        .infix("shift_right", "{0} >> ({1} & 31)", "integer", "integer")
        .infix("shift_right", "{0} >> ({1} & 63)", "bigint", "integer")
        .write("shift_right_unsigned", unsigned("INTEGER", 32), "integer", "integer")
        .write("shift_right_unsigned", unsigned("BIGINT", 64), "bigint", "integer")
        .write("bit_count", "CASE WHEN {0} THEN 1 WHEN NOT {0} THEN 0 END", "boolean")
        // Each hexadecimal digit becomes as many marks as it has bits.
        .write(
            "bit_count",
            "LENGTH(REPLACE(REPLACE(REPLACE(TRANSLATE(TO_HEX(CAST({0} AS BIGINT)),"
                + " '12483569ac7bdef0', 'xxxxyyyyyyzzzzw'), 'y', 'xx'), 'z', 'xxx'), 'w', 'xxxx'))",
            whole)
        .refuse("bit_count", TINY);
  }

  private static String unsigned(String type, int width) {
    return Fragments.with(
        "CASE WHEN ({1} & {3}) = 0 THEN {0} ELSE ({0} >> ({1} & {3})) & (~ (CAST(-1 AS {2}) <<"
            + " ({4} - ({1} & {3})))) END",
        "{0}", "{1}", type, Integer.toString(width - 1), Integer.toString(width));
  }
}
