package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pass counts of awkward random rows is what a loop over them counts. */
class FiguresPropertyTest extends ValidationFixture {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<@Nullable Object> NUMBERS =
      java.util.Arrays.asList(
          null,
          0.0,
          -0.0,
          1.0,
          -1.0,
          0.5,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Double.MAX_VALUE,
          Double.MIN_VALUE,
          1e-300);
  private static final List<@Nullable Object> TEXTS =
      java.util.Arrays.asList(null, "", " ", "   ", "a", "A", " a", "b ", "ä", "Ä", "\t", "'", "日");
  private static final List<@Nullable Object> TIMES =
      java.util.Arrays.asList(
          null,
          LocalDateTime.parse("2025-03-30T01:59:59.999999"),
          LocalDateTime.parse("2025-03-30T02:00:00"),
          LocalDateTime.parse("2025-03-30T02:30:00"),
          LocalDateTime.parse("2025-03-30T03:00:00"),
          LocalDateTime.parse("2025-10-26T02:30:00"),
          LocalDateTime.parse("1999-12-31T23:59:59"),
          LocalDateTime.parse("2000-01-01T00:59:59"),
          LocalDateTime.parse("2000-01-01T01:00:00"),
          LocalDateTime.parse("2026-03-01T13:00:00"),
          LocalDateTime.parse("2026-03-01T13:00:00.000001"),
          LocalDateTime.parse("2027-07-01T00:00:00"));

  static LongStream seeds() {
    return new Random()
        .longs("small".equals(System.getProperty("plumbline.tests", "small")) ? 8 : 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void thePassCountsWhatALoopCounts(long seed) {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<@Nullable Object[]> rows = new ArrayList<>();
    int count = random.nextInt(400);
    for (int i = 0; i < count; i++) {
      rows.add(
          row(
              one(random, TEXTS.subList(0, 1 + random.nextInt(TEXTS.size()))),
              one(random, TIMES),
              one(random, NUMBERS),
              one(random, TEXTS)));
    }
    zone = Optional.of(BERLIN);
    features.put("x", FieldType.of(FieldType.Kind.NUMERIC));
    features.put("w", FieldType.of(FieldType.Kind.CATEGORICAL));
    demand("x", "0.1", "-1", "1");
    demand("w", "0.1", null, null, "a", "ä", "");
    table(
        "events",
        List.of(column("id", TEXT), column("at", LOCAL), column("x", DOUBLE), column("w", TEXT)),
        rows);
    DatasetReport report = validate();
    Set<Object> ids = new HashSet<>();
    long present = counted(rows, 0, v -> true);
    counted(rows, 0, ids::add);
    assertCount(report, Check.ID_NOT_NULL, "id", count - present, seed);
    assertCount(report, Check.ID_UNIQUE, "id", present - ids.size(), seed);
    assertCount(report, Check.ID_NOT_BLANK, "id", counted(rows, 0, v -> blank(v)), seed);
    assertCount(report, Check.TIMESTAMP_NOT_NULL, "at", count - counted(rows, 1, v -> true), seed);
    assertCount(
        report,
        Check.TIMESTAMP_NOT_FUTURE,
        "at",
        counted(rows, 1, v -> local(v).atZone(BERLIN).toInstant().isAfter(NOW)),
        seed);
    assertCount(
        report,
        Check.TIMESTAMP_PLAUSIBLE,
        "at",
        counted(
            rows,
            1,
            v ->
                local(v)
                    .atZone(BERLIN)
                    .toInstant()
                    .isBefore(java.time.Instant.parse("2000-01-01T00:00:00Z"))),
        seed);
    assertCount(
        report,
        Check.TIMESTAMP_LOCAL_TIME,
        "at",
        counted(rows, 1, v -> BERLIN.getRules().getValidOffsets(local(v)).isEmpty()),
        seed);
    assertCount(
        report,
        Check.RANGE,
        "x",
        counted(rows, 2, v -> !((Double) v >= -1 && (Double) v <= 1)),
        seed);
    assertCount(
        report,
        Check.NUMBER_FINITE,
        "x",
        counted(rows, 2, v -> !Double.isFinite((Double) v)),
        seed);
    assertCount(
        report,
        Check.ALLOWED_VALUES,
        "w",
        counted(rows, 3, v -> !Set.of("a", "ä", "").contains(v)),
        seed);
    assertCount(report, Check.TEXT_NOT_BLANK, "w", counted(rows, 3, v -> blank(v)), seed);
    long nulls = count - counted(rows, 3, v -> true);
    boolean many = BigDecimal.valueOf(nulls * 10).compareTo(BigDecimal.valueOf(count)) > 0;
    assertCount(report, Check.NULL_RATIO, "w", many ? nulls : 0, seed);
    Set<Object> words = new HashSet<>();
    Set<Object> folded = new HashSet<>();
    counted(rows, 3, words::add);
    counted(rows, 3, v -> folded.add(trimmed(v).toLowerCase(Locale.ROOT)));
    assertCount(report, Check.CATEGORY_SPELLING, "w", words.size() - folded.size(), seed);
    assertThat(profile(report, "w").distinct()).as("seed " + seed).hasValue(words.size());
    assertThat(report.rows()).hasValue(count);
  }

  private static @Nullable Object one(Random random, List<@Nullable Object> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static long counted(
      List<@Nullable Object[]> rows, int column, Predicate<Object> condition) {
    return rows.stream()
        .map(row -> row[column])
        .filter(Objects::nonNull)
        .filter(v -> condition.test(Objects.requireNonNull(v)))
        .count();
  }

  private static String trimmed(Object text) {
    return ((String) text).replaceAll("^ +| +$", "");
  }

  private static boolean blank(Object text) {
    return trimmed(text).isEmpty();
  }

  private static LocalDateTime local(Object value) {
    return (LocalDateTime) value;
  }

  private static void assertCount(
      DatasetReport report, Check check, String subject, long expected, long seed) {
    assertThat(report.checks())
        .as("%s of seed %d", check, seed)
        .filteredOn(c -> c.check() == check && c.subject().equals(subject))
        .extracting(CheckResult::count)
        .containsExactly(expected);
  }
}
