package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.DuplicateIds;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DuplicateIdsTest extends ShelfFixture {
  private static final List<Field> FIELDS =
      List.of(
          column("id", TEXT),
          column("at", INSTANT),
          column("amount", DOUBLE),
          column("owner", TEXT),
          column("unmapped", LONG));

  /** A row by its id, time and mapped columns. */
  private record Event(
      @Nullable String id, @Nullable Instant at, @Nullable Double amount, @Nullable String owner) {
    String text() {
      return (id == null ? "NULL" : id)
          + ","
          + (at == null ? "NULL" : at)
          + ","
          + (amount == null ? "NULL" : amount)
          + ","
          + (owner == null ? "NULL" : owner);
    }
  }

  private static final Comparator<String> BYTES =
      Comparator.comparing(s -> s.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private static final Comparator<Event> ORDER =
      Comparator.comparing(Event::at, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Event::amount, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Event::owner, Comparator.nullsFirst(BYTES));

  private Plumbline open(DuplicateIds policy, List<Event> events) {
    duplicateIds = policy;
    features.put("amount", FieldType.of(FieldType.Kind.NUMERIC));
    features.put("owner", FieldType.of(FieldType.Kind.STRING));
    long[] unmapped = new long[1];
    table(
        "events",
        FIELDS,
        events.stream()
            .map(e -> row(e.id(), e.at(), e.amount(), e.owner(), unmapped[0]++))
            .toList());
    return open(dataset(DatasetRole.SERVING, "events"));
  }

  private static ReadRequest.Builder everything() {
    return ReadRequest.builder("churn.serving");
  }

  private static List<Event> oracle(DuplicateIds policy, List<Event> events) {
    Map<String, Event> winners = new LinkedHashMap<>();
    List<Event> kept = new ArrayList<>();
    for (Event event : events) {
      if (event.id() == null) {
        kept.add(event);
      } else {
        winners.merge(
            event.id(),
            event,
            (a, b) -> (ORDER.compare(a, b) < 0) == (policy == DuplicateIds.FIRST) ? a : b);
      }
    }
    kept.addAll(winners.values());
    return kept;
  }

  private static List<Event> random(Random random) {
    List<Event> events = new ArrayList<>();
    String[] owners = {null, "", "a", "A", "ä", "z", "\ud83d\ude00", "\uffee", " a"};
    Double[] amounts = {null, Double.NaN, 1.5, -1.5, Double.NEGATIVE_INFINITY, 1e300};
    int rows = 50 + random.nextInt(400);
    for (int i = 0; i < rows; i++) {
      events.add(
          new Event(
              random.nextInt(20) == 0 ? null : "id" + random.nextInt(40),
              random.nextInt(8) == 0 ? null : NOW.plusSeconds(random.nextInt(4)),
              amounts[random.nextInt(amounts.length)],
              owners[random.nextInt(owners.length)]));
    }
    return events;
  }

  private static List<String> texts(List<Event> events) {
    return events.stream().map(Event::text).sorted().toList();
  }

  static LongStream seeds() {
    return new Random()
        .longs("small".equals(System.getProperty("plumbline.tests", "small")) ? 8 : 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void s2FirstAndLastAreThoseOfACompleteOrder(long seed) {
    System.out.println("seed " + seed);
    List<Event> events = random(new Random(seed));
    for (DuplicateIds policy : List.of(DuplicateIds.FIRST, DuplicateIds.LAST)) {
      assertThat(read(open(policy, events), everything().build()))
          .as("seed %d, %s", seed, policy)
          .containsExactlyElementsOf(texts(oracle(policy, events)));
    }
  }

  @Test
  void s2ChoosesAmongAllRowsBeforeATimeRangeIsApplied() {
    List<Event> events =
        List.of(
            new Event("a", NOW, 1.0, "x"),
            new Event("a", NOW.plusSeconds(10), 2.0, "x"),
            new Event("b", NOW, 3.0, "x"));
    assertThat(
            read(
                open(DuplicateIds.LAST, events),
                everything().from(NOW).until(NOW.plusSeconds(5)).build()))
        .containsExactly("b," + NOW + ",3.0,x");
  }

  @Test
  void s2ChoosesByAllMappedColumnsWhicheverAreRead() {
    List<Event> events = List.of(new Event("a", NOW, 2.0, "low"), new Event("a", NOW, 1.0, "high"));
    assertThat(
            read(open(DuplicateIds.LAST, events), everything().columns(List.of("owner")).build()))
        .containsExactly("low");
  }

  @Test
  void s2IgnoresDuplicatesUnlessTold() {
    List<Event> events = random(new Random(1));
    assertThat(read(open(DuplicateIds.IGNORE, events), everything().build()))
        .containsExactlyElementsOf(texts(events));
  }

  @Test
  void s2OrdersNestedValuesElementByElement() {
    duplicateIds = DuplicateIds.LAST;
    selectExpr = List.of("id", "at", "split(t, ',') AS list", "map('k', n) AS dict", "n");
    features.put("list", FieldType.of(FieldType.Kind.ARRAY));
    features.put("dict", FieldType.of(FieldType.Kind.DICT));
    features.put("n", FieldType.of(FieldType.Kind.NUMERIC));
    table(
        "events",
        List.of(column("id", TEXT), column("at", INSTANT), column("t", TEXT), column("n", LONG)),
        List.of(
            row("a", NOW, "b", 1L),
            row("a", NOW, "b,a", 2L),
            row("a", NOW, "a,z", 9L),
            row("b", NOW, "x", 3L),
            row("b", NOW, "x", 4L)));
    assertThat(
            read(
                open(dataset(DatasetRole.SERVING, "events")),
                everything().columns(List.of("id", "n")).build()))
        .containsExactly("a,2", "b,4");
  }

  @Test
  void s2SamplesBeforeItLooksForDuplicates() {
    List<Event> events = random(new Random(2));
    sampleSize = new BigDecimal("0.5");
    List<String> ids =
        read(open(DuplicateIds.FIRST, events), everything().columns(List.of("id")).build());
    assertThat(ids).doesNotHaveDuplicates().doesNotContain("NULL").hasSizeBetween(5, 35);
    duplicateIds = DuplicateIds.IGNORE;
    assertThat(
            read(open(DuplicateIds.IGNORE, events), everything().columns(List.of("id")).build())
                .stream()
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  private static long take(RowStream stream) {
    long rows = 0;
    for (Optional<VectorSchemaRoot> next = stream.next(); next.isPresent(); next = stream.next()) {
      rows += next.get().getRowCount();
      next.get().close();
    }
    return rows;
  }

  private List<Event> many(int rows) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      events.add(new Event("id" + i, NOW, (double) i, null));
    }
    return events;
  }

  @Test
  void s2ErrorHandsEverythingOverWhereIdsAreDistinct() {
    List<Event> events = many(100_000);
    events.add(new Event(null, NOW, 0.0, null));
    events.add(new Event(null, NOW, 0.0, null));
    try (RowStream stream = open(DuplicateIds.ERROR, events).read(everything().build())) {
      assertThat(take(stream)).isEqualTo(100_002);
      assertThat(stream.next()).isEmpty();
      assertThat(stream.stamp().rows()).hasValue(100_002);
    }
    try (RowStream none = open(DuplicateIds.ERROR, List.of()).read(everything().build())) {
      assertThat(take(none)).isZero();
    }
  }

  @Test
  void s2ErrorFailsBeforeTheLastBatchAndNamesIds() {
    List<Event> events = many(100_000);
    for (int i = 0; i < 7; i++) {
      events.add(events.get(i));
    }
    long[] rows = new long[1];
    try (RowStream stream = open(DuplicateIds.ERROR, events).read(everything().build())) {
      ConnectorException failure =
          catchThrowableOfType(
              ConnectorException.class,
              () -> {
                for (Optional<VectorSchemaRoot> next = stream.next();
                    next.isPresent();
                    next = stream.next()) {
                  rows[0] += next.get().getRowCount();
                  next.get().close();
                }
              });
      assertThat(failure).as("a failure").isNotNull();
      assertThat(failure.code()).isEqualTo(StandardErrorCode.CORRUPT_DATA);
      assertThat(failure)
          .hasMessageContaining("id0 (2 rows)")
          .hasMessageContaining("id4 (2 rows)")
          .hasMessageNotContaining("id5 (");
    }
    assertThat(rows[0]).isPositive().isLessThan(100_007);
  }

  @Test
  void s2ErrorLooksAtTheWholeDatasetAlsoWhereAPartIsRead() {
    List<Event> events =
        List.of(
            new Event("a", NOW, 1.0, "x"),
            new Event("b", NOW.plusSeconds(9), 1.0, "x"),
            new Event("b", NOW.plusSeconds(8), 1.0, "x"));
    Plumbline plumbline = open(DuplicateIds.ERROR, events);
    ReadRequest part = everything().until(NOW.plusSeconds(1)).build();
    assertThat(catchThrowableOfType(ConnectorException.class, () -> read(plumbline, part)).code())
        .isEqualTo(StandardErrorCode.CORRUPT_DATA);
  }

  @Test
  void s2ErrorLeavesNoFile(@TempDir Path folder) {
    List<Event> events = List.of(new Event("a", NOW, 1.0, "x"), new Event("a", NOW, 2.0, "x"));
    Plumbline plumbline = open(DuplicateIds.ERROR, events);
    Path file = folder.resolve("out.parquet");
    assertThat(
            catchThrowableOfType(
                    ConnectorException.class, () -> plumbline.export(everything().build(), file))
                .code())
        .isEqualTo(StandardErrorCode.CORRUPT_DATA);
    assertThat(folder).isEmptyDirectory();
  }
}
