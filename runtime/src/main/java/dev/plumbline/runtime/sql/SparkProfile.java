package dev.plumbline.runtime.sql;

import dev.plumbline.spi.CaseRule;
import dev.plumbline.spi.Identifiers;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.LiteralRules;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlFeature;
import dev.plumbline.spi.SqlOperator;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.SqlVocabulary;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final Set<String> SPECIAL =
      Set.of(
          "try_cast",
          "element",
          "array_sum",
          "array_sizes",
          "trim",
          "ltrim",
          "rtrim",
          "like",
          "ilike",
          "add_interval",
          "timestampadd",
          "timestampdiff");

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
    special(builder);
    for (SqlOperator operator : SqlVocabulary.operators().values()) {
      if (SPECIAL.contains(operator.id())) {
        continue;
      }
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

  /** What stands in the vocabulary without its operands, or with words that are no operands. */
  private static void special(SqlProfile.Builder builder) {
    builder
        .write("try_cast", "TRY_CAST({0} AS {type})", "any")
        .write("element", "{0}[{1}]", "any", "any")
        .write(
            "array_sum",
            "aggregate({0}, 0D, (s, e) -> s + coalesce(CAST(e AS DOUBLE), 0D))",
            "array")
        .write("array_sizes", "transform({0}, e -> size(e))", "array")
        // With two arguments Spark's own functions take them the other way round.
        .write("trim", "trim(BOTH {1} FROM {0})", "any", "any")
        .write("trim", "trim({0})", "any")
        .write("ltrim", "trim(LEADING {1} FROM {0})", "any", "any")
        .write("ltrim", "ltrim({0})", "any")
        .write("rtrim", "trim(TRAILING {1} FROM {0})", "any", "any")
        .write("rtrim", "rtrim({0})", "any")
        .infix("like", "{0} LIKE {1}", "any", "any")
        .infix("like", "{0} LIKE {1} ESCAPE {2}", "any", "any", "any")
        .infix("ilike", "{0} ILIKE {1}", "any", "any")
        .infix("ilike", "{0} ILIKE {1} ESCAPE {2}", "any", "any", "any")
        .write("at_most_one", "at_most_one({0})", "any")
        .compute("add_interval", "one interval for each part", SparkProfile::addInterval, "any...")
        .compute(
            "timestampadd", "the unit as a word", SparkProfile::withUnit, "varchar", "any", "any")
        .compute(
            "timestampdiff", "the unit as a word", SparkProfile::withUnit, "varchar", "any", "any");
  }

  private static Optional<String> addInterval(SqlCall call) {
    StringBuilder sql = new StringBuilder(call.operands().get(0).sql());
    List<String> units = List.of("MONTH", "DAY", "SECOND");
    for (int i = 0; i < units.size(); i++) {
      Optional<Literal> amount = call.operands().get(i + 1).literal();
      if (amount.isEmpty() || !(amount.get().value() instanceof Long whole)) {
        return Optional.empty();
      }
      // The last part is in microseconds.
      BigDecimal parts = BigDecimal.valueOf(whole, i == 2 ? 6 : 0);
      if (parts.signum() != 0) {
        String text = parts.stripTrailingZeros().toPlainString();
        sql.append(" + INTERVAL '").append(text).append("' ").append(units.get(i));
      }
    }
    return Optional.of(sql.toString());
  }

  private static Optional<String> withUnit(SqlCall call) {
    return call.operands()
        .get(0)
        .literal()
        .map(Literal::value)
        .filter(unit -> unit instanceof String word && word.matches("[A-Za-z]+"))
        .map(
            unit ->
                call.operator()
                    + "("
                    + unit
                    + ", "
                    + call.operands().get(1).sql()
                    + ", "
                    + call.operands().get(2).sql()
                    + ")");
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
