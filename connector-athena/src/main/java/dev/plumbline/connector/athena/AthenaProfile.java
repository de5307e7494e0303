package dev.plumbline.connector.athena;

import dev.plumbline.spi.CaseRule;
import dev.plumbline.spi.Identifiers;
import dev.plumbline.spi.LiteralRules;
import dev.plumbline.spi.SqlFeature;
import dev.plumbline.spi.SqlLimits;
import dev.plumbline.spi.SqlProfile;
import java.util.Map;
import java.util.Set;

/**
 * What the SQL of Athena's engine version 3 can say.
 *
 * @since 0.1.0
 */
public final class AthenaProfile {
  /** The profile. */
  public static final SqlProfile PROFILE = profile();

  private AthenaProfile() {}

  private static SqlProfile profile() {
    SqlProfile.Builder profile =
        SqlProfile.builder(
                Identifiers.builder('"', '"').caseRule(CaseRule.LOWER).build(),
                LiteralRules.builder().templates(literals()).build())
            .typeNames(AthenaTypes.NAMES)
            .features(
                Set.of(
                    SqlFeature.LIMIT,
                    SqlFeature.UNION,
                    SqlFeature.JOIN,
                    SqlFeature.SEMI_JOIN,
                    SqlFeature.RANGE_FRAMES,
                    SqlFeature.BINARY_TEXT,
                    SqlFeature.NULLS_ORDERING,
                    SqlFeature.WINDOW,
                    SqlFeature.FULL_JOIN,
                    SqlFeature.GROUPING_SETS,
                    SqlFeature.AGGREGATE_FILTER))
            .limits(SqlLimits.builder().statementBytes(262_144).build());
    AthenaCasts.into(profile);
    AthenaConditions.into(profile);
    AthenaArithmetic.into(profile);
    AthenaMath.into(profile);
    AthenaStrings.into(profile);
    AthenaPatterns.into(profile);
    AthenaTimes.into(profile);
    AthenaTimeTexts.into(profile);
    AthenaCollections.into(profile);
    AthenaDocuments.into(profile);
    AthenaAggregates.into(profile);
    return profile.build();
  }

  private static Map<String, String> literals() {
    return Map.of(
        // A bare 1.5 is a double here.
        "decimal", "CAST({0} AS DECIMAL({p},{s}))",
        "real", "CAST({0} AS REAL)",
        "double", "CAST({0} AS DOUBLE)",
        "varbinary", "from_hex({0})",
        "date", "DATE {0}",
        "time", "CAST({0} AS TIME(6))",
        // TIMESTAMP '...' has as many digits of a second as its text.
        "timestamp", "CAST({0} AS TIMESTAMP(6))",
        // The text ends in +00, which is no zone here.
        "instant", "CAST(concat({0}, ':00') AS TIMESTAMP(6) WITH TIME ZONE)");
  }
}
