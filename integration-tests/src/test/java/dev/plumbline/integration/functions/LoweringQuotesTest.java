package dev.plumbline.integration.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.spi.CastRule;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Overload;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.TypePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What profiles write around operands leaves the operands' quotes as they are. */
class LoweringQuotesTest {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d+|\\*|type|over)}");
  private static final Pattern PLAIN_TEXT = Pattern.compile("'(?:[^']|'')*'");
  private static final Pattern ESCAPED_TEXT = Pattern.compile("(?s)'(?:[^'\\\\]|''|\\\\.)*'");
  private static final List<String> ATTACKS =
      List.of("attack'", "'attack", "attack\\", "\\'attack", "attack''", "attack--", "%attack'_");

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void templatesHoldNoPlaceInsideQuotes(Dialect dialect) {
    SqlProfile profile = dialect.profile();
    List<String> templates = new ArrayList<>(profile.literals().templates().values());
    Stream.concat(
            profile.operators().values().stream().flatMap(List::stream).map(Overload::lowering),
            profile.casts().stream().map(CastRule::lowering))
        .filter(Lowering.Template.class::isInstance)
        .forEach(lowering -> templates.add(((Lowering.Template) lowering).text()));
    assertThat(templates)
        .isNotEmpty()
        .allSatisfy(
            template -> {
              String code = withoutText(dialect, template);
              assertThat(code).doesNotContain("'", "--", "/*", ";");
              assertThat(PLACE.matcher(code).results().count())
                  .isEqualTo(PLACE.matcher(template).results().count());
            });
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void computedLoweringsKeepTextInQuotes(Dialect dialect) {
    dialect
        .profile()
        .operators()
        .forEach(
            (id, overloads) -> {
              for (Overload overload : overloads) {
                if (overload.lowering() instanceof Lowering.Computed computed
                    && overload.arguments().stream().anyMatch(LoweringQuotesTest::takesText)) {
                  escapes(dialect, id, overload, computed);
                }
              }
            });
  }

  @Test
  void aLoweringThatLetsTextOutIsFound() {
    String bad = "strftime(a, '" + ATTACKS.get(0) + "')";
    assertThat(leaks(Dialect.DUCKDB, bad)).isTrue();
    assertThat(leaks(Dialect.REDSHIFT, "f('attack\\', ' attack')")).isTrue();
    assertThat(leaks(Dialect.DUCKDB, "f('attack\\', ' attack')")).isFalse();
    assertThat(leaks(Dialect.DUCKDB, "f('attack', '''attack')")).isFalse();
  }

  private static void escapes(
      Dialect dialect, String id, Overload overload, Lowering.Computed computed) {
    for (String attack : ATTACKS) {
      List<SqlOperand> operands = new ArrayList<>();
      for (TypePattern pattern : overload.arguments()) {
        SqlOperand text =
            SqlOperand.builder(quoted(dialect, attack), field())
                .literal(new Literal(ArrowType.Utf8.INSTANCE, attack))
                .build();
        SqlOperand operand =
            takesText(pattern) ? text : SqlOperand.builder("x", field(pattern)).build();
        operands.add(operand);
        if (pattern.repeats()) {
          operands.add(operand);
        }
      }
      computed
          .lower()
          .apply(SqlCall.builder(id, operands, field()).build())
          .ifPresent(
              sql -> assertThat(leaks(dialect, sql)).as("%s of %s: %s", id, attack, sql).isFalse());
    }
  }

  private static boolean takesText(TypePattern pattern) {
    return pattern.typeIds().isEmpty() || pattern.typeIds().contains("varchar");
  }

  private static Field field(TypePattern pattern) {
    ArrowType type =
        switch (pattern.typeIds().iterator().next()) {
          case "boolean" -> ArrowType.Bool.INSTANCE;
          case "tinyint", "smallint", "integer" -> new ArrowType.Int(32, true);
          case "bigint" -> new ArrowType.Int(64, true);
          case "real", "double" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
          case "decimal" -> new ArrowType.Decimal(10, 2, 128);
          case "varbinary" -> ArrowType.Binary.INSTANCE;
          case "date" -> new ArrowType.Date(DateUnit.DAY);
          case "timestamp" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
          case "instant" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
          default -> ArrowType.Utf8.INSTANCE;
        };
    return Field.nullable("f", type);
  }

  private static boolean leaks(Dialect dialect, String sql) {
    String code = withoutText(dialect, sql);
    return code.contains("attack") || code.contains("'") || code.contains("--");
  }

  private static String withoutText(Dialect dialect, String sql) {
    Pattern text = dialect.profile().literals().backslashEscapes() ? ESCAPED_TEXT : PLAIN_TEXT;
    return text.matcher(sql).replaceAll("TEXT");
  }

  private static String quoted(Dialect dialect, String text) {
    String escaped =
        dialect.profile().literals().backslashEscapes() ? text.replace("\\", "\\\\") : text;
    return "'" + escaped.replace("'", "''") + "'";
  }

  private static Field field() {
    return new Field("f", FieldType.nullable(ArrowType.Utf8.INSTANCE), List.of());
  }
}
