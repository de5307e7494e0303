package dev.plumbline.runtime.sql;

import java.util.Locale;

/**
 * Upper and lower case by Unicode's full mapping. DuckDB maps one character to one: the others are
 * written out from Java's tables, which follow the same standard as Spark's.
 */
final class LetterCase {
  /**
   * Letters with a case, and what stands inside a word: a sigma at a word's end has its own form.
   */
  private static final String CASED = "\\p{Lu}\\p{Ll}\\p{Lt}\u2160-\u217f\u24b6-\u24e9";

  private static final String PASSED =
      "\\p{Mn}\\p{Me}\\p{Cf}\\p{Lm}\\p{Sk}''.:\u00b7\u0387\u055f\u05f4\u2018\u2019\u2024\u2027";

  private LetterCase() {}

  static String upper(String sql) {
    return mapped(sql, "upper", upperExceptions());
  }

  static String lower(String sql) {
    String plain = mapped(sql, "lower", "'\u0130': 'i\u0307'");
    String kept = mapped(sql, "lower", "'\u0130': 'i\u0307', '\u03a3': '\u03a3'");
    return "CASE WHEN contains("
        + sql
        + ", '\u03a3') THEN replace(regexp_replace("
        + kept
        + ", '(["
        + CASED
        + "]["
        + PASSED
        + "]*)\u03a3(["
        + PASSED
        + "]*(?:$|[^"
        + CASED
        + PASSED
        + "]))', '\\1\u03c2\\2', 'g'), '\u03a3', '\u03c3') ELSE "
        + plain
        + " END";
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
