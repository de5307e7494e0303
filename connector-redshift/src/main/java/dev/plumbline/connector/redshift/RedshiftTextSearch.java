package dev.plumbline.connector.redshift;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** LIKE and regular expressions, whose patterns must be constants that mean the same here. */
final class RedshiftTextSearch {
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String PATTERN =
      "the pattern is not constant, or means something else in Redshift's regular expressions";

  private RedshiftTextSearch() {}

  static void into(SqlProfile.Builder profile) {
    profile
        .compute(
            "like",
            "LIKE with a constant pattern, its escapes as backslashes",
            RedshiftTextSearch::like,
            "varchar",
            "varchar...")
        .refuse("like", "only constant patterns without stray escapes are written")
        .compute(
            "ilike",
            "LIKE of the text with lower case ASCII letters",
            RedshiftTextSearch::ilike,
            "varchar",
            "varchar...")
        .refuse("ilike", "only constant patterns of ASCII are written")
        .compute(
            "rlike",
            "~ with the pattern's classes spelt out",
            call -> pattern(call, Regex::search, "{0} ~ {1}"),
            "varchar",
            "varchar")
        .refuse("rlike", PATTERN)
        .compute(
            "regexp_count",
            "REGEXP_COUNT with the pattern's classes spelt out",
            call -> pattern(call, Regex::find, "REGEXP_COUNT({0}, {1})"),
            "varchar",
            "varchar")
        .refuse("regexp_count", PATTERN)
        .refuse("regexp_instr", "Spark counts characters beyond U+FFFF as two")
        .compute(
            "regexp_substr",
            "REGEXP_SUBSTR, NULL for an empty text",
            call -> pattern(call, Regex::find, "NULLIF(REGEXP_SUBSTR({0}, {1}), '')"),
            "varchar",
            "varchar")
        .refuse("regexp_substr", PATTERN)
        .compute(
            "regexp_extract",
            "REGEXP_SUBSTR, and the part of it that is the group",
            RedshiftTextSearch::extract,
            "varchar",
            "varchar...")
        .compute(
            "regexp_extract",
            "REGEXP_SUBSTR, and the part of it that is the group",
            RedshiftTextSearch::extract,
            "varchar",
            "varchar",
            "integer")
        .refuse("regexp_extract", PATTERN + "; or the group stands beside parts of varying length")
        .compute(
            "regexp_replace",
            "REGEXP_REPLACE without groups, which replaces every match there",
            RedshiftTextSearch::replace,
            "varchar",
            "varchar",
            "varchar")
        .refuse("regexp_replace", PATTERN + "; or the replacement has groups");
  }

  private static Optional<String> pattern(
      SqlCall call, Function<String, Optional<String>> reader, String template) {
    return Fragments.text(call, 1)
        .flatMap(reader)
        .map(
            regex ->
                Fragments.with(template, call.operands().get(0).sql(), Fragments.quoted(regex)));
  }

  private static Optional<String> extract(SqlCall call) {
    long group = call.operands().size() == 2 ? 1 : Fragments.whole(call, 2).orElse(-1L);
    String found = "CASE WHEN {0} IS NULL THEN NULL ELSE COALESCE(REGEXP_SUBSTR({0}, {1}), '') END";
    if (group == 0) {
      return pattern(call, Regex::find, found);
    }
    return pattern(call, group == 1 ? Regex::findOuterGroup : regex -> Optional.empty(), found)
        .or(() -> group(call, (int) group));
  }

  /** The match without what always has the same length before and after the group. */
  private static Optional<String> group(SqlCall call, int group) {
    return Fragments.text(call, 1)
        .flatMap(pattern -> Regex.findGroup(pattern, group))
        .map(
            part ->
                Fragments.with(
                    "CASE WHEN {0} IS NULL THEN NULL WHEN {0} ~ {1} THEN"
                        + " SUBSTRING(REGEXP_SUBSTR({0}, {1}), {2}, LENGTH(REGEXP_SUBSTR({0}, {1}))"
                        + " - {3}) ELSE '' END",
                    call.operands().get(0).sql(),
                    Fragments.quoted(part.regex()),
                    Integer.toString(part.before() + 1),
                    Integer.toString(part.before() + part.after())));
  }

  private static Optional<String> replace(SqlCall call) {
    return Fragments.text(call, 2)
        .filter(replacement -> replacement.indexOf('\\') < 0 && replacement.indexOf('$') < 0)
        .flatMap(
            replacement ->
                pattern(
                    call,
                    Regex::find,
                    "REGEXP_REPLACE({0}, {1}, " + Fragments.quoted(replacement) + ")"));
  }

  private static Optional<String> like(SqlCall call) {
    return likePattern(call)
        .map(pattern -> call.operands().get(0).sql() + " LIKE " + Fragments.quoted(pattern));
  }

  /** The pattern with backslashes as escapes; empty if Spark takes an escape for an error. */
  private static Optional<String> likePattern(SqlCall call) {
    Optional<String> pattern = Fragments.text(call, 1);
    Optional<String> escape =
        call.operands().size() == 3 ? Fragments.text(call, 2) : Optional.of("\\");
    if (pattern.isEmpty() || escape.filter(e -> e.length() == 1).isEmpty()) {
      return Optional.empty();
    }
    String text = pattern.get();
    char escaping = escape.get().charAt(0);
    StringBuilder like = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == escaping) {
        i++;
        if (i == text.length()
            || (text.charAt(i) != escaping && "%_".indexOf(text.charAt(i)) < 0)) {
          return Optional.empty();
        }
        char literal = text.charAt(i);
        like.append("%_\\".indexOf(literal) >= 0 ? "\\" : "").append(literal);
      } else {
        like.append(c == '\\' ? "\\\\" : String.valueOf(c));
      }
    }
    return Optional.of(like.toString());
  }

  /**
   * The two characters beyond ASCII whose lower case has ASCII in it become that; no other can meet
   * a letter of the pattern, and all keep their number of characters.
   */
  private static Optional<String> ilike(SqlCall call) {
    return likePattern(call)
        .filter(pattern -> pattern.chars().allMatch(c -> c < 128))
        .map(
            pattern ->
                Fragments.with(
                    "TRANSLATE(REPLACE({0}, '\u0130', 'i\u0307'), '"
                        + UPPER
                        + "\u212a', '"
                        + UPPER.toLowerCase(Locale.ROOT)
                        + "k') LIKE {1}",
                    call.operands().get(0).sql(),
                    Fragments.quoted(pattern.toLowerCase(Locale.ROOT))));
  }
}
