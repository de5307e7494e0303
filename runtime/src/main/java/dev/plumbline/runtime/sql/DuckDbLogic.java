package dev.plumbline.runtime.sql;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.Optional;

/** Comparisons, logic and conditions in DuckDB. */
final class DuckDbLogic {
  private DuckDbLogic() {}

  static void into(SqlProfile.Builder profile) {
    profile
        .infix("equal", "{0} = {1}", "any", "any")
        .infix("not_equal", "{0} <> {1}", "any", "any")
        .infix("less", "{0} < {1}", "any", "any")
        .infix("less_or_equal", "{0} <= {1}", "any", "any")
        .infix("greater", "{0} > {1}", "any", "any")
        .infix("greater_or_equal", "{0} >= {1}", "any", "any")
        .infix("is_not_distinct", "{0} IS NOT DISTINCT FROM {1}", "any", "any")
        .compute("in", "a list in parentheses", DuckDbLogic::in, "any...")
        .infix("and", "{0} AND {1}", "any", "any")
        .infix("or", "{0} OR {1}", "any", "any")
        .infix("not", "NOT {0}", "any")
        .infix("is_null", "{0} IS NULL", "any")
        .infix("is_not_null", "{0} IS NOT NULL", "any")
        .infix("is_true", "{0} IS TRUE", "any")
        .infix("is_false", "{0} IS FALSE", "any")
        .compute("case", "WHEN ... THEN ... in turn", DuckDbLogic::cases, "any...")
        .write("coalesce", "coalesce({*})", "any...")
        .write("if", "CASE WHEN {0} THEN {1} ELSE {2} END", "boolean", "any", "any")
        .write("nvl2", "CASE WHEN {0} IS NOT NULL THEN {1} ELSE {2} END", "any", "any", "any")
        .write("nullif", "CAST(nullif({0}, {1}) AS {type})", "any", "any")
        .write("zeroifnull", "coalesce({0}, 0)", "numeric")
        .write("nullifzero", "nullif({0}, 0)", "numeric")
        .write("greatest", "greatest({*})", "any...")
        .write("least", "least({*})", "any...")
        // Not of the vocabulary: what the runtime itself promises of a plan.
        .write(
            "at_most_one",
            "({0} IS NULL OR {0} = 1 OR error('broken promise: an id has more than one row of"
                + " labels after one was chosen, so rows would come twice; report this defect'))",
            "any")
        .write("fold", "lower(trim({0}))", "varchar")
        .write(
            "bucket",
            "CAST(floor((CAST(epoch_us({0}) AS DOUBLE) - {1}) / {2}) AS BIGINT)",
            "any",
            "bigint",
            "bigint")
        .write(
            "readable",
            "CASE WHEN {0} IS NULL AND {1} IS NOT NULL THEN error('unreadable value: ' || {2}"
                + " || left(regexp_replace(CAST({1} AS VARCHAR), '[[:cntrl:]]', '?', 'g'), 60)"
                + " || {3}) ELSE {0} END",
            "any",
            "any",
            "varchar",
            "varchar");
  }

  private static Optional<String> in(SqlCall call) {
    String values = Calls.joined(call, ", ").substring(Calls.sql(call, 0).length() + 2);
    return Optional.of(Calls.sql(call, 0) + " IN (" + values + ")");
  }

  private static Optional<String> cases(SqlCall call) {
    StringBuilder sql = new StringBuilder("CASE");
    int last = call.operands().size() - 1;
    for (int i = 0; i < last; i += 2) {
      sql.append(" WHEN ")
          .append(Calls.sql(call, i))
          .append(" THEN ")
          .append(Calls.sql(call, i + 1));
    }
    return Optional.of(
        sql.append(" ELSE ").append(Calls.sql(call, last)).append(" END").toString());
  }
}
