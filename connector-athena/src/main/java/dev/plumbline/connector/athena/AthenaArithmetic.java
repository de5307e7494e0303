package dev.plumbline.connector.athena;

import static dev.plumbline.connector.athena.AthenaNumbers.LEAST_BIGINT;
import static dev.plumbline.connector.athena.AthenaNumbers.low64Bits;
import static dev.plumbline.connector.athena.AthenaNumbers.lowBits;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Arithmetic: whole numbers wrap around, decimals have Spark's digits. */
final class AthenaArithmetic {
  private static final int MOST_DIGITS = 38;

  /** {@code tinyint}, {@code smallint} and {@code integer}, by their bits. */
  private static final Object[][] NARROW = {
    {"tinyint", Byte.SIZE}, {"smallint", Short.SIZE}, {"integer", Integer.SIZE}
  };

  private static final String INTEGERS = "tinyint|smallint|integer";

  private AthenaArithmetic() {}

  static void into(SqlProfile.Builder profile) {
    binary(profile, "add", "+");
    binary(profile, "subtract", "-");
    binary(profile, "multiply", "*");
    division(profile);
    signs(profile);
    bits(profile);
  }

  private static void binary(SqlProfile.Builder profile, String id, String sign) {
    String wide = "CAST({0} AS BIGINT) " + sign + " {1}";
    // Products of two BIGINTs have 38 digits at most.
    String exact = "CAST({0} AS DECIMAL(19,0)) " + sign + " CAST({1} AS DECIMAL(19,0))";
    String reason = "numbers with more than 38 digits in between are an error here";
    for (Object[] type : NARROW) {
      String name = (String) type[0];
      profile.write(id, lowBits(wide, (int) type[1], "{type}"), name, name);
    }
    profile
        .write(id, low64Bits(exact), "integral", "integral")
        .infix(id, "{0} " + sign + " {1}", AthenaTypes.FLOATS, AthenaTypes.FLOATS)
        .compute(id, "decimals of at most 38 digits", c -> exact(c, sign), "decimal", "decimal")
        .refuse(id, reason, "decimal", "decimal");
    profile
        .write("try_" + id, "TRY_CAST(" + wide + " AS {type})", INTEGERS, INTEGERS)
        .write("try_" + id, "TRY_CAST(" + exact + " AS BIGINT)", "integral", "integral")
        .infix("try_" + id, "{0} " + sign + " {1}", AthenaTypes.FLOATS, AthenaTypes.FLOATS)
        .compute(
            "try_" + id, "decimals of at most 38 digits", c -> exact(c, sign), "decimal", "decimal")
        .refuse("try_" + id, reason, "decimal", "decimal");
  }

  private static Optional<String> exact(SqlCall call, String sign) {
    ArrowType.Decimal left = AthenaTypes.decimal(call.operands().get(0).type());
    ArrowType.Decimal right = AthenaTypes.decimal(call.operands().get(1).type());
    ArrowType.Decimal result = AthenaTypes.decimal(call.result());
    boolean product = sign.equals("*");
    int scale =
        product ? left.getScale() + right.getScale() : Math.max(left.getScale(), right.getScale());
    int precision =
        product
            ? left.getPrecision() + right.getPrecision()
            : Math.max(
                    left.getPrecision() - left.getScale(), right.getPrecision() - right.getScale())
                + 1
                + scale;
    if (precision > MOST_DIGITS || scale != result.getScale()) {
      return Optional.empty();
    }
    return Optional.of(
        AthenaCalls.fill(
            "CAST({0} " + sign + " {1} AS {2})",
            AthenaCalls.sql(call, 0),
            AthenaCalls.sql(call, 1),
            AthenaTypes.name(call.result()).orElseThrow()));
  }

  private static void division(SqlProfile.Builder profile) {
    String quotient = "quotients with more than 38 digits in between are an error here";
    for (String id : new String[] {"divide", "try_divide"}) {
      profile
          .infix(id, "{0} / NULLIF({1}, 0E0)", "double", "double")
          .compute(
              id, "of a dividend with more digits", AthenaArithmetic::divide, "decimal", "decimal")
          .refuse(id, quotient, "decimal", "decimal");
    }
    String remainder = "{0} % NULLIF({1}, 0)";
    String whole = "({0} - " + remainder + ") / NULLIF({1}, 0)";
    String plain = "CASE WHEN {0} % {2} < 0 THEN ({0} % {2} + {1}) % {2} ELSE {0} % {2} END";
    profile
        .write(
            "int_divide",
            "CASE WHEN {1} = -1 AND {0} = "
                + LEAST_BIGINT
                + " THEN {0} ELSE {0} / NULLIF({1}, 0) END",
            "bigint",
            "bigint")
        .write("int_divide", low64Bits("truncate(" + whole + ")"), "decimal", "decimal")
        .write("remainder", "CAST(" + remainder + " AS {type})", "integral", "integral")
        .write("remainder", "CAST(" + remainder + " AS {type})", "decimal", "decimal")
        .infix("remainder", "{0} % NULLIF({1}, 0)", AthenaTypes.FLOATS, AthenaTypes.FLOATS)
        .write(
            "pmod",
            "CAST("
                + AthenaCalls.fill(plain, "{0}", "CAST({1} AS BIGINT)", "NULLIF({1}, 0)")
                + " AS {type})",
            "tinyint|smallint",
            "tinyint|smallint")
        .write(
            "pmod",
            AthenaCalls.fill(
                "CASE WHEN {0} % {2} < 0 THEN {1} % {2} ELSE {0} % {2} END",
                "{0}",
                lowBits("{0} % {1} + CAST({1} AS BIGINT)", Integer.SIZE, "INTEGER"),
                "NULLIF({1}, 0)"),
            "integer",
            "integer")
        .write(
            "pmod",
            AthenaCalls.fill(
                "CASE WHEN {0} % {2} < 0 THEN {1} % {2} ELSE {0} % {2} END",
                "{0}", low64Bits("CAST({0} % {1} AS DECIMAL(19,0)) + {1}"), "NULLIF({1}, 0)"),
            "bigint",
            "bigint")
        .write(
            "pmod",
            AthenaCalls.fill(plain, "{0}", "{1}", "NULLIF({1}, 0)"),
            AthenaTypes.FLOATS,
            AthenaTypes.FLOATS)
        .write(
            "pmod",
            "CAST(" + AthenaCalls.fill(plain, "{0}", "{1}", "NULLIF({1}, 0)") + " AS {type})",
            "decimal",
            "decimal");
  }

  /** Gives the dividend the result's scale; the quotient then has the same, rounded half up. */
  private static Optional<String> divide(SqlCall call) {
    ArrowType.Decimal left = AthenaTypes.decimal(call.operands().get(0).type());
    ArrowType.Decimal right = AthenaTypes.decimal(call.operands().get(1).type());
    int scale = AthenaTypes.decimal(call.result()).getScale();
    int whole = left.getPrecision() - left.getScale();
    if (scale < right.getScale() || whole + scale > MOST_DIGITS) {
      return Optional.empty();
    }
    // The quotient of the largest dividend by the smallest divisor must not leave 38 digits.
    boolean fits = whole + right.getScale() + scale <= MOST_DIGITS;
    String quotient = "CAST({0} AS DECIMAL(38," + scale + ")) / NULLIF({1}, 0)";
    return Optional.of(
        AthenaCalls.fill(
            fits ? "CAST(" + quotient + " AS {2})" : "TRY_CAST(TRY(" + quotient + ") AS {2})",
            AthenaCalls.sql(call, 0),
            AthenaCalls.sql(call, 1),
            AthenaTypes.name(call.result()).orElseThrow()));
  }

  private static void signs(SqlProfile.Builder profile) {
    for (Object[] type : NARROW) {
      String name = (String) type[0];
      int bits = (int) type[1];
      profile
          .write("negate", lowBits("-CAST({0} AS BIGINT)", bits, "{type}"), name)
          .write("abs", lowBits("abs(CAST({0} AS BIGINT))", bits, "{type}"), name);
    }
    profile
        .write("negate", "IF({0} = " + LEAST_BIGINT + ", {0}, -{0})", "bigint")
        .infix("negate", "-{0}", "real|double|decimal")
        .write("abs", "IF({0} = " + LEAST_BIGINT + ", {0}, abs({0}))", "bigint")
        .write("abs", "abs({0})", "real|double|decimal")
        .write("positive", "{0}", "numeric");
  }

  private static void bits(SqlProfile.Builder profile) {
    profile
        .write("bit_and", "CAST(bitwise_and({0}, {1}) AS {type})", "integral", "integral")
        .write("bit_or", "CAST(bitwise_or({0}, {1}) AS {type})", "integral", "integral")
        .write("bit_xor", "CAST(bitwise_xor({0}, {1}) AS {type})", "integral", "integral")
        .write("bit_not", "CAST(bitwise_not({0}) AS {type})", "integral")
        .write(
            "shift_left",
            lowBits(
                "bitwise_left_shift(CAST({0} AS BIGINT), CAST(bitwise_and({1}, 31) AS INTEGER))",
                Integer.SIZE, "INTEGER"),
            "integer",
            "integer")
        .write(
            "shift_left",
            "bitwise_left_shift({0}, CAST(bitwise_and({1}, 63) AS INTEGER))",
            "bigint",
            "integer")
        .write(
            "shift_right",
            "CAST(bitwise_right_shift_arithmetic(CAST({0} AS BIGINT), CAST(bitwise_and({1}, 31) AS INTEGER))"
                + " AS INTEGER)",
            "integer",
            "integer")
        .write(
            "shift_right",
            "bitwise_right_shift_arithmetic({0}, CAST(bitwise_and({1}, 63) AS INTEGER))",
            "bigint",
            "integer")
        .write(
            "shift_right_unsigned",
            lowBits(
                "bitwise_right_shift(bitwise_and({0}, 4294967295), CAST(bitwise_and({1}, 31) AS INTEGER))",
                Integer.SIZE, "INTEGER"),
            "integer",
            "integer")
        .write(
            "shift_right_unsigned",
            "bitwise_right_shift({0}, CAST(bitwise_and({1}, 63) AS INTEGER))",
            "bigint",
            "integer")
        .write("bit_count", "CAST({0} AS INTEGER)", "boolean")
        .write("bit_count", "CAST(bit_count({0}, 64) AS INTEGER)", "integral");
  }
}
