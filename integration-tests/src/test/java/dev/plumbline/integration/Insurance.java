package dev.plumbline.integration;

import dev.plumbline.runtime.config.ConfigurationDocument;
import dev.plumbline.runtime.config.DatasetDocument;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.ModelDocument;
import dev.plumbline.runtime.config.ModelType;
import dev.plumbline.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The model of {@code examples/insurance} on three sources, in Java, and a table of it. */
final class Insurance {
  static final Path EXAMPLES = Path.of("..", "examples", "insurance").toAbsolutePath().normalize();

  /** What the examples refer to. */
  static final Map<String, String> ENVIRONMENT =
      Map.of("AWS_ACCESS_KEY_ID", "canary-id", "AWS_SECRET_ACCESS_KEY", "canary-key");

  private Insurance() {}

  static Path file(String connector) {
    return EXAMPLES.resolve(connector + ".yaml");
  }

  static ConfigurationDocument document(String connector) {
    return switch (connector) {
      case "redshift" -> redshift();
      case "athena" -> athena();
      default -> delta();
    };
  }

  private static ConfigurationDocument redshift() {
    return ConfigurationDocument.builder()
        .source(
            "warehouse",
            "redshift",
            Map.of(
                "url",
                "jdbc:redshift:iam://prod-1.abc123.us-east-1.redshift.amazonaws.com:5439/company"
                    + "?ssl=true&tcpKeepAlive=true",
                "access_key_id",
                Secret.literal("canary-id"),
                "secret_access_key",
                Secret.literal("canary-key"),
                "db_user",
                "etl"))
        .model(
            model(
                serving("warehouse")
                    .query("SELECT * FROM model_predictions")
                    .timezone(ZoneOffset.UTC)))
        .build();
  }

  private static ConfigurationDocument athena() {
    return ConfigurationDocument.builder()
        .source(
            "athena",
            "athena",
            Map.of(
                "url",
                "jdbc:awsathena://AwsRegion=us-east-1",
                "user",
                "canary-id",
                "password",
                Secret.literal("canary-key"),
                "s3_output_location",
                "s3://my-athena-bucket"))
        .model(
            model(
                serving("athena")
                    .query("SELECT * FROM \"my_db\".\"model_predictions\"")
                    .timezone(ZoneOffset.UTC)))
        .build();
  }

  private static ConfigurationDocument delta() {
    return ConfigurationDocument.builder()
        .source("lake", "delta", Map.of("path", "data"))
        .model(
            model(
                serving("lake")
                    .path("model_predictions")
                    .objectFormat("delta")
                    .selectExpr("*", "CAST(amount AS DOUBLE) AS amount")))
        .build();
  }

  private static DatasetDocument.Builder serving(String source) {
    return DatasetDocument.builder(DatasetRole.SERVING, source)
        .idColumn("prediction_id")
        .timestampColumn("prediction_timestamp");
  }

  private static ModelDocument model(DatasetDocument.Builder serving) {
    return ModelDocument.builder("insurance", "v1", ModelType.BINARY)
        .rawInput("raw_text", FieldType.of(FieldType.Kind.TEXT))
        .feature("amount", FieldType.of(FieldType.Kind.NUMERIC))
        .feature("owner", FieldType.of(FieldType.Kind.STRING))
        .feature("is_new", FieldType.of(FieldType.Kind.BOOLEAN))
        .feature("embeddings", new FieldType(FieldType.Kind.TENSOR, List.of(768)))
        .prediction("will_buy_insurance", FieldType.of(FieldType.Kind.BOOLEAN))
        .prediction("proba", FieldType.of(FieldType.Kind.NUMERIC))
        .dataset(serving.build())
        .build();
  }

  /**
   * Writes {@code data/model_predictions} below a folder: 60 rows, of which two share an id, one
   * has no time, and one has an embedding that is too short.
   */
  static void write(Path folder) throws IOException, SQLException {
    Path table = Files.createDirectories(folder.resolve("data").resolve("model_predictions"));
    Path file = table.resolve("part-0.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          COPY (
            SELECT 'p' || CASE WHEN i = 59 THEN 58 ELSE i END AS prediction_id,
                   CASE WHEN i <> 7 THEN to_timestamp(1770000000 + 3600 * i) END
                     AS prediction_timestamp,
                   'customer asks for offer ' || i AS raw_text,
                   CAST(10.25 * i AS DECIMAL(10, 2)) AS amount,
                   CASE WHEN i %% 2 = 0 THEN 'anna' ELSE 'ben' END AS owner,
                   i %% 3 = 0 AS is_new,
                   list_transform(range(CASE WHEN i = 11 THEN 767 ELSE 768 END),
                     lambda x: CAST((x * (i + 1)) %% 97 AS FLOAT) / 97) AS embeddings,
                   i >= 30 AS will_buy_insurance,
                   i / 60.0::DOUBLE AS proba
            FROM range(60) AS rows(i)
          ) TO '%s' (FORMAT parquet)
          """
              .formatted(file.toString().replace("'", "''")));
    }
    Path log = Files.createDirectory(table.resolve("_delta_log"));
    Files.writeString(
        log.resolve("00000000000000000000.json"),
        """
        {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
        {"metaData":{"id":"1","format":{"provider":"parquet","options":{}},"schemaString":"%s",\
        "partitionColumns":[],"configuration":{}}}
        {"add":{"path":"part-0.parquet","partitionValues":{},"size":%d,"modificationTime":0,\
        "dataChange":true}}
        """
            .formatted(schema().replace("\"", "\\\""), Files.size(file)));
  }

  private static String schema() {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("prediction_id", "\"string\"");
    types.put("prediction_timestamp", "\"timestamp\"");
    types.put("raw_text", "\"string\"");
    types.put("amount", "\"decimal(10,2)\"");
    types.put("owner", "\"string\"");
    types.put("is_new", "\"boolean\"");
    types.put("embeddings", "{\"type\":\"array\",\"elementType\":\"float\",\"containsNull\":true}");
    types.put("will_buy_insurance", "\"boolean\"");
    types.put("proba", "\"double\"");
    List<String> fields =
        types.entrySet().stream()
            .map(
                field ->
                    "{\"name\":\"%s\",\"type\":%s,\"nullable\":true,\"metadata\":{}}"
                        .formatted(field.getKey(), field.getValue()))
            .toList();
    return "{\"type\":\"struct\",\"fields\":[" + String.join(",", fields) + "]}";
  }
}
