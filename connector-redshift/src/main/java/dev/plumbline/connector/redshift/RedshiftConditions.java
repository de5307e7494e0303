package dev.plumbline.connector.redshift;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Comparisons, logic and what depends on conditions. */
final class RedshiftConditions {
  /** All that compares as in Spark as it stands. */
  private static final String PLAIN =
      "boolean|smallint|integer|bigint|real|double|decimal|date|timestamp|instant|varbinary";

  private static final String ORDERED =
      "smallint|integer|bigint|real|double|decimal|date|timestamp|instant";

  private static final String SAME_TEXT = "{0} = {1} AND LENGTH({0}) = LENGTH({1})";

  private static final String NESTED = "arrays, maps and structs are not read from Redshift";

  private RedshiftConditions() {}

  static void into(SqlProfile.Builder profile) {
    comparisons(profile);
    profile
        .infix("and", "{0} AND {1}", "boolean", "boolean")
        .infix("or", "{0} OR {1}", "boolean", "boolean")
        .infix("not", "NOT {0}", "boolean");
    conditionals(profile);
  }

  private static void comparisons(SqlProfile.Builder profile) {
    profile
        .infix("equal", "{0} = {1}", PLAIN, PLAIN)
        // Blanks at the end do not count when text is compared; they do in its length.
        .infix("equal", SAME_TEXT, "varchar", "varchar")
        .refuse("equal", NESTED)
        .infix("not_equal", "{0} <> {1}", PLAIN, PLAIN)
        .infix("not_equal", "NOT (" + SAME_TEXT + ")", "varchar", "varchar")
        .refuse("not_equal", NESTED);
    ordered(profile, "less", "<");
    ordered(profile, "less_or_equal", "<=");
    ordered(profile, "greater", ">");
    ordered(profile, "greater_or_equal", ">=");
    profile
        .write("is_not_distinct", notDistinct("{0} = {1}"), PLAIN, PLAIN)
        .write("is_not_distinct", notDistinct(SAME_TEXT), "varchar", "varchar")
        .refuse("is_not_distinct", NESTED)
        .compute(
            "in",
            "IN, or for text one comparison for each value",
            RedshiftConditions::in,
            PLAIN + "|varchar",
            PLAIN + "|varchar...")
        .refuse("in", NESTED)
        .infix("is_null", "{0} IS NULL", "any")
        .infix("is_not_null", "{0} IS NOT NULL", "any")
        .infix("is_true", "{0} IS TRUE", "boolean")
        .infix("is_false", "{0} IS FALSE", "boolean");
  }

  private static void ordered(SqlProfile.Builder profile, String id, String sign) {
    profile
        .infix(id, "{0} " + sign + " {1}", ORDERED, ORDERED)
        // Nothing comes before CHR(1), so a text that is the start of another stays the lesser.
        .infix(id, "({0} || CHR(1)) " + sign + " ({1} || CHR(1))", "varchar", "varchar")
        .refuse(id, "Redshift orders numbers, text, dates and times only");
  }

  private static String notDistinct(String equal) {
    return "CASE WHEN {0} IS NULL OR {1} IS NULL THEN {0} IS NULL AND {1} IS NULL ELSE "
        + equal
        + " END";
  }

  private static Optional<String> in(SqlCall call) {
    List<String> operands = Fragments.texts(call);
    String value = operands.get(0);
    List<String> choices = operands.subList(1, operands.size());
    if (call.operands().stream().allMatch(operand -> Fragments.typeId(operand).equals("varchar"))) {
      return Optional.of(
          choices.stream()
              .map(choice -> "(" + Fragments.with(SAME_TEXT, value, choice) + ")")
              .collect(Collectors.joining(" OR ")));
    }
    return Optional.of(value + " IN (" + String.join(", ", choices) + ")");
  }

  private static void conditionals(SqlProfile.Builder profile) {
    String equalText = "CASE WHEN " + SAME_TEXT + " THEN NULL ELSE {0} END";
    profile
        .compute("case", "CASE with all its branches", RedshiftConditions::cases, "any...")
        .write("coalesce", "COALESCE({*})", PLAIN + "|varchar...")
        .refuse("coalesce", NESTED)
        .write("if", "CASE WHEN {0} THEN {1} ELSE {2} END", "boolean", "any", "any")
        .write("nvl2", "CASE WHEN {0} IS NOT NULL THEN {1} ELSE {2} END", "any", "any", "any")
        .write("nullif", "NULLIF({0}, {1})", PLAIN, PLAIN)
        .write("nullif", equalText, "varchar", "varchar")
        .refuse("nullif", NESTED)
        .write("zeroifnull", "CAST(COALESCE({0}, 0) AS {type})", "numeric")
        .write("nullifzero", "CASE WHEN {0} = 0 THEN NULL ELSE {0} END", "numeric");
    for (String id : List.of("greatest", "least")) {
      String name = id.toUpperCase(java.util.Locale.ROOT);
      profile
          .write(id, name + "({*})", ORDERED + "...")
          .compute(
              id,
              name + " of texts with CHR(1) behind them, which goes again",
              call -> extreme(name, call),
              "varchar...")
          .refuse(id, "Redshift orders numbers, text, dates and times only");
    }
  }

  private static Optional<String> cases(SqlCall call) {
    List<String> operands = Fragments.texts(call);
    StringBuilder sql = new StringBuilder("CASE");
    int i = 0;
    for (; i + 1 < operands.size(); i += 2) {
      sql.append(" WHEN ").append(operands.get(i)).append(" THEN ").append(operands.get(i + 1));
    }
    if (i < operands.size()) {
      sql.append(" ELSE ").append(operands.get(i));
    }
    return Optional.of(sql.append(" END").toString());
  }

  private static Optional<String> extreme(String name, SqlCall call) {
    String marked =
        Fragments.texts(call).stream()
            .map(text -> "(" + text + " || CHR(1))")
            .collect(Collectors.joining(", ", name + "(", ")"));
    return Optional.of("LEFT(" + marked + ", LENGTH(" + marked + ") - 1)");
  }
}
