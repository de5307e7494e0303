package dev.plumbline.runtime.sql;

import java.util.Locale;

/**
 * Upper and lower case by Unicode's full mapping. DuckDB maps one character to one: the others are
 * written out from Java's tables, which follow the same standard as Spark's.
 */
final class LetterCase {
  private LetterCase() {}

  static String upper(String sql) {
    return mapped(sql, "upper", upperExceptions());
  }

  static String lower(String sql) {
    return mapped(sql, "lower", "'\u0130': 'i\u0307'");
  }

  /** ASCII text, the usual case, takes DuckDB's own way. */
  private static String mapped(String sql, String function, String exceptions) {
    return "CASE WHEN strlen("
        + sql
        + ") = length("
        + sql
        + ") THEN "
        + function
        + "("
        + sql
        + ") ELSE array_to_string(list_transform(string_split("
        + sql
        + ", ''), lambda c: coalesce(map_extract_value(MAP {"
        + exceptions
        + "}, c), "
        + function
        + "(c))), '') END";
  }

  private static String upperExceptions() {
    StringBuilder entries = new StringBuilder();
    for (int c = 0x80; c < 0x10000; c++) {
      String text = Character.toString(c);
      String upper = text.toUpperCase(Locale.ROOT);
      if (upper.codePointCount(0, upper.length()) > 1) {
        entries
            .append(entries.isEmpty() ? "" : ", ")
            .append('\'')
            .append(text)
            .append("': '")
            .append(upper)
            .append('\'');
      }
    }
    return entries.toString();
  }
}
