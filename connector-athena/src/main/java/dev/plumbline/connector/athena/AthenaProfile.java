package dev.plumbline.connector.athena;

import dev.plumbline.spi.CaseRule;
import dev.plumbline.spi.Identifiers;
import dev.plumbline.spi.LiteralRules;
import dev.plumbline.spi.SqlProfile;
import java.util.LinkedHashMap;
import java.util.Map;

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
            LiteralRules.builder().templates(literals()).build())
        .infix("equal", "{0} = {1}", "any", "any")
        .typeNames(typeNames())
        .build();
  }

  private static Map<String, String> literals() {
    Map<String, String> literals = new LinkedHashMap<>();
    literals.put("date", "CAST({0} AS DATE)");
    literals.put("timestamp", "CAST({0} AS TIMESTAMP(6))");
    literals.put("instant", "CAST({0} AS TIMESTAMP(6) WITH TIME ZONE)");
    literals.put("double", "CAST({0} AS DOUBLE)");
    // As a number, what has no point must fit into a bigint.
    literals.put("decimal", "CAST({0} AS DECIMAL({p},{s}))");
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
    names.put("tinyint", "TINYINT");
    names.put("double", "DOUBLE");
    names.put("varbinary", "VARBINARY");
    names.put("timestamp", "TIMESTAMP(6)");
    names.put("instant", "TIMESTAMP(6) WITH TIME ZONE");
    return names;
  }
}
