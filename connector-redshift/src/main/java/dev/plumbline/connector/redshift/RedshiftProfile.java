package dev.plumbline.connector.redshift;

import dev.plumbline.spi.CaseRule;
import dev.plumbline.spi.Identifiers;
import dev.plumbline.spi.LiteralRules;
import dev.plumbline.spi.SqlProfile;

/**
 * What Redshift's SQL can say.
 *
 * @since 0.1.0
 */
public final class RedshiftProfile {
  /** The profile, for a session with the time zone UTC. */
  public static final SqlProfile PROFILE = profile();

  private RedshiftProfile() {}

  private static SqlProfile profile() {
    return SqlProfile.builder(
            Identifiers.builder('"', '"').caseRule(CaseRule.LOWER).maxBytes(127).build(),
            LiteralRules.builder().backslashEscapes(true).build())
        .infix("equal", "{0} = {1}", "any", "any")
        .build();
  }
}
