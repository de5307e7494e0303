package dev.plumbline.runtime.sql;

import dev.plumbline.runtime.sql.JavaPattern.Translated;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Patterns in DuckDB, whose regular expressions are RE2's while Spark's are Java's. */
final class DuckDbPatterns {
  private static final String REASON =
      "the pattern is no constant, or RE2 may read it otherwise than Java";

  private DuckDbPatterns() {}

  static void into(SqlProfile.Builder profile) {
    profile
        .compute(
            "like", "plain where nothing is escaped", DuckDbPatterns::like, "varchar", "varchar")
        .write("like", "({0} LIKE {1} ESCAPE '\\')", "varchar", "varchar")
        .write("like", "({0} LIKE {1} ESCAPE {2})", "varchar", "varchar", "varchar")
        .write(
            "ilike",
            "(" + lowered("{0}") + " LIKE " + lowered("{1}") + " ESCAPE '\\')",
            "varchar",
            "varchar")
        .write(
            "ilike",
            "(" + lowered("{0}") + " LIKE " + lowered("{1}") + " ESCAPE {2})",
            "varchar",
            "varchar",
            "varchar")
        .compute(
            "rlike",
            "patterns that RE2 and Java read alike",
            DuckDbPatterns::rlike,
            "varchar",
            "varchar")
        .compute(
            "regexp_extract",
            "patterns that RE2 and Java read alike",
            DuckDbPatterns::extract,
            "varchar",
            "varchar")
        .compute(
            "regexp_extract",
            "patterns that RE2 and Java read alike",
            DuckDbPatterns::extract,
            "varchar",
            "varchar",
            "integer")
        .compute(
            "regexp_extract_all",
            "patterns that RE2 and Java read alike",
            DuckDbPatterns::extractAll,
            "varchar",
            "varchar")
        .compute(
            "regexp_extract_all",
            "patterns that RE2 and Java read alike",
            DuckDbPatterns::extractAll,
            "varchar",
            "varchar",
            "integer")
        .compute(
            "regexp_replace",
            "patterns that RE2 and Java read alike",
            DuckDbPatterns::replace,
            "varchar",
            "varchar",
            "varchar")
        .compute(
            "regexp_count",
            "patterns that RE2 and Java read alike",
            c -> found(c, "CAST(len(regexp_extract_all({0}, {1})) AS INTEGER)"),
            "varchar",
            "varchar")
        .compute(
            "regexp_substr",
            "patterns that RE2 and Java read alike",
            c -> found(c, "nullif(regexp_extract({0}, {1}), '')"),
            "varchar",
            "varchar")
        .compute(
            "regexp_instr",
            "patterns that RE2 and Java read alike",
            DuckDbPatterns::position,
            "varchar",
            "varchar")
        .compute(
            "split",
            "patterns that RE2 and Java read alike",
            DuckDbPatterns::split,
            "varchar",
            "varchar")
        .compute(
            "split",
            "patterns that RE2 and Java read alike",
            DuckDbPatterns::splitLimited,
            "varchar",
            "varchar",
            "integer");
    for (String id :
        new String[] {
          "rlike",
          "regexp_extract",
          "regexp_extract_all",
          "regexp_replace",
          "regexp_count",
          "regexp_substr",
          "regexp_instr",
          "split"
        }) {
      profile.refuse(id, REASON);
    }
  }

  private static String lowered(String sql) {
    return "(" + LetterCase.lower(sql) + ")";
  }

  private static Optional<String> like(SqlCall call) {
    return Calls.text(call, 1)
        .filter(pattern -> pattern.indexOf('\\') < 0)
        .map(pattern -> Calls.sql(call, 0) + " LIKE " + Calls.sql(call, 1));
  }

  private static Optional<Translated> pattern(SqlCall call) {
    return Calls.text(call, 1).filter(p -> !p.isEmpty()).flatMap(JavaPattern::translate);
  }

  private static Optional<String> rlike(SqlCall call) {
    return pattern(call)
        .map(p -> "regexp_matches(" + Calls.sql(call, 0) + ", " + Calls.quoted(p.text()) + ")");
  }

  private static Optional<Long> group(SqlCall call) {
    return call.operands().size() == 2 ? Optional.of(1L) : Calls.number(call, 2);
  }

  private static Optional<String> grouped(
      SqlCall call, String function, Predicate<Translated> fits) {
    return pattern(call)
        .filter(fits)
        .flatMap(
            p ->
                group(call)
                    .filter(g -> g >= 0 && g <= Math.min(p.groups(), 9) && (g > 0 || !p.ends()))
                    .map(
                        g ->
                            function
                                + "("
                                + Calls.sql(call, 0)
                                + ", "
                                + Calls.quoted(p.text())
                                + ", "
                                + g
                                + ")"));
  }

  private static Optional<String> extract(SqlCall call) {
    return grouped(call, "regexp_extract", p -> true);
  }

  private static Optional<String> extractAll(SqlCall call) {
    return grouped(call, "regexp_extract_all", DuckDbPatterns::repeatable);
  }

  /** Where a match may be empty, or the text's edges count, the two go on differently. */
  private static boolean repeatable(Translated pattern) {
    return !pattern.empty() && !pattern.ends();
  }

  private static Optional<String> found(SqlCall call, String template) {
    return pattern(call)
        .filter(DuckDbPatterns::repeatable)
        .map(p -> fill(template, Calls.sql(call, 0), Calls.quoted(p.text())));
  }

  /** One pass: a pattern may look like a place. */
  private static String fill(String template, String text, String pattern) {
    return Pattern.compile("\\{([01])}")
        .matcher(template)
        .replaceAll(m -> Matcher.quoteReplacement(m.group(1).equals("0") ? text : pattern));
  }

  /**
   * Without an edge, the first place of the matched text is the place of the first match. Spark
   * counts characters beyond U+FFFF twice here.
   */
  private static Optional<String> position(SqlCall call) {
    String found = "regexp_extract({0}, {1})";
    return pattern(call)
        .filter(p -> repeatable(p) && !p.anchored())
        .flatMap(
            p ->
                found(
                    call,
                    "CASE WHEN "
                        + found
                        + " = '' THEN 0 ELSE CAST(instr({0}, "
                        + found
                        + ") + len(regexp_extract_all(left({0}, instr({0}, "
                        + found
                        + ") - 1), '[\\x{10000}-\\x{10FFFF}]')) AS INTEGER) END"));
  }

  private static Optional<String> replace(SqlCall call) {
    return pattern(call)
        .filter(DuckDbPatterns::repeatable)
        .flatMap(
            p ->
                Calls.text(call, 2)
                    .flatMap(r -> replacement(r, p.groups()))
                    .map(
                        r ->
                            "regexp_replace("
                                + Calls.sql(call, 0)
                                + ", "
                                + Calls.quoted(p.text())
                                + ", "
                                + Calls.quoted(r)
                                + ", 'g')"));
  }

  /** Java's $1 as RE2's \1. */
  private static Optional<String> replacement(String java, int groups) {
    StringBuilder re2 = new StringBuilder();
    for (int i = 0; i < java.length(); i++) {
      char c = java.charAt(i);
      if (c == '\\') {
        if (++i == java.length()) {
          return Optional.empty();
        }
        re2.append(java.charAt(i) == '\\' ? "\\\\" : String.valueOf(java.charAt(i)));
      } else if (c == '$') {
        boolean digit =
            i + 1 < java.length() && java.charAt(i + 1) >= '0' && java.charAt(i + 1) <= '9';
        boolean two = digit && i + 2 < java.length() && Character.isDigit(java.charAt(i + 2));
        if (!digit || two || java.charAt(i + 1) - '0' > groups) {
          return Optional.empty();
        }
        re2.append('\\').append(java.charAt(++i));
      } else {
        re2.append(c);
      }
    }
    return Optional.of(re2.toString());
  }

  private static Optional<String> split(SqlCall call) {
    Function<String, String> parts =
        split -> "CASE WHEN " + Calls.sql(call, 0) + " = '' THEN [''] ELSE " + split + " END";
    return pattern(call)
        .filter(p -> repeatable(p) && p.groups() == 0 && !p.anchored())
        .map(
            p ->
                parts.apply(
                    Calls.text(call, 1).orElseThrow().matches("[A-Za-z0-9,;: _/=-]+")
                        ? "string_split(" + Calls.sql(call, 0) + ", " + Calls.sql(call, 1) + ")"
                        : "string_split_regex("
                            + Calls.sql(call, 0)
                            + ", "
                            + Calls.quoted(p.text())
                            + ")"));
  }

  private static Optional<String> splitLimited(SqlCall call) {
    return Calls.number(call, 2).filter(limit -> limit <= 0).flatMap(limit -> split(call));
  }
}
