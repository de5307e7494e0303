package dev.plumbline.connector.redshift;

import dev.plumbline.spi.CaseRule;
import dev.plumbline.spi.Identifiers;
import dev.plumbline.spi.LiteralRules;
import dev.plumbline.spi.SqlFeature;
import dev.plumbline.spi.SqlProfile;
import java.util.Map;
import java.util.Set;

/**
 * What Redshift's SQL can say.
 *
 * <p>Where PostgreSQL and Redshift share a form it is that form, so that a PostgreSQL can check it.
 * Text is compared with care: Redshift ignores blanks at its end.
 *
 * @since 0.1.0
 */
public final class RedshiftProfile {
  /** The profile, for a session with the time zone UTC. */
  public static final SqlProfile PROFILE = profile();

  private RedshiftProfile() {}

  private static SqlProfile profile() {
    SqlProfile.Builder profile =
        SqlProfile.builder(
                Identifiers.builder('"', '"').caseRule(CaseRule.LOWER).maxBytes(127).build(),
                LiteralRules.builder().backslashEscapes(true).templates(literals()).build())
            .typeNames(typeNames())
            .features(
                Set.of(
                    SqlFeature.LIMIT,
                    SqlFeature.OFFSET,
                    SqlFeature.UNION,
                    SqlFeature.JOIN,
                    SqlFeature.SEMI_JOIN,
                    SqlFeature.NULLS_ORDERING,
                    SqlFeature.WINDOW,
                    SqlFeature.FULL_JOIN,
                    SqlFeature.GROUPING_SETS));
    RedshiftConditions.into(profile);
    RedshiftArithmetic.into(profile);
    RedshiftMath.into(profile);
    RedshiftExponentials.into(profile);
    RedshiftStrings.into(profile);
    RedshiftTextSearch.into(profile);
    RedshiftTimes.into(profile);
    RedshiftTimeText.into(profile);
    RedshiftHashes.into(profile);
    RedshiftAggregates.into(profile);
    RedshiftNested.into(profile);
    RedshiftCasts.into(profile);
    RedshiftTextCasts.into(profile);
    return profile.build();
  }

  private static Map<String, String> literals() {
    return Map.of(
        "date", "DATE {0}",
        "timestamp", "TIMESTAMP {0}",
        "instant", "CAST({0} AS TIMESTAMPTZ)",
        "double", "CAST({0} AS DOUBLE PRECISION)",
        "varbinary", "FROM_HEX({0})");
  }

  private static Map<String, String> typeNames() {
    return Map.ofEntries(
        Map.entry("boolean", "BOOLEAN"),
        Map.entry("smallint", "SMALLINT"),
        Map.entry("integer", "INTEGER"),
        Map.entry("bigint", "BIGINT"),
        Map.entry("real", "REAL"),
        Map.entry("double", "DOUBLE PRECISION"),
        Map.entry("decimal", "DECIMAL({p},{s})"),
        Map.entry("varchar", "VARCHAR(65535)"),
        Map.entry("varbinary", "VARBYTE"),
        Map.entry("date", "DATE"),
        Map.entry("timestamp", "TIMESTAMP"),
        Map.entry("instant", "TIMESTAMPTZ"));
  }
}
