package dev.plumbline.runtime.sql;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Times written as text and read from it in DuckDB. */
final class DuckDbTimeTexts {
  private static final String DEFAULT = "yyyy-MM-dd HH:mm:ss";

  private static final Map<String, String> WRITTEN =
      Map.ofEntries(
          Map.entry("MM", "%m"),
          Map.entry("M", "%-m"),
          Map.entry("MMM", "%b"),
          Map.entry("MMMM", "%B"),
          Map.entry("dd", "%d"),
          Map.entry("d", "%-d"),
          Map.entry("DDD", "%j"),
          Map.entry("D", "%-j"),
          Map.entry("E", "%a"),
          Map.entry("EE", "%a"),
          Map.entry("EEE", "%a"),
          Map.entry("EEEE", "%A"),
          Map.entry("HH", "%H"),
          Map.entry("H", "%-H"),
          Map.entry("hh", "%I"),
          Map.entry("h", "%-I"),
          Map.entry("mm", "%M"),
          Map.entry("m", "%-M"),
          Map.entry("ss", "%S"),
          Map.entry("s", "%-S"),
          Map.entry("SSS", "%g"),
          Map.entry("SSSSSS", "%f"),
          Map.entry("a", "%p"),
          Map.entry("yy", "%y"));

  private static final Map<String, String> READ =
      Map.ofEntries(
          Map.entry("yyyy", "[0-9]{4,4}"),
          Map.entry("MM", "(?:0[1-9]|1[0-2])"),
          Map.entry("dd", "(?:0[1-9]|[12][0-9]|3[01])"),
          Map.entry("M", "(?:0?[1-9]|1[0-2])"),
          Map.entry("d", "(?:0?[1-9]|[12][0-9]|3[01])"),
          Map.entry("HH", "(?:[01][0-9]|2[0-3])"),
          Map.entry("mm", "[0-5][0-9]"),
          Map.entry("ss", "[0-5][0-9]"),
          Map.entry("SSS", "[0-9]{1,3}"),
          Map.entry("SSSSSS", "[0-9]{1,6}"));

  private static final String OFFSET =
      "[+-](?:[0-9]{1,2}(?::[0-9]{1,2})?|[0-9]{4,4}|[0-9]{6,6}|[0-9]{1,2}:[0-9]{2,2}:[0-9]{2,2})";

  /** The regions of java.time without a slash, and its short ids; DuckDB gives each its meaning. */
  private static final String WORDS =
      "ACT|AET|AGT|ART|AST|BET|BST|CAT|CET|CNT|CST6CDT|CST|CTT|Cuba|EAT|ECT|EET|EST5EDT|EST|Egypt"
          + "|Eire|GB-Eire|GB|GMT0|Greenwich|HST|Hongkong|IET|IST|Iceland|Iran|Israel|JST|Jamaica"
          + "|Japan|Kwajalein|Libya|MET|MIT|MST7MDT|MST|NET|NST|NZ-CHAT|NZ|Navajo|PLT|PNT|PRC|PRT"
          + "|PST8PDT|PST|Poland|Portugal|ROK|SST|Singapore|Turkey|UCT|Universal|VST|W-SU|WET|Zulu";

  private static final String ZONE =
      "Z|(?:UTC|GMT|UT)?(?:"
          + OFFSET
          + ")|UTC|GMT|UT|"
          + WORDS
          + "|[A-Z][A-Za-z_]+/[A-Za-z0-9_/+-]+";

  // DuckDB counts these four from their first rules on, java.time from their city's solar time.
  private static final String REGION =
      "CASE p.z WHEN 'EST5EDT' THEN 'America/New_York' WHEN 'CST6CDT' THEN 'America/Chicago'"
          + " WHEN 'MST7MDT' THEN 'America/Denver' WHEN 'PST8PDT' THEN 'America/Los_Angeles'"
          + " ELSE p.z END";

  /** Hours and seconds in range; DuckDB takes 24:00 and leap seconds, Spark does not. */
  private static final String CLOCK =
      "CAST(coalesce(nullif(p.h, ''), '0') AS BIGINT) < 24"
          + " AND CAST(coalesce(nullif(p.s, ''), '0') AS BIGINT) < 60";

  private DuckDbTimeTexts() {}

  static void into(SqlProfile.Builder profile) {
    profile
        .compute(
            "date_format",
            "patterns of common fields",
            c -> format(DuckDbTimes.local(Calls.sql(c, 0)), Calls.text(c, 1)),
            "instant",
            "varchar")
        .compute("from_unixtime", "patterns of common fields", DuckDbTimeTexts::fromUnix, "bigint")
        .compute(
            "from_unixtime",
            "patterns of common fields",
            DuckDbTimeTexts::fromUnix,
            "bigint",
            "varchar")
        .write("to_date", "{0}", "date")
        .write("to_date", "CAST({0} AS DATE)", "timestamp")
        .write("to_date", "CAST(" + DuckDbTimes.local("{0}") + " AS DATE)", "instant")
        .write("to_date", DuckDbTextCasts.date(), "varchar")
        .write("to_date", "{0}", "date", "varchar")
        .write("to_date", "CAST({0} AS DATE)", "timestamp", "varchar")
        .write("to_date", "CAST(" + DuckDbTimes.local("{0}") + " AS DATE)", "instant", "varchar")
        .compute(
            "to_date",
            "patterns of digits",
            c -> read(c).map(t -> "CAST(" + t + " AS DATE)"),
            "varchar",
            "varchar")
        .write("to_timestamp", "{0}", "instant")
        .write("to_timestamp", DuckDbTimes.instant("{0}"), "timestamp")
        .write("to_timestamp", DuckDbTimes.instant("CAST({0} AS TIMESTAMP)"), "date")
        .write("to_timestamp", timestamp(true), "varchar")
        .write("to_timestamp", "{0}", "instant", "varchar")
        .write("to_timestamp", DuckDbTimes.instant("{0}"), "timestamp", "varchar")
        .write("to_timestamp", DuckDbTimes.instant("CAST({0} AS TIMESTAMP)"), "date", "varchar")
        .compute(
            "to_timestamp",
            "patterns of digits",
            c -> read(c).map(DuckDbTimes::instant),
            "varchar",
            "varchar")
        .write("unix_timestamp", "(epoch_us({0}) // 1000000)", "instant")
        .write("unix_timestamp", "(epoch_us({0}) // 1000000)", "instant", "varchar")
        .write("unix_timestamp", "(epoch_us({0}) // 1000000)", "timestamp")
        .write("unix_timestamp", "(epoch_us({0}) // 1000000)", "timestamp", "varchar")
        .write("unix_timestamp", "(epoch_us(CAST({0} AS TIMESTAMP)) // 1000000)", "date")
        .write("unix_timestamp", "(epoch_us(CAST({0} AS TIMESTAMP)) // 1000000)", "date", "varchar")
        .compute("unix_timestamp", "patterns of digits", DuckDbTimeTexts::unix, "varchar")
        .compute(
            "unix_timestamp", "patterns of digits", DuckDbTimeTexts::unix, "varchar", "varchar");
  }

  private static Optional<String> unix(SqlCall call) {
    return read(call).map(t -> "epoch_us(" + t + ") // 1000000");
  }

  private static Optional<String> fromUnix(SqlCall call) {
    String time = "make_timestamp(" + Calls.sql(call, 0) + " * 1000000)";
    return format(time, call.operands().size() == 1 ? Optional.of(DEFAULT) : Calls.text(call, 1));
  }

  private static Optional<String> format(String time, Optional<String> pattern) {
    return pattern.flatMap(TimePattern::of).flatMap(p -> format(time, p));
  }

  private static Optional<String> format(String time, TimePattern pattern) {
    StringBuilder format = new StringBuilder();
    boolean year = false;
    for (TimePattern.Piece piece : pattern.pieces()) {
      if (!piece.field()) {
        format.append(piece.text().replace("%", "%%"));
      } else if (piece.text().equals("yyyy")) {
        year = true;
        format.append("%Y");
      } else if (WRITTEN.containsKey(piece.text())) {
        format.append(WRITTEN.get(piece.text()));
      } else {
        return Optional.empty();
      }
    }
    String written = "strftime(" + time + ", " + Calls.quoted(format.toString()) + ")";
    boolean leads = format.indexOf("%Y") == 0;
    // Spark signs years of more than four digits.
    return year && !leads
        ? Optional.of(
            "CASE WHEN year("
                + time
                + ") > 9999 THEN error('a year beyond 9999 in a pattern') ELSE "
                + written
                + " END")
        : Optional.of(
            year
                ? "CASE WHEN year(" + time + ") > 9999 THEN '+' ELSE '' END || " + written
                : written);
  }

  /** Text by a pattern of fields of fixed width, as a timestamp. */
  private static Optional<String> read(SqlCall call) {
    Optional<String> pattern =
        call.operands().size() == 1 ? Optional.of(DEFAULT) : Calls.text(call, 1);
    return pattern.flatMap(TimePattern::of).flatMap(p -> read(Calls.sql(call, 0), p));
  }

  private static Optional<String> read(String text, TimePattern pattern) {
    StringBuilder guard = new StringBuilder();
    StringBuilder format = new StringBuilder();
    Set<String> seen = new HashSet<>();
    boolean afterField = false;
    for (TimePattern.Piece piece : pattern.pieces()) {
      String letters = piece.text();
      if (piece.field()) {
        boolean variable = letters.equals("M") || letters.equals("d") || letters.startsWith("S");
        if (!READ.containsKey(letters)
            || !seen.add(letters.substring(0, 1))
            || (afterField && variable)) {
          return Optional.empty();
        }
        guard.append(READ.get(letters));
        format.append(
            letters.equals("yyyy")
                ? "%Y"
                : letters.startsWith("S")
                    ? "%f"
                    : WRITTEN.get(letters.length() == 1 ? letters + letters : letters));
      } else {
        if (!letters.matches("[-/.:, T_]+")) {
          return Optional.empty();
        }
        guard.append(letters.replace(".", "\\."));
        format.append(letters);
      }
      afterField = piece.field();
    }
    if (!seen.contains("y")) {
      return Optional.empty();
    }
    String written = Calls.quoted(format.toString());
    String fits = "CASE WHEN regexp_full_match(" + text + ", ";
    String read =
        fits
            + Calls.quoted(guard.toString())
            + ") THEN try_strptime("
            + text
            + ", "
            + written
            + ")";
    boolean farYears =
        format.indexOf("%Y") == 0
            && pattern.pieces().size() > 1
            && !pattern.pieces().get(1).field();
    if (!farYears) {
      return Optional.of(read + " END");
    }
    // A year of the same calendar within four digits stands in for the one that is meant.
    String rest = guard.substring("[0-9]{4,4}".length());
    String year = "CAST(regexp_extract(" + text + ", '^([+-][0-9]+)', 1) AS BIGINT)";
    String like = "(2000 + (" + year + " % 400 + 400) % 400)";
    return Optional.of(
        read
            + " WHEN regexp_full_match("
            + text
            + ", "
            + Calls.quoted("(?:[+][0-9]{5,9}|-[0-9]{4,9})" + rest)
            + ") THEN try_strptime(CAST("
            + like
            + " AS VARCHAR) || regexp_extract("
            + text
            + ", '^[+-][0-9]+(.*)$', 1), "
            + written
            + ") + to_years(CAST("
            + year
            + " - "
            + like
            + " AS INTEGER)) END");
  }

  /**
   * Text by Spark's cast: a date, then perhaps a time of day, then perhaps a zone; or a time of
   * today. The parts are found once and bound, not found again for each use.
   */
  static String timestamp(boolean zoned) {
    String clock = "(?:\\.([0-9]*))? ?(" + ZONE + ")?)?)?";
    String dated =
        "'(?s)^[\\x00-\\x20\\x7f]*([+-]?[0-9]{4,6})(?:-([0-9]{1,2})(?:-([0-9]{1,2})(?:[ T](?:"
            + "([0-9]{1,2})(?::([0-9]{1,2})(?::([0-9]{1,2})"
            + clock
            + ")?)?)?)?[\\x00-\\x20\\x7f]*$'";
    String today =
        "'(?s)^[\\x00-\\x20\\x7f]*T?([0-9]{1,2})(?::([0-9]{1,2})(?::([0-9]{1,2})"
            + clock
            + "[\\x00-\\x20\\x7f]*$'";
    String day = "make_timestamp(year(current_date), month(current_date), day(current_date), ";
    String ofDate = time("make_timestamp(" + part("y", 1) + part("mo", 1) + part("d", 1));
    String ofToday = time(day);
    return "CASE WHEN regexp_matches({0}, "
        + dated
        + ") THEN "
        + bound(
            "regexp_extract({0}, " + dated + ", ['y','mo','d','h','mi','s','f','z'])",
            zoned ? zoned(ofDate) : local(ofDate))
        + (zoned
            ? " WHEN regexp_matches({0}, '[T:]') AND regexp_matches({0}, "
                + today
                + ") THEN "
                + bound(
                    "regexp_extract({0}, " + today + ", ['h','mi','s','f','z'])", zoned(ofToday))
            : "")
        + " END";
  }

  private static String bound(String parts, String value) {
    return "list_transform([" + parts + "], lambda p: " + value + ")[1]";
  }

  private static String part(String name, int absent) {
    return "CAST(coalesce(nullif(p." + name + ", ''), '" + absent + "') AS BIGINT), ";
  }

  private static String time(String date) {
    return date
        + part("h", 0)
        + part("mi", 0)
        + "CAST(coalesce(nullif(p.s, ''), '0') AS DOUBLE))"
        + " + to_microseconds(CAST(left(rpad(p.f, 6, '0'), 6) AS BIGINT))";
  }

  private static String local(String time) {
    return "CASE WHEN " + CLOCK + " THEN TRY(" + time + ") END";
  }

  private static String zoned(String time) {
    String hours = offset("[+-]([0-9]{1,2})");
    String minutes = offset("(?:[+-][0-9]{1,2}:|[+-][0-9]{2,2})([0-9]{1,2})");
    String seconds = offset("[+-][0-9]{1,2}:?[0-9]{2,2}:?([0-9]{2,2})$");
    String offset = "(" + hours + " * 3600 + " + minutes + " * 60 + " + seconds + ")";
    return "CASE WHEN "
        + CLOCK
        + " THEN TRY(CASE WHEN p.z = '' THEN "
        + DuckDbTimes.instant(time)
        + " WHEN regexp_full_match(p.z, '"
        + WORDS
        + "|.*/.*') THEN "
        + DuckDbTimes.inZone("(" + time + ")", REGION)
        + " WHEN "
        + minutes
        + " < 60 AND "
        + seconds
        + " < 60 AND "
        + offset
        + " <= 64800 THEN "
        + DuckDbTimes.instant(
            time
                + " - to_microseconds(CASE WHEN contains(p.z, '-') THEN -1000000 ELSE 1000000 END * "
                + offset
                + ")")
        + " END) END";
  }

  private static String offset(String pattern) {
    return "CAST(coalesce(nullif(regexp_extract(p.z, '" + pattern + "', 1), ''), '0') AS BIGINT)";
  }
}
