package dev.plumbline.runtime.sql;

import dev.plumbline.spi.CaseRule;
import dev.plumbline.spi.Identifiers;
import dev.plumbline.spi.LiteralRules;
import dev.plumbline.spi.SqlFeature;
import dev.plumbline.spi.SqlProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What DuckDB's SQL can say.
 *
 * <p>It is written for a session whose time zone is UTC. Instants are computed on as timestamps
 * without a zone, because DuckDB's own functions on instants follow the Julian calendar before
 * 1582.
 *
 * @since 0.1.0
 */
public final class DuckDbProfile {
  /** The profile of the local engine. */
  public static final SqlProfile PROFILE = profile();

  private DuckDbProfile() {}

  private static SqlProfile profile() {
    SqlProfile.Builder profile =
        SqlProfile.builder(
                Identifiers.builder('"', '"').caseRule(CaseRule.IGNORED).build(),
                LiteralRules.builder().templates(literals()).build())
            .typeNames(typeNames())
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
                    SqlFeature.AGGREGATE_FILTER));
    DuckDbLogic.into(profile);
    DuckDbAggregates.into(profile);
    DuckDbArithmetic.into(profile);
    DuckDbDecimals.into(profile);
    DuckDbMath.into(profile);
    DuckDbCasts.into(profile);
    DuckDbTextCasts.into(profile);
    DuckDbStrings.into(profile);
    DuckDbPatterns.into(profile);
    DuckDbTimes.into(profile);
    DuckDbTimeTexts.into(profile);
    DuckDbCollections.into(profile);
    DuckDbJson.into(profile);
    return profile.build();
  }

  private static Map<String, String> typeNames() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("boolean", "BOOLEAN");
    for (String integer :
        List.of(
            "tinyint",
            "smallint",
            "integer",
            "bigint",
            "utinyint",
            "usmallint",
            "uinteger",
            "ubigint")) {
      names.put(integer, integer.toUpperCase(Locale.ROOT));
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
    return names;
  }

  private static Map<String, String> literals() {
    Map<String, String> literals = new LinkedHashMap<>();
    literals.put("date", "DATE {0}");
    literals.put("time", "TIME {0}");
    literals.put("timestamp", "TIMESTAMP {0}");
    literals.put("instant", "TIMESTAMPTZ {0}");
    literals.put("varbinary", "from_hex({0})");
    literals.put("double", "CAST({0} AS DOUBLE)");
    // As a number, what has 38 digits after the point is a double.
    literals.put("decimal", "CAST({0} AS DECIMAL({p},{s}))");
    return literals;
  }
}
