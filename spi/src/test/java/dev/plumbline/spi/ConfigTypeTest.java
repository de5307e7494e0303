package dev.plumbline.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigTypeTest {
  private static final Path BASE = Path.of("/base/folder");
  private static final ConfigType<String> ACCOUNT =
      ConfigType.text(Pattern.compile("\\d{12}"), "a 12-digit account id");
  private static final ConfigType<Long> PORT = ConfigType.whole(1, 65_535);
  private static final ConfigType<BigDecimal> RATIO =
      ConfigType.number(BigDecimal.ZERO, BigDecimal.ONE);
  private static final ConfigType<String> WORD = ConfigType.choice("red", "blue");

  private static UnresolvedText unresolved(String value) {
    return new UnresolvedText() {
      @Override
      public String reference() {
        return "${env:NAME}";
      }

      @Override
      public String resolve() {
        return value;
      }
    };
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments(ConfigType.text(), "a", "a"),
        arguments(ConfigType.text(), unresolved("from outside"), "from outside"),
        arguments(ACCOUNT, "123456789012", "123456789012"),
        arguments(WORD, "blue", "blue"),
        arguments(WORD, unresolved("red"), "red"),
        arguments(PORT, 1L, 1L),
        arguments(PORT, 65_535L, 65_535L),
        arguments(RATIO, 1L, new BigDecimal("1")),
        arguments(RATIO, new BigDecimal("0.25"), new BigDecimal("0.25")),
        arguments(ConfigType.flag(), true, true),
        arguments(ConfigType.flag(), false, false),
        arguments(ConfigType.duration(), "250ms", Duration.ofMillis(250)),
        arguments(ConfigType.duration(), "30s", Duration.ofSeconds(30)),
        arguments(ConfigType.duration(), "5m", Duration.ofMinutes(5)),
        arguments(ConfigType.duration(), "12h", Duration.ofHours(12)),
        arguments(ConfigType.duration(), "14d", Duration.ofDays(14)),
        arguments(ConfigType.size(), "7B", 7L),
        arguments(ConfigType.size(), "2kB", 2_000L),
        arguments(ConfigType.size(), "512MB", 512_000_000L),
        arguments(ConfigType.size(), "3GB", 3_000_000_000L),
        arguments(ConfigType.size(), "4TB", 4_000_000_000_000L),
        arguments(ConfigType.size(), "2KiB", 2L << 10),
        arguments(ConfigType.size(), "2MiB", 2L << 20),
        arguments(ConfigType.size(), "2GiB", 2L << 30),
        arguments(ConfigType.size(), "2TiB", 2L << 40),
        arguments(ConfigType.location(), "s3://bucket/key/../x", "s3://bucket/key/../x"),
        arguments(ConfigType.location(), "../lake", "/base/lake"),
        arguments(ConfigType.location(), "/abs/./lake", "/abs/lake"),
        arguments(ConfigType.column(), "text", new ArrowType.Utf8()),
        arguments(ConfigType.column(), "long", new ArrowType.Int(64, true)),
        arguments(
            ConfigType.column(),
            "double",
            new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
        arguments(ConfigType.column(), "boolean", new ArrowType.Bool()),
        arguments(ConfigType.column(), "date", new ArrowType.Date(DateUnit.DAY)),
        arguments(
            ConfigType.column(), "timestamp", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null)),
        arguments(ConfigType.list(PORT), List.of(80L, 443L), List.of(80L, 443L)),
        arguments(ConfigType.list(PORT), List.of(), List.of()),
        arguments(ConfigType.map(PORT), Map.of("a", 80L), Map.of("a", 80L)),
        arguments(
            ConfigType.map(ConfigType.list(WORD)),
            Map.of("a", List.of("red")),
            Map.of("a", List.of("red"))));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void accepts(ConfigType<?> type, Object given, Object expected) {
    assertThat(type.read(given, BASE)).isEqualTo(Optional.of(expected));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(ConfigType.text(), ""),
        arguments(ConfigType.text(), 5L),
        arguments(ConfigType.text(), unresolved("")),
        arguments(ACCOUNT, "1234567890123"),
        arguments(ACCOUNT, 123456789012L),
        arguments(WORD, "green"),
        arguments(WORD, "Red"),
        arguments(WORD, true),
        arguments(PORT, 0L),
        arguments(PORT, 65_536L),
        arguments(PORT, "80"),
        arguments(PORT, new BigDecimal("80")),
        arguments(RATIO, new BigDecimal("1.01")),
        arguments(RATIO, -1L),
        arguments(RATIO, "0.5"),
        arguments(ConfigType.flag(), "true"),
        arguments(ConfigType.flag(), "yes"),
        arguments(ConfigType.flag(), 1L),
        arguments(ConfigType.duration(), "30"),
        arguments(ConfigType.duration(), "30 s"),
        arguments(ConfigType.duration(), "-1s"),
        arguments(ConfigType.duration(), "1w"),
        arguments(ConfigType.duration(), 30L),
        arguments(ConfigType.size(), "512"),
        arguments(ConfigType.size(), "1.5GB"),
        arguments(ConfigType.size(), "1gb"),
        arguments(ConfigType.size(), "999999999TiB"),
        arguments(ConfigType.location(), ""),
        arguments(ConfigType.location(), "nul\0byte"),
        arguments(ConfigType.column(), "varchar"),
        arguments(ConfigType.list(PORT), "80"),
        arguments(ConfigType.list(PORT), List.of(80L, "443")),
        arguments(ConfigType.map(PORT), List.of(80L)),
        arguments(ConfigType.map(PORT), Map.of("a", "80")),
        arguments(ConfigType.map(PORT), Map.of("", 80L)),
        arguments(ConfigType.secret(), 5L),
        arguments(ConfigType.secret(), ""));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses(ConfigType<?> type, Object given) {
    assertThat(type.read(given, BASE)).isEmpty();
    assertThat(type.accepted()).isNotBlank();
  }

  @Test
  void aSecretTakesTextReferencesAndSecrets() {
    ConfigType<Secret> type = ConfigType.secret();
    Secret ready = Secret.literal("x");
    assertThat(type.read("in the file", BASE).orElseThrow().reveal()).isEqualTo("in the file");
    assertThat(type.read(ready, BASE)).containsSame(ready);
    Secret referred = type.read(unresolved("hidden"), BASE).orElseThrow();
    assertThat(referred.reference()).contains("${env:NAME}");
    assertThat(referred.reveal()).isEqualTo("hidden");
  }

  @Test
  void aListOrMapOfSecretsIsSecret() {
    assertThat(ConfigType.secret().isSecret()).isTrue();
    assertThat(ConfigType.list(ConfigType.secret()).isSecret()).isTrue();
    assertThat(ConfigType.map(ConfigType.secret()).isSecret()).isTrue();
    assertThat(ConfigType.list(ConfigType.text()).isSecret()).isFalse();
  }

  @Test
  void aMapKeepsTheOrderOfItsNames() {
    Map<String, Object> given = new LinkedHashMap<>();
    List<String> names = List.of("z", "a", "m", "b", "y");
    names.forEach(name -> given.put(name, 1L));
    assertThat(ConfigType.map(PORT).read(given, BASE).orElseThrow().keySet())
        .containsExactlyElementsOf(names);
  }

  @Test
  void describesItselfAsJsonSchema() {
    assertThat(PORT.jsonSchema())
        .isEqualTo(Map.of("type", "integer", "minimum", 1L, "maximum", 65_535L));
    assertThat(WORD.jsonSchema()).isEqualTo(Map.of("enum", List.of("red", "blue")));
    assertThat(ConfigType.list(WORD).jsonSchema())
        .isEqualTo(Map.of("type", "array", "items", WORD.jsonSchema()));
    assertThat(ConfigType.map(PORT).jsonSchema())
        .isEqualTo(Map.of("type", "object", "additionalProperties", PORT.jsonSchema()));
    assertThat(ConfigType.secret().jsonSchema()).containsEntry("writeOnly", true);
  }

  @Test
  void thePatternsOfItsJsonSchemaAcceptWhatItReads() {
    assertThat("30s").matches((String) ConfigType.duration().jsonSchema().get("pattern"));
    assertThat("30").doesNotMatch((String) ConfigType.duration().jsonSchema().get("pattern"));
    assertThat("2GiB").matches((String) ConfigType.size().jsonSchema().get("pattern"));
    assertThat("123456789012").matches((String) ACCOUNT.jsonSchema().get("pattern"));
  }
}
