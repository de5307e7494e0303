package dev.plumbline.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LiteralTest {
  private static final ArrowType BOOL = new ArrowType.Bool();
  private static final ArrowType BYTE = new ArrowType.Int(8, true);
  private static final ArrowType UNSIGNED = new ArrowType.Int(8, false);
  private static final ArrowType LONG = new ArrowType.Int(64, true);
  private static final ArrowType DECIMAL = new ArrowType.Decimal(5, 2, 128);
  private static final ArrowType DOUBLE =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
  private static final ArrowType TEXT = new ArrowType.Utf8();
  private static final ArrowType BINARY = new ArrowType.Binary();
  private static final ArrowType DATE = new ArrowType.Date(DateUnit.DAY);
  private static final ArrowType TIME = new ArrowType.Time(TimeUnit.MICROSECOND, 64);
  private static final ArrowType LOCAL = new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
  private static final ArrowType ZONED = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");

  static Stream<Arguments> fitting() {
    return Stream.of(
        arguments(BOOL, true),
        arguments(LONG, 1L),
        arguments(DECIMAL, BigDecimal.ONE),
        arguments(DOUBLE, 1.5),
        arguments(TEXT, "x"),
        arguments(BINARY, ByteBuffer.wrap(new byte[1]).asReadOnlyBuffer()),
        arguments(DATE, LocalDate.EPOCH),
        arguments(TIME, LocalTime.NOON),
        arguments(LOCAL, LocalDateTime.MIN),
        arguments(ZONED, Instant.EPOCH));
  }

  @ParameterizedTest
  @MethodSource("fitting")
  void holdsTheJavaTypeOfItsArrowTypeAndNoOther(ArrowType type, Object value) {
    assertThat(new Literal(type, value).value()).isEqualTo(value);
    assertThat(new Literal(type, null).isNull()).isTrue();
    assertThatThrownBy(() -> new Literal(type, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsInstantsAndLocalTimesApart() {
    assertThatThrownBy(() -> new Literal(ZONED, LocalDateTime.MIN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Literal(LOCAL, Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Literal(LONG, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesANestedType() {
    assertThatThrownBy(() -> new Literal(new ArrowType.Struct(), "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments(BOOL, "true", true),
        arguments(BOOL, "false", false),
        arguments(BYTE, "-128", -128L),
        arguments(BYTE, "127", 127L),
        arguments(UNSIGNED, "255", 255L),
        arguments(LONG, "9223372036854775807", Long.MAX_VALUE),
        arguments(DECIMAL, "-1.5", new BigDecimal("-1.50")),
        arguments(DOUBLE, "1e3", 1000.0),
        arguments(DOUBLE, "NaN", Double.NaN),
        arguments(TEXT, " as it is ", " as it is "),
        arguments(TEXT, "", ""),
        arguments(DATE, "2024-02-29", LocalDate.of(2024, 2, 29)),
        arguments(TIME, "12:00", LocalTime.NOON),
        arguments(LOCAL, "2024-01-02T03:04:05", LocalDateTime.of(2024, 1, 2, 3, 4, 5)),
        arguments(LOCAL, "2024-01-02 03:04:05", LocalDateTime.of(2024, 1, 2, 3, 4, 5)),
        arguments(ZONED, "1970-01-01T01:00:00+01:00", Instant.EPOCH),
        arguments(ZONED, "1970-01-01 00:00:00Z", Instant.EPOCH));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsText(ArrowType type, String text, Object value) {
    assertThat(Literal.parse(type, text)).isEqualTo(new Literal(type, value));
  }

  static Stream<Arguments> brokenTexts() {
    return Stream.of(
        arguments(BOOL, "yes"),
        arguments(BOOL, "TRUE"),
        arguments(BYTE, "128"),
        arguments(BYTE, "-129"),
        arguments(UNSIGNED, "256"),
        arguments(UNSIGNED, "-1"),
        arguments(new ArrowType.Int(64, false), "-1"),
        arguments(LONG, "9223372036854775808"),
        arguments(LONG, "1.0"),
        arguments(LONG, " 1"),
        arguments(DECIMAL, "0.001"),
        arguments(DECIMAL, "1000.00"),
        arguments(DOUBLE, "one"),
        arguments(DATE, "2023-02-29"),
        arguments(TIME, "25:00"),
        arguments(LOCAL, "2024-01-02T03:04:05Z"),
        arguments(ZONED, "2024-01-02T03:04:05"));
  }

  @ParameterizedTest
  @MethodSource("brokenTexts")
  void refusesTextThatDoesNotFit(ArrowType type, String text) {
    assertThatThrownBy(() -> Literal.parse(type, text))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.CORRUPT_DATA))
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void readsEmptyTextAsNullInEveryTypeButText() {
    for (ArrowType type : List.of(BOOL, LONG, DECIMAL, DOUBLE, BINARY, DATE, TIME, LOCAL, ZONED)) {
      assertThat(Literal.parse(type, "").isNull()).isTrue();
    }
  }

  @Test
  void readsNoBinary() {
    assertThatThrownBy(() -> Literal.parse(BINARY, "00ff"))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.UNSUPPORTED_TYPE));
  }
}
