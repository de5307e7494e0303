package dev.plumbline.runtime;

import static dev.plumbline.runtime.config.FieldType.Kind.CATEGORICAL;
import static dev.plumbline.runtime.config.FieldType.Kind.IMAGE_URL;
import static dev.plumbline.runtime.config.FieldType.Kind.NUMERIC;
import static dev.plumbline.runtime.config.FieldType.Kind.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.validate.Basis;
import dev.plumbline.runtime.validate.Check;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Severity;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueChecksTest extends ValidationFixture {
  private static final ArrowType SINGLE =
      new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
  private static final ArrowType MONEY = new ArrowType.Decimal(10, 2, 128);

  @Test
  void aNullRatioAtItsThresholdPasses() {
    demand("x", "0.25", null, null);
    DatasetReport report = values(NUMERIC, LONG, 1L, null, 3L, 4L);
    assertPassed(report, Check.NULL_RATIO);
    assertThat(profile(report, "x").nulls()).hasValue(1);
  }

  @Test
  void aNullRatioAboveItsThresholdFails() {
    demand("x", "0.25", null, null);
    positions.put("checks.x.max_null_ratio", new Position(9, 5));
    DatasetReport report = values(NUMERIC, LONG, 1L, null, 3L, 4L, null, 6L, null);
    assertFailed(report, Check.NULL_RATIO, 3, "id1", "id4", "id6");
    assertThat(check(report, Check.NULL_RATIO).at()).isEqualTo(new Position(9, 5));
    assertThat(check(report, Check.NULL_RATIO).message()).contains("42.86%", "25%");
  }

  @Test
  void nullsAreNoFailureWithoutAThreshold() {
    DatasetReport report = values(NUMERIC, LONG, null, 1L, null);
    assertThat(made(report)).doesNotContain(Check.NULL_RATIO, Check.RANGE, Check.ALLOWED_VALUES);
    assertThat(failed(report)).isEmpty();
  }

  @Test
  void aFeatureThatHasNoValueAtAllFails() {
    DatasetReport report = values(STRING, TEXT, null, null);
    assertFailed(report, Check.NOT_ALL_NULL, 2);
    assertThat(check(report, Check.NOT_ALL_NULL).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void aPredictionHasAValueInEveryRow() {
    predictions.put("x", FieldType.of(NUMERIC));
    rows(List.of(column("x", DOUBLE)), 3, i -> new @Nullable Object[] {i == 1 ? null : 0.5});
    assertFailed(validate(), Check.PREDICTION_NOT_NULL, 1, "id1");
    assertThat(made(validate())).doesNotContain(Check.NOT_ALL_NULL);
  }

  @Test
  void aRangeHasBothEndsInside() {
    demand("x", null, "-1.5", "2");
    assertPassed(values(NUMERIC, DOUBLE, -1.5, 2.0, -0.0, null), Check.RANGE);
    DatasetReport report =
        values(NUMERIC, DOUBLE, -1.5, Math.nextDown(-1.5), 2.0, Math.nextUp(2.0), null);
    assertFailed(
        report,
        Check.RANGE,
        2,
        "id1 (" + Math.nextDown(-1.5) + ")",
        "id3 (" + Math.nextUp(2.0) + ")");
    assertThat(check(report, Check.RANGE).at()).isEqualTo(new Position(7, 3));
    assertThat(check(report, Check.RANGE).basis().kind()).isEqualTo(Basis.Kind.SCAN);
  }

  @Test
  void naNIsOutsideOfEveryRange() {
    demand("x", null, "0", null);
    assertFailed(values(NUMERIC, DOUBLE, 1.0, Double.NaN), Check.RANGE, 1, "id1 (NaN)");
    assertPassed(values(NUMERIC, DOUBLE, 0.0, Double.POSITIVE_INFINITY), Check.RANGE);
  }

  @Test
  void theEndOfARangeIsOfTheColumnsOwnType() {
    demand("x", null, "0.1", "0.3");
    assertPassed(values(NUMERIC, SINGLE, 0.1f, 0.3f), Check.RANGE);
    demand("x", null, "0.1", "0.31");
    assertPassed(
        values(NUMERIC, MONEY, new BigDecimal("0.10"), new BigDecimal("0.31")), Check.RANGE);
    assertFailed(
        values(NUMERIC, MONEY, new BigDecimal("0.09"), new BigDecimal("0.32")),
        Check.RANGE,
        2,
        "id0 (0.09)",
        "id1 (0.32)");
    demand("x", null, "0.5", "2.5");
    assertFailed(values(NUMERIC, LONG, 0L, 1L, 2L, 3L), Check.RANGE, 2, "id0 (0)", "id3 (3)");
  }

  @Test
  void aRangeBeyondWhatTheTypeHoldsIsDecidedToo() {
    demand("x", null, "-1e30", "1e30");
    assertPassed(values(NUMERIC, LONG, Long.MIN_VALUE, Long.MAX_VALUE), Check.RANGE);
    demand("x", null, "1e30", null);
    assertFailed(values(NUMERIC, LONG, 5L, null), Check.RANGE, 1, "id0 (5)");
    demand("x", null, "1e30", null);
    assertFailed(values(NUMERIC, MONEY, BigDecimal.ONE, null), Check.RANGE, 1, "id0 (1.00)");
  }

  @Test
  void aValueIsOneOfThoseAllowed() {
    demand("x", null, null, null, "a", "it's", "back\\slash");
    assertPassed(values(CATEGORICAL, TEXT, "a", "it's", "back\\slash", null), Check.ALLOWED_VALUES);
    assertFailed(
        values(CATEGORICAL, TEXT, "a", "A", "", "it"),
        Check.ALLOWED_VALUES,
        3,
        "id1 (A)",
        "id2 ()",
        "id3 (it)");
  }

  @Test
  void allowedNumbersAreComparedAsNumbers() {
    demand("x", null, null, null, "1", "2.0", "3.5", "none");
    assertFailed(values(CATEGORICAL, LONG, 1L, 2L, 3L), Check.ALLOWED_VALUES, 1, "id2 (3)");
    assertFailed(
        values(NUMERIC, DOUBLE, 1.0, 3.5, Double.NaN, -0.0),
        Check.ALLOWED_VALUES,
        2,
        "id2 (NaN)",
        "id3 (-0.0)");
    demand("x", null, null, null, "TRUE");
    assertFailed(
        values(CATEGORICAL, BOOLEAN, true, false, null), Check.ALLOWED_VALUES, 1, "id1 (false)");
    demand("x", null, null, null, "none");
    assertFailed(values(CATEGORICAL, LONG, 1L, null), Check.ALLOWED_VALUES, 1, "id0 (1)");
  }

  @Test
  void numbersAreFinite() {
    assertPassed(
        values(NUMERIC, DOUBLE, Double.MAX_VALUE, -Double.MAX_VALUE, -0.0, null),
        Check.NUMBER_FINITE);
    assertFailed(
        values(
            NUMERIC,
            DOUBLE,
            1.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            null),
        Check.NUMBER_FINITE,
        3,
        "id1 (NaN)",
        "id2 (Infinity)",
        "id3 (-Infinity)");
    assertFailed(
        values(NUMERIC, SINGLE, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY),
        Check.NUMBER_FINITE,
        2,
        "id1 (NaN)",
        "id2 (-Infinity)");
    features.clear();
    assertThat(made(values(NUMERIC, LONG, 1L))).doesNotContain(Check.NUMBER_FINITE);
  }

  @Test
  void textIsNotBlank() {
    assertPassed(values(STRING, TEXT, "a", " b ", null), Check.TEXT_NOT_BLANK);
    DatasetReport report = values(STRING, TEXT, "a", "", "   ", null);
    assertFailed(report, Check.TEXT_NOT_BLANK, 2, "id1", "id2");
    assertThat(check(report, Check.TEXT_NOT_BLANK).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void anImageHasASchemeThatCanBeFetched() {
    assertPassed(
        values(
            IMAGE_URL,
            TEXT,
            "http://a/b.png",
            "HTTPS://a",
            "s3://bucket/key",
            "s3a://bucket/key",
            "gs://b/k",
            "abfss://c@a.dfs.core.windows.net/x",
            "data:image/png;base64,AAAA",
            null),
        Check.IMAGE_URL);
    assertFailed(
        values(IMAGE_URL, TEXT, "file:///etc/x", "b.png", "s4://x", "xhttp://a", "http:/a"),
        Check.IMAGE_URL,
        5,
        "id0 (file:///etc/x)",
        "id1 (b.png)",
        "id2 (s4://x)",
        "id3 (xhttp://a)",
        "id4 (http:/a)");
  }

  @Test
  void aFeatureThatNeverChangesIsTold() {
    DatasetReport report = values(NUMERIC, DOUBLE, repeated(100, 7.5));
    assertFailed(report, Check.NOT_CONSTANT, 100);
    assertThat(check(report, Check.NOT_CONSTANT).message()).contains("'7.5'");
    assertThat(check(report, Check.NOT_CONSTANT).severity()).isEqualTo(Severity.INFO);
    @Nullable Object[] zeros = repeated(100, 0.0);
    zeros[5] = -0.0;
    zeros[6] = null;
    assertFailed(values(NUMERIC, DOUBLE, zeros), Check.NOT_CONSTANT, 100);
    assertFailed(
        values(FieldType.Kind.BOOLEAN, BOOLEAN, repeated(100, true)), Check.NOT_CONSTANT, 100);
  }

  @Test
  void aFeatureOfTwoValuesPasses() {
    @Nullable Object[] texts = repeated(100, "a");
    texts[99] = "b";
    assertPassed(values(STRING, TEXT, texts), Check.NOT_CONSTANT);
    assertPassed(values(CATEGORICAL, TEXT, texts), Check.NOT_CONSTANT);
    @Nullable Object[] numbers = repeated(100, 1L);
    numbers[0] = 2L;
    assertPassed(values(CATEGORICAL, LONG, numbers), Check.NOT_CONSTANT);
    @Nullable Object[] naN = repeated(100, 1.0);
    naN[0] = Double.NaN;
    assertPassed(values(NUMERIC, DOUBLE, naN), Check.NOT_CONSTANT);
  }

  @Test
  void ninetyNineRowsAreTooFewToTell() {
    assertPassed(values(NUMERIC, LONG, repeated(99, 1L)), Check.NOT_CONSTANT);
    assertFailed(values(NUMERIC, LONG, repeated(100, 1L)), Check.NOT_CONSTANT, 100);
    assertPassed(values(NUMERIC, LONG, repeated(100, null)), Check.NOT_CONSTANT);
  }

  @Test
  void aCategoryRecurs() {
    @Nullable Object[] all = IntStream.range(0, 2_002).mapToObj(i -> "v" + i / 2).toArray();
    DatasetReport half = values(CATEGORICAL, TEXT, all);
    assertPassed(half, Check.CATEGORY_COUNT);
    assertThat(profile(half, "x").distinct()).hasValue(1_001);
    all[1] = "other";
    DatasetReport report = values(CATEGORICAL, TEXT, all);
    assertFailed(report, Check.CATEGORY_COUNT, 1_002);
    assertThat(check(report, Check.CATEGORY_COUNT).message()).contains("exactly");
    @Nullable Object[] thousand =
        IntStream.range(0, 1_000).mapToObj(i -> (Object) (long) i).toArray();
    assertPassed(values(CATEGORICAL, LONG, thousand), Check.CATEGORY_COUNT);
  }

  @Test
  void categoriesAreSpelledInOneWay() {
    assertPassed(values(CATEGORICAL, TEXT, "a", "b", "a", null, "ä"), Check.CATEGORY_SPELLING);
    DatasetReport report =
        values(CATEGORICAL, TEXT, "Paris", "paris", " paris", "Rome", "rome", "Oslo", null);
    assertFailed(
        report, Check.CATEGORY_SPELLING, 3, "' paris' and 'paris' and 1 more", "'Rome' and 'rome'");
    features.clear();
    assertThat(made(values(STRING, TEXT, "a", "A"))).doesNotContain(Check.CATEGORY_SPELLING);
  }
}
