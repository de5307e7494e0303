package dev.plumbline.runtime.sql;

import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Shape;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Conversions between numbers and times in DuckDB, and of both to text. */
final class DuckDbCasts {
  private static final List<String> SIGNED = List.of("tinyint", "smallint", "integer", "bigint");
  private static final String INTEGERS =
      "tinyint|smallint|integer|bigint|utinyint|usmallint|uinteger|ubigint";
  private static final String PLAIN = "CAST({0} AS {type})";

  private DuckDbCasts() {}

  static void into(SqlProfile.Builder profile) {
    whole(profile);
    floating(profile);
    decimal(profile);
    times(profile);
    text(profile);
    tries(profile);
  }

  /** A template for a floating number as a whole one: cut off, held within the type. */
  static String saturated(String sql, String typeId) {
    boolean wide = typeId.equals("bigint");
    String limits = wide ? "9223372036854775807" : "2147483647";
    String least = wide ? "-9223372036854775808" : "-2147483648";
    String whole =
        "greatest(least(CAST(greatest(least(trunc("
            + sql
            + "), 1e19), -1e19) AS HUGEINT), "
            + limits
            + "), "
            + least
            + ")";
    String folded =
        wide || typeId.equals("integer")
            ? "CAST(" + whole + " AS " + typeId.toUpperCase(Locale.ROOT) + ")"
            : DuckDbArithmetic.folded(whole, typeId);
    return "CASE WHEN isnan({0}) THEN CAST(0 AS "
        + typeId.toUpperCase(Locale.ROOT)
        + ") WHEN {0} IS NOT NULL THEN "
        + folded
        + " END";
  }

  private static void rule(SqlProfile.Builder profile, String from, String to, String template) {
    profile.cast(from, to, new Lowering.Template(template, Shape.ATOM));
  }

  private static void whole(SqlProfile.Builder profile) {
    for (int from = 0; from < SIGNED.size(); from++) {
      for (int to = 0; to < from; to++) {
        rule(
            profile,
            SIGNED.get(from),
            SIGNED.get(to),
            DuckDbArithmetic.folded("CAST({0} AS HUGEINT)", SIGNED.get(to)));
      }
    }
    rule(profile, INTEGERS, INTEGERS, PLAIN);
    rule(profile, INTEGERS, "real|double", PLAIN);
    rule(profile, INTEGERS, "decimal", "TRY_CAST({0} AS {type})");
    rule(profile, INTEGERS, "boolean", "({0} <> 0)");
    rule(profile, "boolean", "boolean", "{0}");
    rule(profile, "boolean", "integral|real|double", PLAIN);
    rule(profile, "boolean", "decimal", "TRY_CAST(CAST({0} AS INTEGER) AS {type})");
  }

  private static void floating(SqlProfile.Builder profile) {
    rule(profile, "real", "double|real", PLAIN);
    rule(profile, "double", "double", "{0}");
    rule(
        profile,
        "double",
        "real",
        "CASE WHEN abs({0}) >= 3.4028235677973366e38 AND NOT isnan({0})"
            + " THEN CAST(CASE WHEN {0} > 0 THEN 'inf' ELSE '-inf' END AS FLOAT)"
            + " ELSE CAST({0} AS FLOAT) END");
    for (String id : SIGNED) {
      rule(profile, "real|double", id, saturated("CAST({0} AS DOUBLE)", id));
    }
    rule(profile, "real|double", "boolean", "({0} <> 0)");
    // Spark rounds the shortest text of the double.
    rule(
        profile,
        "real|double",
        "decimal",
        "TRY_CAST(" + plain("CAST({0} AS DOUBLE)") + " AS {type})");
  }

  /**
   * A floating number's text without a negative exponent, which DuckDB's decimals round wrongly.
   */
  static String plain(String sql) {
    String text = "CAST(" + sql + " AS VARCHAR)";
    return "CASE WHEN contains("
        + text
        + ", 'e-') THEN CASE WHEN "
        + sql
        + " < 0 THEN '-' ELSE '' END || '0.' || repeat('0', CAST(split_part("
        + text
        + ", 'e-', 2) AS INTEGER) - 1) || replace(replace(split_part("
        + text
        + ", 'e-', 1), '.', ''), '-', '') ELSE "
        + text
        + " END";
  }

  private static void decimal(SqlProfile.Builder profile) {
    rule(profile, "decimal", "decimal", "TRY_CAST({0} AS {type})");
    for (String id : SIGNED) {
      rule(profile, "decimal", id, DuckDbArithmetic.folded("CAST(trunc({0}) AS HUGEINT)", id));
    }
    profile.cast(
        "decimal",
        "double|real",
        new Lowering.Computed(
            "through text where 15 digits are not enough", DuckDbCasts::decimalToDouble));
    rule(profile, "decimal", "boolean", "({0} <> 0)");
  }

  private static Optional<String> decimalToDouble(SqlCall call) {
    ArrowType.Decimal type = Calls.decimal(call, 0);
    String name = PlanTypeIds.of(call.result()).equals("real") ? "FLOAT" : "DOUBLE";
    boolean exact = type.getPrecision() <= 15 && name.equals("DOUBLE");
    return Optional.of(
        exact
            ? "CAST(" + Calls.sql(call, 0) + " AS DOUBLE)"
            : "CAST(CAST(" + Calls.sql(call, 0) + " AS VARCHAR) AS " + name + ")");
  }

  private static void times(SqlProfile.Builder profile) {
    rule(profile, "date", "date", "{0}");
    rule(profile, "timestamp", "timestamp", "{0}");
    rule(profile, "instant", "instant", "{0}");
    rule(profile, "date", "timestamp", "CAST({0} AS TIMESTAMP)");
    rule(profile, "date", "instant", DuckDbTimes.instant("CAST({0} AS TIMESTAMP)"));
    rule(profile, "timestamp", "date", "CAST({0} AS DATE)");
    rule(profile, "timestamp", "instant", DuckDbTimes.instant("{0}"));
    rule(profile, "instant", "date", "CAST(" + DuckDbTimes.local("{0}") + " AS DATE)");
    rule(profile, "instant", "timestamp", DuckDbTimes.local("{0}"));
    rule(profile, "instant", "integral", "TRY_CAST(" + DuckDbTimes.seconds("{0}") + " AS {type})");
    rule(profile, "instant", "double", "(CAST(epoch_us({0}) AS DOUBLE) / 1000000)");
    rule(profile, "instant", "real", "CAST(CAST(epoch_us({0}) AS DOUBLE) / 1000000 AS FLOAT)");
    rule(profile, "integral", "instant", "make_timestamptz(CAST({0} AS BIGINT) * 1000000)");
    rule(
        profile,
        "real|double",
        "instant",
        "CASE WHEN isfinite({0}) THEN"
            + " make_timestamptz(CAST(trunc(CAST({0} AS DOUBLE) * 1000000) AS BIGINT)) END");
    profile.cast(
        "instant",
        "decimal",
        new Lowering.Refusal("it is not written for decimals; convert to DOUBLE or BIGINT"));
  }

  private static void text(SqlProfile.Builder profile) {
    rule(profile, "varchar", "varchar", "{0}");
    rule(profile, "boolean|integral", "varchar", "CAST({0} AS VARCHAR)");
    profile.cast(
        "decimal",
        "varchar",
        new Lowering.Computed(
            "with 6 decimals at most: beyond, Spark writes exponents",
            call ->
                Calls.decimal(call, 0).getScale() > 6
                    ? Optional.empty()
                    : Optional.of("CAST(" + Calls.sql(call, 0) + " AS VARCHAR)")));
    rule(profile, "real", "varchar", doubleText("{0}", -149, true));
    rule(profile, "double", "varchar", doubleText("{0}", -1074, false));
    String year = "CASE WHEN year({0}) > 9999 THEN '+' ELSE '' END || ";
    rule(profile, "date", "varchar", "(" + year + "CAST({0} AS VARCHAR))");
    rule(profile, "timestamp", "varchar", "(" + year + "CAST({0} AS VARCHAR))");
    String local = DuckDbTimes.local("{0}");
    rule(
        profile,
        "instant",
        "varchar",
        "(" + year.replace("{0}", local) + "CAST(" + local + " AS VARCHAR))");
    rule(profile, "varchar", "varbinary", "encode({0})");
    rule(profile, "varbinary", "varbinary", "{0}");
    profile.cast(
        "varbinary", "varchar", new Lowering.Refusal("bytes that are no UTF-8 are no text here"));
  }

  /** Java's way: without exponent from 0.001 up to ten millions, else d.dddE-n. */
  static String doubleText(String sql, int leastExponent, boolean real) {
    String text = "CAST({0} AS VARCHAR)";
    String unsigned = "ltrim(" + text + ", '-')";
    String exact =
        "coalesce(map_extract_value(MAP {"
            + twoDigits(leastExponent, real)
            + "}, "
            + unsigned
            + "), "
            + unsigned
            + ")";
    String sign = "CASE WHEN {0} < 0 THEN '-' ELSE '' END";
    String digits = "split_part(" + exact + ", 'e', 1)";
    String point = "CASE WHEN contains(" + digits + ", '.') THEN '' ELSE '.0' END";
    String all = "replace(" + unsigned + ", '.', '')";
    String large = "rtrim(substring(" + all + ", 2), '0')";
    String small = "ltrim(" + all + ", '0')";
    return ("CASE WHEN isnan({0}) THEN 'NaN' WHEN isinf({0}) THEN CASE WHEN {0} > 0 THEN 'Infinity' ELSE '-Infinity' END"
            + " WHEN {0} = 0 OR (abs({0}) >= 1e-3::DOUBLE AND abs({0}) < 1e7::DOUBLE) THEN "
            + text
            + " WHEN contains("
            + text
            + ", 'e') THEN "
            + sign
            + " || "
            + digits
            + " || "
            + point
            + " || 'E' || CAST(CAST(split_part("
            + exact
            + ", 'e', 2) AS INTEGER) AS VARCHAR)"
            + " WHEN abs({0}) >= 1 THEN "
            + sign
            + " || left("
            + all
            + ", 1) || '.' || CASE WHEN "
            + large
            + " = '' THEN '0' ELSE "
            + large
            + " END || 'E' || CAST(instr("
            + unsigned
            + ", '.') - 2 AS VARCHAR)"
            + " WHEN {0} IS NOT NULL THEN "
            + sign
            + " || left("
            + small
            + ", 1) || '.' || CASE WHEN length("
            + small
            + ") = 1 THEN '0' ELSE substring("
            + small
            + ", 2) END || 'E-' || CAST(length("
            + all
            + ") - length("
            + small
            + ") AS VARCHAR) END")
        .replace("{0}", sql);
  }

  /** Java writes two digits even where one would do, which tells among the least numbers only. */
  private static String twoDigits(int leastExponent, boolean real) {
    StringBuilder entries = new StringBuilder();
    BigDecimal unit = new BigDecimal(Math.scalb(1.0, leastExponent));
    for (int i = 1; i <= 100; i++) {
      BigDecimal exact = unit.multiply(BigDecimal.valueOf(i));
      BigDecimal one = exact.round(new MathContext(1));
      BigDecimal two = exact.round(new MathContext(2));
      boolean same =
          real ? one.floatValue() == exact.floatValue() : one.doubleValue() == exact.doubleValue();
      if (same && one.compareTo(two) != 0) {
        entries
            .append(entries.isEmpty() ? "" : ", ")
            .append(Calls.quoted(scientific(one)))
            .append(": ")
            .append(Calls.quoted(scientific(two)));
      }
    }
    return entries.toString();
  }

  private static String scientific(BigDecimal number) {
    String digits = number.unscaledValue().toString();
    int exponent = digits.length() - 1 - number.scale();
    return digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + "e"
        + exponent;
  }

  private static void tries(SqlProfile.Builder profile) {
    profile
        .refuse("cast", "no rule converts between these types")
        .compute(
            "try_cast",
            "whole numbers only if they fit",
            call -> wholeResult(call, "TRY_CAST({0} AS {type})"),
            "integral")
        .compute(
            "try_cast",
            "whole numbers only if they fit",
            call ->
                wholeResult(
                    call,
                    PlanTypeIds.of(call.result()).equals("bigint")
                        // The greatest BIGINT as a double is one more than itself.
                        ? "CASE WHEN {0} = 9223372036854775808 THEN 9223372036854775807"
                            + " WHEN isfinite({0}) THEN TRY_CAST(trunc({0}) AS BIGINT) END"
                        : "CASE WHEN isfinite({0}) THEN TRY_CAST(trunc({0}) AS {type}) END"),
            "real|double")
        .compute(
            "try_cast",
            "whole numbers only if they fit",
            call -> wholeResult(call, "TRY_CAST(trunc({0}) AS {type})"),
            "decimal")
        .compute(
            "try_cast", "text by the forms that Spark takes", DuckDbTextCasts::tried, "varchar")
        .refuse("try_cast", "it is not written between these types", "any");
  }

  private static Optional<String> wholeResult(SqlCall call, String template) {
    String result = PlanTypeIds.of(call.result());
    return SIGNED.contains(result)
        ? Optional.of(
            template
                .replace("{type}", result.toUpperCase(Locale.ROOT))
                .replace("{0}", Calls.sql(call, 0)))
        : Optional.empty();
  }
}
