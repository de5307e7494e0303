package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.TimestampFormat;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ErrorCode;
import dev.plumbline.spi.StandardErrorCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimestampFormatTest extends ShelfFixture {
  private static final ArrowType FLOAT = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);

  private Plumbline events(
      @Nullable TimestampFormat format, ArrowType type, @Nullable Object... times) {
    timestampFormat = Optional.ofNullable(format);
    features.put("n", FieldType.of(FieldType.Kind.NUMERIC));
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      rows.add(row("r" + i, times[i], (long) i));
    }
    table("events", List.of(column("id", TEXT), column("at", type), column("n", LONG)), rows);
    return open(dataset(DatasetRole.SERVING, "events"));
  }

  private static List<String> times(Plumbline plumbline) {
    return read(plumbline, ReadRequest.builder("churn.serving").columns(List.of("at")).build());
  }

  private static ErrorCode failure(Plumbline plumbline) {
    ConnectorException failure =
        catchThrowableOfType(ConnectorException.class, () -> times(plumbline));
    assertThat(failure).as("a failure").isNotNull();
    return failure.code();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-03T04:05:06Z, 2026-02-03T04:05:06Z",
    "2026-02-03T04:05:06.123456Z, 2026-02-03T04:05:06.123456Z",
    "2026-02-03T04:05:06.123456789Z, 2026-02-03T04:05:06.123456Z",
    "2026-02-03T04:05Z, 2026-02-03T04:05:00Z",
    "2026-02-03 04:05:06+02:00, 2026-02-03T02:05:06Z",
    "2026-02-03T04:05:06-0530, 2026-02-03T09:35:06Z",
    "2026-02-03T04:05:06+01, 2026-02-03T03:05:06Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999999Z",
    "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
  })
  void s3ReadsTextWithAnOffsetAsTheInstantThatItIs(String text, Instant instant) {
    assertThat(times(events(TimestampFormat.ISO_8601, TEXT, text)))
        .containsExactly(instant.toString());
    zone = Optional.of(ZoneId.of("Asia/Tokyo"));
    assertThat(times(events(TimestampFormat.ISO_8601, TEXT, text)))
        .containsExactly(instant.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-07-01T12:00:00.5, 2026-07-01T12:00:00.500Z",
    "Europe/Berlin, 2026-07-01T12:00:00, 2026-07-01T10:00:00Z",
    "Europe/Berlin, 2026-01-01 12:00, 2026-01-01T11:00:00Z",
    "Europe/Berlin, 2026-07-01, 2026-06-30T22:00:00Z",
    "Asia/Kathmandu, 2026-07-01, 2026-06-30T18:15:00Z",
  })
  void s3ReadsTextWithoutAnOffsetInTheDatasetsZone(String id, String text, Instant instant) {
    zone = Optional.of(ZoneId.of(id));
    assertThat(times(events(TimestampFormat.ISO_8601, TEXT, text)))
        .containsExactly(instant.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "yesterday",
        "12:00 CET",
        "2026-02-03T12:00:00 CET",
        "2026-02-03T12:00:00 Europe/Berlin",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-02-03T24:00:00Z",
        "2026-02-03T23:59:60Z",
        "2026-02-03T12:00:00+25:00",
        "2026-2-3T12:00:00Z",
        "20260203T120000Z",
        "2026-02-03T12:00:00z",
        "1770091200",
      })
  void s3FailsOnTextThatIsNoTimeInsteadOfReadingNull(String text) {
    zone = Optional.of(ZoneId.of("UTC"));
    Plumbline plumbline =
        events(TimestampFormat.ISO_8601, TEXT, "2026-02-03T04:05:06Z", text, null);
    assertThat(failure(plumbline)).isEqualTo(StandardErrorCode.CORRUPT_DATA);
  }

  @Test
  void s3NamesTheColumnAndTheValueThatIsNoTime() {
    ConnectorException failure =
        catchThrowableOfType(
            ConnectorException.class,
            () -> times(events(TimestampFormat.ISO_8601, TEXT, "it's\nlate")));
    assertThat(failure).hasMessageContaining("'at'").hasMessageContaining("it's?late");
  }

  @Test
  void s3FailsOnTextWithoutAnOffsetWhereTheDatasetHasNoZone() {
    assertThat(failure(events(TimestampFormat.ISO_8601, TEXT, "2026-02-03T12:00:00")))
        .isEqualTo(StandardErrorCode.CORRUPT_DATA);
  }

  @Test
  void s3KeepsNullAsNull() {
    assertThat(times(events(TimestampFormat.ISO_8601, TEXT, (Object) null)))
        .containsExactly("NULL");
    assertThat(times(events(TimestampFormat.EPOCH_SECONDS, DOUBLE, (Object) null)))
        .containsExactly("NULL");
  }

  @Test
  void s3ReadsEpochNumbersOfEveryType() {
    String second = "2026-02-03T04:05:06Z";
    long seconds = Instant.parse(second).getEpochSecond();
    assertThat(times(events(TimestampFormat.EPOCH_SECONDS, LONG, seconds, -1L)))
        .containsExactly("1969-12-31T23:59:59Z", second);
    assertThat(
            times(
                events(TimestampFormat.EPOCH_SECONDS, new ArrowType.Int(32, true), (int) seconds)))
        .containsExactly(second);
    assertThat(times(events(TimestampFormat.EPOCH_MILLIS, LONG, seconds * 1000 + 7)))
        .containsExactly("2026-02-03T04:05:06.007Z");
    assertThat(times(events(TimestampFormat.EPOCH_SECONDS, DOUBLE, seconds + 0.123457, -0.25)))
        .containsExactly("1969-12-31T23:59:59.750Z", "2026-02-03T04:05:06.123457Z");
    assertThat(times(events(TimestampFormat.EPOCH_MILLIS, DOUBLE, seconds * 1000.0 + 0.5)))
        .containsExactly("2026-02-03T04:05:06.000500Z");
    assertThat(times(events(TimestampFormat.EPOCH_SECONDS, FLOAT, 1024.5f)))
        .containsExactly("1970-01-01T00:17:04.500Z");
    BigDecimal exact = BigDecimal.valueOf(seconds).add(new BigDecimal("0.123456999"));
    assertThat(
            times(
                events(
                    TimestampFormat.EPOCH_SECONDS,
                    new ArrowType.Decimal(38, 18, 128),
                    exact.setScale(18))))
        .containsExactly("2026-02-03T04:05:06.123456Z");
    assertThat(
            times(
                events(
                    TimestampFormat.EPOCH_MILLIS,
                    new ArrowType.Decimal(20, 0, 128),
                    BigDecimal.valueOf(seconds * 1000))))
        .containsExactly(second);
  }

  @Test
  void s3FailsOnNumbersThatAreNoTime() {
    assertThat(failure(events(TimestampFormat.EPOCH_SECONDS, DOUBLE, Double.NaN)))
        .isEqualTo(StandardErrorCode.CORRUPT_DATA);
    assertThat(failure(events(TimestampFormat.EPOCH_SECONDS, DOUBLE, Double.NEGATIVE_INFINITY)))
        .isEqualTo(StandardErrorCode.CORRUPT_DATA);
    assertThat(failure(events(TimestampFormat.EPOCH_SECONDS, LONG, 1_770_091_506_000L)))
        .isEqualTo(StandardErrorCode.CORRUPT_DATA);
    assertThat(failure(events(TimestampFormat.EPOCH_MILLIS, LONG, Long.MAX_VALUE)))
        .isEqualTo(StandardErrorCode.CORRUPT_DATA);
  }

  @ParameterizedTest
  @EnumSource(TimestampFormat.class)
  void s3RefusesAColumnThatTheFormatDoesNotFit(TimestampFormat format) {
    ArrowType wrong = format == TimestampFormat.ISO_8601 ? LONG : TEXT;
    assertThat(failure(events(format, wrong))).isEqualTo(StandardErrorCode.INVALID_CONFIGURATION);
    assertThat(failure(events(format, INSTANT))).isEqualTo(StandardErrorCode.INVALID_CONFIGURATION);
    assertThat(failure(events(null, wrong))).isEqualTo(StandardErrorCode.INVALID_CONFIGURATION);
  }

  @ParameterizedTest
  @CsvSource({
    "ISO_8601, text",
    "EPOCH_SECONDS, long",
    "EPOCH_SECONDS, double",
    "EPOCH_SECONDS, decimal",
    "EPOCH_MILLIS, long",
    "EPOCH_MILLIS, double",
    "EPOCH_MILLIS, decimal",
    "EPOCH_SECONDS, float",
  })
  void s4TimeRangesAreThoseOfTheInstants(TimestampFormat format, String kind) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Instant base = Instant.parse("2026-02-03T04:05:06Z");
    ArrowType type =
        switch (kind) {
          case "text" -> TEXT;
          case "long" -> LONG;
          case "double" -> DOUBLE;
          case "float" -> FLOAT;
          default -> new ArrowType.Decimal(25, 7, 128);
        };
    Object[] values = new Object[200];
    for (int i = 0; i < values.length; i++) {
      long micros = random.nextInt(3_000_000) - 1_000_000L;
      BigDecimal units =
          BigDecimal.valueOf(base.getEpochSecond() * 1_000_000 + micros)
              .movePointLeft(format == TimestampFormat.EPOCH_MILLIS ? 3 : 6);
      values[i] =
          switch (kind) {
            case "text" -> base.plus(micros, ChronoUnit.MICROS).toString();
            case "long" -> units.longValue();
            case "double" -> units.doubleValue();
            case "float" -> units.floatValue();
            default -> units.setScale(7, RoundingMode.UNNECESSARY);
          };
    }
    Plumbline plumbline = events(format, type, values);
    List<Instant> all = times(plumbline).stream().map(Instant::parse).toList();
    for (int i = 0; i < 20; i++) {
      Instant from =
          i % 2 == 0
              ? all.get(random.nextInt(all.size()))
              : base.plus(random.nextInt(2_000_000_000), ChronoUnit.NANOS);
      Instant until =
          i % 3 == 0
              ? from.plusNanos(1 + random.nextInt(5_000))
              : from.plusMillis(1 + random.nextInt(1_000));
      assertThat(
              read(
                  plumbline,
                  ReadRequest.builder("churn.serving")
                      .columns(List.of("at"))
                      .from(from)
                      .until(until)
                      .build()))
          .as("seed %d: [%s, %s)", seed, from, until)
          .containsExactlyElementsOf(
              all.stream()
                  .filter(t -> !t.isBefore(from) && t.isBefore(until))
                  .map(Instant::toString)
                  .sorted()
                  .toList());
    }
  }
}
