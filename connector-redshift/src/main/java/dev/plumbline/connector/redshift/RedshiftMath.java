package dev.plumbline.connector.redshift;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Mathematical functions, with what is an error there put aside. */
final class RedshiftMath {
  private static final String NAN = Fragments.NAN;
  private static final String INFINITY = Fragments.INFINITY;

  private RedshiftMath() {}

  static void into(SqlProfile.Builder profile) {
    rounding(profile);
    roots(profile);
    angles(profile);
    profile
        .write("pi", "PI()")
        .write("e", RedshiftDoubles.number(Math.E))
        .write("factorial", factorial(), "integer")
        .write("isnan", "COALESCE({0} = CAST('NaN' AS REAL), FALSE)", "real")
        .write("isnan", "COALESCE({0} = " + NAN + ", FALSE)", "double")
        .write("nanvl", "CASE WHEN {0} = " + NAN + " THEN {1} ELSE {0} END", "double", "double")
        .write("nanvl", "CASE WHEN {0} = CAST('NaN' AS REAL) THEN {1} ELSE {0} END", "real", "real")
        .compute(
            "width_bucket",
            "the quotient, for constant bounds and numbers",
            RedshiftMath::bucket,
            "double",
            "double",
            "double",
            "bigint")
        .refuse("width_bucket", "only constant bounds and numbers of buckets are written")
        .write("hex", "UPPER(TO_HEX({0}))", "bigint")
        .write("hex", "UPPER(FROM_VARBYTE({0}, 'hex'))", "varbinary")
        .write("hex", "UPPER(FROM_VARBYTE(TO_VARBYTE({0}, 'utf8'), 'hex'))", "varchar")
        .write(
            "unhex",
            "CASE WHEN {0} ~ '^[0-9A-Fa-f]*$' THEN FROM_HEX(CASE WHEN MOD(LENGTH({0}), 2) = 1 THEN"
                + " '0' || {0} ELSE {0} END) END",
            "varchar")
        .write("bin", binary(), "bigint")
        .refuse("conv", "STRTOL fails where conv stops reading, and for numbers beyond BIGINT");
  }

  private static void rounding(SqlProfile.Builder profile) {
    String rest = "ABS({0} - TRUNC({0}))";
    String away = "TRUNC({0}) + SIGN({0})";
    String odd = "TRUNC(TRUNC({0}) / 2) <> TRUNC({0}) / 2";
    String toEven =
        "CASE WHEN "
            + rest
            + " > 0.5 OR ("
            + rest
            + " = 0.5 AND "
            + odd
            + ") THEN "
            + away
            + " ELSE TRUNC({0}) END";
    String nearest = "CASE WHEN " + rest + " >= 0.5 THEN " + away + " ELSE TRUNC({0}) END";
    profile
        .write(
            "sign",
            "CASE WHEN {0} = "
                + NAN
                + " THEN {0} WHEN {0} > 0 THEN "
                + RedshiftDoubles.number(1)
                + " WHEN {0} < 0 THEN "
                + RedshiftDoubles.number(-1)
                + " ELSE {0} END",
            "double")
        .infix("ceil", "{0}", "bigint")
        .write("ceil", "CAST(CEIL({0}) AS {type})", "decimal")
        .write("ceil", saturated("CEIL({0})"), "double")
        .infix("floor", "{0}", "bigint")
        .write("floor", "CAST(FLOOR({0}) AS {type})", "decimal")
        .write("floor", saturated("FLOOR({0})"), "double")
        // A zero that is added makes -0.0 the 0.0 that Spark gives.
        .infix("round", nearest + " + 0", "double")
        .write("round", "CAST(ROUND({0}, 0) AS {type})", "decimal")
        .write("round", "CAST(ROUND({0}, {1}) AS {type})", "decimal", "integer")
        .infix("round", "{0}", "smallint|integer|bigint")
        .write(
            "round",
            RedshiftArithmetic.wrap(
                "CAST(ROUND(CAST({0} AS DECIMAL(19,0)), {1}) AS BIGINT)", "integer"),
            "integer",
            "integer")
        .compute(
            "round",
            "by what is halfway in decimals, for 1 to 6 digits",
            call ->
                Fragments.whole(call, 1)
                    .flatMap(RoundedDouble::template)
                    .map(sql -> Fragments.with(sql, call.operands().get(0).sql())),
            "double",
            "integer")
        .refuse("round", "Redshift rounds the double's binary value, not its decimal text")
        .infix("bround", toEven + " + 0", "double")
        .infix("bround", "{0}", "smallint|integer|bigint")
        .write("bround", "CAST(" + toEven + " AS {type})", "decimal")
        .compute("bround", "halves to even by TRUNC", RedshiftMath::toEven, "decimal", "integer")
        .refuse("bround", "Redshift has no rounding of halves to even")
        .write("rint", toEven, "double");
  }

  private static String saturated(String whole) {
    return "CASE WHEN {0} = "
        + NAN
        + " THEN CAST(0 AS BIGINT) WHEN {0} >= "
        + RedshiftDoubles.number(0x1p63)
        + " THEN 9223372036854775807 WHEN {0} <= "
        + RedshiftDoubles.number(-0x1p63)
        + " THEN "
        + Fragments.LEAST_BIGINT
        + " ELSE CAST("
        + whole
        + " AS BIGINT) END";
  }

  private static Optional<String> toEven(SqlCall call) {
    long digits = call.operands().size() == 1 ? 0 : Fragments.whole(call, 1).orElse(-1L);
    return Fragments.decimal(call.result().getType())
        .flatMap(
            to -> toEven(call, digits, "DECIMAL(" + to.getPrecision() + "," + to.getScale() + ")"));
  }

  /** The first operand, a decimal, with so many digits behind its point. */
  static Optional<String> toEven(SqlCall call, long digits, String type) {
    Optional<ArrowType.Decimal> from = Fragments.decimal(call.operands().get(0).type().getType());
    if (digits < 0 || from.filter(decimal -> decimal.getPrecision() <= 36).isEmpty()) {
      return Optional.empty();
    }
    String number = call.operands().get(0).sql();
    if (digits >= from.get().getScale()) {
      return Optional.of("CAST(" + number + " AS " + type + ")");
    }
    String zeros = "0".repeat((int) digits);
    return Optional.of(
        Fragments.with(
            "CAST(CASE WHEN ABS({0} - TRUNC({0}, {1})) > {2} OR (ABS({0} - TRUNC({0}, {1})) = {2}"
                + " AND MOD(TRUNC({0}, {1}) * {4}, 2) <> 0) THEN TRUNC({0}, {1}) + SIGN({0}) * {3}"
                + " ELSE TRUNC({0}, {1}) END AS {5})",
            number,
            Long.toString(digits),
            "0." + zeros + "5",
            digits == 0 ? "1" : "0." + zeros.substring(1) + "1",
            "1" + zeros,
            type));
  }

  private static void roots(SqlProfile.Builder profile) {
    profile
        .write("sqrt", "CASE WHEN {0} < 0 THEN " + NAN + " ELSE SQRT({0}) END", "double")
        .write("cbrt", "CBRT({0})", "double")
        .write(
            "exp",
            "CASE WHEN {0} = "
                + NAN
                + " THEN {0} WHEN {0} > "
                + RedshiftDoubles.number(709.782712893384)
                + " THEN "
                + INFINITY
                + " WHEN {0} < "
                + RedshiftDoubles.number(-745.1332191019411)
                + " THEN "
                + RedshiftDoubles.number(0)
                + " ELSE EXP({0}) END",
            "double")
        .write("ln", "CASE WHEN {0} <= 0 THEN NULL ELSE LN({0}) END", "double")
        .write("log", "CASE WHEN {0} <= 0 THEN NULL ELSE LN({0}) END", "double")
        .compute(
            "log", "LN({1}) / LN({0}) to a constant base", RedshiftMath::log, "double", "double")
        .refuse("log", "a base of 1 is an error there")
        .write(
            "log2",
            "CASE WHEN {0} <= 0 THEN NULL ELSE LN({0}) / "
                + RedshiftDoubles.number(Math.log(2))
                + " END",
            "double")
        .write("log10", "CASE WHEN {0} <= 0 THEN NULL ELSE LOG({0}) END", "double")
        .compute(
            "power",
            "POWER with a constant whole exponent from 1 to 16",
            RedshiftMath::power,
            "double",
            "double")
        .refuse("power", "results that are infinite, 0 or NaN in Spark are errors there");
  }

  private static Optional<String> log(SqlCall call) {
    return Fragments.constant(call, 0, Double.class)
        .filter(base -> Double.isFinite(base) && base > 0 && base != 1)
        .map(
            base ->
                Fragments.with(
                    "CASE WHEN {0} <= 0 THEN NULL ELSE LN({0}) / {1} END",
                    call.operands().get(1).sql(), RedshiftDoubles.number(Math.log(base))));
  }

  private static Optional<String> power(SqlCall call) {
    String base = call.operands().get(0).sql();
    return Fragments.constant(call, 1, Double.class)
        .filter(exponent -> exponent >= 1 && exponent <= 16 && exponent == Math.rint(exponent))
        .map(
            exponent -> {
              String plain = "POWER(" + base + ", " + call.operands().get(1).sql() + ")";
              return RedshiftDoubles.guarded(
                  exponent % 2 == 0 ? "ABS(" + base + ")" : base,
                  plain,
                  1,
                  x -> Math.pow(x, exponent));
            });
  }

  private static void angles(SqlProfile.Builder profile) {
    for (String name : List.of("sin", "cos", "tan")) {
      profile.write(
          name,
          "CASE WHEN ABS({0}) = "
              + INFINITY
              + " THEN "
              + NAN
              + " ELSE "
              + name.toUpperCase(java.util.Locale.ROOT)
              + "({0}) END",
          "double");
    }
    for (String name : List.of("asin", "acos")) {
      profile.write(
          name,
          "CASE WHEN ABS({0}) > 1 THEN "
              + NAN
              + " ELSE "
              + name.toUpperCase(java.util.Locale.ROOT)
              + "({0}) END",
          "double");
    }
    double degrees = 180 / Math.PI;
    double radians = Math.PI / 180;
    profile
        .refuse("cot", "the cotangent of 0 is an error there, not an infinity")
        .write("atan", "ATAN({0})", "double")
        // A zero that is added makes -0.0 0.0, as Spark does.
        .write("atan2", "ATAN2({0} + 0, {1} + 0)", "double", "double")
        .write("degrees", scaled(degrees), "double")
        .write("radians", scaled(radians), "double");
  }

  private static String scaled(double factor) {
    return RedshiftDoubles.guarded(
        "{0}", "{0} * " + RedshiftDoubles.number(factor), factor, x -> x * factor);
  }

  private static String factorial() {
    StringBuilder sql = new StringBuilder("CASE {0}");
    long product = 1;
    for (int i = 0; i <= 20; i++) {
      product *= Math.max(i, 1);
      sql.append(" WHEN " + i + " THEN CAST(" + product + " AS BIGINT)");
    }
    return sql.append(" END").toString();
  }

  /** Each hexadecimal digit becomes its four bits, written as x and y so as not to meet digits. */
  private static String binary() {
    String digits = "TO_HEX({0})";
    for (int digit = 0; digit < 16; digit++) {
      String bits = Integer.toBinaryString(16 + digit).substring(1);
      digits =
          "REPLACE("
              + digits
              + ", '"
              + Integer.toHexString(digit)
              + "', '"
              + bits.replace('0', 'x').replace('1', 'y')
              + "')";
    }
    return "CASE WHEN {0} = 0 THEN '0' ELSE TRANSLATE(LTRIM(" + digits + ", 'x'), 'xy', '01') END";
  }

  private static Optional<String> bucket(SqlCall call) {
    Optional<Double> first = RedshiftDoubles.finite(call.operands().get(1));
    Optional<Double> last = RedshiftDoubles.finite(call.operands().get(2));
    Optional<Long> count = Fragments.whole(call, 3);
    if (first.isEmpty() || last.isEmpty() || count.filter(n -> n < 1L << 31).isEmpty()) {
      return Optional.empty();
    }
    double width = Math.abs(first.get() - last.get());
    if (count.get() <= 0 || width == 0) {
      return Optional.of("CAST(NULL AS BIGINT)");
    }
    if (width > 1e150 || width < 1e-150) {
      return Optional.empty();
    }
    boolean up = first.get() < last.get();
    String value = call.operands().get(0).sql();
    String start = RedshiftDoubles.number(first.get());
    // So small a distance is in the first bucket, and its quotient might be too small a double.
    return Optional.of(
        Fragments.with(
            "CASE WHEN {0} = "
                + NAN
                + " THEN NULL WHEN {0} {2} {1} THEN CAST(0 AS BIGINT) WHEN {0} {3} {4} THEN {5}"
                + " WHEN ABS({0} - {1}) < "
                + RedshiftDoubles.number(1e-200)
                + " THEN 1 ELSE CAST(TRUNC({6} * ABS({0} - {1}) / {7}) AS BIGINT) + 1 END",
            value,
            start,
            up ? "<" : ">",
            up ? ">=" : "<=",
            RedshiftDoubles.number(last.get()),
            Long.toString(count.get() + 1),
            RedshiftDoubles.number(count.get()),
            RedshiftDoubles.number(width)));
  }
}
