package dev.plumbline.integration.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One text for each value, and the same name for each type. */
class CanonicalTest {
  @ParameterizedTest
  @CsvSource({
    "double, 1.0, 1.0000000000000002",
    "double, 1.0, 1.0000000000000009",
    "double, 0.0, 4.9E-324",
    "double, 1.7976931348623157E308, 1.7976931348623155E308",
    "real, 1.0, 1.0000001"
  })
  void fewLastBitsAreNear(String type, String left, String right) {
    assertThat(Canonical.nearly(Type.of(type), left, right)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "double, 1.0, 1.000000000000002",
    "double, 0.0, -0.0",
    "double, Infinity, 1.0",
    "double, 1.7976931348623157E308, Infinity",
    "double, Infinity, -Infinity",
    "double, NaN, 1.0",
    "real, 1.0, 1.000001",
    "varchar, 1.0, 1.0000000000000002",
    "bigint, 1, 2"
  })
  void moreIsNot(String type, String left, String right) {
    assertThat(Canonical.nearly(Type.of(type), left, right)).isFalse();
  }

  @Test
  void valuesKeepWhatTheirTypesKeep() {
    assertThat(Canonical.text(-0.0)).isEqualTo("-0.0");
    assertThat(Canonical.text(new BigDecimal("1E+3").setScale(2))).isEqualTo("1000.00");
    assertThat(Canonical.text(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000000Z");
    assertThat(Canonical.text(LocalDateTime.parse("2021-03-04T05:06:07.000000001")))
        .isEqualTo("2021-03-04T05:06:07.000000001");
    assertThat(Canonical.text(new byte[] {0, -1})).isEqualTo("00ff");
    assertThat(Canonical.text(Arrays.asList("a\"", null, "NULL")))
        .isEqualTo("[\"a\\\"\",NULL,\"NULL\"]");
    assertThat(Canonical.text(Map.of("b", 2, "a", 1))).isEqualTo("{\"a\":1,\"b\":2}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STRUCT(a INTEGER, b DECIMAL(18,4)[]) | struct<a:integer,b:array<decimal(18,4)>>",
        "row(\"a\" integer, b array(decimal(18,4))) | struct<a:integer,b:array<decimal(18,4)>>",
        "map(varchar(3), timestamp(6) with time zone) | map<varchar,instant>",
        "TIMESTAMP WITH TIME ZONE | instant",
        "timestamp(3) | timestamp",
        "float8 | double"
      })
  void typesOfEnginesHaveOneName(String engine, String own) {
    assertThat(Type.of(engine).text()).isEqualTo(own);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STRUCT<a: BIGINT NOT NULL, b: MAP<STRING, FLOAT>> | struct<a:bigint,b:map<varchar,real>>",
        "ARRAY<TIMESTAMP> | array<instant>",
        "TIMESTAMP_NTZ | timestamp",
        "BINARY | varbinary"
      })
  void typesOfSparkHaveTheSame(String spark, String own) {
    assertThat(Type.ofSpark(spark).text()).isEqualTo(own);
  }
}
