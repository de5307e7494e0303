package dev.plumbline.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.spi.ConfigProblem.Code;
import dev.plumbline.spi.ConfigProblem.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Writes configuration files and says what reading them gives. */
record ConfigurationFile(Path folder, Map<String, String> environment) {
  static final String VALID =
      """
      version: 1
      engine: local
      sources:
        lake:
          connector: shelf
          path: lake
          port: 5439
          password: ${env:PASSWORD}
      models:
        churn:
          version: 1.10
          type: binary
          raw_inputs: {note: text}
          features:
            amount: numeric
            owner: string
            plan: categorical
            is_new: boolean
            seen: datetime
            usage: dict
            picture: {type: tensor, dimensions: [8, 8]}
            history: vector
            tags: array
            profile: {type: embedding, dimensions: [16]}
            photo: image_url
          predictions: {churned: boolean, proba: numeric, risk: numeric}
          serving:
            source: lake
            path: serving
            id_column: prediction_id
            timestamp_column: at
            timezone: Europe/Berlin
            features: {owner: owner_name}
            labels: {churned: did_churn, proba: did_churn}
            read_options: {versionAsOf: 118}
          training:
            source: lake
            table: main."train.v1"
            id_column: id
            timestamp_column: ts
          testing:
            source: lake
            query: |
              SELECT *
              FROM testing
            id_column: id
            timestamp_column: ts
          actuals:
            source: lake
            path: actuals
            id_column: id
            timestamp_column: observed_at
            labels: {risk: did_churn}
      """;

  /** Says of its rows whatever can be said. */
  static final String DEMANDING =
      """
      version: 1
      sources:
        lake: {connector: shelf, path: lake}
      models:
        churn:
          version: v1
          type: binary
          features:
            amount: numeric
            owner: string
            picture: {type: tensor, dimensions: [8, 8]}
          predictions: {churned: boolean, proba: numeric}
          serving:
            source: lake
            object_path: serving
            object_format: shelf
            id_column: prediction_id
            timestamp_column: at
            timestamp_format: epoch-millis
            duplicate_ids: last
            sample_size: 0.1
            labels_as_of: 2026-03-01T00:00:00Z
            select_expr: ["*", cast(amount as double) as amount]
            checks:
              freshness: 2d
              label_coverage: 90%
              amount: {max_null_ratio: 5%, range: [0, 1000000]}
              owner: {allowed: [anna, ben]}
              proba: {range: [null, 1.5], allowed: [0.50, 1e0]}
          training:
            source: lake
            path: training
            id_column: id
            timestamp_column: ts
            labels: {churned: did_churn}
            maturity: 36h
          actuals:
            source: lake
            path: actuals
            id_column: id
            timestamp_column: observed_at
            timestamp_format: iso-8601
            timezone: UTC
            duplicate_ids: first
            labels: {churned: did_churn, proba: did_churn}
            maturity: 14d
            checks: {freshness: 12h}
      """;

  static ConfigurationFile in(Path folder) {
    return new ConfigurationFile(folder, ShelfConnector.environment());
  }

  Configuration read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  Configuration read(byte[] bytes) {
    try {
      return reader().read(Files.write(folder.resolve("plumbline.yaml"), bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  ConfigurationReader reader() {
    return new ConfigurationReader(
        ShelfConnector::lookup, environment, Optional.of(folder.resolve("secrets")));
  }

  /** The problems of a file that is refused. */
  List<LocatedProblem> problems(String text) {
    return problems(text.getBytes(StandardCharsets.UTF_8));
  }

  List<LocatedProblem> problems(byte[] bytes) {
    ConfigurationException e =
        catchThrowableOfType(ConfigurationException.class, () -> read(bytes));
    assertThat(e).as("the file is refused").isNotNull();
    assertThat(e.toString()).doesNotContain("hunter2", "canary");
    return e.problems();
  }

  /** Asserts that a file has one error and no other. */
  void refuses(String text, Code code, String key, int line, int column) {
    refuses(text.getBytes(StandardCharsets.UTF_8), code, key, line, column);
  }

  void refuses(byte[] bytes, Code code, String key, int line, int column) {
    assertThat(problems(bytes).stream().map(ConfigurationFile::summary))
        .containsExactly(summary(code, Severity.ERROR, key, line, column));
  }

  static SourceConfig lake(Configuration read) {
    return Objects.requireNonNull(read.sources().get("lake"));
  }

  static ModelConfig churn(Configuration read) {
    return Objects.requireNonNull(read.models().get("churn"));
  }

  static String summary(LocatedProblem p) {
    return summary(
        p.problem().code(),
        p.problem().severity(),
        p.problem().key(),
        p.at().line(),
        p.at().column());
  }

  static String summary(Code code, Severity severity, String key, int line, int column) {
    return severity + " " + code + " " + key + " " + line + ":" + column;
  }
}
