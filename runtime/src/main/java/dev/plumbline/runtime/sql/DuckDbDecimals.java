package dev.plumbline.runtime.sql;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Decimals in DuckDB, which keeps 38 digits as Spark does but neither Spark's scales nor its NULL
 * for what does not fit. What would need more than 38 digits on the way is refused.
 */
final class DuckDbDecimals {
  private DuckDbDecimals() {}

  static void into(SqlProfile.Builder profile) {
    for (String prefix : List.of("", "try_")) {
      profile
          .compute(
              prefix + "add",
              "if the sum has 38 digits at most",
              c -> sum(c, " + "),
              "decimal",
              "decimal")
          .compute(
              prefix + "subtract",
              "if the difference has 38 digits at most",
              c -> sum(c, " - "),
              "decimal",
              "decimal")
          .compute(
              prefix + "multiply",
              "if the product has 38 digits at most",
              DuckDbDecimals::product,
              "decimal",
              "decimal")
          .compute(
              prefix + "divide",
              "by whole numbers of 38 digits at most",
              DuckDbDecimals::quotient,
              "decimal",
              "decimal");
    }
    profile
        .compute(
            "int_divide",
            "by whole numbers of 38 digits at most",
            DuckDbDecimals::wholeQuotient,
            "decimal",
            "decimal")
        .compute(
            "remainder",
            "by whole numbers of 38 digits at most",
            DuckDbDecimals::remainder,
            "decimal",
            "decimal")
        .refuse("pmod", "it is not written for decimals", "decimal", "decimal")
        .infix("negate", "-{0}", "decimal")
        .write("positive", "{0}", "decimal")
        .write("abs", "abs({0})", "decimal");
  }

  private static Optional<String> sum(SqlCall call, String sign) {
    ArrowType.Decimal a = Calls.decimal(call, 0);
    ArrowType.Decimal b = Calls.decimal(call, 1);
    int scale = Math.max(a.getScale(), b.getScale());
    int precision = whole(a, b) + scale + 1;
    return precision > 38
        ? Optional.empty()
        : Optional.of(
            "CAST("
                + cast(call, 0, precision, scale)
                + sign
                + cast(call, 1, precision, scale)
                + " AS "
                + Calls.name(Calls.decimal(call))
                + ")");
  }

  private static int whole(ArrowType.Decimal a, ArrowType.Decimal b) {
    return Math.max(a.getPrecision() - a.getScale(), b.getPrecision() - b.getScale());
  }

  private static Optional<String> product(SqlCall call) {
    return Calls.decimal(call, 0).getPrecision() + Calls.decimal(call, 1).getPrecision() > 38
        ? Optional.empty()
        : Optional.of(
            "TRY_CAST("
                + wide(call, 0)
                + " * "
                + cast(call, 1)
                + " AS "
                + Calls.name(Calls.decimal(call))
                + ")");
  }

  /** Long division in two steps, each within 38 digits, and the last remainder rounds half up. */
  private static Optional<String> quotient(SqlCall call) {
    ArrowType.Decimal a = Calls.decimal(call, 0);
    ArrowType.Decimal b = Calls.decimal(call, 1);
    int scale = Calls.decimal(call).getScale();
    int shift = scale - a.getScale() + b.getScale();
    int first = Math.min(shift, 38 - a.getPrecision());
    int second = shift - first;
    if (shift < 0 || second + b.getPrecision() > 37 || b.getPrecision() + scale > 54) {
      return Optional.empty();
    }
    String d = unscaled(call, 1, b.getScale());
    String n = unscaled(call, 0, a.getScale() + first);
    String tens = "CAST(1" + "0".repeat(second) + " AS HUGEINT)";
    String rest = "((" + n + " % " + d + ") * " + tens + ")";
    String whole = "(" + n + " // " + d + ") * " + tens + " + " + rest + " // " + d;
    String up =
        "CASE WHEN 2 * abs("
            + rest
            + " % "
            + d
            + ") >= abs("
            + d
            + ") THEN CASE WHEN ("
            + n
            + " < 0) = ("
            + d
            + " < 0) THEN 1 ELSE -1 END ELSE 0 END";
    return Optional.of(
        "TRY(CAST("
            + scaled(whole + " + " + up, scale)
            + " AS "
            + Calls.name(Calls.decimal(call))
            + "))");
  }

  private static Optional<String> wholeQuotient(SqlCall call) {
    return common(call)
        .map(
            scale ->
                DuckDbArithmetic.folded(
                    "(" + unscaled(call, 0, scale) + " // " + unscaled(call, 1, scale) + ")",
                    "bigint"));
  }

  private static Optional<String> remainder(SqlCall call) {
    return common(call)
        .map(
            scale ->
                "CAST("
                    + scaled(unscaled(call, 0, scale) + " % " + unscaled(call, 1, scale), scale)
                    + " AS "
                    + Calls.name(Calls.decimal(call))
                    + ")");
  }

  private static Optional<Integer> common(SqlCall call) {
    ArrowType.Decimal a = Calls.decimal(call, 0);
    ArrowType.Decimal b = Calls.decimal(call, 1);
    int scale = Math.max(a.getScale(), b.getScale());
    return whole(a, b) + scale > 38 ? Optional.empty() : Optional.of(scale);
  }

  /** A decimal times a power of ten, as HUGEINT. */
  private static String unscaled(SqlCall call, int index, int scale) {
    ArrowType.Decimal type = Calls.decimal(call, index);
    int own = type.getScale();
    String digits =
        type.getPrecision() + own < 38
            ? wide(call, index)
                + " * CAST(1"
                + "0".repeat(own)
                + " AS DECIMAL("
                + (own + 1)
                + ",0))"
            : "replace(CAST(" + cast(call, index) + " AS VARCHAR), '.', '')";
    String number = "CAST(" + digits + " AS HUGEINT)";
    return scale == own
        ? number
        : "(" + number + " * CAST(1" + "0".repeat(scale - own) + " AS HUGEINT))";
  }

  /** A HUGEINT by a power of ten, as decimal. */
  private static String scaled(String sql, int scale) {
    return scale == 0
        ? "CAST(" + sql + " AS DECIMAL(38,0))"
        : "(CAST("
            + sql
            + " AS DECIMAL(38,0)) * CAST(0."
            + "0".repeat(scale - 1)
            + "1 AS DECIMAL("
            + scale
            + ","
            + scale
            + ")))";
  }

  private static String cast(SqlCall call, int index) {
    ArrowType.Decimal type = Calls.decimal(call, index);
    return cast(call, index, type.getPrecision(), type.getScale());
  }

  /** In 128 bits: DuckDB keeps to 64 where both operands do, and fails. */
  private static String wide(SqlCall call, int index) {
    ArrowType.Decimal type = Calls.decimal(call, index);
    return cast(call, index, Math.max(19, type.getPrecision()), type.getScale());
  }

  private static String cast(SqlCall call, int index, int precision, int scale) {
    return "CAST(" + Calls.sql(call, index) + " AS DECIMAL(" + precision + "," + scale + "))";
  }
}
