package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ErrorCode;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Registration;
import dev.plumbline.spi.RowBatches;
import dev.plumbline.spi.StandardErrorCode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlumblineTest extends ShelfFixture {
  private static final List<Field> EVENTS =
      List.of(column("id", TEXT), column("at", INSTANT), column("score", DOUBLE));

  private static ErrorCode code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    ConnectorException failure = catchThrowableOfType(ConnectorException.class, call);
    assertThat(failure).as("a failure").isNotNull();
    return failure.code();
  }

  private static ReadRequest everything(String target) {
    return ReadRequest.builder(target).build();
  }

  private void events(List<@Nullable Object[]> rows) {
    predictions.put("score", FieldType.of(FieldType.Kind.NUMERIC));
    table("events", EVENTS, rows);
  }

  private Plumbline openEvents() {
    return open(dataset(DatasetRole.SERVING, "events"));
  }

  @Test
  void s9ReadsTheMappedColumnsInTheirOrderAndSaysFromWhere() {
    features.put("age", FieldType.of(FieldType.Kind.NUMERIC));
    columns.put("age", "years");
    predictions.put("score", FieldType.of(FieldType.Kind.NUMERIC));
    labels.put("score", "truth");
    table(
        "wide",
        List.of(
            column("truth", DOUBLE),
            column("score", DOUBLE),
            column("unused", TEXT),
            column("years", LONG),
            column("at", INSTANT),
            column("id", TEXT)),
        List.<@Nullable Object[]>of(row(1.5, 0.5, "x", 33L, NOW, "a")));
    Plumbline plumbline = open(dataset(DatasetRole.TRAINING, "wide"));
    try (RowStream stream = plumbline.read(everything("churn.training"))) {
      assertThat(stream.schema().getFields().stream().map(Field::getName))
          .containsExactly("id", "at", "age", "score", "label__score");
      assertThat(stream.provenance()).isNotNull();
      assertThat(rows(stream)).containsExactly("a,2026-03-01T12:00:00Z,33,0.5,1.5");
    }
  }

  @Test
  void s4TakesTheStartOfARangeAndLeavesItsEnd() {
    events(
        List.of(
            row("before", NOW.minusNanos(1_000), 0.0),
            row("first", NOW, 0.0),
            row("last", NOW.plusSeconds(1).minusNanos(1_000), 0.0),
            row("after", NOW.plusSeconds(1), 0.0),
            row("never", null, 0.0)));
    assertThat(ids(NOW, NOW.plusSeconds(1))).containsExactly("first", "last");
  }

  @Test
  void s4ReadsBoundsThatAreFinerThanTimestampsExactly() {
    events(List.of(row("a", NOW, 0.0), row("b", NOW.plusNanos(1_000), 0.0)));
    assertThat(ids(NOW.plusNanos(1), NOW.plusNanos(1_001))).containsExactly("b");
  }

  private List<String> ids(Instant from, Instant until) {
    return read(
        openEvents(),
        ReadRequest.builder("churn.serving")
            .columns(List.of("id"))
            .from(from)
            .until(until)
            .build());
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-01-01T00:00, 2026-01-01T00:00:00Z",
    "Etc/GMT-2, 2026-01-01T00:00, 2025-12-31T22:00:00Z",
    "Europe/Berlin, 2026-07-01T00:00, 2026-06-30T22:00:00Z",
    "Asia/Kathmandu, 2026-01-01T00:00, 2025-12-31T18:15:00Z",
    "Pacific/Apia, 2011-12-29T23:00, 2011-12-30T09:00:00Z",
    "America/New_York, 1883-11-18T12:10, 1883-11-18T17:10:00Z",
  })
  void s3ReadsLocalTimesAndHalfOpenRangesInTheDeclaredZone(
      String id, LocalDateTime local, Instant instant) {
    zone = Optional.of(ZoneId.of(id));
    table(
        "events",
        List.of(column("id", TEXT), column("at", LOCAL)),
        List.<@Nullable Object[]>of(row("a", local), row("b", local.plusNanos(1_000))));
    Plumbline plumbline = openEvents();
    assertThat(read(plumbline, everything("churn.serving")))
        .containsExactly("a," + instant, "b," + instant.plusNanos(1_000));
    assertThat(
            read(
                plumbline,
                ReadRequest.builder("churn.serving")
                    .from(instant)
                    .until(instant.plusNanos(1_000))
                    .build()))
        .containsExactly("a," + instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Etc/GMT+5", "Europe/Berlin", "Pacific/Apia"})
  void s3CountsADateAsMidnightOfTheDeclaredZone(String id) {
    zone = Optional.of(ZoneId.of(id));
    LocalDate day = LocalDate.of(2026, 3, 29);
    Instant midnight = day.atStartOfDay(zone.get()).toInstant();
    table(
        "events",
        List.of(column("id", TEXT), column("at", DATE)),
        List.<@Nullable Object[]>of(row("a", day), row("b", day.plusDays(1)), row("c", null)));
    Plumbline plumbline = openEvents();
    assertThat(between(plumbline, midnight, midnight.plusNanos(1)))
        .containsExactly("a," + midnight);
    assertThat(between(plumbline, midnight.plusNanos(1), midnight.plusSeconds(80_000))).isEmpty();
    assertThat(
            between(
                plumbline,
                midnight.minusSeconds(1),
                day.plusDays(1).atStartOfDay(zone.get()).toInstant()))
        .containsExactly("a," + midnight);
  }

  private static List<String> between(Plumbline plumbline, Instant from, Instant until) {
    return read(plumbline, ReadRequest.builder("churn.serving").from(from).until(until).build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"+10000-06-01T00:00:00Z", "-0005-01-01T00:00:00Z"})
  void refusesBoundsThatNoTimestampLiteralCanSay(Instant bound) {
    events(List.of());
    Plumbline plumbline = openEvents();
    assertThat(
            code(() -> read(plumbline, ReadRequest.builder("churn.serving").from(bound).build())))
        .isEqualTo(StandardErrorCode.INVALID_REQUEST);
  }

  @Test
  void s3RefusesToReadLocalTimesOfAnUnknownZone() {
    table("events", List.of(column("id", TEXT), column("at", LOCAL)), List.of());
    Plumbline plumbline = openEvents();
    assertThat(code(() -> read(plumbline, everything("churn.serving"))))
        .isEqualTo(StandardErrorCode.INVALID_CONFIGURATION);
  }

  @Test
  void limitsMayBeZeroOrLongerThanAnInt() {
    events(List.<@Nullable Object[]>of(row("a", NOW, 0.5)));
    Plumbline plumbline = openEvents();
    assertThat(read(plumbline, ReadRequest.builder("churn.serving").limit(0).build())).isEmpty();
    ReadRequest longer = ReadRequest.builder("churn.serving").limit(3_000_000_000L).build();
    assertThat(plumbline.plan(longer).engineSql()).endsWith("LIMIT 3000000000");
    assertThat(read(plumbline, longer)).hasSize(1);
    assertThat(code(() -> read(plumbline, ReadRequest.builder("churn.serving").limit(-1).build())))
        .isEqualTo(StandardErrorCode.INVALID_REQUEST);
  }

  @ParameterizedTest
  @CsvSource({"TRUE, 1", "FALSE, 0", "score > 0 AND FALSE, 0", "NOT FALSE, 1"})
  void takesConstantsAsConditions(String condition, int expected) {
    events(List.<@Nullable Object[]>of(row("a", NOW, 0.5)));
    assertThat(read(openEvents(), ReadRequest.builder("churn.serving").where(condition).build()))
        .hasSize(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"score = 9007199254740993", "score < 1e400"})
  void refusesWholeNumbersThatAFloatingPointColumnCannotHold(String condition) {
    events(List.<@Nullable Object[]>of(row("a", NOW, 9_007_199_254_740_992.0)));
    Plumbline plumbline = openEvents();
    assertThat(
            code(
                () ->
                    read(plumbline, ReadRequest.builder("churn.serving").where(condition).build())))
        .isEqualTo(StandardErrorCode.INVALID_REQUEST);
  }

  @Test
  void aConstantBesideASingleFloatIsADoubleUnlessItSaysOtherwise() {
    ArrowType single =
        new ArrowType.FloatingPoint(org.apache.arrow.vector.types.FloatingPointPrecision.SINGLE);
    predictions.put("score", FieldType.of(FieldType.Kind.NUMERIC));
    table(
        "events",
        List.of(column("id", TEXT), column("at", INSTANT), column("score", single)),
        List.<@Nullable Object[]>of(row("a", NOW, 0.1f), row("b", NOW, Float.NaN)));
    Plumbline plumbline = openEvents();
    assertThat(where(plumbline, "score = 0.1F")).containsExactly("a");
    assertThat(where(plumbline, "score <= 0.1F")).containsExactly("a");
    assertThat(where(plumbline, "score > 0.1F")).containsExactly("b");
    assertThat(where(plumbline, "score > 0.1")).containsExactlyInAnyOrder("a", "b");
  }

  private static List<String> where(Plumbline plumbline, String condition) {
    return read(
        plumbline,
        ReadRequest.builder("churn.serving").where(condition).columns(List.of("id")).build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leaf_0",
        "rows",
        "select",
        "group by",
        "a\"b",
        "a`b",
        "it's",
        "a.b",
        "{0}",
        "\uD83D\uDCE6 \u00e9",
        " ",
        "plumbline_row",
        "t0",
        "timezone",
        "x\\"
      })
  void readsAndComparesColumnsOfAnyName(String name) {
    predictions.put(name, FieldType.of(FieldType.Kind.NUMERIC));
    zone = Optional.of(ZoneId.of("Europe/Berlin"));
    table(
        "events",
        List.of(column("id", TEXT), column("at", LOCAL), column(name, DOUBLE)),
        List.<@Nullable Object[]>of(
            row("a", LocalDateTime.parse("2026-01-01T01:00"), 1.0),
            row("b", LocalDateTime.parse("2026-01-01T01:00"), 2.0)));
    assertThat(
            read(
                openEvents(),
                ReadRequest.builder("churn.serving")
                    .where("`" + name.replace("`", "``") + "` > 1")
                    .limit(7)
                    .build()))
        .containsExactly("b,2026-01-01T00:00:00Z,2.0");
  }

  @Test
  void keepsColumnsApartWhoseNamesDifferInCaseOnly() {
    predictions.put("x", FieldType.of(FieldType.Kind.NUMERIC));
    predictions.put("X", FieldType.of(FieldType.Kind.NUMERIC));
    columns.put("x", "one");
    zone = Optional.of(ZoneId.of("Europe/Berlin"));
    features.put("x", FieldType.of(FieldType.Kind.NUMERIC));
    predictions.remove("x");
    table(
        "events",
        List.of(
            column("id", TEXT), column("at", LOCAL), column("one", DOUBLE), column("X", DOUBLE)),
        List.<@Nullable Object[]>of(row("a", LocalDateTime.parse("2026-01-01T01:00"), 1.0, 2.0)));
    Plumbline plumbline = openEvents();
    assertThat(read(plumbline, everything("churn.serving")))
        .containsExactly("a,2026-01-01T00:00:00Z,1.0,2.0");
    assertThat(read(plumbline, ReadRequest.builder("churn.serving").limit(5).build()))
        .containsExactly("a,2026-01-01T00:00:00Z,1.0,2.0");
    assertThat(where(plumbline, "`X` = 2 AND `x` = 1")).containsExactly("a");
  }

  @Test
  void readsATableBesideAColumnThatItCannotRead() {
    predictions.put("score", FieldType.of(FieldType.Kind.NUMERIC));
    List<Field> fields = new ArrayList<>(EVENTS);
    fields.add(column("void", ArrowType.Null.INSTANCE));
    table("events", fields, List.<@Nullable Object[]>of(row("a", NOW, 0.5, null)));
    Plumbline plumbline = openEvents();
    assertThat(read(plumbline, everything("churn.serving"))).hasSize(1);
    assertThat(where(plumbline, "score < 1")).containsExactly("a");
  }

  @Test
  void readsAnEmptyTableWithItsColumns() {
    events(List.of());
    try (RowStream stream = openEvents().read(everything("churn.serving"))) {
      assertThat(stream.schema().getFields()).hasSize(3);
      assertThat(rows(stream)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a%,           !, 'a%;ab'",
    "'a!%',        !, a%",
    "'a!%',        '', 'a!%'",
    "a_,           '', 'a%;ab'",
    "_,            '', \u00e9;\uD83D\uDCE6",
  })
  void likeMeansWhatSqlSays(String pattern, String escape, String expected) {
    table(
        "events",
        List.of(column("id", TEXT), column("at", INSTANT)),
        List.<@Nullable Object[]>of(
            row("a%", NOW),
            row("ab", NOW),
            row("a!%", NOW),
            row("\uD83D\uDCE6", NOW),
            row("\u00e9", NOW),
            row(null, NOW)));
    String condition =
        "id LIKE '" + pattern + "'" + (escape.isEmpty() ? "" : " ESCAPE '" + escape + "'");
    List<String> found = where(openEvents(), condition);
    if (pattern.equals("a%")) {
      found = found.stream().filter(id -> !id.equals("a!%")).toList();
    }
    assertThat(found).containsExactlyInAnyOrder(expected.split(";"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"id LIKE 'a!' ESCAPE '!'", "id LIKE 'a' ESCAPE 'ab'", "id LIKE '!a' ESCAPE '!'"})
  void anEscapeThatEscapesNothingIsTheRequestsFault(String condition) {
    table(
        "events",
        List.of(column("id", TEXT), column("at", INSTANT)),
        List.<@Nullable Object[]>of(row("a", NOW), row("b", NOW)));
    Plumbline plumbline = openEvents();
    assertThat(code(() -> where(plumbline, condition)))
        .isEqualTo(StandardErrorCode.INVALID_REQUEST);
  }

  private static Iterator<@Nullable Object[]> endless(int failAfter) {
    return LongStream.range(0, Long.MAX_VALUE)
        .<@Nullable Object[]>mapToObj(
            i -> {
              if (i == failAfter) {
                throw new ConnectorException(StandardErrorCode.UNAVAILABLE, "the shelf fell down");
              }
              return row("i" + i, NOW, 0.5);
            })
        .iterator();
  }

  private void endlessEvents(int failAfter) {
    predictions.put("score", FieldType.of(FieldType.Kind.NUMERIC));
    shelf.tables.put(
        "events",
        new ShelfFactory.Table(
            new Schema(EVENTS),
            (q, wanted) -> {
              readers.incrementAndGet();
              Iterator<@Nullable Object[]> rows = endless(failAfter);
              List<Integer> at =
                  wanted.getFields().stream()
                      .map(f -> new Schema(EVENTS).getFields().indexOf(f))
                      .toList();
              Iterator<@Nullable Object[]> selected =
                  new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                      return rows.hasNext();
                    }

                    @Override
                    public @Nullable Object[] next() {
                      @Nullable Object[] row = rows.next();
                      return at.stream().map(i -> row[i]).toArray();
                    }
                  };
              return RowBatches.of(wanted, selected, q.allocator(), readers::decrementAndGet);
            }));
  }

  @Test
  void aFailureInTheMiddleIsTheConnectorsOwnAndLeavesNothingOpen() {
    endlessEvents(20_000);
    Plumbline plumbline = openEvents();
    assertThat(code(() -> read(plumbline, everything("churn.serving"))))
        .isEqualTo(StandardErrorCode.UNAVAILABLE);
    assertThat(shelf.sessions).hasValue(0);
    assertThat(shelf.opened).hasValue(1);
  }

  @Test
  void batchesOfOtherColumnsAreRefused() {
    predictions.put("score", FieldType.of(FieldType.Kind.NUMERIC));
    shelf.tables.put(
        "events",
        new ShelfFactory.Table(
            new Schema(EVENTS),
            (q, wanted) -> {
              readers.incrementAndGet();
              return RowBatches.of(
                  new Schema(
                      List.of(column("id", TEXT), column("at", INSTANT), column("score", LONG))),
                  List.<@Nullable Object[]>of(row("a", NOW, 1L)).iterator(),
                  q.allocator(),
                  readers::decrementAndGet);
            }));
    Plumbline plumbline = openEvents();
    assertThat(code(() -> read(plumbline, everything("churn.serving"))))
        .isEqualTo(StandardErrorCode.SCHEMA_CHANGED);
  }

  /** Reads nothing and waits until it is closed. */
  private final class Hanging implements BatchReader {
    private final Schema schema;
    private final CountDownLatch started;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Registration registration;

    Hanging(QueryContext q, Schema schema, CountDownLatch started) {
      this.schema = schema;
      this.started = started;
      readers.incrementAndGet();
      this.registration = q.onCancel(closed::countDown);
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public Optional<VectorSchemaRoot> next() {
      started.countDown();
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new ConnectorException(StandardErrorCode.CANCELLED, "closed");
    }

    @Override
    public void close() {
      closed.countDown();
      registration.close();
      if (open.getAndSet(false)) {
        readers.decrementAndGet();
      }
    }
  }

  private CountDownLatch hangingEvents() {
    CountDownLatch started = new CountDownLatch(1);
    predictions.put("score", FieldType.of(FieldType.Kind.NUMERIC));
    shelf.tables.put(
        "events",
        new ShelfFactory.Table(new Schema(EVENTS), (q, wanted) -> new Hanging(q, wanted, started)));
    return started;
  }

  /** What may be cancelled, started in another thread. */
  private interface Call {
    Object run() throws Exception;
  }

  private void cancelled(Plumbline plumbline, CountDownLatch started, Call call)
      throws InterruptedException {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Object> running = other.submit(call::run);
      started.await();
      plumbline.cancel();
      ExecutionException failure = catchThrowableOfType(ExecutionException.class, running::get);
      assertThat(failure).isNotNull();
      assertThat(failure.getCause())
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(StandardErrorCode.CANCELLED));
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void cancelEndsAReadThatWaitsForItsSource() throws InterruptedException {
    CountDownLatch started = hangingEvents();
    Plumbline plumbline = openEvents();
    cancelled(plumbline, started, () -> read(plumbline, everything("churn.serving")));
  }

  @Test
  void cancelEndsAnExport(@TempDir Path folder) throws InterruptedException {
    CountDownLatch started = hangingEvents();
    Plumbline plumbline = openEvents();
    cancelled(
        plumbline,
        started,
        () -> plumbline.export(everything("churn.serving"), folder.resolve("out.parquet")));
  }

  @Test
  void cancelEndsAValidationWithoutGoingOnToTheNextDataset() throws InterruptedException {
    CountDownLatch started = hangingEvents();
    events(List.of());
    hang("first", started);
    List<String> steps = new ArrayList<>();
    Plumbline plumbline =
        open(dataset(DatasetRole.SERVING, "first"), dataset(DatasetRole.TRAINING, "events"));
    cancelled(
        plumbline,
        started,
        () -> plumbline.validate(List.of(), (dataset, doing) -> steps.add(dataset)));
    assertThat(steps).contains("churn.serving").doesNotContain("churn.training");
  }

  private void hang(String table, CountDownLatch started) {
    shelf.tables.put(
        table,
        new ShelfFactory.Table(new Schema(EVENTS), (q, wanted) -> new Hanging(q, wanted, started)));
  }

  @Test
  void whatBeginsAfterCancelRunsAsUsual() {
    events(List.<@Nullable Object[]>of(row("a", NOW, 0.5)));
    Plumbline plumbline = openEvents();
    try (RowStream stream = plumbline.read(everything("churn.serving"))) {
      plumbline.cancel();
      assertThat(code(() -> rows(stream))).isEqualTo(StandardErrorCode.CANCELLED);
    }
    assertThat(read(plumbline, everything("churn.serving"))).hasSize(1);
  }

  @Test
  void aStreamThatIsNotReadToItsEndLeavesNothing() {
    endlessEvents(-1);
    try (RowStream stream = openEvents().read(everything("churn.serving"))) {
      stream.next().orElseThrow().close();
    }
    assertThat(shelf.sessions).hasValue(0);
  }

  @Test
  void readsAtTheSameTime() {
    events(List.of(row("a", NOW, 0.5), row("b", NOW, 0.7)));
    Plumbline plumbline = openEvents();
    try (RowStream one = plumbline.read(everything("churn.serving"));
        RowStream two =
            plumbline.read(ReadRequest.builder("churn.serving").where("id = 'b'").build())) {
      assertThat(rows(two)).hasSize(1);
      assertThat(rows(one)).hasSize(2);
    }
    assertThat(shelf.connectors).hasValue(1);
  }

  @Test
  void nothingCanBeReadAfterClosing() {
    events(List.of());
    Plumbline plumbline = openEvents();
    plumbline.close();
    plumbline.close();
    assertThat(code(() -> plumbline.read(everything("churn.serving"))))
        .isEqualTo(StandardErrorCode.INVALID_REQUEST);
  }

  @Test
  void findsTablesByPatternsOfWholeCharacters() {
    table("\uD83D\uDCE6box", EVENTS, List.of());
    table("other", EVENTS, List.of());
    Plumbline plumbline = open();
    assertThat(plumbline.discover("here", Optional.of("\uD83D\uDCE6b?x")))
        .extracting(DiscoveredTable::name)
        .containsExactly("\uD83D\uDCE6box");
    assertThat(plumbline.discover("here", Optional.of("?box"))).hasSize(1);
  }
}
