package dev.plumbline.runtime.sql;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.Optional;

/**
 * JSON in DuckDB. Spark reads more than JSON: single quotes, control characters within text, and
 * whatever follows the outer value. Text of that kind is made JSON first; what DuckDB takes beyond
 * Spark (NaN, infinities, commas before an end) is no JSON here.
 */
final class DuckDbJson {
  private static final String STRING = "\"(?:[^\"\\\\]|\\\\.)*\"";

  private DuckDbJson() {}

  static void into(SqlProfile.Builder profile) {
    profile
        .compute(
            "get_json_object",
            "constant paths of names and positions",
            DuckDbJson::path,
            "varchar",
            "varchar")
        .write(
            "json_array_length",
            let(
                json("{0}"),
                "CASE WHEN json_type(X) = 'ARRAY' THEN CAST(json_array_length(X) AS INTEGER) END"),
            "varchar")
        .write(
            "json_object_keys",
            let(json("{0}"), "CASE WHEN json_type(X) = 'OBJECT' THEN json_keys(X) END"),
            "varchar")
        .refuse("to_json", "DuckDB writes NULL fields and numbers otherwise");
  }

  /** Names a value, so that its text stands once. */
  private static String let(String value, String body) {
    return "list_extract(list_transform(["
        + value
        + "], lambda jv: "
        + body.replace("X", "jv")
        + "), 1)";
  }

  private static Optional<String> path(SqlCall call) {
    return Calls.text(call, 1)
        .filter(path -> path.matches("\\$(\\.[A-Za-z_][A-Za-z0-9_]*|\\[[0-9]{1,9}])+"))
        .map(
            path -> {
              String found = "json_extract_string(X, '" + path + "')";
              return let(
                  json(Calls.sql(call, 0)),
                  "CASE json_type(X, '"
                      + path
                      + "') WHEN 'DOUBLE' THEN "
                      + number(found)
                      + " WHEN 'OBJECT' THEN "
                      + nested(found)
                      + " WHEN 'ARRAY' THEN "
                      + nested(found)
                      + " ELSE "
                      + found
                      + " END");
            });
  }

  /** Spark writes numbers with fractions as Java does. */
  private static String number(String found) {
    return "CASE WHEN regexp_matches("
        + found
        + ", '[.eE]') THEN "
        + DuckDbCasts.doubleText("CAST(" + found + " AS DOUBLE)", -1074, false)
        + " ELSE "
        + found
        + " END";
  }

  private static String nested(String found) {
    return "CASE WHEN regexp_matches(regexp_replace("
        + found
        + ", '"
        + STRING
        + "', '', 'g'), '[0-9]e|[0-9]{8,}\\.[0-9]|(?:^|[^0-9])0\\.000') THEN"
        + " error('get_json_object: numbers that Java writes with an exponent, within an object')"
        + " ELSE "
        + found
        + " END";
  }

  /** The text if it is JSON, what Spark makes of it if it is nearly, else NULL. */
  private static String json(String text) {
    String bare = "regexp_replace(" + text + ", '" + STRING + "', '\"\"', 'g')";
    return "CASE WHEN json_valid("
        + text
        + ") THEN CASE WHEN regexp_matches("
        + bare
        + ", '(?i),\\s*[}\\]]|nan|inf') THEN NULL ELSE "
        + text
        + " END ELSE "
        + nearly(text)
        + " END";
  }

  private static String nearly(String text) {
    String tokens =
        "regexp_extract_all("
            + text
            + ", '(?s)"
            + STRING
            + "|''(?:[^''\\\\]|\\\\.)*''|[^\"'']+|.')";
    StringBuilder plain = new StringBuilder("replace(jp, '\"', '\\\"')");
    for (int c = 1; c < 32; c++) {
      plain
          .insert(0, "replace(")
          .append(", chr(")
          .append(c)
          .append("), '\\u00")
          .append(String.format("%02x", c))
          .append("')");
    }
    String string =
        "'\"' || array_to_string(list_transform(regexp_extract_all(substring(jt, 2, length(jt) - 2),"
            + " '(?s)\\\\.|[^\\\\]+'), lambda jp: CASE WHEN jp = '\\''' THEN '''' WHEN starts_with(jp, '\\')"
            + " THEN jp ELSE "
            + plain
            + " END), '') || '\"'";
    String quoted =
        "array_to_string(list_transform("
            + tokens
            + ", lambda jt: CASE WHEN length(jt) > 1 AND left(jt, 1) IN ('\"', '''') THEN "
            + string
            + " ELSE jt END), '')";
    String whole =
        "list_extract(list_filter(list_transform(range(1, length(jn) + 1), lambda je: left(jn, je)),"
            + " lambda jc: right(jc, 1) IN ('}', ']') AND json_valid(jc)"
            + " AND NOT regexp_matches(regexp_replace(jc, '"
            + STRING
            + "', '\"\"', 'g'), '(?i),\\s*[}\\]]|nan|inf')), 1)";
    return "list_extract(list_transform([" + quoted + "], lambda jn: " + whole + "), 1)";
  }
}
