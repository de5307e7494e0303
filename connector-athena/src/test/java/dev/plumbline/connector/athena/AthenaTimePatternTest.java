package dev.plumbline.connector.athena;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AthenaTimePatternTest {
  @Test
  void writesFieldsAndLiterals() {
    assertThat(AthenaTimePattern.of("d 'o''clock'").orElseThrow().written("t"))
        .contains("concat(CAST(day(t) AS VARCHAR), ' ', 'o''clock')");
    assertThat(AthenaTimePattern.of("HH'h'").orElseThrow().written("t"))
        .contains("concat(lpad(CAST(hour(t) AS VARCHAR), 2, '0'), 'h')");
  }

  @Test
  void takesNoLiteralForThePlaceOfAnOperand() {
    assertThat(AthenaTimePattern.of("d'{0}'").orElseThrow().written("t"))
        .contains("concat(CAST(day(t) AS VARCHAR), '{0}')");
  }

  @Test
  void readsTextOfThePatternOnly() {
    assertThat(AthenaTimePattern.of("dd.MM.yyyy").orElseThrow().read("c").orElseThrow())
        .contains("'^([0-9][0-9])\\.([0-9][0-9])\\.(")
        .contains("'$3-$2-$1 00:00:00'")
        .startsWith("IF(regexp_like(c, ");
  }

  @Test
  void refusesWhatIsNoDateOrSaysAFieldTwice() {
    assertThat(AthenaTimePattern.of("HH:mm").orElseThrow().read("c")).isEmpty();
    assertThat(AthenaTimePattern.of("yyyy MM M").orElseThrow().read("c")).isEmpty();
    assertThat(AthenaTimePattern.of("yyyy Q").orElseThrow().read("c")).isEmpty();
    assertThat(AthenaTimePattern.of("YYYY").orElseThrow().written("c")).isEmpty();
    assertThat(AthenaTimePattern.of("yyyy[-MM]")).isEmpty();
    assertThat(AthenaTimePattern.of("yyyy 'open")).isEmpty();
  }
}
