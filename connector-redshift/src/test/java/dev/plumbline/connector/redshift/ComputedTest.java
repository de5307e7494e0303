package dev.plumbline.connector.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Overload;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import dev.plumbline.spi.TypePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What functions write, for constants of many kinds. */
class ComputedTest {
  private static final Grammar GRAMMAR = Grammar.read();
  private static final List<String> TEXTS =
      List.of(
          "a",
          "([a-z]+)",
          "a%\\_b",
          "yyyy-MM-dd",
          "yyyy-MM-dd HH:mm:ss",
          "yyyyMMdd",
          "EEE, d MMM yyyy 'o''clock'",
          "year",
          "DAY",
          "MON",
          "UTF-8",
          "Europe/Berlin",
          "2024-01-01 00:00:00");
  private static final List<Long> WHOLES = List.of(0L, 1L, 2L, -1L, 256L);
  private static final List<Double> DOUBLES = List.of(0.0, 0.1, 2.0, -3.5, 1e300);

  @Test
  void whateverIsComputedStaysWithinRedshiftsGrammar() {
    Set<String> silent = new TreeSet<>();
    RedshiftProfile.PROFILE
        .operators()
        .forEach(
            (id, overloads) -> {
              for (Overload overload : overloads) {
                if (overload.lowering() instanceof Lowering.Computed computed
                    && written(id, overload, computed).isEmpty()) {
                  silent.add(id + " of " + overload.arguments());
                }
              }
            });
    assertThat(silent).as("lowerings that no sample makes write anything").isEmpty();
  }

  private static List<String> written(String id, Overload overload, Lowering.Computed computed) {
    List<String> texts = new ArrayList<>();
    for (int variant = 0; variant < 400; variant++) {
      Optional<String> sql = computed.lower().apply(call(id, overload, variant));
      sql.ifPresent(
          text -> {
            assertThat(GRAMMAR.beyond(text)).as(id + ": " + text).isEmpty();
            texts.add(text);
          });
    }
    return texts;
  }

  private static SqlCall call(String id, Overload overload, int variant) {
    List<SqlOperand> operands = new ArrayList<>();
    int turn = variant;
    for (TypePattern pattern : overload.arguments()) {
      List<String> ids =
          pattern.typeIds().isEmpty() ? List.of("boolean") : List.copyOf(pattern.typeIds());
      operands.add(operand(ids.get(variant % ids.size()), turn));
      turn = turn / 5 + variant;
    }
    List<ArrowType> results =
        List.of(
            new ArrowType.Decimal(20, 4, 128),
            new ArrowType.Int(32, true),
            new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE),
            new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
    return SqlCall.builder(id, operands, field(results.get(variant % results.size()))).build();
  }

  private static Field field(ArrowType type) {
    return new Field("f", FieldType.nullable(type), null);
  }

  private static SqlOperand operand(String typeId, int turn) {
    return switch (typeId) {
      case "varchar" -> {
        String text = TEXTS.get(turn % TEXTS.size());
        yield constant(ArrowType.Utf8.INSTANCE, Fragments.quoted(text), text);
      }
      case "smallint", "integer", "bigint" -> {
        long number = WHOLES.get(turn % WHOLES.size());
        yield constant(new ArrowType.Int(width(typeId), true), "(" + number + ")", number);
      }
      case "real", "double" -> {
        double number = DOUBLES.get(turn % DOUBLES.size());
        yield constant(
            new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE),
            RedshiftDoubles.number(number),
            number);
      }
      case "decimal" -> column(new ArrowType.Decimal(10, 3, 128));
      case "varbinary" ->
          SqlOperand.builder("TO_VARBYTE(\"s\", 'utf8')", field(ArrowType.Binary.INSTANCE)).build();
      case "date" -> column(new ArrowType.Date(DateUnit.DAY));
      case "instant" -> column(new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
      case "timestamp" -> column(new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));
      case "boolean" -> column(ArrowType.Bool.INSTANCE);
      default -> throw new IllegalArgumentException(typeId);
    };
  }

  private static int width(String typeId) {
    return switch (typeId) {
      case "smallint" -> 16;
      case "integer" -> 32;
      default -> 64;
    };
  }

  private static SqlOperand column(ArrowType type) {
    return SqlOperand.builder("\"c\"", field(type)).build();
  }

  private static SqlOperand constant(ArrowType type, String sql, Object value) {
    return SqlOperand.builder(sql, field(type)).literal(new Literal(type, value)).build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "\\d+ ! [0-9]+",
        "^[0-9]+ ! ^[0-9]+",
        "[^a-c]{2,3} ! [^a-c]{2,3}",
        "\\w ! [0-9A-Z_a-z]",
        "(a|b) ! (a|b)",
        "(?:ab)* ! (ab)*",
        "a\\.b ! a[.]b"
      })
  void regularExpressionsAreSpeltOut(String java, String posix) {
    assertThat(Regex.search(java)).contains(posix);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "a*? ! lazy",
        "a++ ! possessive",
        "(?i)a ! a flag",
        "(?=a) ! a look ahead",
        "\\bword ! a word's edge",
        "(a)\\1 ! a reference",
        "\\p{L} ! a Unicode class",
        "[a&&b] ! an intersection",
        "[a[b]] ! a nested class",
        "[^a]$ ! an end that may follow a line break",
        "a{300} ! more than POSIX counts to",
        "a| ! an empty alternative",
        "a** ! a quantifier of a quantifier",
        "(a ! an open group"
      })
  void regularExpressionsThatPosixReadsOtherwiseAreGivenUp(String java, String what) {
    assertThat(Regex.search(java)).as(what).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a|ab", "(a|ab)c", "a*ab", "a?", "a*", "[a-z]+e", "x?(xy)?"})
  void patternsWithMoreThanOneWayDoNotSayWhatTheyFound(String java) {
    assertThat(Regex.find(java)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a+b", "[0-9]+[a-z]", "ab", "[0-9]{4}-[0-9]{2}", "-?[0-9]+"})
  void patternsWithOneWaySayWhatTheyFound(String java) {
    assertThat(Regex.find(java)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {"(\\d{4})-(\\d+) ! 2 ! 5 ! 0", "T(\\d{2}): ! 1 ! 1 ! 1", "^(.) ! 1 ! 0 ! 0"})
  void groupsBetweenPartsOfFixedLengthAreFound(String java, int group, int before, int after) {
    Regex.Part part = Regex.findGroup(java, group).orElseThrow();
    assertThat(part.before()).isEqualTo(before);
    assertThat(part.after()).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "(\\d{4})-(\\d+) ! 1 ! a varying length behind it",
        "((a)b)c ! 1 ! nested groups",
        "(a)+b ! 1 ! a repeated group",
        "(?:a)(b) ! 1 ! a group without a number",
        "[(a)](b) ! 2 ! a parenthesis in a class",
        "a(*)b ! 1 ! a quantifier that starts a group",
        "a{(2)} ! 1 ! a group in a quantifier",
        "\\(a) ! 1 ! an escaped backslash",
        "(a|b)c ! 1 ! alternatives",
        "(a)b ! 2 ! a group that is not there"
      })
  void otherGroupsAreGivenUp(String java, int group, String what) {
    assertThat(Regex.findGroup(java, group)).as(what).isEmpty();
  }

  @Test
  void doublesAreRoundedToFewDigitsOnly() {
    assertThat(RoundedDouble.template(0)).isEmpty();
    assertThat(RoundedDouble.template(7)).isEmpty();
    assertThat(RoundedDouble.template(2).map(GRAMMAR::beyond)).contains(List.of());
  }

  @Test
  void textsBecomeDecimalsThatRedshiftHolds() {
    assertThat(DecimalText.cast("\"c\"", new ArrowType.Decimal(18, 4, 128)).map(GRAMMAR::beyond))
        .contains(List.of());
    assertThat(DecimalText.cast("\"c\"", new ArrowType.Decimal(38, 10, 128))).isEmpty();
  }

  @Test
  void quotesAndBackslashesAreEscaped() {
    assertThat(Fragments.quoted("it's \\ here")).isEqualTo("'it''s \\\\ here'");
  }

  @Test
  void operandsThatLookLikePlacesAreNotFilled() {
    assertThat(Fragments.with("{0} || {1}", "'{1}'", "'{0}'")).isEqualTo("'{1}' || '{0}'");
  }
}
