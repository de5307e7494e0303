package dev.plumbline.runtime.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkExpressionsTest {
  private static final RelDataType ROW = row();
  private static final RexBuilder REX = new RexBuilder(PlanTypes.FACTORY);

  private static RelDataType row() {
    RelDataTypeFactory.Builder row = PlanTypes.FACTORY.builder();
    row.add("b", SparkTypes.BOOLEAN);
    row.add("ti", SparkTypes.of(SqlTypeName.TINYINT));
    row.add("si", SparkTypes.of(SqlTypeName.SMALLINT));
    row.add("i", SparkTypes.INTEGER);
    row.add("l", SparkTypes.BIGINT);
    row.add("r", SparkTypes.of(SqlTypeName.REAL));
    row.add("d", SparkTypes.DOUBLE);
    row.add("dec", SparkTypes.decimal(18, 4));
    row.add("big", SparkTypes.decimal(38, 10));
    row.add("s", SparkTypes.TEXT);
    row.add("s_num", SparkTypes.TEXT);
    row.add("s_date", SparkTypes.TEXT);
    row.add("s_ts", SparkTypes.TEXT);
    row.add("day", SparkTypes.DATE);
    row.add("ts", SparkTypes.INSTANT);
    row.add("ntz", SparkTypes.TIMESTAMP);
    row.add("bin", SparkTypes.of(SqlTypeName.VARBINARY));
    row.add("arr", SparkTypes.array(SparkTypes.INTEGER));
    row.add("arr_s", SparkTypes.array(SparkTypes.TEXT));
    row.add("m", SparkTypes.map(SparkTypes.TEXT, SparkTypes.INTEGER));
    row.add(
        "st", SparkTypes.struct(List.of("a", "b"), List.of(SparkTypes.INTEGER, SparkTypes.TEXT)));
    return row.build();
  }

  private static String condition(String text) {
    return SparkExpressions.condition(REX, ROW, text).toString();
  }

  private static List<String> names(String... items) {
    return SparkExpressions.select(REX, ROW, List.of(items)).stream()
        .map(NamedExpression::name)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\u0001',
      value = {
        "i = 5 ~ =($3, 5)",
        "dec > 1.5 ~ >($7, 1.5:DECIMAL(2, 1))",
        "i < 3.7 ~ <($3, 3.7:DECIMAL(2, 1))",
        "i = '5' ~ =($3, 5)",
        "d > 1.5 ~ >($6, 1.5E0)",
        "i IN (1, 2) ~ OR(=($3, 1), =($3, 2))",
        "i IS NOT NULL ~ IS NOT NULL($3)",
        "day = '2026-03-01' ~ =($13, 2026-03-01)",
        "ts >= '2026-03-01' ~ >=($14, 2026-03-01 00:00:00)",
        "ntz >= TIMESTAMP '2026-03-01 01:00:00+01' ~ >=($15, 2026-03-01 00:00:00)",
        "(b AND i = 1) AND b ~ AND($0, =($3, 1), $0)",
        "TRUE ~ =(true, true)"
      })
  void keepsAColumnBesideAConstant(String text, String tree) {
    assertThat(condition(text)).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\u0001',
      value = {
        "i = d ~ =(CAST($3):DOUBLE, $6)",
        "r > 0.1 ~ >(CAST($5):DOUBLE, 0.1E0)",
        "dec = s_num ~ =(CAST($7):DOUBLE, CAST($10):DOUBLE)",
        "day < ts ~ <(CAST($13):TIMESTAMP_WITH_LOCAL_TIME_ZONE(6), $14)",
        "b = 1 ~ =(CAST($0):INTEGER, 1)"
      })
  void writesTheConversionsThatSparkMakes(String text, String tree) {
    assertThat(condition(text)).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\u0001',
      value = {
        "i > NULL ~ IS NULL",
        "i = 'x' ~ not of its type",
        "ts > 'yesterday' ~ not of its type",
        "ts IN ('2026-03-01T00:00:00Z') ~ as text",
        "d = 9007199254740993 ~ not of its type",
        "s ~ takes a condition",
        "i ~ takes a condition",
        "nope = 1 ~ no column",
        "st.nope = 1 ~ no field",
        "st.A = 'x' AND lenght(s) = 1 ~ 'x'",
        "lenght(s) = 1 ~ length",
        "s LIKE 'a\\\\b' ~ escapes nothing",
        "round(dec, i) = 1 ~ constant"
      })
  void refusesSlips(String text, String said) {
    assertThatThrownBy(() -> condition(text))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.INVALID_REQUEST))
        .hasMessageContaining(said);
  }

  @Test
  void refusesTreesThatDoubleWithoutEnd() {
    String text = "i";
    for (int level = 0; level < 40; level++) {
      text = "nullif(" + text + ", 1)";
    }
    String doubled = text + " = 1";
    assertThatThrownBy(() -> condition(doubled))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("too many parts");
  }

  @Test
  void replacesAColumnOfAStarInItsPlace() {
    assertThat(names("* EXCEPT (b, st)", "i + 1 AS I", "l AS extra"))
        .startsWith("ti", "si", "I", "l")
        .endsWith("m", "extra");
    assertThat(names("i", "st.b", "st.* EXCEPT (b)")).containsExactly("i", "b", "a");
  }

  @Test
  void refusesTwoColumnsOfOneName() {
    assertThatThrownBy(() -> names("i", "l AS i")).hasMessageContaining("second column 'i'");
    assertThatThrownBy(() -> names("*", "l AS i", "d AS i")).hasMessageContaining("second column");
    assertThatThrownBy(() -> names("i", "*")).hasMessageContaining("second column");
  }

  @Test
  void asksForANameWhereSparkWouldMakeOneUp() {
    assertThatThrownBy(() -> names("i + 1")).hasMessageContaining("AS");
    assertThat(names("i + 1 `my name`")).containsExactly("my name");
  }

  @Test
  void findsNamesWithoutCaseUnlessTwoColumnsDifferByIt() {
    RelDataType row =
        PlanTypes.FACTORY.builder().add("x", SparkTypes.TEXT).add("X", SparkTypes.TEXT).build();
    assertThat(SparkExpressions.condition(REX, row, "X = 'a'").toString()).startsWith("=($1");
    assertThat(condition("S = 'a'")).startsWith("=($9");
    RelDataType other =
        PlanTypes.FACTORY.builder().add("ab", SparkTypes.TEXT).add("aB", SparkTypes.TEXT).build();
    assertThatThrownBy(() -> SparkExpressions.condition(REX, other, "AB = 'a'"))
        .hasMessageContaining("`ab` or `aB`");
  }
}
