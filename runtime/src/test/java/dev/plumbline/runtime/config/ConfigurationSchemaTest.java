package dev.plumbline.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ConfigurationSchemaTest {
  private final Map<String, Object> schema = ConfigurationSchema.of(List.of(new ShelfConnector()));

  @Test
  void d2NamesExactlyTheKeysThatTheReaderKnows() {
    assertThat(keys(schema)).containsExactlyElementsOf(ConfigurationReader.KEYS);
    assertThat(keys(at(schema, "$defs", "model")))
        .containsExactlyInAnyOrder(
            "version",
            "type",
            "raw_inputs",
            "features",
            "predictions",
            "serving",
            "training",
            "testing",
            "actuals");
    assertThat(keys(at(schema, "$defs", "dataset")))
        .containsExactlyInAnyOrderElementsOf(DatasetReader.KEYS);
    assertThat(keys(at(schema, "$defs", "actuals")))
        .containsExactlyInAnyOrderElementsOf(
            DatasetReader.KEYS.stream()
                .filter(key -> !FieldReader.GROUPS.contains(key))
                .filter(key -> !key.equals("labels_as_of") && !key.equals("sample_size"))
                .toList());
    assertThat(keys(at(schema, "$defs", "dataset", "properties", "checks")))
        .containsExactlyElementsOf(ChecksReader.OF_DATASET);
    assertThat(keys(at(schema, "$defs", "actuals", "properties", "checks")))
        .containsExactly("freshness");
    assertThat(keys(at(schema, "$defs", "fieldChecks")))
        .containsExactlyElementsOf(ChecksReader.OF_FIELD);
  }

  @Test
  void d2ChoosesTheKeysOfASourceByItsConnector() {
    Map<?, ?> source = at(schema, "properties", "sources", "additionalProperties");
    Map<?, ?> choice = (Map<?, ?>) ((List<?>) Objects.requireNonNull(source.get("allOf"))).get(0);
    assertThat(at(choice, "if", "properties", "connector")).isEqualTo(Map.of("const", "shelf"));
    Map<?, ?> then = at(choice, "then");
    assertThat(keys(then)).contains("connector", "path", "password", "port");
    assertThat(then.get("additionalProperties")).isEqualTo(false);
    assertThat(then.get("required")).isEqualTo(List.of("path"));
    assertThat(at(then, "properties", "region").get("anyOf")).asString().contains("env|file");
  }

  @Test
  void d2HasTheSameOrderEachTime() {
    assertThat(ConfigurationSchema.of(List.of(new ShelfConnector())).toString())
        .isEqualTo(schema.toString());
  }

  @Test
  void d2AcceptsAFileThatTheReaderAccepts() {
    assertThat(check(ConfigurationFile.VALID)).isEmpty();
    assertThat(check(ConfigurationFile.VALID.replace("port: 5439", "region: ${env:REGION}")))
        .isEmpty();
    assertThat(check(ConfigurationFile.VALID.replace("port: 5439", "port: ${env:PORT}"))).isEmpty();
    assertThat(check(ConfigurationFile.VALID.replace("{versionAsOf: 118}", "{spark.driver.x: 1}")))
        .isEmpty();
  }

  @Test
  void d2AcceptsEveryKeyOfADataset() {
    assertThat(check(ConfigurationFile.DEMANDING)).isEmpty();
    assertThat(
            check(
                ConfigurationFile.DEMANDING
                    .replace("sample_size: 0.1", "sample_size: ${env:SHARE}")
                    .replace("duplicate_ids: last", "duplicate_ids: ${env:POLICY}")
                    .replace("freshness: 2d", "freshness: ${env:AGE}")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version: 1 | version: 2",
        "engine: local | engine: spark",
        "connector: shelf | connector: self",
        "path: lake | pth: lake",
        "port: 5439 | port: 0",
        "port: 5439 | region: east",
        "type: binary | type: binry",
        "amount: numeric | amount: tensor",
        "dimensions: [8, 8] | dimensions: [0]",
        "dimensions: [16] | dimensions: [4, 4]",
        "predictions: {churned: boolean, proba: numeric, risk: numeric} | predictions: {}",
        "path: serving | table: {}",
        "id_column: prediction_id | id_colum: prediction_id",
        "{versionAsOf: 118} | {versionAsof: 118}",
        "path: actuals | feature: actuals",
        "path: serving | object_paths: serving",
        "path: serving | object_format: shelf",
        "timezone: Europe/Berlin | timestamp_format: epoch",
        "timezone: Europe/Berlin | duplicate_ids: Last",
        "timezone: Europe/Berlin | sample_size: 2",
        "timezone: Europe/Berlin | sample_size: 105%",
        "timezone: Europe/Berlin | maturity: 14",
        "timezone: Europe/Berlin | labels_as_of: []",
        "timezone: Europe/Berlin | checks: {freshness: 2}",
        "timezone: Europe/Berlin | checks: {label_coverage: -1%}",
        "timezone: Europe/Berlin | checks: {amount: {range: [0]}}",
        "timezone: Europe/Berlin | checks: {amount: {range: [0, 1, 2]}}",
        "timezone: Europe/Berlin | checks: {amount: {allowed: []}}",
        "timezone: Europe/Berlin | checks: {amount: {}}",
        "timezone: Europe/Berlin | checks: {amount: {max_null: 1}}",
      })
  void d2RefusesWhatTheReaderRefuses(String sound, String wrong) {
    assertThat(ConfigurationFile.VALID).contains(sound);
    assertThat(check(ConfigurationFile.VALID.replace(sound, wrong))).isNotEmpty();
  }

  private List<String> check(String yaml) {
    return new SchemaCheck(schema).problems(parse(yaml));
  }

  private static Object parse(String json) {
    return new Load(LoadSettings.builder().build()).loadFromString(json);
  }

  private static List<String> keys(Map<?, ?> schema) {
    return at(schema, "properties").keySet().stream().map(String::valueOf).toList();
  }

  private static Map<?, ?> at(Map<?, ?> tree, String... path) {
    Map<?, ?> at = tree;
    for (String key : path) {
      at = (Map<?, ?>) Objects.requireNonNull(at.get(key), key);
    }
    return at;
  }
}
