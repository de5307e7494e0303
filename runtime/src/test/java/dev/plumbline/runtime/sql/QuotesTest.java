package dev.plumbline.runtime.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.expression.VocabularyOperators;
import dev.plumbline.runtime.sql.SqlTokens.Kind;
import dev.plumbline.runtime.sql.SqlTokens.Rules;
import dev.plumbline.runtime.sql.SqlTokens.Token;
import dev.plumbline.spi.Identifiers;
import dev.plumbline.spi.LiteralRules;
import dev.plumbline.spi.SqlProfile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and text end where they are to end, by the rules of servers of all kinds. */
class QuotesTest {
  private static final long SEED = Long.getLong("plumbline.seed", 20_261_121L);
  private static final int COUNT =
      System.getProperty("plumbline.tests", "small").equals("small") ? 2_000 : 100_000;
  private static final String ALPHABET =
      "''''\"\"``[]\\\\\\\\\n\r\t-/*;$?:%_{}0123*typeabnrtuxEN \u201C\u2019\uFF07\u200F\u00A0é";
  private static final RexBuilder REX = new RexBuilder(PlanTypes.FACTORY);
  private static final RelDataType VARCHAR = PlanTypes.FACTORY.createSqlType(SqlTypeName.VARCHAR);
  private static final RelDataType INTEGER = PlanTypes.FACTORY.createSqlType(SqlTypeName.INTEGER);

  static Stream<Rules> servers() {
    return Stream.of("\"\"", "``", "[]")
        .flatMap(
            quotes ->
                Stream.of(
                    new Rules(true, true, quotes.charAt(0), quotes.charAt(1)),
                    new Rules(true, false, quotes.charAt(0), quotes.charAt(1)),
                    new Rules(false, true, quotes.charAt(0), quotes.charAt(1))));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void namesAndTextAreOneTokenEach(Rules server) {
    Random random = new Random(SEED);
    SqlText sql = new SqlText(profile(server).build());
    for (int i = 0; i < COUNT; i++) {
      String name = "n" + hostile(random);
      String text = hostile(random);
      String other = hostile(random);
      String written =
          sql.condition(
              REX.makeCall(
                  SqlStdOperatorTable.OR,
                  equal(text),
                  REX.makeCall(SqlStdOperatorTable.LIKE, column(), text(text), text(other))),
              List.of(name));
      assertThat(SqlTokens.of(written, server))
          .as("seed %d, number %d: %s", SEED, i, written)
          .filteredOn(token -> token.kind() != Kind.SIGN)
          .containsExactly(
              new Token(Kind.NAME, name),
              new Token(Kind.TEXT, text),
              new Token(Kind.WORD, "OR"),
              new Token(Kind.NAME, name),
              new Token(Kind.WORD, "LIKE"),
              new Token(Kind.TEXT, text),
              new Token(Kind.WORD, "ESCAPE"),
              new Token(Kind.TEXT, other));
    }
  }

  @Test
  void theTokenizerTellsWhatIsNotQuotedFromWhatIs() {
    Rules rules = new Rules(true, true, '"', '"');
    assertThat(SqlTokens.of("'a' OR 1=1 --'", rules))
        .extracting(Token::kind)
        .containsExactly(Kind.TEXT, Kind.WORD, Kind.WORD, Kind.SIGN, Kind.WORD, Kind.COMMENT);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SqlTokens.of("'a\\'", rules));
    assertThat(SqlTokens.of("'a\\'", new Rules(false, true, '"', '"')))
        .containsExactly(new Token(Kind.TEXT, "a\\"));
  }

  @Test
  void number13AZeroCharacterIsRefused() {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> writeName("a\0b"))
        .withMessageContaining("a name with a zero character");
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> writeText("a\0b"))
        .withMessageContaining("text with a zero character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "a\uDE00", "\uDE00\uD83D", "\uD83D\uD83D\uDE00"})
  void halfASurrogatePairIsRefusedSinceItWouldArriveAsAQuestionMark(String half) {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> writeName(half))
        .withMessageContaining("a name with half a surrogate pair");
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> writeText(half))
        .withMessageContaining("text with half a surrogate pair");
    assertThat(writeText("\uD83D\uDE00")).contains("'\uD83D\uDE00'");
  }

  @Test
  void aNameWithoutACharacterIsRefused() {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> writeName(""))
        .withMessageContaining("a name without a character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "日", "😀"})
  void number14ANameIsMeasuredInBytesAndRefusedBeyondTheLimit(String unit) {
    int fitting = 127 / unit.getBytes(StandardCharsets.UTF_8).length;
    assertThat(writeName(unit.repeat(fitting))).contains("\"" + unit.repeat(fitting) + "\"");
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> writeName(unit.repeat(fitting + 1)))
        .withMessageContaining("127 bytes")
        .withMessageContaining(unit.repeat(fitting + 1));
  }

  @Test
  void number17ABackslashAtTheEndDoesNotTakeTheQuote() {
    assertThat(writeText("a\\")).endsWith("'a\\\\'");
    assertThat(writeText("a\\'")).endsWith("'a\\\\'''");
  }

  @Test
  void number20TwoMinusSignsNeverMeet() {
    Rules rules = new Rules(false, true, '"', '"');
    SqlText sql =
        new SqlText(
            profile(rules)
                .infix("subtract", "{0}-{1}", "any", "any")
                .write("negate", "-{0}", "any")
                .build());
    RexNode one = REX.makeExactLiteral(BigDecimal.ONE.negate(), INTEGER);
    RexNode column = new RexInputRef(0, INTEGER);
    RexNode negative = call("negate", column);
    for (RexNode expression :
        List.of(
            call("subtract", column, one),
            call("subtract", one, one),
            call("negate", one),
            call("negate", negative),
            call("negate", call("negate", negative)),
            call("subtract", column, negative),
            call("subtract", column, call("subtract", one, negative)))) {
      String written = sql.condition(expression, List.of("a"));
      assertThat(written).doesNotContain("--");
      assertThat(SqlTokens.of(written, rules)).extracting(Token::kind).doesNotContain(Kind.COMMENT);
    }
  }

  @Test
  void textThatLooksLikeAPlaceInATemplateIsNotFilled() {
    SqlText sql =
        new SqlText(
            profile(new Rules(false, true, '"', '"'))
                .write("concat", "f({0}, {1}, {*}, {0})", "varchar", "varchar")
                .build());
    assertThat(
            sql.condition(
                VocabularyOperators.call(
                    REX, "concat", VARCHAR, List.of(text("{1}{*}"), text("$1\\{type}{0}"))),
                List.of()))
        .isEqualTo("f('{1}{*}', '$1\\{type}{0}', '{1}{*}', '$1\\{type}{0}', '{1}{*}')");
  }

  private static String writeName(String name) {
    return redshift().condition(equal("x"), List.of(name));
  }

  private static String writeText(String text) {
    return redshift().condition(equal(text), List.of("n"));
  }

  private static SqlText redshift() {
    return new SqlText(
        SqlProfile.builder(
                Identifiers.builder('"', '"').maxBytes(127).build(),
                LiteralRules.builder().backslashEscapes(true).build())
            .infix("equal", "{0} = {1}", "any", "any")
            .build());
  }

  private static SqlProfile.Builder profile(Rules server) {
    return SqlProfile.builder(
            Identifiers.builder(server.open(), server.close()).build(),
            LiteralRules.builder()
                .backslashEscapes(server.backslash())
                .escapedQuote(server.doubling() ? "''" : "\\'")
                .build())
        .infix("equal", "{0} = {1}", "any", "any")
        .infix("like", "{0} LIKE {1} ESCAPE {2}", "any", "any", "any")
        .typeNames(Map.of("integer", "INTEGER"));
  }

  private static RexNode equal(String text) {
    return REX.makeCall(SqlStdOperatorTable.EQUALS, column(), text(text));
  }

  private static RexNode column() {
    return new RexInputRef(0, VARCHAR);
  }

  private static RexNode text(String text) {
    return REX.makeLiteral(text, VARCHAR, false);
  }

  private static RexNode call(String id, RexNode... operands) {
    return VocabularyOperators.call(REX, id, INTEGER, List.of(operands));
  }

  private static String hostile(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(12); length > 0; length--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
