package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.spi.Amount;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "999, 999 bytes",
    "1000, 1.0 kB",
    "9949, 9.9 kB",
    "9950, 10 kB",
    "999499, 999 kB",
    "999500, 1.0 MB",
    "3200000, 3.2 MB",
    "9223372036854775807, 9.2 EB"
  })
  void showsBytesWithTwoOrThreeDigits(long bytes, String text) {
    assertThat(Units.bytes(bytes)).isEqualTo(text);
  }

  @Test
  void showsDurationsInTheUnitThatFits() {
    assertThat(Units.duration(Duration.ofMillis(7))).isEqualTo("7 ms");
    assertThat(Units.duration(Duration.ofMillis(1_250))).isEqualTo("1.3 s");
    assertThat(Units.duration(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
  }

  @Test
  void saysHowSureAnAmountIs() {
    assertThat(Units.amount(Amount.exactly(1_000), Units::count)).isEqualTo("1,000");
    assertThat(Units.amount(Amount.about(5), Units::count)).isEqualTo("about 5");
    assertThat(Units.amount(Amount.bounded(5), Units::count)).isEqualTo("at most 5");
    assertThat(Units.amount(new Amount(OptionalLong.of(5), OptionalLong.of(9)), Units::count))
        .isEqualTo("about 5, at most 9");
    assertThat(Units.amount(Amount.UNKNOWN, Units::count)).isEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, 0 %",
    "10, 10, 100 %",
    "1, 100000000, < 0.01 %",
    "99999999, 100000000, > 99.99 %",
    "37, 100792, 0.04 %",
    "41, 1000, 4.1 %",
    "999, 1000, 99.90 %"
  })
  void saysNothingAndEverythingOnlyWhereItIs(long part, long whole, String text) {
    assertThat(Units.share(part, whole)).isEqualTo(text);
  }

  @Test
  void saysSpansInTheLargestUnitThatTheyAreAMultipleOf() {
    assertThat(Units.span(Duration.ofDays(14))).isEqualTo("14 days");
    assertThat(Units.span(Duration.ofHours(36))).isEqualTo("36 hours");
    assertThat(Units.span(Duration.ofMinutes(1))).isEqualTo("1 minute");
    assertThat(Units.span(Duration.ofSeconds(61))).isEqualTo("61 seconds");
    assertThat(Units.about(Duration.ofMinutes(4_032))).isEqualTo("2.8 days");
    assertThat(Units.about(Duration.ofDays(2))).isEqualTo("2 days");
    assertThat(Units.about(Duration.ofHours(1))).isEqualTo("60 minutes");
    assertThat(Units.about(Duration.ofSeconds(30))).isEqualTo("30 seconds");
    assertThat(Units.each(Duration.ofHours(1))).isEqualTo("hour");
    assertThat(Units.each(Duration.ofHours(6))).isEqualTo("6 hours");
  }
}
