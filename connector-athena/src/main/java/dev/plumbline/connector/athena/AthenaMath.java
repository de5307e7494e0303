package dev.plumbline.connector.athena;

import static dev.plumbline.connector.athena.AthenaNumbers.low64Bits;
import static dev.plumbline.connector.athena.AthenaNumbers.lowBits;
import static dev.plumbline.connector.athena.AthenaNumbers.read;
import static dev.plumbline.connector.athena.AthenaNumbers.saturated;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.Optional;

/** Mathematical functions. */
final class AthenaMath {
  private static final int MOST_DECIMALS = 20;

  private AthenaMath() {}

  static void into(SqlProfile.Builder profile) {
    rounding(profile);
    logarithms(profile);
    angles(profile);
    others(profile);
    digits(profile);
  }

  private static void rounding(SqlProfile.Builder profile) {
    String half = "halves of binary fractions are rounded otherwise here";
    profile
        .write("ceil", "{0}", "bigint")
        .write("ceil", "CAST(ceiling({0}) AS {type})", "decimal")
        .write("ceil", saturated("{0}", "ceiling({0})"), "double")
        .write("floor", "{0}", "bigint")
        .write("floor", "CAST(floor({0}) AS {type})", "decimal")
        .write("floor", saturated("{0}", "floor({0})"), "double")
        .write("round", "{0}", "integral")
        .write(
            "round",
            lowBits("round(CAST({0} AS BIGINT), {1})", Byte.SIZE, "{type}"),
            "tinyint",
            "integer")
        .write(
            "round",
            lowBits("round(CAST({0} AS BIGINT), {1})", Short.SIZE, "{type}"),
            "smallint",
            "integer")
        .write(
            "round",
            lowBits("round(CAST({0} AS BIGINT), {1})", Integer.SIZE, "{type}"),
            "integer",
            "integer")
        .write("round", low64Bits("round(CAST({0} AS DECIMAL(19,0)), {1})"), "bigint", "integer")
        .write("round", "CAST({0} AS {type})", "decimal")
        .compute("round", "to a constant scale", AthenaMath::roundDecimal, "decimal", "integer")
        .compute("round", "by the number's decimal text", c -> round(c, false), FLOAT)
        .compute("round", "by the number's decimal text", c -> round(c, false), FLOAT, "integer")
        .refuse("round", half)
        .write("bround", "{0}", "integral")
        .compute("bround", "by the number's decimal text", c -> round(c, true), FLOAT)
        .compute("bround", "by the number's decimal text", c -> round(c, true), FLOAT, "integer")
        .compute("bround", "halves to the even neighbour", AthenaMath::even, "decimal")
        .compute("bround", "halves to the even neighbour", AthenaMath::even, "decimal", "integer")
        .refuse("bround", "there is no rounding of halves to even")
        .refuse("rint", "there is no rounding of halves to even");
  }

  private static final String FLOAT = AthenaTypes.FLOATS;

  /** From 2^53 on doubles have no fractions; NaN and infinities stay as well. */
  private static Optional<String> round(SqlCall call, boolean even) {
    long decimals = decimals(call).orElse(-1L);
    if (decimals < 0 || decimals > (even ? 3 : MOST_DECIMALS)) {
      return Optional.empty();
    }
    int scale = (int) decimals;
    String operand = AthenaCalls.sql(call, 0);
    String rounded =
        even
            ? even(read("CAST(" + operand + " AS DOUBLE)", MOST_DECIMALS), scale)
            : read("CAST(" + operand + " AS DOUBLE)", scale);
    return Optional.of(
        AthenaCalls.fill(
            "CASE WHEN abs({0}) < 1E16 THEN CAST(CAST({1} AS VARCHAR) AS {2}) ELSE {0} END",
            operand, rounded, AthenaTypes.name(call.result()).orElseThrow()));
  }

  /** A cast rounds half up as well, and never needs another digit. */
  private static Optional<String> roundDecimal(SqlCall call) {
    String template =
        AthenaCalls.whole(call, 1).filter(scale -> scale >= 0).isPresent()
            ? "CAST({0} AS {2})"
            : "CAST(round({0}, {1}) AS {2})";
    return AthenaTypes.name(call.result())
        .map(
            type ->
                AthenaCalls.fill(
                    template, AthenaCalls.sql(call, 0), AthenaCalls.sql(call, 1), type));
  }

  private static Optional<Long> decimals(SqlCall call) {
    return call.operands().size() == 1 ? Optional.of(0L) : AthenaCalls.whole(call, 1);
  }

  private static Optional<String> even(SqlCall call) {
    long decimals = decimals(call).orElse(-1L);
    if (decimals < 0 || decimals >= 38) {
      return Optional.empty();
    }
    return AthenaTypes.name(call.result())
        .map(
            type -> "CAST(" + even(AthenaCalls.sql(call, 0), (int) decimals) + " AS " + type + ")");
  }

  private static String even(String decimal, int scale) {
    String half = "DECIMAL '0." + "0".repeat(scale) + "5'";
    return AthenaCalls.fill(
        "CASE WHEN abs({0} - truncate({0}, {1})) = {2} THEN round({0} / 2, {1}) * 2"
            + " ELSE round({0}, {1}) END",
        decimal, Integer.toString(scale), half);
  }

  private static void logarithms(SqlProfile.Builder profile) {
    String positive = "CASE WHEN {0} <= 0E0 THEN NULL ELSE ";
    profile
        .write("sqrt", "sqrt({0})", "double")
        .write("cbrt", "cbrt({0})", "double")
        .write("exp", "exp({0})", "double")
        .refuse("expm1", "exp(a) - 1 loses digits near 0, and there is no other")
        .write("ln", positive + "ln({0}) END", "double")
        .write("log", positive + "ln({0}) END", "double")
        .write(
            "log",
            "CASE WHEN {0} <= 0E0 OR {1} <= 0E0 THEN NULL ELSE ln({1}) / ln({0}) END",
            "double",
            "double")
        .write("log2", positive + "log2({0}) END", "double")
        .write("log10", positive + "log10({0}) END", "double")
        .refuse("log1p", "ln(1 + a) loses digits near 0, and there is no other")
        .write("power", "power({0}, {1})", "double", "double");
  }

  private static void angles(SqlProfile.Builder profile) {
    for (String name : new String[] {"sin", "cos", "tan", "asin", "acos", "atan", "cosh", "tanh"}) {
      profile.write(name, name + "({0})", "double");
    }
    String scaled =
        "sqrt(1E0 + power(least(abs({0}), abs({1})) / greatest(abs({0}), abs({1})), 2E0))";
    profile
        .infix("cot", "1E0 / tan({0})", "double")
        .infix("sinh", "IF({0} = 0E0, {0}, tanh({0}) * cosh({0}))", "double")
        // Spark makes both zeros positive.
        .write("atan2", "atan2({0} + 0E0, {1} + 0E0)", "double", "double")
        .write("degrees", "degrees({0})", "double")
        .write("radians", "radians({0})", "double")
        .write(
            "hypot",
            "CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL"
                + " WHEN is_infinite({0}) OR is_infinite({1}) THEN infinity()"
                + " WHEN is_nan({0}) OR is_nan({1}) THEN nan()"
                + " WHEN {0} = 0E0 AND {1} = 0E0 THEN 0E0"
                + " ELSE greatest(abs({0}), abs({1})) * "
                + scaled
                + " END",
            "double",
            "double")
        .write("pi", "pi()")
        .write("e", "e()");
  }

  private static void others(SqlProfile.Builder profile) {
    String share = "CAST(truncate({3} * ({0} - {1}) / ({2} - {1})) AS BIGINT) + 1";
    String mirrored = "CAST(truncate({3} * ({1} - {0}) / ({1} - {2})) AS BIGINT) + 1";
    profile
        .write("sign", "sign({0})", "double")
        .write("isnan", "COALESCE(is_nan({0}), FALSE)", AthenaTypes.FLOATS)
        .write("nanvl", "IF(is_nan({0}), {1}, {0})", AthenaTypes.FLOATS, AthenaTypes.FLOATS)
        .write("factorial", factorials(), "integer")
        .write(
            "width_bucket",
            "CASE WHEN {0} IS NULL OR {1} IS NULL OR {2} IS NULL OR {3} IS NULL OR is_nan({0})"
                + " OR {3} <= 0 OR {3} = BIGINT '9223372036854775807' OR {1} = {2}"
                + " OR NOT is_finite({1}) OR NOT is_finite({2}) THEN NULL"
                + " WHEN {1} < {2} THEN CASE WHEN {0} < {1} THEN 0 WHEN {0} >= {2} THEN {3} + 1 ELSE "
                + share
                + " END ELSE CASE WHEN {0} > {1} THEN 0 WHEN {0} <= {2} THEN {3} + 1 ELSE "
                + mirrored
                + " END END",
            "double",
            "double",
            "double",
            "bigint");
  }

  private static String factorials() {
    StringBuilder text =
        new StringBuilder("CASE WHEN {0} BETWEEN 0 AND 20 THEN element_at(ARRAY[BIGINT '1'");
    long product = 1;
    for (int i = 1; i <= 20; i++) {
      product *= i;
      text.append(", ").append(product);
    }
    return text.append("], {0} + 1) END").toString();
  }

  private static void digits(SqlProfile.Builder profile) {
    String leadingZeros = "'^0+(?=.)', ''";
    String even = "IF(length({0}) % 2 = 1, concat('0', {0}), {0})";
    profile
        .write(
            "hex", "regexp_replace(to_hex(to_big_endian_64({0})), " + leadingZeros + ")", "bigint")
        .write("hex", "to_hex({0})", "varbinary")
        .write("hex", "to_hex(to_utf8({0}))", "varchar")
        .write(
            "unhex", "IF(regexp_like({0}, '^[0-9a-fA-F]*\\z'), from_hex(" + even + "))", "varchar")
        .write(
            "bin",
            "regexp_replace(concat(lpad(to_base(bitwise_right_shift({0}, 32), 2), 32, '0'),"
                + " lpad(to_base(bitwise_and({0}, 4294967295), 2), 32, '0')), "
                + leadingZeros
                + ")",
            "bigint")
        .refuse("conv", "from_base fails on text that is no number, instead of reading its start");
  }
}
