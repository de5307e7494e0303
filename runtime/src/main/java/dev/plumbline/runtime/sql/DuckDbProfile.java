package dev.plumbline.runtime.sql;

import dev.plumbline.spi.CaseRule;
import dev.plumbline.spi.CastRule;
import dev.plumbline.spi.Identifiers;
import dev.plumbline.spi.LiteralRules;
import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Overload;
import dev.plumbline.spi.Shape;
import dev.plumbline.spi.SqlFeature;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.TypePattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What DuckDB's SQL can say.
 *
 * @since 0.1.0
 */
public final class DuckDbProfile {
  private static final String[] INTEGERS = {
    "tinyint", "smallint", "integer", "bigint", "utinyint", "usmallint", "uinteger", "ubigint"
  };
  private static final String[] FLOATS = {"real", "double"};

  /** The profile of the local engine. */
  public static final SqlProfile PROFILE = profile();

  private DuckDbProfile() {}

  private static SqlProfile profile() {
    Map<String, List<Overload>> operators = new LinkedHashMap<>();
    infix(operators, "equal", "{0} = {1}");
    infix(operators, "not_equal", "{0} <> {1}");
    infix(operators, "less", "{0} < {1}");
    infix(operators, "less_or_equal", "{0} <= {1}");
    infix(operators, "greater", "{0} > {1}");
    infix(operators, "greater_or_equal", "{0} >= {1}");
    infix(operators, "and", "{0} AND {1}");
    infix(operators, "or", "{0} OR {1}");
    infix(operators, "is_not_distinct", "{0} IS NOT DISTINCT FROM {1}");
    operators.put("not", List.of(overload("NOT {0}", Shape.INFIX, TypePattern.ANY)));
    operators.put("is_null", List.of(overload("{0} IS NULL", Shape.INFIX, TypePattern.ANY)));
    operators.put(
        "is_not_null", List.of(overload("{0} IS NOT NULL", Shape.INFIX, TypePattern.ANY)));
    operators.put("is_false", List.of(overload("{0} IS FALSE", Shape.INFIX, TypePattern.ANY)));
    operators.put(
        "field",
        List.of(
            overload(
                "{0}.{1}", Shape.ATOM, TypePattern.of("struct"), TypePattern.of("varchar"))));
    operators.put("is_true", List.of(overload("{0} IS TRUE", Shape.INFIX, TypePattern.ANY)));
    operators.put(
        "like",
        List.of(
            overload("{0} LIKE {1}", Shape.INFIX, TypePattern.ANY, TypePattern.ANY),
            overload(
                "{0} LIKE {1} ESCAPE {2}",
                Shape.INFIX, TypePattern.ANY, TypePattern.ANY, TypePattern.ANY)));
    operators.put(
        "at_zone",
        List.of(
            overload(
                "timezone({1}, {0})",
                Shape.ATOM, TypePattern.of("timestamp"), TypePattern.of("varchar")),
            overload(
                "timezone({1}, CAST({0} AS TIMESTAMP))",
                Shape.ATOM, TypePattern.of("date"), TypePattern.of("varchar"))));
    for (String rank : List.of("row_number", "rank", "dense_rank")) {
      operators.put(rank, List.of(overload(rank + "()", Shape.ATOM)));
    }
    operators.put("count_rows", List.of(overload("count(*)", Shape.ATOM)));
    operators.put("count", List.of(overload("count({0})", Shape.ATOM, TypePattern.ANY)));
    operators.put(
        "count_distinct", List.of(overload("count(DISTINCT {0})", Shape.ATOM, TypePattern.ANY)));
    operators.put("min", List.of(overload("min({0})", Shape.ATOM, TypePattern.ANY)));
    operators.put("max", List.of(overload("max({0})", Shape.ATOM, TypePattern.ANY)));
    // DuckDB sums integers as HUGEINT; a sum that leaves BIGINT must fail, not wrap.
    operators.put(
        "sum",
        List.of(
            overload("CAST(sum({0}){over} AS BIGINT)", Shape.ATOM, TypePattern.of(INTEGERS)),
            overload("sum({0})", Shape.ATOM, TypePattern.of("decimal")),
            overload("sum(CAST({0} AS DOUBLE)){over}", Shape.ATOM, TypePattern.of(FLOATS))));

    Map<String, String> names = new LinkedHashMap<>();
    names.put("boolean", "BOOLEAN");
    for (String integer : INTEGERS) {
      names.put(integer, integer.toUpperCase(java.util.Locale.ROOT));
    }
    names.put("real", "FLOAT");
    names.put("double", "DOUBLE");
    names.put("decimal", "DECIMAL({p},{s})");
    names.put("varchar", "VARCHAR");
    names.put("varbinary", "BLOB");
    names.put("date", "DATE");
    names.put("time", "TIME");
    names.put("timestamp", "TIMESTAMP");
    names.put("instant", "TIMESTAMPTZ");

    Map<String, String> literals = new LinkedHashMap<>();
    literals.put("date", "DATE {0}");
    literals.put("time", "TIME {0}");
    literals.put("timestamp", "TIMESTAMP {0}");
    literals.put("instant", "TIMESTAMPTZ {0}");
    literals.put("varbinary", "from_hex({0})");
    literals.put("double", "CAST({0} AS DOUBLE)");

    Lowering cast = new Lowering.Template("CAST({0} AS {type})", Shape.ATOM);
    return SqlProfile.builder(
            Identifiers.builder('"', '"').caseRule(CaseRule.IGNORED).build(),
            LiteralRules.builder().templates(literals).build())
        .operators(operators)
        .casts(
            List.of(
                CastRule.builder(TypePattern.of(INTEGERS), TypePattern.of(INTEGERS), cast).build(),
                CastRule.builder(TypePattern.of(INTEGERS), TypePattern.of(FLOATS), cast).build(),
                CastRule.builder(TypePattern.of("real"), TypePattern.of("double"), cast).build(),
                CastRule.builder(TypePattern.of("decimal"), TypePattern.of("double"), cast).build(),
                CastRule.builder(TypePattern.of(INTEGERS), TypePattern.of("decimal"), cast)
                    .build()))
        .typeNames(names)
        .features(
            Set.of(
                SqlFeature.LIMIT,
                SqlFeature.OFFSET,
                SqlFeature.UNION,
                SqlFeature.JOIN,
                SqlFeature.SEMI_JOIN,
                SqlFeature.RANGE_FRAMES,
                SqlFeature.FLOAT_KEYS,
                SqlFeature.BINARY_TEXT,
                SqlFeature.NULLS_ORDERING,
                SqlFeature.WINDOW,
                SqlFeature.QUALIFY,
                SqlFeature.ASOF_JOIN,
                SqlFeature.FULL_JOIN,
                SqlFeature.GROUPING_SETS,
                SqlFeature.AGGREGATE_FILTER))
        .build();
  }

  private static void infix(Map<String, List<Overload>> operators, String id, String text) {
    operators.put(id, List.of(overload(text, Shape.INFIX, TypePattern.ANY, TypePattern.ANY)));
  }

  private static Overload overload(String text, Shape shape, TypePattern... arguments) {
    return Overload.builder(List.of(arguments), new Lowering.Template(text, shape)).build();
  }
}
