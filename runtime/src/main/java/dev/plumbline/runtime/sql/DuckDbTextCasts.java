package dev.plumbline.runtime.sql;

import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Shape;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Text as numbers, truths and times in DuckDB, by exactly the forms that Spark takes. */
final class DuckDbTextCasts {
  /** What Spark trims off a text before it reads it. */
  private static final String BLANK = "[\\x00-\\x20\\x7f]*";

  private static final String FRACTIONAL = "[0-9]+\\.?[0-9]*|\\.[0-9]+";

  private static final List<String> INTEGERS = List.of("tinyint", "smallint", "integer", "bigint");

  private DuckDbTextCasts() {}

  static void into(SqlProfile.Builder profile) {
    templates()
        .forEach(
            (to, template) ->
                profile.cast("varchar", to, new Lowering.Template(template, Shape.ATOM)));
  }

  private static Map<String, String> templates() {
    Map<String, String> templates = new LinkedHashMap<>();
    for (String id : INTEGERS) {
      templates.put(id, whole(id, "([+-]?)(?:([0-9]+)(?:\\.[0-9]*)?|()\\.[0-9]*)", "\\10\\2"));
    }
    for (String id : List.of("real", "double")) {
      templates.put(id, floating(id.equals("real") ? "FLOAT" : "DOUBLE"));
    }
    templates.put(
        "decimal",
        "CASE WHEN regexp_full_match(translate({0}, "
            + digits()
            + "), '[\\x00-\\x20]*[+-]?("
            + FRACTIONAL
            + ")([eE][+-]?[0-9]{1,9})?[\\x00-\\x20]*')"
            + " THEN TRY_CAST("
            + plain("trim(translate({0}, " + digits() + "), " + controls() + ")")
            + " AS {type}) END");
    templates.put(
        "boolean",
        "CASE WHEN regexp_full_match({0}, '"
            + BLANK
            + "([tT]|[tT][rR][uU][eE]|[yY]|[yY][eE][sS]|1)"
            + BLANK
            + "') THEN TRUE WHEN regexp_full_match({0}, '"
            + BLANK
            + "([fF]|[fF][aA][lL][sS][eE]|[nN]|[nN][oO]|0)"
            + BLANK
            + "') THEN FALSE END");
    templates.put("date", date());
    templates.put("timestamp", DuckDbTimeTexts.timestamp(false));
    templates.put("instant", DuckDbTimeTexts.timestamp(true));
    return templates;
  }

  private static String whole(String id, String form, String rewrite) {
    return "TRY_CAST(CASE WHEN regexp_full_match({0}, '"
        + BLANK
        + form
        + BLANK
        + "') THEN regexp_replace({0}, '(?s)^"
        + BLANK
        + form
        + ".*$', '"
        + rewrite
        + "') END AS "
        + id.toUpperCase(Locale.ROOT)
        + ")";
  }

  /** The characters up to the space, which a regular expression can name and a literal cannot. */
  private static String controls() {
    return "array_to_string(list_transform(range(1, 33), lambda c: chr(c::INTEGER)), '')";
  }

  /** Java reads decimals in the digits of every script. */
  private static String digits() {
    StringBuilder from = new StringBuilder();
    StringBuilder to = new StringBuilder();
    for (char c = 0x80; c < 0xffff; c++) {
      if (Character.isDigit(c)) {
        from.append(c);
        to.append(Character.digit(c, 10));
      }
    }
    return "'" + from + "', '" + to + "'";
  }

  /** Moves the point by a negative exponent, which DuckDB's decimals round wrongly. */
  private static String plain(String text) {
    String form = ", '^([+-]?)([0-9]*)\\.?([0-9]*)[eE]-0*([0-9]+)$', ";
    String part = "regexp_extract(" + text + form;
    String exponent = "least(CAST(" + part + "4) AS INTEGER), 400)";
    String padded = "(repeat('0', " + exponent + ") || " + part + "2))";
    return "CASE WHEN regexp_matches("
        + text
        + ", '[eE]-') THEN "
        + part
        + "1) || left("
        + padded
        + ", length("
        + padded
        + ") - "
        + exponent
        + ") || '.' || right("
        + padded
        + ", "
        + exponent
        + ") || "
        + part
        + "3) ELSE "
        + text
        + " END";
  }

  private static String floating(String type) {
    String form = "([+-]?(?:" + FRACTIONAL + ")(?:[eE][+-]?[0-9]+)?)[dDfF]?";
    String special = "([+-]?(?:[iI][nN][fF]|[iI][nN][fF][iI][nN][iI][tT][yY])|[nN][aA][nN])";
    return "CASE WHEN regexp_full_match({0}, '[\\x00-\\x20]*"
        + form
        + "[\\x00-\\x20]*') THEN CAST(regexp_extract({0}, '"
        + form
        + "', 1) AS "
        + type
        + ") WHEN regexp_full_match({0}, '[\\x00-\\x20]*(?:"
        + special
        + "|[+-]NaN)[\\x00-\\x20]*') THEN CAST(regexp_extract({0}, '"
        + special
        + "', 1) AS "
        + type
        + ") WHEN regexp_full_match({0}, '[\\x00-\\x20]*[+-]?0[xX][0-9a-fA-F]*\\.?[0-9a-fA-F]*[pP][+-]?[0-9]+[dDfF]?[\\x00-\\x20]*')"
        + " THEN error('a hexadecimal floating number cannot be read from text here') END";
  }

  static String date() {
    String pattern =
        "'(?s)^"
            + BLANK
            + "([+-]?[0-9]{4,7})(?:-([0-9]{1,2})(?:-([0-9]{1,2})(?:[ T].*)?)?)?"
            + BLANK
            + "$'";
    return "CASE WHEN regexp_matches({0}, "
        + pattern
        + ") THEN TRY(make_date("
        + part(pattern, 1, "1")
        + ", "
        + part(pattern, 2, "1")
        + ", "
        + part(pattern, 3, "1")
        + ")) END";
  }

  private static String part(String pattern, int group, String absent) {
    return "CAST(coalesce(nullif(regexp_extract({0}, "
        + pattern
        + ", "
        + group
        + "), ''), '"
        + absent
        + "') AS BIGINT)";
  }

  /** As a conversion that gives NULL for what it cannot read, without the leniency of casts. */
  static Optional<String> tried(SqlCall call) {
    String result = PlanTypeIds.of(call.result());
    Optional<String> template =
        INTEGERS.contains(result)
            ? Optional.of(whole(result, "([+-]?)([0-9]+)", "\\10\\2"))
            : Optional.ofNullable(templates().get(result)).filter(t -> !t.contains("{type}"));
    return template.map(t -> t.replace("{0}", Calls.sql(call, 0)));
  }
}
