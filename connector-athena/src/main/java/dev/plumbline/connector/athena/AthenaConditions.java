package dev.plumbline.connector.athena;

import static dev.plumbline.connector.athena.AthenaTypes.FLOATS;
import static dev.plumbline.connector.athena.AthenaTypes.PLAIN;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import dev.plumbline.spi.SqlProfile;
import java.util.List;
import java.util.Optional;

/** Comparisons, logic, and choices. */
final class AthenaConditions {
  private static final String NESTED =
      "values inside of values compare otherwise where one is NULL";

  private AthenaConditions() {}

  static void into(SqlProfile.Builder profile) {
    comparisons(profile);
    logic(profile);
    choices(profile);
    extremes(profile);
  }

  private static void comparisons(SqlProfile.Builder profile) {
    // NaN equals nothing here, not even itself, and is neither less nor greater than any number.
    String anyNaN = "(is_nan({0}) AND is_nan({1}))";
    String rightNaN = "(is_nan({1}) AND NOT is_nan({0}))";
    String leftNaN = "(is_nan({0}) AND NOT is_nan({1}))";
    String upToNaN = "(is_nan({1}) AND {0} IS NOT NULL)";
    String fromNaN = "(is_nan({0}) AND {1} IS NOT NULL)";
    profile
        .infix("equal", "{0} = {1}", PLAIN, PLAIN)
        .infix("equal", "{0} = {1} OR " + anyNaN, FLOATS, FLOATS)
        .refuse("equal", NESTED)
        .infix("not_equal", "{0} <> {1}", PLAIN, PLAIN)
        .infix("not_equal", "NOT ({0} = {1} OR " + anyNaN + ")", FLOATS, FLOATS)
        .refuse("not_equal", NESTED)
        .infix("less", "{0} < {1}", PLAIN, PLAIN)
        .infix("less", "{0} < {1} OR " + rightNaN, FLOATS, FLOATS)
        .refuse("less", NESTED)
        .infix("less_or_equal", "{0} <= {1}", PLAIN, PLAIN)
        .infix("less_or_equal", "{0} <= {1} OR " + upToNaN, FLOATS, FLOATS)
        .refuse("less_or_equal", NESTED)
        .infix("greater", "{0} > {1}", PLAIN, PLAIN)
        .infix("greater", "{0} > {1} OR " + leftNaN, FLOATS, FLOATS)
        .refuse("greater", NESTED)
        .infix("greater_or_equal", "{0} >= {1}", PLAIN, PLAIN)
        .infix("greater_or_equal", "{0} >= {1} OR " + fromNaN, FLOATS, FLOATS)
        .refuse("greater_or_equal", NESTED)
        .infix("is_not_distinct", "{0} IS NOT DISTINCT FROM {1}", PLAIN, PLAIN)
        .infix(
            "is_not_distinct",
            "COALESCE({0} = {1} OR " + anyNaN + ", {0} IS NULL AND {1} IS NULL)",
            FLOATS,
            FLOATS)
        .refuse("is_not_distinct", NESTED)
        .compute("in", "a list of constants", AthenaConditions::in, PLAIN, PLAIN + "...")
        .refuse("in", "NaN and nested values equal themselves in Spark, but not here")
        .infix("is_null", "{0} IS NULL", "any")
        .infix("is_not_null", "{0} IS NOT NULL", "any")
        .write("is_true", "COALESCE({0}, FALSE)", "boolean")
        .write("is_false", "COALESCE(NOT {0}, FALSE)", "boolean");
  }

  private static Optional<String> in(SqlCall call) {
    List<SqlOperand> values = call.operands().subList(1, call.operands().size());
    return Optional.of(AthenaCalls.sql(call, 0) + " IN (" + AthenaCalls.sql(values) + ")");
  }

  private static void logic(SqlProfile.Builder profile) {
    profile
        .infix("and", "{0} AND {1}", "boolean", "boolean")
        .infix("or", "{0} OR {1}", "boolean", "boolean")
        .infix("not", "NOT {0}", "boolean");
  }

  private static void choices(SqlProfile.Builder profile) {
    profile
        .compute("case", "WHEN and THEN in turn", AthenaConditions::cases, "any...")
        .write("coalesce", "{0}", "any")
        .write("coalesce", "COALESCE({*})", "any...")
        .write("if", "IF({0}, {1}, {2})", "boolean", "any", "any")
        .write("nvl2", "IF({0} IS NOT NULL, {1}, {2})", "any", "any", "any")
        .write("nullif", "NULLIF({0}, {1})", PLAIN, PLAIN)
        .write(
            "nullif",
            "CASE WHEN {0} = {1} OR (is_nan({0}) AND is_nan({1})) THEN NULL ELSE {0} END",
            FLOATS,
            FLOATS)
        .refuse("nullif", NESTED)
        .write("zeroifnull", "CAST(COALESCE({0}, 0) AS {type})", "numeric")
        .write("nullifzero", "NULLIF({0}, 0)", "numeric");
  }

  private static Optional<String> cases(SqlCall call) {
    StringBuilder text = new StringBuilder("CASE");
    int last = call.operands().size() - 1;
    for (int i = 0; i + 1 <= last; i += 2) {
      text.append(" WHEN ").append(AthenaCalls.sql(call, i));
      text.append(" THEN ").append(AthenaCalls.sql(call, i + 1));
    }
    if (last % 2 == 0) {
      text.append(" ELSE ").append(AthenaCalls.sql(call, last));
    }
    return Optional.of(text.append(" END").toString());
  }

  private static void extremes(SqlProfile.Builder profile) {
    String present = "filter(ARRAY[{*}], e -> e IS NOT NULL)";
    String numbers = "filter(ARRAY[{*}], e -> e IS NOT NULL AND NOT is_nan(e))";
    String firstNaN = "element_at(filter(ARRAY[{*}], e -> is_nan(e)), 1)";
    profile
        .write("greatest", "array_max(" + present + ")", PLAIN + "...")
        .write("greatest", "COALESCE(" + firstNaN + ", array_max(" + numbers + "))", FLOATS + "...")
        .refuse("greatest", NESTED)
        .write("least", "array_min(" + present + ")", PLAIN + "...")
        .write("least", "COALESCE(array_min(" + numbers + "), " + firstNaN + ")", FLOATS + "...")
        .refuse("least", NESTED);
  }
}
