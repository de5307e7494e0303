package dev.plumbline.connector.athena;

import static dev.plumbline.connector.athena.AthenaCalls.fill;
import static dev.plumbline.connector.athena.AthenaCalls.quote;
import static dev.plumbline.connector.athena.AthenaCalls.sql;
import static dev.plumbline.connector.athena.AthenaCalls.text;
import static dev.plumbline.connector.athena.AthenaCalls.whole;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.Optional;
import java.util.function.Predicate;

/** LIKE, and regular expressions. */
final class AthenaPatterns {
  private static final String VARIES =
      "only a constant regular expression is written, without word boundaries, flags, back"
          + " references and classes by name";
  private static final String NOTHING = ", and one that matches at least one character";

  private AthenaPatterns() {}

  static void into(SqlProfile.Builder profile) {
    String lower = AthenaLetters.LOWER;
    String ilike = lower + " LIKE " + lower.replace("{0}", "{1}");
    profile
        .infix("like", "{0} LIKE {1}", "varchar", "varchar")
        .infix("like", "{0} LIKE {1} ESCAPE {2}", "varchar", "varchar", "varchar")
        .infix("ilike", ilike, "varchar", "varchar")
        .infix("ilike", ilike + " ESCAPE {2}", "varchar", "varchar", "varchar");
    expression(profile, "rlike", "regexp_like({0}, {1})", r -> true, VARIES);
    Predicate<AthenaRegex> something = regex -> !regex.matchesNothing();
    expression(
        profile,
        "regexp_count",
        "CAST(regexp_count({0}, {1}) AS INTEGER)",
        something,
        VARIES + NOTHING);
    expression(profile, "regexp_substr", "regexp_extract({0}, {1})", r -> true, VARIES);
    // Spark counts characters beyond 16 bits twice.
    expression(
        profile,
        "regexp_instr",
        "CAST(CASE WHEN regexp_position({0}, {1}) <= 0 THEN 0 ELSE regexp_position({0}, {1})"
            + " + regexp_count(substr({0}, 1, regexp_position({0}, {1}) - 1),"
            + " '[\\x{10000}-\\x{10ffff}]') END AS INTEGER)",
        r -> true,
        VARIES);
    groups(profile);
    profile
        .compute(
            "regexp_replace",
            "by a constant pattern",
            AthenaPatterns::replace,
            "varchar",
            "varchar",
            "varchar")
        .compute(
            "regexp_replace",
            "by a constant pattern",
            AthenaPatterns::replace,
            "varchar",
            "varchar",
            "varchar",
            "integer")
        .refuse("regexp_replace", VARIES + NOTHING)
        .compute("split", "by a constant pattern", AthenaPatterns::split, "varchar", "varchar")
        .compute(
            "split",
            "by a constant pattern",
            AthenaPatterns::split,
            "varchar",
            "varchar",
            "integer")
        .refuse("split", VARIES + NOTHING);
  }

  private static void expression(
      SqlProfile.Builder profile,
      String id,
      String template,
      Predicate<AthenaRegex> accepted,
      String reason) {
    profile
        .compute(
            id,
            "by a constant pattern",
            call ->
                text(call, 1)
                    .flatMap(AthenaRegex::of)
                    .filter(accepted)
                    .map(regex -> fill(template, sql(call, 0), regex.sql())),
            "varchar",
            "varchar")
        .refuse(id, reason);
  }

  private static void groups(SqlProfile.Builder profile) {
    String first = "IF({0} IS NOT NULL, COALESCE(regexp_extract({0}, {1}, {2}), ''))";
    String all = "transform(regexp_extract_all({0}, {1}, {2}), e -> COALESCE(e, ''))";
    for (String[] arguments :
        new String[][] {{"varchar", "varchar"}, {"varchar", "varchar", "integer"}}) {
      profile
          .compute("regexp_extract", "by a constant pattern", c -> group(c, first, true), arguments)
          .compute(
              "regexp_extract_all", "by a constant pattern", c -> group(c, all, false), arguments);
    }
    profile.refuse("regexp_extract", VARIES).refuse("regexp_extract_all", VARIES + NOTHING);
  }

  private static Optional<String> group(SqlCall call, String template, boolean orNothing) {
    Optional<Long> group = call.operands().size() < 3 ? Optional.of(1L) : whole(call, 2);
    return text(call, 1)
        .flatMap(AthenaRegex::of)
        .filter(regex -> orNothing || !regex.matchesNothing())
        .filter(regex -> group.filter(g -> g >= 0 && g <= regex.groups()).isPresent())
        .map(
            regex -> fill(template, sql(call, 0), regex.sql(), Long.toString(group.orElseThrow())));
  }

  private static Optional<String> replace(SqlCall call) {
    if (call.operands().size() > 3 && whole(call, 3).filter(start -> start == 1).isEmpty()) {
      return Optional.empty();
    }
    Optional<AthenaRegex> regex =
        text(call, 1).flatMap(AthenaRegex::of).filter(r -> !r.matchesNothing());
    return regex.flatMap(
        r ->
            text(call, 2)
                .filter(replacement -> isPlain(replacement, r.groups()))
                .map(
                    replacement ->
                        fill(
                            "regexp_replace({0}, {1}, {2})",
                            sql(call, 0), r.sql(), quote(replacement))));
  }

  /** Whether a replacement names groups by one digit only, and escapes nothing. */
  private static boolean isPlain(String replacement, int groups) {
    for (int i = replacement.indexOf('$'); i >= 0; i = replacement.indexOf('$', i + 1)) {
      boolean two = i + 2 < replacement.length() && Character.isDigit(replacement.charAt(i + 2));
      int group = i + 1 < replacement.length() ? replacement.charAt(i + 1) - '0' : -1;
      if (two || group < 0 || group > Math.min(groups, 9)) {
        return false;
      }
    }
    return replacement.indexOf('\\') < 0;
  }

  private static Optional<String> split(SqlCall call) {
    boolean limited =
        call.operands().size() > 2 && whole(call, 2).filter(limit -> limit <= 0).isEmpty();
    if (limited) {
      return Optional.empty();
    }
    Optional<String> separator = text(call, 1).flatMap(AthenaRegex::plain);
    if (separator.isPresent()) {
      return Optional.of(fill("split({0}, {1})", sql(call, 0), quote(separator.get())));
    }
    return text(call, 1)
        .flatMap(AthenaRegex::of)
        .filter(regex -> !regex.matchesNothing())
        .map(regex -> fill("regexp_split({0}, {1})", sql(call, 0), regex.sql()));
  }
}
