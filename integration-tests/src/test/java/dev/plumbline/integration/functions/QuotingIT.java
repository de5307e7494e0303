package dev.plumbline.integration.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.expression.SparkExpressions;
import dev.plumbline.runtime.sql.Refused;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Constants come back from every server as what they were. */
class QuotingIT {
  private static final RexBuilder REX = new RexBuilder(PlanTypes.FACTORY);
  private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
  private static final int TIMES = 100;

  private final HostileTexts hostile = new HostileTexts();

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void textIsNeverMoreThanText(Dialect dialect) {
    List<String> texts = hostile.texts();
    comeBack(dialect, texts, texts.stream().map(QuotingIT::text).toList());
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void number13TextWithAZeroCharacterIsRefused(Dialect dialect) {
    assertThatExceptionOfType(Refused.class)
        .isThrownBy(() -> dialect.write(text("a\0b"), List.of()))
        .withMessageContaining("zero character");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void number17ABackslashAtTheEndTakesNoQuoteWithIt(Dialect dialect) {
    List<String> texts = List.of("\\", "a\\", "a\\\\", "a'\\", "\\'\\", "\\\n\\");
    comeBack(dialect, texts, texts.stream().map(QuotingIT::text).toList());
    // Side by side, so that one that does not end takes the next with it.
    String together =
        String.join(" || ", texts.stream().map(t -> dialect.write(text(t), List.of())).toList());
    assertThat(value(dialect, together)).isEqualTo(String.join("", texts));
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void number20AValueOfAConditionStaysAValue(Dialect dialect) {
    List<String> values = List.of("1) OR (1=1", "' OR ''='", "\\", "x' --", "{0}", "${env:HOME}");
    RelDataType row = PlanTypes.FACTORY.builder().add("v", SqlTypeName.VARCHAR).build();
    String rows = String.join(" UNION ALL SELECT ", written(dialect, values));
    List<String> counts = new ArrayList<>();
    for (String value : values) {
      String spark = "v = '" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
      counts.add(
          count(
              dialect,
              rows,
              "v",
              dialect.write(SparkExpressions.condition(REX, row, spark), List.of("v"))));
    }
    assertThat(values(dialect, counts)).containsOnly("1");
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void number20ANegativeNumberBesideAMinusSignStartsNoComment(Dialect dialect) {
    List<RexNode> negative =
        List.of(
            exact("-1", SqlTypeName.INTEGER),
            exact("-1", SqlTypeName.BIGINT),
            exact("-1", SqlTypeName.SMALLINT),
            REX.makeExactLiteral(new BigDecimal("-1.0"), decimal(4, 1)),
            REX.makeApproxLiteral(new BigDecimal("-1"), type(SqlTypeName.DOUBLE)));
    List<String> expressions = new ArrayList<>();
    for (RexNode number : negative) {
      String text = dialect.write(number, List.of());
      expressions.add("5 -" + text + "\n+ 0");
      expressions.add("5-" + text + "\n- (-" + text + ")\n");
    }
    List<String> values = values(dialect, expressions);
    for (int i = 0; i < values.size(); i++) {
      assertThat(new BigDecimal(values.get(i)))
          .as(expressions.get(i))
          .isEqualByComparingTo(i % 2 == 0 ? "6" : "5");
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void wholeNumbersKeepTheirValueAndType(Dialect dialect) {
    for (SqlTypeName type :
        List.of(SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.BIGINT)) {
      int bits = type == SqlTypeName.BIGINT ? 63 : type == SqlTypeName.INTEGER ? 31 : 15;
      List<String> values =
          Stream.of(
                  BigInteger.ONE.shiftLeft(bits).negate(),
                  BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE),
                  BigInteger.ZERO,
                  BigInteger.ONE.negate())
              .map(BigInteger::toString)
              .toList();
      List<Answer> answers =
          comeBack(dialect, values, values.stream().map(value -> exact(value, type)).toList());
      assertThat(answers)
          .extracting(answer -> String.valueOf(answer.type()))
          .containsOnly(type.getName().toLowerCase(Locale.ROOT));
    }
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void decimalsKeepEveryDigit(Dialect dialect) {
    String nines = "9".repeat(38);
    List<BigDecimal> decimals =
        List.of(
            new BigDecimal(nines),
            new BigDecimal("-" + nines),
            new BigDecimal("0." + nines),
            new BigDecimal("-0." + "0".repeat(37) + "1"),
            new BigDecimal("1234567890123456789012345678.0123456789"),
            new BigDecimal("1.10"),
            new BigDecimal("-0.5"),
            new BigDecimal("0.00"));
    List<RexNode> literals = new ArrayList<>();
    for (BigDecimal decimal : decimals) {
      int precision = Math.max(decimal.precision(), decimal.scale());
      literals.add(REX.makeExactLiteral(decimal, decimal(precision, decimal.scale())));
    }
    comeBack(dialect, decimals.stream().map(BigDecimal::toPlainString).toList(), literals);
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void doublesKeepEveryBit(Dialect dialect) {
    List<Double> doubles =
        new ArrayList<>(
            List.of(
                0.1,
                1e308,
                Double.MAX_VALUE,
                Double.MIN_NORMAL,
                Double.MIN_VALUE,
                0.0,
                -0.0,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                -1.5,
                1e-5,
                123456789.125));
    Random random = hostile.random();
    while (doubles.size() < TIMES) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(value)) {
        doubles.add(value);
      }
    }
    comeBack(
        dialect,
        doubles.stream().map(String::valueOf).toList(),
        doubles.stream()
            .<RexNode>map(d -> REX.makeApproxLiteral(d, type(SqlTypeName.DOUBLE)))
            .toList());
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void realsKeepTheirType(Dialect dialect) {
    List<Float> reals = List.of(0.1f, Float.MAX_VALUE, Float.MIN_NORMAL, -1.5f, 16777216f);
    List<Answer> answers =
        comeBack(
            dialect,
            reals.stream().map(String::valueOf).toList(),
            reals.stream()
                .<RexNode>map(
                    r ->
                        REX.makeApproxLiteral(
                            new BigDecimal(String.valueOf(r)), type(SqlTypeName.REAL)))
                .toList());
    assertThat(answers).extracting(answer -> String.valueOf(answer.type())).containsOnly("real");
  }

  /** Redshift's own type for bytes is not PostgreSQL's; its literals are hexadecimal digits. */
  @ParameterizedTest
  @EnumSource(value = Dialect.class, names = "REDSHIFT", mode = EnumSource.Mode.EXCLUDE)
  void bytesKeepEveryBit(Dialect dialect) {
    List<byte[]> values = new ArrayList<>();
    values.add(new byte[0]);
    values.add("'\\\0\"--".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < TIMES; i++) {
      values.add(hostile.bytes());
    }
    comeBack(
        dialect,
        values.stream().map(HexFormat.of()::formatHex).toList(),
        values.stream()
            .map(v -> REX.makeLiteral(new ByteString(v), type(SqlTypeName.VARBINARY), false))
            .toList());
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void datesAreThoseOfOneCalendar(Dialect dialect) {
    List<LocalDate> dates =
        new ArrayList<>(
            List.of(
                FIRST_DAY,
                LAST_DAY,
                LocalDate.of(1582, 10, 4),
                LocalDate.of(1582, 10, 10),
                LocalDate.of(1582, 10, 15),
                LocalDate.of(1900, 2, 28),
                LocalDate.of(2000, 2, 29),
                LocalDate.EPOCH));
    while (dates.size() < TIMES) {
      dates.add(time().toLocalDate());
    }
    comeBack(
        dialect,
        dates.stream().map(LocalDate::toString).toList(),
        dates.stream()
            .<RexNode>map(
                d ->
                    REX.makeDateLiteral(
                        new DateString(d.getYear(), d.getMonthValue(), d.getDayOfMonth())))
            .toList());
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void timestampsKeepTheirMicroseconds(Dialect dialect) {
    List<LocalDateTime> times = times();
    comeBack(
        dialect,
        times.stream().map(Canonical::text).toList(),
        times.stream().map(QuotingIT::timestamp).toList());
    comeBack(
        dialect,
        times.stream().map(time -> Canonical.text(time.toInstant(ZoneOffset.UTC))).toList(),
        times.stream().map(QuotingIT::instant).toList());
  }

  @ParameterizedTest
  @EnumSource(value = Dialect.class, names = "DUCKDB")
  void timesOfDayKeepTheirMicroseconds(Dialect dialect) {
    List<LocalTime> times =
        List.of(
            LocalTime.MIDNIGHT,
            LocalTime.of(23, 59, 59, 999_999_000),
            LocalTime.of(1, 2, 3, 123_456_000),
            LocalTime.of(1, 2, 3, 1_000));
    comeBack(
        dialect,
        times.stream().map(LocalTime::toString).toList(),
        times.stream()
            .<RexNode>map(
                t -> {
                  TimeString text = new TimeString(t.getHour(), t.getMinute(), t.getSecond());
                  return REX.makeTimeLiteral(
                      t.getNano() == 0 ? text : text.withNanos(t.getNano()), 6);
                })
            .toList());
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void aTimestampInAListKeepsItsMicroseconds(Dialect dialect) {
    LocalDateTime first = LocalDateTime.of(2024, 3, 10, 2, 30, 0, 123_456_000);
    LocalDateTime second = LocalDateTime.of(2024, 3, 10, 2, 30, 0, 654_321_000);
    List<LocalDateTime> near =
        List.of(
            first,
            second,
            first.plusNanos(1_000),
            first.minusNanos(1_000),
            first.withNano(123_000_000),
            first.withNano(0),
            second.withNano(654_000_000));
    List<String> counts = new ArrayList<>();
    for (SqlTypeName name :
        List.of(SqlTypeName.TIMESTAMP, SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE)) {
      boolean local = name == SqlTypeName.TIMESTAMP;
      RelDataType type = PlanTypes.FACTORY.createSqlType(name, 6);
      RelDataType row = PlanTypes.FACTORY.builder().add("ts", type).build();
      List<RexNode> all =
          near.stream().map(local ? QuotingIT::timestamp : QuotingIT::instant).toList();
      String rows =
          String.join(
              " UNION ALL SELECT ", all.stream().map(l -> dialect.write(l, List.of())).toList());
      String word = local ? "TIMESTAMP_NTZ" : "TIMESTAMP";
      RexNode listed = REX.makeIn(new RexInputRef(0, type), List.of(all.get(0), all.get(1)));
      RexNode read =
          SparkExpressions.condition(
              REX,
              row,
              "ts IN (%1$s '2024-03-10 02:30:00.123456', %1$s '2024-03-10 02:30:00.654321')"
                  .formatted(word));
      for (RexNode condition : List.of(listed, read)) {
        counts.add(count(dialect, rows, "ts", dialect.write(condition, List.of("ts"))));
      }
    }
    assertThat(values(dialect, counts)).hasSize(4).containsOnly("2");
  }

  private static String count(Dialect dialect, String rows, String name, String condition) {
    String quoted = dialect.write(new RexInputRef(0, type(SqlTypeName.VARCHAR)), List.of(name));
    return "(SELECT count(*) FROM (SELECT %s UNION ALL SELECT %s) AS r WHERE %s)"
        .formatted(
            rows.replaceFirst(" UNION ALL SELECT ", " AS " + quoted + " UNION ALL SELECT "),
            "NULL",
            condition);
  }

  private List<LocalDateTime> times() {
    List<LocalDateTime> times =
        new ArrayList<>(
            List.of(
                FIRST_DAY.atStartOfDay(),
                FIRST_DAY.atTime(0, 0, 0, 1_000),
                LAST_DAY.atTime(23, 59, 59, 999_999_000),
                LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
                LocalDateTime.of(1582, 10, 10, 12, 0),
                LocalDateTime.of(2024, 3, 10, 2, 30, 0, 123_456_000),
                LocalDateTime.of(2024, 3, 10, 2, 30, 0, 120_000_000)));
    while (times.size() < TIMES) {
      times.add(time());
    }
    return times;
  }

  private LocalDateTime time() {
    Random random = hostile.random();
    long day = FIRST_DAY.toEpochDay();
    long days = LAST_DAY.toEpochDay() - day + 1;
    return LocalDate.ofEpochDay(day + random.nextInt((int) days))
        .atTime(
            random.nextInt(24),
            random.nextInt(60),
            random.nextInt(60),
            random.nextInt(1_000_000) * 1_000);
  }

  private static List<Answer> comeBack(
      Dialect dialect, List<String> expected, List<RexNode> literals) {
    List<String> expressions =
        literals.stream().map(literal -> dialect.write(literal, List.of())).toList();
    List<Answer> answers = dialect.constants(expressions);
    assertThat(answers).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      Answer answer = answers.get(i);
      assertThat(answer.error()).as("%s %s", HostileTexts.seed(), expressions.get(i)).isNull();
      assertThat(answer.texts().get(0L))
          .as("%s %s", HostileTexts.seed(), expressions.get(i))
          .isEqualTo(expected.get(i));
    }
    return answers;
  }

  private static String value(Dialect dialect, String expression) {
    return values(dialect, List.of(expression)).get(0);
  }

  private static List<String> values(Dialect dialect, List<String> expressions) {
    List<String> values = new ArrayList<>();
    List<Answer> answers = dialect.constants(expressions);
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).error()).as(expressions.get(i)).isNull();
      values.add(String.valueOf(answers.get(i).texts().get(0L)));
    }
    return values;
  }

  private static List<String> written(Dialect dialect, List<String> texts) {
    return texts.stream().map(text -> dialect.write(text(text), List.of())).toList();
  }

  private static RexNode text(String text) {
    return REX.makeLiteral(text, type(SqlTypeName.VARCHAR), false);
  }

  private static RexNode exact(String number, SqlTypeName type) {
    return REX.makeExactLiteral(new BigDecimal(number), type(type));
  }

  private static RexNode timestamp(LocalDateTime time) {
    return REX.makeTimestampLiteral(planned(time), 6);
  }

  private static RexNode instant(LocalDateTime time) {
    return REX.makeTimestampWithLocalTimeZoneLiteral(planned(time), 6);
  }

  private static TimestampString planned(LocalDateTime time) {
    return PlanTypes.timestamp(time);
  }

  private static RelDataType decimal(int precision, int scale) {
    return PlanTypes.FACTORY.createSqlType(SqlTypeName.DECIMAL, precision, scale);
  }

  private static RelDataType type(SqlTypeName name) {
    return PlanTypes.FACTORY.createSqlType(name);
  }
}
