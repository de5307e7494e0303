package dev.plumbline.integration.catalogue;

import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The clean twins, one for each type of model. Their rows come from a seed; which rows have what is
 * counted off by the row's number, so that counts do not depend on it.
 */
final class Twins {
  /** When everything is validated: ten minutes after the newest row, 59 days after the first. */
  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  /** Makes other rows; the same things are found in them. */
  static final long SEED = Long.getLong("plumbline.seed", 20_260_301);

  private static final String FIELDS =
      """
      CASE n % 10 WHEN 0 THEN 'Premium: ' ELSE 'Policy of ' END || n AS raw_text,
      CASE WHEN n % 7 <> 0 THEN 'https://images.example.com/' || n || '.png' END AS photo,
      CASE WHEN n % 20 = 3 THEN NULL WHEN n = 1 THEN 0 WHEN n = 2 THEN 1000
        ELSE round(r(n, 1) * 1000, 2) END::DOUBLE AS amount,
      round(r(n, 2) * 200 - 100, 2)::DOUBLE AS balance,
      (18 + floor(r(n, 3) * 70))::BIGINT AS age,
      r(n, 4) < 0.3 AS is_new,
      ['web', 'agent', 'phone', 'broker'][1 + (n % 4)] AS channel,
      ['basic', 'plus', 'premium'][1 + (n % 3)] AS plan,
      'owner ' || (n % 400) AS owner,
      DATE '2020-01-01' + (n % 1500)::INTEGER AS signed_up,
      MAP {'a': r(n, 5), 'b': r(n, 6)} AS scores,
      [round(r(n, 7) * x, 3) for x in range(n % 5)]::DOUBLE[] AS history,
      ['t' || (n % 3), 't' || (n % 11)] AS tags,
      [r(n, 10 + x) for x in range(8)]::FLOAT[] AS pixels,
      [r(n, 20 + x) for x in range(4)]::FLOAT[] AS embedding,
      (0.01 + r(n, 8) * 0.98)::DOUBLE AS proba,
      proba >= 0.5 AS will_buy""";

  private static final String OWN =
      """
      path: {path}
      id_column: prediction_id
      timestamp_column: predicted_at
      labels: {will_buy: did_buy, proba: did_buy}""";

  /** All field types; serving with labels from elsewhere, training and testing with their own. */
  static final Twin BINARY =
      new Twin(
          "insurance",
          """
          version: v1
          type: binary
          raw_inputs: {raw_text: text, photo: image_url}
          features:
            amount: numeric
            balance: numeric
            age: numeric
            is_new: boolean
            channel: categorical
            plan: categorical
            owner: string
            signed_up: datetime
            scores: dict
            history: vector
            tags: array
            pixels: {type: tensor, dimensions: [2, 4]}
            embedding: {type: embedding, dimensions: [4]}
          predictions: {will_buy: boolean, proba: numeric}""",
          ordered(
              "serving",
              """
              path: {path}
              id_column: prediction_id
              timestamp_column: predicted_at
              checks:
                freshness: 2d
                label_coverage: 90%
                amount: {max_null_ratio: 5%, range: [0, 1000]}
                plan: {allowed: [basic, plus, premium]}""",
              "training",
              OWN,
              "testing",
              OWN,
              "actuals",
              """
              path: {path}
              id_column: prediction_id
              timestamp_column: observed_at
              labels: {will_buy: did_buy, proba: did_buy}
              maturity: 14d"""),
          ordered(
              "serving",
              "SELECT n, 'p-' || lpad(n::VARCHAR, 6, '0') AS prediction_id,"
                  + " TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_seconds(n * 1699) AS predicted_at, "
                  + FIELDS
                  + " FROM range(3000) AS t(n)",
              "training",
              own("t-", "2025-03-01", 2000),
              "testing",
              own("v-", "2025-12-01", 600),
              "actuals",
              """
              SELECT n, prediction_id,
                predicted_at + to_seconds(86400 + n * 7919 % 777600) AS observed_at,
                r(n, 32) < proba AS did_buy
              FROM insurance_serving
              WHERE n % 50 <> 11 AND observed_at <= TIMESTAMPTZ '2026-03-01 00:00:00+00'"""));

  /** A class and its probabilities. */
  static final Twin MULTICLASS =
      new Twin(
          "species",
          """
          version: v1
          type: multiclass
          features: {length: numeric}
          predictions: {kind: categorical, shares: dict}""",
          ordered(
              "serving",
              """
              path: {path}
              id_column: id
              timestamp_column: at
              labels: {kind: true_kind}"""),
          ordered(
              "serving",
              """
              SELECT n, n AS id,
                TIMESTAMPTZ '2026-02-01 00:00:00+00' + to_seconds(n * 3600) AS at,
                r(n, 1)::DOUBLE AS length,
                ['cat', 'dog', 'owl'][1 + (n % 3)] AS kind,
                MAP {'cat': 0.25 * (n % 3), 'dog': 0.5, 'owl': 0.5 - 0.25 * (n % 3)} AS shares,
                CASE WHEN r(n, 2) < 0.8 THEN kind ELSE 'cat' END AS true_kind
              FROM range(500) AS t(n)"""));

  /** Numbers that are no probabilities. */
  static final Twin REGRESSION =
      new Twin(
          "price",
          """
          version: v1
          type: regression
          features: {size: numeric}
          predictions: {price: numeric}""",
          ordered(
              "serving",
              """
              path: {path}
              id_column: id
              timestamp_column: day
              timezone: Europe/Berlin
              labels: {price: paid}"""),
          ordered(
              "serving",
              """
              SELECT n, n::DECIMAL(20, 0) AS id, DATE '2025-01-01' + n::INTEGER AS day,
                (r(n, 1) * 300)::DECIMAL(9, 2) AS size,
                ((r(n, 2) - 0.2) * 500)::DOUBLE AS price,
                price + r(n, 3) * 10 AS paid
              FROM range(300) AS t(n)"""));

  /** Several outcomes in text timestamps. */
  static final Twin MULTI_LABEL =
      new Twin(
          "alarms",
          """
          version: v1
          type: multi-label
          features: {heat: numeric}
          predictions: {fire: boolean, flood: boolean}""",
          ordered(
              "serving",
              """
              path: {path}
              id_column: id
              timestamp_column: at
              timestamp_format: iso-8601
              labels: {fire: burnt, flood: flooded}"""),
          ordered(
              "serving",
              """
              SELECT n, 'a' || n AS id,
                strftime(TIMESTAMP '2026-02-01 00:00:00' + to_seconds(n * 3600),
                  '%Y-%m-%dT%H:%M:%SZ') AS at,
                r(n, 1)::DOUBLE AS heat, n % 3 = 0 AS fire, n % 4 = 0 AS flood,
                n % 5 = 0 AS burnt, n % 6 = 0 AS flooded
              FROM range(300) AS t(n)"""));

  /** Scores, and times as numbers. */
  static final Twin RANKING =
      new Twin(
          "search",
          """
          version: v1
          type: ranking
          features: {query: text}
          predictions: {score: numeric, order: array}""",
          ordered(
              "serving",
              """
              path: {path}
              id_column: id
              timestamp_column: at
              timestamp_format: epoch-millis"""),
          ordered(
              "serving",
              """
              SELECT n, n AS id, 1769904000000 + n * 3600000 AS at, 'shoes ' || n AS query,
                (r(n, 1) * 40)::DOUBLE AS score, ['a', 'b', 'c'] AS "order"
              FROM range(300) AS t(n)"""));

  static final List<Twin> ALL = List.of(BINARY, MULTICLASS, REGRESSION, MULTI_LABEL, RANKING);

  private Twins() {}

  private static String own(String prefix, String from, int rows) {
    return "SELECT n, '"
        + prefix
        + "' || lpad(n::VARCHAR, 6, '0') AS prediction_id, TIMESTAMPTZ '"
        + from
        + " 00:00:00+00' + to_seconds(n * 3599) AS predicted_at, "
        + FIELDS
        + ", r(n, 32) < proba AS did_buy FROM range("
        + rows
        + ") AS t(n)";
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** Creates the clean tables in DuckDB. */
  static void create(DuckLake lake) throws SQLException {
    lake.execute(
        "CREATE MACRO r(n, k) AS hash(n::BIGINT * 64 + k + "
            + SEED
            + "::BIGINT * 1000003) / 18446744073709551616.0::DOUBLE");
    for (Twin twin : ALL) {
      for (Map.Entry<String, String> table : twin.tables().entrySet()) {
        lake.execute("CREATE TABLE " + twin.table(table.getKey()) + " AS " + table.getValue());
      }
    }
  }

  /** Logs say more or less of their files, as those of different writers do. */
  static DuckLake.Statistics statistics(String role) {
    return switch (role) {
      case "training" -> DuckLake.Statistics.ROWS;
      case "testing" -> DuckLake.Statistics.NONE;
      default -> DuckLake.Statistics.ALL;
    };
  }
}
