package dev.plumbline.connector.athena;

import dev.plumbline.spi.CaseRule;
import dev.plumbline.spi.Identifiers;
import dev.plumbline.spi.LiteralRules;
import dev.plumbline.spi.SqlProfile;

/**
 * What Athena's SQL can say.
 *
 * @since 0.1.0
 */
public final class AthenaProfile {
  /** The profile. */
  public static final SqlProfile PROFILE = profile();

  private AthenaProfile() {}

  private static SqlProfile profile() {
    return SqlProfile.builder(
            Identifiers.builder('"', '"').caseRule(CaseRule.LOWER).build(),
            LiteralRules.builder().build())
        .infix("equal", "{0} = {1}", "any", "any")
        .build();
  }
}
