package dev.plumbline.integration.functions;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** Booleans and numbers: ends of ranges, signs of zero, halves, and what no decimal fraction is. */
final class NastyNumbers {
  static final List<Boolean> BOOLEANS = List.of(true, false);

  static final List<Byte> TINYINTS =
      Stream.of(0, 1, -1, 2, 5, 7, 10, 31, 100, -5, 127, -128).map(Integer::byteValue).toList();

  static final List<Short> SMALLINTS =
      Stream.of(0, 1, -1, 2, 3, 12, 60, 128, -129, 1000, -999, 32767, -32768)
          .map(Integer::shortValue)
          .toList();

  static final List<Integer> INTEGERS =
      List.of(
          0,
          1,
          -1,
          2,
          3,
          -2,
          5,
          7,
          12,
          -13,
          24,
          31,
          60,
          100,
          127,
          255,
          365,
          1000,
          -1000,
          2021,
          9999,
          10000,
          65535,
          123456,
          -123456,
          1_000_000,
          16_777_217,
          2_147_483_646,
          Integer.MAX_VALUE,
          Integer.MIN_VALUE,
          -2_147_483_647);

  static final List<Long> BIGINTS =
      List.of(
          0L,
          1L,
          -1L,
          2L,
          10L,
          -10L,
          63L,
          64L,
          100L,
          1_000L,
          86_400L,
          -86_400L,
          1_000_000_000L,
          1_616_894_999L,
          -62_135_596_800L,
          253_402_300_799L,
          2_147_483_648L,
          -2_147_483_649L,
          1_616_894_999_123L,
          4_294_967_296L,
          9_007_199_254_740_991L,
          9_007_199_254_740_993L,
          -9_007_199_254_740_993L,
          1_000_000_000_000_000_000L,
          Long.MAX_VALUE - 1,
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          Long.MIN_VALUE + 1);

  static final List<Float> REALS =
      List.of(
          0f,
          -0f,
          1f,
          -1f,
          0.1f,
          0.5f,
          1.5f,
          2.5f,
          -2.5f,
          3.4f,
          16_777_216f,
          1e10f,
          -1e-10f,
          Float.MIN_VALUE,
          Float.MAX_VALUE,
          -Float.MAX_VALUE,
          Float.NaN,
          Float.POSITIVE_INFINITY,
          Float.NEGATIVE_INFINITY);

  static final List<Double> DOUBLES =
      List.of(
          0.0,
          -0.0,
          1.0,
          -1.0,
          0.1,
          -0.1,
          0.5,
          -0.5,
          1.5,
          2.5,
          3.5,
          -2.5,
          -3.5,
          0.49999999999999994,
          2.675,
          1.005,
          -1.005,
          10.0,
          99.995,
          123.456,
          -123.456,
          1234567.891,
          0.001,
          0.0009999,
          1e7,
          12345678.9,
          1e15,
          123456789012345680.0,
          9007199254740992.0,
          4503599627370495.5,
          2147483647.5,
          -2147483649.0,
          9.223372036854776e18,
          -9.3e18,
          1e-7,
          1e308,
          -1e308,
          Double.MIN_VALUE,
          2.2250738585072014e-308,
          Double.MAX_VALUE,
          Math.PI,
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY);

  static final List<BigDecimal> DECIMALS =
      Stream.of(
              "0.0000",
              "1.0000",
              "-1.0000",
              "0.5000",
              "-0.5000",
              "1.5000",
              "2.5000",
              "3.5000",
              "-2.5000",
              "0.0001",
              "-0.0001",
              "0.0050",
              "1.0050",
              "10.9999",
              "123.4560",
              "-123.4560",
              "99.9950",
              "32768.0000",
              "2147483647.5000",
              "2147483648.0000",
              "12345678901234.5678",
              "99999999999999.9999",
              "-99999999999999.9999")
          .map(BigDecimal::new)
          .toList();

  static final List<BigDecimal> BIG_DECIMALS =
      Stream.of(
              "0.0000000000",
              "1.0000000000",
              "-1.0000000000",
              "0.0000000001",
              "2.5000000000",
              "-2.5000000000",
              "3.1415926535",
              "100.0000000000",
              "9223372036854775807.0000000000",
              "9223372036854775808.5000000000",
              "-9223372036854775809.0000000000",
              "1234567890123456789012345678.0123456789",
              "9999999999999999999999999999.9999999999",
              "-9999999999999999999999999999.9999999999")
          .map(BigDecimal::new)
          .toList();

  private NastyNumbers() {}
}
