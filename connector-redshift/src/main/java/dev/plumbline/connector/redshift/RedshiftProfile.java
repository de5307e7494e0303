package dev.plumbline.connector.redshift;

import dev.plumbline.spi.CaseRule;
import dev.plumbline.spi.Identifiers;
import dev.plumbline.spi.LiteralRules;
import dev.plumbline.spi.SqlProfile;
import java.util.LinkedHashMap;
import java.util.Map;

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
            LiteralRules.builder().backslashEscapes(true).templates(literals()).build())
        .infix("equal", "{0} = {1}", "any", "any")
        .typeNames(typeNames())
        .build();
  }

  private static Map<String, String> literals() {
    Map<String, String> literals = new LinkedHashMap<>();
    literals.put("date", "DATE {0}");
    literals.put("timestamp", "TIMESTAMP {0}");
    literals.put("instant", "TIMESTAMPTZ {0}");
    literals.put("double", "CAST({0} AS DOUBLE PRECISION)");
    literals.put("varbinary", "from_hex({0})");
    return literals;
  }

  private static Map<String, String> typeNames() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("boolean", "BOOLEAN");
    names.put("smallint", "SMALLINT");
    names.put("integer", "INTEGER");
    names.put("bigint", "BIGINT");
    names.put("real", "REAL");
    names.put("decimal", "DECIMAL({p},{s})");
    names.put("varchar", "VARCHAR");
    names.put("date", "DATE");
    names.put("double", "DOUBLE PRECISION");
    names.put("varbinary", "VARBYTE");
    names.put("timestamp", "TIMESTAMP");
    names.put("instant", "TIMESTAMPTZ");
    return names;
  }
}
