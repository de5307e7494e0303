package dev.plumbline.runtime.sql;

import dev.plumbline.spi.CaseRule;
import dev.plumbline.spi.Identifiers;
import dev.plumbline.spi.LiteralRules;
import dev.plumbline.spi.SqlFeature;
import dev.plumbline.spi.SqlOperator;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.SqlVocabulary;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Spark's SQL can say: the whole vocabulary, since the vocabulary is Spark's. Plans show
 * expressions in it, as people wrote them.
 *
 * @since 0.1.0
 */
public final class SparkProfile {
  private static final Pattern OPERAND = Pattern.compile("\\b([abc])\\b");

  /** The profile, for a session with ANSI off and the zone UTC. */
  public static final SqlProfile PROFILE = profile();

  private SparkProfile() {}

  private static SqlProfile profile() {
    SqlProfile.Builder builder =
        SqlProfile.builder(
            // Spark puts variables in for ${...} before it parses, in names and in text.
            Identifiers.builder('`', '`')
                .caseRule(CaseRule.IGNORED)
                .unwritable(Set.of("${"))
                .build(),
            LiteralRules.builder()
                .backslashEscapes(true)
                .escapedQuote("\\'")
                .escapes(Map.of("${", "$\\{"))
                .templates(literals())
                .build());
    for (SqlOperator operator : SqlVocabulary.operators().values()) {
      String spark = operator.spark().get(0);
      if (spark.matches("[a-z0-9_]+")) {
        builder.write(operator.id(), spark + "({*})", "any...");
      } else {
        builder.infix(operator.id(), template(spark), "any...");
      }
    }
    return builder
        .cast("any", "any", "CAST({0} AS {type})")
        .typeNames(typeNames())
        .features(EnumSet.complementOf(EnumSet.of(SqlFeature.QUALIFY, SqlFeature.ASOF_JOIN)))
        .build();
  }

  /** Turns {@code a + b} into a template. */
  private static String template(String spark) {
    return OPERAND.matcher(spark).replaceAll(found -> "{" + (found.group(1).charAt(0) - 'a') + "}");
  }

  private static Map<String, String> literals() {
    Map<String, String> literals = new LinkedHashMap<>();
    literals.put("date", "DATE {0}");
    literals.put("timestamp", "TIMESTAMP_NTZ {0}");
    literals.put("instant", "TIMESTAMP {0}");
    literals.put("varbinary", "unhex({0})");
    literals.put("double", "CAST({0} AS DOUBLE)");
    return literals;
  }

  private static Map<String, String> typeNames() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("boolean", "BOOLEAN");
    names.put("tinyint", "TINYINT");
    names.put("smallint", "SMALLINT");
    names.put("integer", "INT");
    names.put("bigint", "BIGINT");
    names.put("real", "FLOAT");
    names.put("double", "DOUBLE");
    names.put("decimal", "DECIMAL({p},{s})");
    names.put("varchar", "STRING");
    names.put("varbinary", "BINARY");
    names.put("date", "DATE");
    names.put("timestamp", "TIMESTAMP_NTZ");
    names.put("instant", "TIMESTAMP");
    return names;
  }
}
