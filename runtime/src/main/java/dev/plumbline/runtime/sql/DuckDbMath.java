package dev.plumbline.runtime.sql;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.List;
import java.util.Optional;

/** Mathematical functions in DuckDB. */
final class DuckDbMath {
  private static final String NAN = "CAST('NaN' AS DOUBLE)";

  private DuckDbMath() {}

  static void into(SqlProfile.Builder profile) {
    rounding(profile);
    profile
        .write(
            "sign",
            "CASE WHEN isnan({0}) OR {0} = 0 THEN {0} WHEN {0} > 0 THEN 1.0::DOUBLE WHEN {0} < 0 THEN -1.0::DOUBLE END",
            "double")
        .write("sqrt", "CASE WHEN {0} < 0 THEN " + NAN + " ELSE sqrt({0}) END", "double")
        .write("cbrt", "cbrt({0})", "double")
        .write("exp", "exp({0})", "double")
        // Kahan's way to keep the digits near 0.
        .write(
            "expm1",
            "CASE WHEN abs({0}) >= 1 OR exp({0}) = 1 THEN CASE WHEN abs({0}) < 1 THEN {0} ELSE exp({0}) - 1 END"
                + " ELSE (exp({0}) - 1) * {0} / ln(exp({0})) END",
            "double")
        .write("ln", "CASE WHEN {0} > 0 THEN ln({0}) END", "double")
        .write("log", "CASE WHEN {0} > 0 THEN ln({0}) END", "double")
        .write(
            "log", "CASE WHEN {0} > 0 AND {1} > 0 THEN ln({1}) / ln({0}) END", "double", "double")
        .write("log2", "CASE WHEN {0} > 0 THEN ln({0}) / ln(2::DOUBLE) END", "double")
        .write("log10", "CASE WHEN {0} > 0 THEN log10({0}) END", "double")
        .write(
            "log1p",
            "CASE WHEN {0} > 1 THEN ln(1 + {0}) WHEN {0} > -1 THEN CASE WHEN 1 + {0} = 1 THEN {0}"
                + " ELSE ln(1 + {0}) * {0} / ((1 + {0}) - 1) END END",
            "double")
        .write(
            "power",
            "CASE WHEN isnan({1}) OR (abs({0}) = 1 AND isinf({1})) THEN "
                + NAN
                + " ELSE pow({0}, {1}) END",
            "double",
            "double");
    for (String id : List.of("sin", "cos", "tan")) {
      profile.write(id, "CASE WHEN isinf({0}) THEN " + NAN + " ELSE " + id + "({0}) END", "double");
    }
    profile.write("cot", "CASE WHEN isinf({0}) THEN " + NAN + " ELSE 1 / tan({0}) END", "double");
    for (String id : List.of("asin", "acos")) {
      profile.write(
          id, "CASE WHEN abs({0}) > 1 THEN " + NAN + " ELSE " + id + "({0}) END", "double");
    }
    for (String id : List.of("atan", "sinh", "cosh", "tanh", "degrees", "radians")) {
      profile.write(id, id + "({0})", "double");
    }
    profile
        .write("atan2", "atan2({0} + 0, {1} + 0)", "double", "double")
        .write(
            "hypot",
            "CASE WHEN isinf({0}) OR isinf({1}) THEN CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN CAST('inf' AS DOUBLE) END"
                + " WHEN isnan({0}) OR isnan({1}) THEN CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN "
                + NAN
                + " END WHEN {0} = 0 THEN abs({1}) WHEN abs({0}) >= abs({1})"
                + " THEN abs({0}) * sqrt(1 + ({1} / {0}) * ({1} / {0}))"
                + " ELSE abs({1}) * sqrt(1 + ({0} / {1}) * ({0} / {1})) END",
            "double",
            "double")
        .write("pi", "pi()")
        .write("e", "exp(1::DOUBLE)")
        .write(
            "factorial",
            "CASE WHEN {0} BETWEEN 0 AND 20 THEN CAST(factorial({0}) AS BIGINT) END",
            "integer")
        .write("isnan", "coalesce(isnan({0}), FALSE)", "real|double")
        .write("nanvl", "CASE WHEN isnan({0}) THEN {1} ELSE {0} END", "real|double", "real|double")
        .write(
            "width_bucket",
            "CASE WHEN {3} <= 0 OR {3} = 9223372036854775807 OR isnan({0}) OR {1} = {2} OR NOT isfinite({1})"
                + " OR NOT isfinite({2}) THEN NULL WHEN {1} < {2} THEN CASE WHEN {0} < {1} THEN 0"
                + " WHEN {0} >= {2} THEN {3} + 1"
                + " ELSE CAST(trunc(CAST({3} AS DOUBLE) * ({0} - {1}) / ({2} - {1})) AS BIGINT) + 1 END"
                + " WHEN {1} > {2} THEN CASE WHEN {0} > {1} THEN 0 WHEN {0} <= {2} THEN {3} + 1"
                + " ELSE CAST(trunc(CAST({3} AS DOUBLE) * ({1} - {0}) / ({1} - {2})) AS BIGINT) + 1 END END",
            "double",
            "double",
            "double",
            "bigint")
        .write("hex", "hex({0})", "bigint|varbinary|varchar")
        .write(
            "unhex",
            "CASE WHEN regexp_full_match({0}, '[0-9A-Fa-f]*') THEN"
                + " unhex(CASE WHEN length({0}) % 2 = 1 THEN '0' || {0} ELSE {0} END) END",
            "varchar")
        .write("bin", "bin({0})", "bigint")
        .refuse("conv", "DuckDB has no conversion between bases");
  }

  private static void rounding(SqlProfile.Builder profile) {
    for (String id : List.of("ceil", "floor")) {
      profile
          .write(id, "{0}", "tinyint|smallint|integer|bigint")
          .write(id, "CAST(" + id + "({0}) AS {type})", "decimal")
          .write(id, DuckDbCasts.saturated(id + "({0})", "bigint"), "double");
    }
    profile
        .compute(
            "round", "whole numbers by their zeros", DuckDbMath::roundWhole, "integral", "integer")
        .write("round", "{0}", "integral")
        .write("round", "CAST({0} AS {type})", "decimal")
        .compute(
            "round",
            "decimals by the cast to the result",
            DuckDbMath::roundDecimal,
            "decimal",
            "integer")
        .write("round", "round({0}) + 0", "real|double")
        .compute(
            "round",
            "doubles by their shortest text",
            DuckDbMath::roundDouble,
            "real|double",
            "integer")
        .write("bround", "{0}", "integral")
        .write(
            "bround",
            "CAST(CASE WHEN abs({0} - trunc({0})) = 0.5 AND trunc({0}) % 2 = 0 THEN trunc({0}) ELSE round({0}) END AS {type})",
            "decimal")
        .write("bround", "round_even({0}, 0) + 0", "real|double")
        .refuse("bround", "DuckDB rounds halves to even only among whole numbers", "any", "any")
        .write("rint", "CASE WHEN {0} = 0 THEN {0} ELSE round_even({0}, 0) END", "double");
  }

  private static Optional<String> roundWhole(SqlCall call) {
    String number = Calls.sql(call, 0);
    return Calls.number(call, 1)
        .map(
            digits ->
                digits >= 0
                    ? number
                    : digits < -19
                        ? "CASE WHEN "
                            + number
                            + " IS NOT NULL THEN CAST(0 AS "
                            + type(call)
                            + ") END"
                        : DuckDbArithmetic.folded(
                            "CAST(round(CAST("
                                + number
                                + " AS DECIMAL(22,0)), "
                                + digits
                                + ") AS HUGEINT)",
                            typeId(call)));
  }

  private static String typeId(SqlCall call) {
    return PlanTypeIds.of(call.result());
  }

  private static String type(SqlCall call) {
    return typeId(call).toUpperCase(java.util.Locale.ROOT);
  }

  private static Optional<String> roundDecimal(SqlCall call) {
    String number = Calls.sql(call, 0);
    String type = Calls.name(Calls.decimal(call));
    return Calls.number(call, 1)
        .map(
            digits ->
                digits >= 0
                    ? "CAST(" + number + " AS " + type + ")"
                    : "CAST(round(" + number + ", " + Math.max(digits, -38) + ") AS " + type + ")");
  }

  /** Beyond 2^53 a double has no fraction; below, its shortest text is rounded exactly. */
  private static Optional<String> roundDouble(SqlCall call) {
    String number = Calls.sql(call, 0);
    boolean real = PlanTypeIds.of(call.operands().get(0).type()).equals("real");
    return Calls.number(call, 1)
        .filter(digits -> digits >= 0 && digits <= 15)
        .map(
            digits ->
                "CASE WHEN abs("
                    + number
                    + ") < 9007199254740992 THEN CAST(CAST(CAST("
                    + DuckDbCasts.plain(number)
                    + " AS DECIMAL(38,"
                    + digits
                    + ")) AS VARCHAR) AS "
                    + (real ? "FLOAT" : "DOUBLE")
                    + ") ELSE "
                    + number
                    + " END");
  }
}
