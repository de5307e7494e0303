package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.config.TimestampFormat;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.TimeHistogram;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimestampChecksTest extends ValidationFixture {
  private static final Duration MICRO = Duration.ofNanos(1_000);

  private DatasetReport times(ArrowType type, @Nullable Object... times) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (@Nullable Object time : times) {
      rows.add(row("id" + rows.size(), time));
    }
    table("events", List.of(column("id", TEXT), column("at", type)), rows);
    return validate();
  }

  private static LocalDateTime local(String text) {
    return LocalDateTime.parse(text);
  }

  @Test
  void s1EveryRowHasATimestamp() {
    assertPassed(times(INSTANT, NOW), Check.TIMESTAMP_NOT_NULL);
    assertFailed(times(INSTANT, null, NOW), Check.TIMESTAMP_NOT_NULL, 1, "id0");
  }

  @Test
  void nowIsNotInTheFuture() {
    assertPassed(times(INSTANT, NOW, NOW.minus(MICRO), null), Check.TIMESTAMP_NOT_FUTURE);
    assertFailed(
        times(INSTANT, NOW, NOW.plus(MICRO), null),
        Check.TIMESTAMP_NOT_FUTURE,
        1,
        "id1 (2026-03-01T12:00:00.000001Z)");
  }

  @Test
  void theYear2000IsPlausible() {
    Instant year = Instant.parse("2000-01-01T00:00:00Z");
    assertPassed(times(INSTANT, year, null), Check.TIMESTAMP_PLAUSIBLE);
    assertFailed(
        times(INSTANT, year, year.minus(MICRO), Instant.EPOCH),
        Check.TIMESTAMP_PLAUSIBLE,
        2,
        "id1 (1999-12-31T23:59:59.999999Z)",
        "id2 (1970-01-01T00:00:00Z)");
  }

  @Test
  void s3LocalTimesAreComparedInTheirZone() {
    zone = Optional.of(ZoneId.of("Asia/Tokyo"));
    // 21:00 in Tokyo is now.
    assertFailed(
        times(LOCAL, local("2026-03-01T21:00:00"), local("2026-03-01T21:00:00.000001")),
        Check.TIMESTAMP_NOT_FUTURE,
        1,
        "id1 (2026-03-01T21:00:00.000001)");
    zone = Optional.of(ZoneId.of("Europe/Berlin"));
    assertFailed(
        times(LOCAL, local("2026-03-01T13:00:00"), local("2026-03-01T13:00:01")),
        Check.TIMESTAMP_NOT_FUTURE,
        1,
        "id1 (2026-03-01T13:00:01)");
    zone = Optional.of(ZoneId.of("America/New_York"));
    assertFailed(
        times(DATE, LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 2)),
        Check.TIMESTAMP_NOT_FUTURE,
        1,
        "id1 (2026-03-02)");
  }

  @Test
  void s3TimesThatClocksSkipAreCounted() {
    zone = Optional.of(ZoneId.of("Europe/Berlin"));
    positions.put("timezone", new Position(21, 9));
    LocalDateTime gap = local("2025-03-30T02:00:00");
    DatasetReport report =
        times(
            LOCAL,
            gap.minusNanos(1_000),
            gap,
            gap.plusMinutes(59),
            gap.plusHours(1),
            local("2025-10-26T02:30:00"),
            local("2025-03-30T02:30:00").minusYears(1).plusDays(1));
    assertFailed(
        report,
        Check.TIMESTAMP_LOCAL_TIME,
        3,
        "id1 (2025-03-30T02:00)",
        "id2 (2025-03-30T02:59)",
        "id5 (2024-03-31T02:30)");
    assertThat(check(report, Check.TIMESTAMP_LOCAL_TIME).severity()).isEqualTo(Severity.WARNING);
    assertThat(check(report, Check.TIMESTAMP_LOCAL_TIME).at()).isEqualTo(new Position(21, 9));
    assertPassed(
        times(LOCAL, gap.minusNanos(1_000), gap.plusHours(1), null), Check.TIMESTAMP_LOCAL_TIME);
  }

  @Test
  void s3AZoneThatNeverChangesItsClocksHasNoGaps() {
    zone = Optional.of(ZoneId.of("+02:00"));
    assertPassed(times(LOCAL, local("2025-03-30T02:30:00")), Check.TIMESTAMP_LOCAL_TIME);
    assertThat(made(times(INSTANT, NOW))).doesNotContain(Check.TIMESTAMP_LOCAL_TIME);
  }

  @Test
  void s3AMidnightThatClocksSkipIsOfADateToo() {
    zone = Optional.of(ZoneId.of("America/Sao_Paulo"));
    assertFailed(
        times(DATE, LocalDate.of(2018, 11, 3), LocalDate.of(2018, 11, 4)),
        Check.TIMESTAMP_LOCAL_TIME,
        1,
        "id1 (2018-11-04)");
  }

  @Test
  void s3WithoutAZoneTheEvidenceIsShown() {
    TimeZone host = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    try {
      DatasetReport report =
          times(
              LOCAL,
              local("2025-03-30T02:30:00"),
              local("2025-10-26T02:30:00"),
              local("2025-10-26T02:45:00"),
              local("2026-03-01T12:30:00"),
              null);
      assertThat(check(report, Check.TIMESTAMP_ZONE).outcome()).isEqualTo(Outcome.FAILED);
      assertThat(check(report, Check.TIMESTAMP_ZONE).message())
          .contains("2025-03-30T02:30 to 2026-03-01T12:30")
          .contains("1 lie in the future as UTC")
          .contains("Europe/Berlin, 1 fall into hours that clocks skip and 2 into hours");
      assertThat(check(report, Check.TIMESTAMP_PLAUSIBLE).outcome()).isEqualTo(Outcome.SKIPPED);
      assertThat(report.times()).isEmpty();
    } finally {
      TimeZone.setDefault(host);
    }
  }

  @Test
  void s3TextIsATimeInTheDeclaredFormat() {
    timestampFormat = Optional.of(TimestampFormat.ISO_8601);
    positions.put("timestamp_format", new Position(5, 5));
    DatasetReport report =
        times(
            TEXT,
            "2026-03-01T11:00:00Z",
            "2026-03-01T12:00:00+01:00",
            "yesterday",
            "2026-03-01T11:00:00",
            null,
            "2026-03-01T13:00:01+01:00");
    assertFailed(report, Check.TIMESTAMP_FORMAT, 2, "id2 (yesterday)", "id3 (2026-03-01T11:00:00)");
    assertThat(check(report, Check.TIMESTAMP_FORMAT).at()).isEqualTo(new Position(5, 5));
    assertFailed(report, Check.TIMESTAMP_NOT_FUTURE, 1, "id5 (2026-03-01T13:00:01+01:00)");
    assertFailed(report, Check.TIMESTAMP_NOT_NULL, 1, "id4");
    assertPassed(report, Check.TIMESTAMP_ZONE);
    assertThat(report.firstTime()).contains(Instant.parse("2026-03-01T11:00:00Z"));
    assertThat(report.times().orElseThrow().counts().stream().mapToLong(c -> c).sum()).isEqualTo(3);
  }

  @Test
  void s3NumbersCountFrom1970() {
    timestampFormat = Optional.of(TimestampFormat.EPOCH_SECONDS);
    DatasetReport report =
        times(LONG, NOW.getEpochSecond(), NOW.getEpochSecond() + 1, 0L, Long.MAX_VALUE, null);
    assertFailed(report, Check.TIMESTAMP_FORMAT, 1, "id3 (9223372036854775807)");
    assertFailed(report, Check.TIMESTAMP_NOT_FUTURE, 1, "id1 (" + (NOW.getEpochSecond() + 1) + ")");
    assertFailed(report, Check.TIMESTAMP_PLAUSIBLE, 1, "id2 (0)");
  }

  @Test
  void rowsAreAsFreshAsDemanded() {
    demandFresh(Duration.ofHours(2));
    positions.put("checks.freshness", new Position(31, 3));
    assertPassed(times(INSTANT, NOW.minus(Duration.ofHours(2)), null), Check.FRESHNESS);
    DatasetReport report =
        times(INSTANT, NOW.minus(Duration.ofHours(2)).minus(MICRO), NOW.minusSeconds(90_000));
    assertThat(check(report, Check.FRESHNESS).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(check(report, Check.FRESHNESS).message()).contains("2h ago");
    assertThat(check(report, Check.FRESHNESS).at()).isEqualTo(new Position(31, 3));
  }

  @Test
  void aRowOfTheFutureMakesNothingFresh() {
    demandFresh(Duration.ofHours(2));
    DatasetReport report = times(INSTANT, NOW.plusSeconds(1), NOW.minusSeconds(7_201));
    assertThat(check(report, Check.FRESHNESS).outcome()).isEqualTo(Outcome.FAILED);
    assertPassed(times(INSTANT, NOW.plusSeconds(1), NOW.minusSeconds(7_200)), Check.FRESHNESS);
    assertThat(check(times(INSTANT, NOW.plusSeconds(1)), Check.FRESHNESS).outcome())
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void freshnessIsAskedForOrNotChecked() {
    assertThat(made(times(INSTANT, NOW.minusSeconds(1_000_000)))).doesNotContain(Check.FRESHNESS);
  }

  @Test
  void rowsLieOverAboutThirtyRoundTimes() {
    rows(List.of(), 48, i -> new @Nullable Object[0]);
    TimeHistogram times = validate().times().orElseThrow();
    assertThat(times.width()).isEqualTo(Duration.ofMinutes(5));
    assertThat(times.start()).isEqualTo(Instant.parse("2026-03-01T11:10:00Z"));
    assertThat(times.counts()).containsExactly(2L, 5L, 5L, 5L, 5L, 5L, 5L, 5L, 5L, 5L, 1L);
  }

  @Test
  void aTimeWithoutRowsIsABucketOfNone() {
    DatasetReport report = times(INSTANT, NOW.minus(Duration.ofDays(31)), NOW);
    TimeHistogram times = report.times().orElseThrow();
    assertThat(times.width()).isEqualTo(Duration.ofDays(1));
    assertThat(times.counts()).hasSize(32).startsWith(1L, 0L).endsWith(0L, 1L);
    zone = Optional.of(ZoneId.of("Europe/Berlin"));
    TimeHistogram days =
        times(DATE, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 3), null).times().orElseThrow();
    assertThat(days.counts()).containsExactly(1L, 0L, 1L);
    assertThat(days.start()).isEqualTo(Instant.parse("2025-12-31T23:00:00Z"));
  }
}
