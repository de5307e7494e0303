package dev.plumbline.connector.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.spi.Bound;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Tightness;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Partition texts, statistics, comparisons and patterns. */
class ValuesTest {
  private static final ArrowType BYTE = new ArrowType.Int(8, true);
  private static final ArrowType LONG = new ArrowType.Int(64, true);
  private static final ArrowType FLOAT = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
  private static final ArrowType DOUBLE =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
  private static final ArrowType DECIMAL = new ArrowType.Decimal(38, 2, 128);
  private static final ArrowType DATE = new ArrowType.Date(DateUnit.DAY);
  private static final ArrowType INSTANT = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
  private static final ArrowType LOCAL = new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
  private static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;

  private static Optional<Object> partition(ArrowType type, String text) {
    return PartitionValues.parse(type, text).map(literal -> literal.value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01 12:34:56.789012",
        "2026-03-01T12:34:56.789012Z",
        "2026-03-01 12:34:56.789012Z",
        "2026-03-01T14:34:56.789012+02:00"
      })
  void readsInstantsInUtcUnlessAZoneIsGiven(String text) {
    assertThat(partition(INSTANT, text)).contains(Instant.parse("2026-03-01T12:34:56.789012Z"));
  }

  @Test
  void readsEachTypeOfPartition() {
    assertThat(partition(BYTE, "-128")).contains(-128L);
    assertThat(partition(DECIMAL, "-1.5")).contains(new BigDecimal("-1.50"));
    assertThat(partition(DOUBLE, "NaN")).contains(Double.NaN);
    assertThat(partition(DOUBLE, "-Infinity")).contains(Double.NEGATIVE_INFINITY);
    assertThat(partition(FLOAT, "0.1")).contains((double) 0.1f);
    assertThat(partition(DATE, "1582-10-04")).contains(LocalDate.of(1582, 10, 4));
    assertThat(partition(LOCAL, "2026-03-29 02:30:00"))
        .contains(LocalDateTime.of(2026, 3, 29, 2, 30));
    assertThat(partition(LOCAL, "2026-03-29")).contains(LocalDateTime.of(2026, 3, 29, 0, 0));
    assertThat(partition(ArrowType.Bool.INSTANCE, "true")).contains(true);
    assertThat(partition(ArrowType.Binary.INSTANCE, "\u0001ü"))
        .contains(ByteBuffer.wrap("\u0001ü".getBytes(StandardCharsets.UTF_8)));
    assertThat(partition(TEXT, " a ")).contains(" a ");
  }

  @Test
  void readsTheEmptyTextAsNull() {
    for (ArrowType type : List.of(TEXT, LONG, DATE, ArrowType.Binary.INSTANCE)) {
      assertThat(PartitionValues.parse(type, "")).contains(new Literal(type, null));
      assertThat(PartitionValues.parse(type, null)).contains(new Literal(type, null));
    }
  }

  @Test
  void readsNothingFromATextThatDoesNotFit() {
    assertThat(partition(BYTE, "128")).isEmpty();
    assertThat(partition(LONG, "1.0")).isEmpty();
    assertThat(partition(DECIMAL, "1.234")).isEmpty();
    assertThat(partition(new ArrowType.Decimal(3, 2, 128), "10.00")).isEmpty();
    assertThat(partition(DATE, "2026-02-30")).isEmpty();
    assertThat(partition(LOCAL, "2026-03-01T00:00:00Z")).isEmpty();
    assertThat(partition(INSTANT, "2026-03-01 00:00:00.1234567")).isEmpty();
    assertThat(partition(ArrowType.Bool.INSTANCE, "1")).isEmpty();
  }

  @Test
  void sortsTextByItsBytes() {
    List<String> sorted =
        Arrays.asList("", "A", "a", "a ", "ab", "z", "ü", "東", "\uffff", "😀", "😀a");
    for (int i = 0; i < sorted.size(); i++) {
      for (int j = 0; j < sorted.size(); j++) {
        int expected =
            Arrays.compareUnsigned(
                sorted.get(i).getBytes(StandardCharsets.UTF_8),
                sorted.get(j).getBytes(StandardCharsets.UTF_8));
        assertThat(Integer.signum(Literals.compare(sorted.get(i), sorted.get(j))))
            .as("'%s' and '%s'", sorted.get(i), sorted.get(j))
            .isEqualTo(Integer.signum(expected));
      }
    }
  }

  @Test
  void takesNaNForTheGreatestAndBothZerosForEqual() {
    assertThat(order(DOUBLE, Double.NaN, Double.POSITIVE_INFINITY)).contains(1);
    assertThat(order(DOUBLE, Double.NaN, Double.NaN)).contains(0);
    assertThat(order(DOUBLE, -0.0, 0.0)).contains(0);
    assertThat(order(FLOAT, (double) 0.1f, 0.1)).contains(0);
  }

  private static Optional<Integer> order(ArrowType type, Object a, Object b) {
    return Literals.compare(new Literal(type, a), new Literal(type, b));
  }

  @ParameterizedTest
  @CsvSource({
    "abc%, abcd, true", "abc%, abc, true", "abc%, ab, false", "%c, abc, true", "%b%, abc, true",
    "a_c, abc, true", "a_c, a😀c, true", "a_c, ac, false", "!%a, %a, true", "!%a, xa, false",
    "%, '', true", "_, '', false", "a%b%c, aXbYbZc, true", "a%b%c, aXcYb, false", "ABC, abc, false"
  })
  void matchesPatterns(String pattern, String text, boolean matches) {
    assertThat(TextPattern.of(pattern, '!').orElseThrow().matches(text)).isEqualTo(matches);
  }

  @Test
  void leavesAPatternWithADanglingEscapeToTheRuntime() {
    assertThat(TextPattern.of("a!", '!')).isEmpty();
    assertThat(TextPattern.of("a!b", '!')).isEmpty();
    assertThat(TextPattern.of("a!", -1)).isPresent();
  }

  private static FileStatistics statistics(String json) {
    return FileStatistics.of(new LogFile("f", 1, Map.of(), Optional.of(json), Optional.empty()));
  }

  private static Bound min(ArrowType type, String json) {
    return statistics("{\"minValues\":{\"c\":" + json + "}}").min(List.of("c"), type).orElseThrow();
  }

  private static Optional<Bound> max(ArrowType type, String json) {
    return statistics("{\"maxValues\":{\"c\":" + json + "}}").max(List.of("c"), type);
  }

  @Test
  void takesTextsAsBoundsThatMayHaveBeenCut() {
    assertThat(min(TEXT, "\"a\"")).isEqualTo(new Bound(new Literal(TEXT, "a"), Tightness.OUTER));
  }

  @Test
  void endsTheMillisecondOfTheGreatestInstant() {
    assertThat(max(INSTANT, "\"2026-03-01T00:00:00.123Z\""))
        .contains(
            new Bound(
                new Literal(INSTANT, Instant.parse("2026-03-01T00:00:00.123999Z")),
                Tightness.OUTER));
    assertThat(max(LOCAL, "\"2026-03-01T00:00:00.123\"").orElseThrow().value().value())
        .isEqualTo(LocalDateTime.parse("2026-03-01T00:00:00.123999"));
    assertThat(min(INSTANT, "\"2026-03-01T02:00:00.123+02:00\"").value().value())
        .isEqualTo(Instant.parse("2026-03-01T00:00:00.123Z"));
  }

  @Test
  void givesNoGreatestFloatingValue() {
    assertThat(max(DOUBLE, "1.5")).isEmpty();
    assertThat(max(FLOAT, "1.5")).isEmpty();
  }

  @Test
  void staysBelowTheDoubleOfAWidenedFloat() {
    double widened = 0.7f;

    assertThat((Double) min(DOUBLE, "0.7").value().value()).isLessThanOrEqualTo(widened);
  }

  @Test
  void takesShortDecimalsExactlyAndLongOnesWithSlack() {
    assertThat(min(DECIMAL, "-12.5"))
        .isEqualTo(new Bound(new Literal(DECIMAL, new BigDecimal("-12.50")), Tightness.EXACT));
    Bound low = min(DECIMAL, "12345678901234567890.12");
    Bound high = max(DECIMAL, "12345678901234567890.12").orElseThrow();
    BigDecimal given = new BigDecimal("12345678901234567890.12");
    // What a writer prints that goes by way of a double.
    BigDecimal printed = new BigDecimal(given.doubleValue());
    assertThat(low.tightness()).isEqualTo(Tightness.OUTER);
    assertThat((BigDecimal) low.value().value()).isLessThan(given.min(printed));
    assertThat((BigDecimal) high.value().value()).isGreaterThan(given.max(printed));
  }

  @Test
  void reliesOnNothingThatDoesNotFit() {
    assertThat(max(LONG, "1.5")).isEmpty();
    assertThat(max(LONG, "\"7\"")).isEmpty();
    assertThat(max(BYTE, "300")).isEmpty();
    assertThat(max(DATE, "\"someday\"")).isEmpty();
    assertThat(max(LONG, "null")).isEmpty();
    assertThat(max(LONG, "{\"x\":1}")).isEmpty();
    assertThat(statistics("no JSON").nulls(List.of("c"))).isEmpty();
    assertThat(FileStatistics.rows("{\"numRecords\":-1}")).isEmpty();
    assertThat(FileStatistics.rows("{\"minValues\":{\"numRecords\":9},\"numRecords\":3}"))
        .hasValue(3);
    assertThat(FileStatistics.rows("{")).isEmpty();
  }

  @Test
  void takesWideBoundsForBounds() {
    FileStatistics wide =
        statistics("{\"tightBounds\":false,\"minValues\":{\"c\":1},\"nullCount\":{\"c\":2}}");

    assertThat(wide.isTight()).isFalse();
    assertThat(wide.min(List.of("c"), LONG).orElseThrow().tightness()).isEqualTo(Tightness.OUTER);
  }
}
