package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LabelReadTest extends LabelFixture {
  private static final ReadRequest LABELS =
      ReadRequest.builder("churn.serving").columns(List.of("id", "label__score")).build();

  private static ConnectorException failure(Plumbline plumbline, ReadRequest request) {
    ConnectorException failure =
        catchThrowableOfType(ConnectorException.class, () -> read(plumbline, request));
    assertThat(failure).as("a failure").isNotNull();
    return failure;
  }

  @Test
  void s5JoinsLabelsByIdAndGivesEveryRowOnce() {
    events(
        TEXT,
        List.of(
            row("a", day(0), 0.5),
            row("b", day(0), 0.5),
            row("b", day(1), 0.6),
            row(null, day(0), 0.5)));
    truth(TEXT, List.of(row("b", day(2), 7.0), row("x", day(2), 9.0), row(null, day(2), 8.0)));
    assertThat(read(openBoth(), ReadRequest.builder("churn.serving").build()))
        .containsExactly(
            "NULL,2026-02-01T00:00:00Z,0.5,NULL",
            "a,2026-02-01T00:00:00Z,0.5,NULL",
            "b,2026-02-01T00:00:00Z,0.5,7.0",
            "b,2026-02-02T00:00:00Z,0.6,7.0");
  }

  @Test
  void s5TakesTheLastWriteAsAWholeRowAlsoWhereItsLabelIsNull() {
    events(TEXT, List.of(row("a", day(0), 0.5), row("b", day(0), 0.5)));
    truth(
        TEXT,
        List.of(
            row("a", day(3), 3.0),
            row("a", day(5), 5.0),
            row("a", null, 9.0),
            row("b", day(3), 3.0),
            row("b", day(4), null)));
    assertThat(read(openBoth(), LABELS)).containsExactly("a,5.0", "b,NULL");
  }

  @Test
  void s5DecidesTiesByTheGreatestLabels() {
    events(TEXT, List.of(row("a", day(0), 0.5), row("b", day(0), 0.5), row("c", day(0), 0.5)));
    truth(
        TEXT,
        List.of(
            row("a", day(3), 3.0),
            row("a", day(3), null),
            row("a", day(3), 2.0),
            row("b", day(3), Double.POSITIVE_INFINITY),
            row("b", day(3), Double.NaN),
            row("c", null, 1.0),
            row("c", null, 2.0)));
    assertThat(read(openBoth(), LABELS)).containsExactly("a,3.0", "b,NaN", "c,2.0");
  }

  @Test
  void s5DecidesTiesOfTextByItsBytes() {
    predictions.put("kind", FieldType.of(FieldType.Kind.STRING));
    table(
        "events",
        List.of(column("id", TEXT), column("at", INSTANT), column("kind", TEXT)),
        List.of(row("a", day(0), "x"), row("b", day(0), "x")));
    table(
        "truth",
        List.of(column("key", TEXT), column("seen", INSTANT), column("outcome", TEXT)),
        List.of(
            row("a", day(1), "z"),
            row("a", day(1), "é"),
            row("a", day(1), "Z"),
            // As UTF-16 the first is the greater one, as UTF-8 the second.
            row("b", day(1), "\uFB01"),
            row("b", day(1), "\uD83D\uDE00")));
    actualLabels = Map.of("kind", "outcome");
    assertThat(
            read(
                openBoth(),
                ReadRequest.builder("churn.serving").columns(List.of("id", "label__kind")).build()))
        .containsExactly("a,é", "b,\uD83D\uDE00");
  }

  @Test
  void s5KnowsLabelsAsOfAnInstantIncludingThatInstant() {
    events(TEXT, List.of(row("a", day(0), 0.5), row("b", day(0), 0.5), row("c", day(0), 0.5)));
    truth(
        TEXT,
        List.of(
            row("a", day(3), 3.0),
            row("a", day(3).plusNanos(1_000), 4.0),
            row("b", day(3).plusNanos(1_000), 5.0),
            row("c", null, 6.0)));
    Plumbline plumbline = openBoth();
    ReadRequest.Builder request =
        ReadRequest.builder("churn.serving").columns(List.of("id", "label__score"));
    assertThat(read(plumbline, request.labelsAsOf(day(3)).build()))
        .containsExactly("a,3.0", "b,NULL", "c,NULL");
    assertThat(read(plumbline, request.labelsAsOf(day(3).plusNanos(1_999)).build()))
        .containsExactly("a,4.0", "b,5.0", "c,NULL");
    assertThat(read(plumbline, request.labelsAsOf(day(3).minusNanos(1)).build()))
        .containsExactly("a,NULL", "b,NULL", "c,NULL");
  }

  @Test
  void s5TheReadsOwnInstantWinsOverTheDatasets() {
    events(TEXT, List.<@Nullable Object[]>of(row("a", day(0), 0.5)));
    truth(TEXT, List.of(row("a", day(3), 3.0), row("a", day(5), 5.0)));
    labelsAsOf = Optional.of(day(4));
    Plumbline plumbline = openBoth();
    assertThat(read(plumbline, LABELS)).containsExactly("a,3.0");
    assertThat(
            read(
                plumbline,
                ReadRequest.builder("churn.serving")
                    .columns(List.of("label__score"))
                    .labelsAsOf(day(9))
                    .build()))
        .containsExactly("5.0");
  }

  @Test
  void s5RefusesAnInstantWhereLabelsHaveNoTime() {
    events(TEXT, List.<@Nullable Object[]>of(row("a", day(0), 0.5)));
    truth(TEXT, List.of());
    labels.put("score", "score");
    ReadRequest request = ReadRequest.builder("churn.serving").labelsAsOf(day(4)).build();
    assertThat(failure(open(dataset(DatasetRole.SERVING, "events")), request).code())
        .isEqualTo(StandardErrorCode.INVALID_REQUEST);
    actualsTime = Optional.empty();
    assertThat(failure(openBoth(), request).code())
        .isEqualTo(StandardErrorCode.INVALID_CONFIGURATION);
    assertThat(read(openBoth(), LABELS)).containsExactly("a,NULL");
  }

  @Test
  void s5NeverJoinsTextWithNumbers() {
    events(TEXT, List.<@Nullable Object[]>of(row("1", day(0), 0.5)));
    truth(LONG, List.<@Nullable Object[]>of(row(1L, day(3), 3.0)));
    ConnectorException failure = failure(openBoth(), LABELS);
    assertThat(failure.code()).isEqualTo(StandardErrorCode.INVALID_CONFIGURATION);
    assertThat(failure).hasMessageContaining("string").hasMessageContaining("int64");
    actualsSelectExpr = List.of("*", "CAST(key AS STRING) AS key");
    assertThat(read(openBoth(), LABELS)).containsExactly("1,3.0");
  }

  @Test
  void s5WidensWholeNumbers() {
    ArrowType decimal = new ArrowType.Decimal(20, 0, 128);
    events(
        LONG,
        List.of(
            row(1L, day(0), 0.5), row(Long.MAX_VALUE, day(0), 0.5), row(5_000_000_001L, T0, 1.)));
    truth(new ArrowType.Int(32, true), List.of(row(1, day(3), 3.0), row(705_032_705, day(3), 4.0)));
    assertThat(read(openBoth(), LABELS))
        .containsExactly("1,3.0", "5000000001,NULL", "9223372036854775807,NULL");
    truth(
        decimal,
        List.of(
            row(new BigDecimal("9223372036854775807"), day(3), 7.0),
            row(new BigDecimal("9223372036854775808"), day(3), 8.0)));
    assertThat(read(openBoth(), LABELS))
        .containsExactly("1,NULL", "5000000001,NULL", "9223372036854775807,7.0");
  }

  @Test
  void s5TakesLabelsFromActualsWhereServingHasThemToo() {
    predictions.put("first", FieldType.of(FieldType.Kind.NUMERIC));
    predictions.put("score", FieldType.of(FieldType.Kind.NUMERIC));
    predictions.put("last", FieldType.of(FieldType.Kind.NUMERIC));
    labels.putAll(Map.of("first", "own", "score", "own"));
    table(
        "events",
        List.of(
            column("id", TEXT),
            column("at", INSTANT),
            column("first", DOUBLE),
            column("score", DOUBLE),
            column("last", DOUBLE),
            column("own", DOUBLE)),
        List.<@Nullable Object[]>of(row("a", day(0), 0.1, 0.2, 0.3, 1.0)));
    truth(TEXT, List.<@Nullable Object[]>of(row("a", day(1), 2.0)));
    actualLabels = Map.of("score", "outcome", "last", "outcome");
    try (RowStream stream =
        openBoth().read(ReadRequest.builder("churn.serving").labelStatus().build())) {
      assertThat(stream.schema().getFields())
          .extracting(f -> f.getName())
          .containsExactly(
              "id",
              "at",
              "first",
              "score",
              "last",
              "label__first",
              "label__score",
              "label__last",
              "label_status");
      assertThat(rows(stream))
          .containsExactly("a,2026-02-01T00:00:00Z,0.1,0.2,0.3,1.0,2.0,2.0,known");
    }
  }

  @Test
  void s5TellsPendingFromMissingAtTheMaturity() {
    maturity = Optional.of(Duration.ofDays(14));
    Instant mature = NOW.minus(Duration.ofDays(14));
    events(
        TEXT,
        List.of(
            row("mature", mature, 0.5),
            row("young", mature.plusNanos(1_000), 0.5),
            row("timeless", null, 0.5),
            row("labelled", NOW, 0.5),
            row("nulled", NOW, 0.5)));
    truth(TEXT, List.of(row("labelled", NOW, Double.NaN), row("nulled", NOW, null)));
    ReadRequest.Builder request =
        ReadRequest.builder("churn.serving").columns(List.of("id", "label_status")).labelStatus();
    assertThat(read(openBoth(), request.build()))
        .containsExactly(
            "labelled,known",
            "mature,missing",
            "nulled,pending",
            "timeless,missing",
            "young,pending");
    assertThat(read(openBoth(), request.labelsAsOf(NOW.minusSeconds(1)).build()))
        .containsExactly(
            "labelled,pending",
            "mature,pending",
            "nulled,pending",
            "timeless,missing",
            "young,pending");
    maturity = Optional.empty();
    assertThat(read(openBoth(), request.labelsAsOf(NOW).build()))
        .containsExactly(
            "labelled,known",
            "mature,missing",
            "nulled,missing",
            "timeless,missing",
            "young,missing");
  }

  @Test
  void s5RefusesAStatusWhereThereAreNoLabels() {
    events(TEXT, List.<@Nullable Object[]>of(row("a", day(0), 0.5)));
    ReadRequest request = ReadRequest.builder("churn.serving").labelStatus().build();
    assertThat(failure(open(dataset(DatasetRole.SERVING, "events")), request).code())
        .isEqualTo(StandardErrorCode.INVALID_REQUEST);
  }

  @Test
  void s5FiltersOnLabelsAfterTheJoinAndOnTimesBeforeIt() {
    events(TEXT, List.of(row("a", day(0), 0.5), row("b", day(1), 0.5), row("c", day(2), 0.5)));
    truth(TEXT, List.of(row("a", day(3), 1.0), row("b", day(3), 2.0), row("b", day(4), 1.0)));
    ReadRequest.Builder request =
        ReadRequest.builder("churn.serving").columns(List.of("id", "label__score"));
    assertThat(read(openBoth(), request.where("label__score = 1").build()))
        .containsExactly("a,1.0", "b,1.0");
    assertThat(read(openBoth(), request.where("label__score IS NULL").build()))
        .containsExactly("c,NULL");
    assertThat(
            read(
                openBoth(),
                ReadRequest.builder("churn.serving")
                    .columns(List.of("id", "label__score"))
                    .from(day(1))
                    .until(day(2))
                    .build()))
        .containsExactly("b,1.0");
  }

  /** One row of labels. */
  private record Truth(@Nullable String key, @Nullable Instant seen, @Nullable Double outcome) {}

  @Test
  void s5JoinsAsAnObviousProgramDoes() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int cases = "small".equals(System.getProperty("plumbline.tests", "small")) ? 40 : 1_000;
    for (int i = 0; i < cases; i++) {
      compare(random, "seed " + seed + ", case " + i);
    }
  }

  private void compare(Random random, String told) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    int events = random.nextInt(12);
    for (int i = 0; i < events; i++) {
      rows.add(row(key(random), day(random.nextInt(3)), random.nextInt(3) / 2.0));
    }
    List<Truth> truths = new ArrayList<>();
    int count = random.nextInt(20);
    for (int i = 0; i < count; i++) {
      truths.add(
          new Truth(
              key(random),
              random.nextInt(6) == 0 ? null : day(random.nextInt(4)),
              outcome(random)));
    }
    Optional<Instant> asOf =
        random.nextBoolean() ? Optional.empty() : Optional.of(day(random.nextInt(4)));
    events(TEXT, rows);
    List<@Nullable Object[]> labelled = new ArrayList<>();
    truths.forEach(t -> labelled.add(row(t.key(), t.seen(), t.outcome())));
    truth(TEXT, labelled);
    ReadRequest.Builder request =
        ReadRequest.builder("churn.serving").columns(List.of("id", "score", "label__score"));
    asOf.ifPresent(request::labelsAsOf);
    List<String> expected =
        rows.stream()
            .map(row -> text(row[0]) + "," + row[2] + "," + text(oracle(row[0], truths, asOf)))
            .sorted()
            .toList();
    assertThat(read(openBoth(), request.build())).as(told).isEqualTo(expected);
  }

  private static @Nullable String key(Random random) {
    int n = random.nextInt(8);
    return n == 7 ? null : List.of("a", "A", "a ", "ß", "ss", "", "\uD83D\uDE00").get(n);
  }

  private static @Nullable Double outcome(Random random) {
    int n = random.nextInt(6);
    return n == 5 ? null : List.of(1.0, 2.0, Double.NaN, Double.NEGATIVE_INFINITY, -3.0).get(n);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "NULL" : value.toString();
  }

  private static @Nullable Double oracle(
      @Nullable Object id, List<Truth> truths, Optional<Instant> asOf) {
    // Java's own order of doubles has NaN last as well.
    Comparator<Truth> order =
        Comparator.comparing(Truth::seen, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(
                Truth::outcome, Comparator.nullsFirst(Comparator.<Double>naturalOrder()));
    return truths.stream()
        .filter(t -> id != null && id.equals(t.key()))
        .filter(
            t -> {
              Instant seen = t.seen();
              return asOf.isEmpty() || (seen != null && !seen.isAfter(asOf.get()));
            })
        .max(order)
        .map(Truth::outcome)
        .orElse(null);
  }
}
