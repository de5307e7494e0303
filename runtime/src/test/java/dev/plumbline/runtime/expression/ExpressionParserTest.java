package dev.plumbline.runtime.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionParserTest {
  private static String tree(String text) {
    return ExpressionText.of(ExpressionParser.expression(new SourceText(text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\u0001',
      value = {
        "a + b * c - d                  ~ ((a + (b * c)) - d)",
        "a DIV b % c                    ~ ((a DIV b) % c)",
        "a || b + c                     ~ ((a || b) + c)",
        "a | b ^ c & d << 1 + 2         ~ (a | (b ^ (c & (d << (1 + 2)))))",
        "a = b IS NULL                  ~ ((a = b) IS NULL)",
        "a = b = c                      ~ ((a = b) = c)",
        "NOT a = b AND c OR d           ~ (((NOT ((a = b))) AND c) OR d)",
        "NOT a IS NULL                  ~ (NOT ((a IS NULL)))",
        "! a                            ~ (NOT (a))",
        "a AND b AND c                  ~ (a AND b AND c)",
        "a BETWEEN 1 AND 2 AND b        ~ ((a BETWEEN 1 AND 2) AND b)",
        "a NOT IN (1, 'x')              ~ (NOT ((a IN (1, 'x'))))",
        "a NOT LIKE 'x' ESCAPE '!'      ~ (NOT ((a LIKE 'x' ESCAPE '!')))",
        "a LIKE ANY ('x', 'y')          ~ ((a LIKE 'x') OR (a LIKE 'y'))",
        "a ILIKE ALL ('x', 'y')         ~ ((a ILIKE 'x') AND (a ILIKE 'y'))",
        "a REGEXP 'x'                   ~ (a RLIKE 'x')",
        "a IS DISTINCT FROM b           ~ (NOT ((a <=> b)))",
        "a IS NOT TRUE                  ~ (NOT ((a IS TRUE)))",
        "a != b                         ~ (a <> b)",
        "a !< b                         ~ (a >= b)",
        "- a * b                        ~ ((- (a)) * b)",
        "a - -1                         ~ (a - -1)",
        "a -1                           ~ (a - 1)",
        "-9223372036854775808           ~ -9223372036854775808L",
        "9223372036854775808            ~ 9223372036854775808",
        "3000000000                     ~ 3000000000L",
        "1Y + 1S + 1L + 1F + 1D + 1BD   ~ (((((1Y + 1S) + 1L) + 1.0F) + 1.0D) + 1)",
        "1. + .5 + 1e3                  ~ ((1 + 0.5) + 1000.0D)",
        "'a' \"b\" 'it''s'              ~ 'abit\\'s'",
        "r'a\\n'                        ~ 'a\\\\n'",
        "x'1f'                          ~ X'1F'",
        "`a b`.c.`d``e`                 ~ `a b`.c.`d``e`",
        "f(a)[0].b                      ~ ((f(a))[0]).b",
        "a::int::string                 ~ CAST(CAST(a AS INT) AS STRING)",
        "CAST(a AS map<string,array<array<int>>>) ~ CAST(a AS MAP<STRING, ARRAY<ARRAY<INT>>>)",
        "TRY_CAST(a AS decimal(5, 2))   ~ TRY_CAST(a AS DECIMAL(5, 2))",
        "CASE WHEN a THEN 1 END         ~ CASE WHEN a THEN 1 END",
        "CASE a WHEN 1 THEN 2 ELSE 3 END ~ CASE a WHEN 1 THEN 2 ELSE 3 END",
        "EXTRACT(year FROM a)           ~ extract(year FROM a)",
        "SUBSTRING(a FROM 2 FOR 3)      ~ substring(a, 2, 3)",
        "TRIM(LEADING 'x' FROM a)       ~ ltrim('x', a)",
        "TRIM('x' FROM a)               ~ btrim(a, 'x')",
        "POSITION('x' IN a)             ~ position('x', a)",
        "OVERLAY(a PLACING 'x' FROM 2)  ~ overlay(a, 'x', 2)",
        "DATEADD(DAY, 1, a)             ~ timestampadd('DAY', 1, a)",
        "DATE_ADD(a, 1)                 ~ date_add(a, 1)",
        "struct(a, b + 1 AS c, d.e)     ~ named_struct('a', a, 'c', (b + 1), 'e', d.e)",
        "a + INTERVAL 1 DAY             ~ (a + INTERVAL '1' DAY)",
        "a - INTERVAL -1 WEEK           ~ (a - INTERVAL '-7' DAY)",
        "a + INTERVAL 1 DAY 2 HOURS     ~ (a + INTERVAL '93600000000' MICROSECOND)",
        "a + INTERVAL '1 day 2 hours'   ~ (a + INTERVAL '93600000000' MICROSECOND)",
        "a + INTERVAL '1-2' YEAR TO MONTH ~ (a + INTERVAL '14' MONTH)",
        "a + INTERVAL '-1 02:03:04.5' DAY TO SECOND ~ (a + INTERVAL '-93784500000' MICROSECOND)",
        "a + INTERVAL '2:30' HOUR TO MINUTE ~ (a + INTERVAL '9000000000' MICROSECOND)",
        "interval + 1                   ~ (interval + 1)",
        "a /* b /* c */ */ + -- d       ~ (a + 1)",
        "2nd                            ~ `2nd`"
      })
  void bindsAsSparkDoes(String text, String tree) {
    assertThat(tree(text.endsWith("-- d") ? text + "\n1" : text)).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\u0001',
      value = {
        "a +                    ~ 4  ~ the end",
        "a b                    ~ 3  ~ 'b'",
        "(a                     ~ 3  ~ ')'",
        "a = 'x                 ~ 5  ~ no end",
        "a `b                   ~ 3  ~ no end",
        "a ; b                  ~ 3  ~ ';'",
        "a IN (SELECT 1)        ~ 7  ~ query",
        "x -> x + 1             ~ 3  ~ lambda",
        "max(a)                 ~ 1  ~ aggregate",
        "row_number() OVER ()   ~ 1  ~ window",
        "explode(a)             ~ 1  ~ rows",
        "rand()                 ~ 1  ~ changes",
        "f(b => 1)              ~ 3  ~ named argument",
        "f(DISTINCT a)          ~ 3  ~ DISTINCT",
        "f(a) OVER (b)          ~ 6  ~ OVER",
        "CAST(a AS blob)        ~ 11 ~ type blob",
        "CAST(a AS decimal(39)) ~ 18 ~ 38",
        "300Y                   ~ 1  ~ 8 bits",
        "1e400                  ~ 1  ~ too large",
        "DATE '2021-02-30'      ~ 1  ~ 2021-02-30",
        "a + INTERVAL 1 MONTH 1 DAY ~ 5 ~ months and days",
        "a + INTERVAL 1 FORTNIGHT ~ 5 ~ FORTNIGHT",
        "a BETWEEN SYMMETRIC 1 AND 2 ~ 11 ~ SYMMETRIC",
        "CASE a END             ~ 8  ~ WHEN",
        "end + 1                ~ 1  ~ backticks",
        "/* a                   ~ 1  ~ comment"
      })
  void saysWhereAndWhat(String text, int character, String what) {
    assertThatThrownBy(() -> tree(text))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.INVALID_REQUEST))
        .hasMessageContaining("at character " + character + ":")
        .hasMessageContaining(what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "NOT ", "- ", "a[", "CASE WHEN ", "f(", "a + (", "! "})
  void refusesNestingWithoutEnd(String opening) {
    assertThatThrownBy(() -> tree(opening.repeat(3_000)))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("nested");
  }

  @ParameterizedTest
  @ValueSource(strings = {" + 1", "[1]", "::int"})
  void refusesChainsWithoutEnd(String link) {
    assertThatThrownBy(() -> tree("(a)" + link.repeat(5_000)))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("chain");
  }

  @Test
  void unescapesTextsAsSparkDoes() {
    assertThat(tree("'\\n\\t\\\\\\u0041\\101\\%\\x'")).isEqualTo("'\n\t\\\\AA\\\\%x'");
    assertThat(tree("r'a\\n'")).isEqualTo("'a\\\\n'");
  }

  @Test
  void takesLongListsOfConditions() {
    assertThat(tree("a = 1" + " OR a = 1".repeat(5_000))).startsWith("((a = 1) OR (a = 1)");
  }

  @Test
  void refusesTextsWithoutEnd() {
    assertThatThrownBy(() -> tree("a" + " ".repeat(70_000)))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("65536");
  }

  @Property(tries = 500)
  void readsWhatItWrote(@ForAll("expressions") String text) {
    String written = tree(text);
    assertThat(tree(written)).isEqualTo(written);
  }

  @Property(tries = 2_000)
  void anyTextIsATreeOrAnError(@ForAll("garbage") String text) {
    String outcome;
    try {
      outcome = tree(text);
    } catch (ConnectorException e) {
      outcome = String.valueOf(e.getMessage());
    }
    assertThat(outcome).isNotEmpty();
  }

  @Provide
  Arbitrary<String> garbage() {
    Arbitrary<String> words =
        Arbitraries.of(
            "a",
            "`b`",
            "1",
            "1.5",
            "'x'",
            "\"",
            "'",
            "`",
            "(",
            ")",
            "[",
            "]",
            "<",
            ">",
            ">>",
            "=",
            "AND",
            "OR",
            "NOT",
            "IS",
            "NULL",
            "IN",
            "LIKE",
            "BETWEEN",
            "CASE",
            "WHEN",
            "THEN",
            "END",
            "CAST",
            "AS",
            "INT",
            "INTERVAL",
            "DAY",
            "TO",
            "f(",
            ",",
            ".",
            "*",
            "-",
            "--",
            "/*",
            "::",
            "->",
            "X'",
            "DATE",
            "EXTRACT(",
            "TRIM(",
            "FROM",
            "\\",
            "\uD83D",
            "\0");
    return Arbitraries.oneOf(
        words.list().ofMaxSize(12).map(list -> String.join(" ", list)),
        words.list().ofMaxSize(12).map(list -> String.join("", list)),
        Arbitraries.strings().ofMaxLength(30));
  }

  @Provide
  Arbitrary<String> expressions() {
    return expression(3);
  }

  private static Arbitrary<String> expression(int depth) {
    Arbitrary<String> leaf =
        Arbitraries.of(
            "a",
            "`b c`",
            "st.x",
            "1",
            "-2",
            "3000000000",
            "1.50",
            "2e3",
            "1F",
            "'it\\'s\\\\'",
            "NULL",
            "TRUE",
            "X'00ff'",
            "DATE '2024-02-29'",
            "TIMESTAMP '2024-02-29 01:02:03.4'");
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<String> part = Arbitraries.lazy(() -> expression(depth - 1));
    List<String> operators =
        List.of("+", "-", "*", "/", "%", "DIV", "||", "&", "|", "^", "<<", ">>>", "=", "<=>", "<");
    Arbitrary<String> binary =
        net.jqwik.api.Combinators.combine(part, Arbitraries.of(operators), part)
            .as((l, o, r) -> "(" + l + ") " + o + " (" + r + ")");
    Arbitrary<String> shapes =
        net.jqwik.api.Combinators.combine(
                Arbitraries.of(
                    "NOT (%s)",
                    "(%s) IS NULL",
                    "(%s) IN (1, %s)",
                    "(%s) BETWEEN (%s) AND (2)",
                    "(%s) LIKE (%s)",
                    "CASE WHEN %s THEN %s END",
                    "CASE (%s) WHEN 1 THEN 2 ELSE %s END",
                    "CAST(%s AS ARRAY<DECIMAL(5, 2)>)",
                    "f(%s, %s)",
                    "(%s)[(%s)]",
                    "(%s).x",
                    "(%s) AND (%s)",
                    "(%s) OR (%s)",
                    "~ (%s)",
                    "extract(DAY FROM (%s))",
                    "(%s) + INTERVAL '1' MONTH"),
                part,
                part)
            .as((shape, a, b) -> String.format(java.util.Locale.ROOT, shape, a, b));
    return Arbitraries.oneOf(leaf, binary, shapes);
  }
}
