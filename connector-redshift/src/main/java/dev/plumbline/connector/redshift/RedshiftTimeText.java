package dev.plumbline.connector.redshift;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Times as text by patterns, and text as times. */
final class RedshiftTimeText {
  private static final String SECONDS = "yyyy-MM-dd HH:mm:ss";
  private static final String PATTERN =
      "the pattern is not constant, or has letters that are not written";

  private static final String DAYS = "CAST({0} - DATE '1970-01-01' AS BIGINT) * 86400";

  private RedshiftTimeText() {}

  static void into(SqlProfile.Builder profile) {
    profile
        .compute(
            "date_format",
            "TO_CHAR with Redshift's pattern",
            call ->
                Fragments.text(call, 1)
                    .flatMap(pattern -> format(pattern, call.operands().get(0).sql())),
            "instant",
            "varchar")
        .refuse("date_format", PATTERN)
        .compute(
            "from_unixtime",
            "TO_CHAR with Redshift's pattern",
            call ->
                pattern(call)
                    .flatMap(
                        pattern ->
                            format(
                                pattern,
                                RedshiftTimes.SECONDS.replace(
                                    "{0}", call.operands().get(0).sql()))),
            "bigint",
            "varchar...")
        .write("from_unixtime", format(SECONDS, RedshiftTimes.SECONDS).orElseThrow(), "bigint")
        .refuse("from_unixtime", PATTERN);
    dates(profile);
    profile
        .infix("to_timestamp", "{0}", "instant")
        .infix("to_timestamp", "{0}", "instant", "varchar")
        .write("to_timestamp", "CAST({0} AS TIMESTAMPTZ)", "date|timestamp")
        .write("to_timestamp", "CAST({0} AS TIMESTAMPTZ)", "date|timestamp", "varchar")
        .refuse(
            "to_timestamp",
            "Redshift reads other texts as times, and other zones in them",
            "varchar")
        .compute(
            "to_timestamp",
            "CAST of what a regular expression lets pass",
            call ->
                parsed(call)
                    .map(
                        time ->
                            "CASE WHEN "
                                + time.get(0)
                                + " THEN CAST("
                                + time.get(1)
                                + " AS TIMESTAMPTZ) END"),
            "varchar",
            "varchar")
        .refuse("to_timestamp", PATTERN)
        // Cut off towards 0, unlike unix_seconds.
        .infix("unix_timestamp", RedshiftTimes.MICROS + " / 1000000", "instant|timestamp")
        .infix(
            "unix_timestamp", RedshiftTimes.MICROS + " / 1000000", "instant|timestamp", "varchar")
        .infix("unix_timestamp", DAYS, "date")
        .infix("unix_timestamp", DAYS, "date", "varchar")
        .compute("unix_timestamp", "of a text", RedshiftTimeText::epoch, "varchar...")
        .refuse("unix_timestamp", PATTERN);
  }

  private static void dates(SqlProfile.Builder profile) {
    profile
        .infix("to_date", "{0}", "date")
        .infix("to_date", "{0}", "date", "varchar")
        .write("to_date", "CAST({0} AS DATE)", "instant|timestamp")
        .write("to_date", "CAST({0} AS DATE)", "instant|timestamp", "varchar")
        .write("to_date", RedshiftTextCasts.DATE, "varchar")
        .compute(
            "to_date",
            "CAST of what a regular expression lets pass",
            call ->
                parsed(call)
                    .map(
                        time ->
                            "CASE WHEN "
                                + time.get(0)
                                + " THEN CAST("
                                + time.get(1)
                                + " AS DATE) END"),
            "varchar",
            "varchar")
        .refuse("to_date", PATTERN);
  }

  private static Optional<String> pattern(SqlCall call) {
    return call.operands().size() == 1 ? Optional.of(SECONDS) : Fragments.text(call, 1);
  }

  private static Optional<String> epoch(SqlCall call) {
    return parsed(call)
        .map(
            time ->
                "CASE WHEN "
                    + time.get(0)
                    + " THEN "
                    + RedshiftTimes.EPOCH.replace("{0}", "CAST(" + time.get(1) + " AS TIMESTAMP)")
                    + " END");
  }

  /** The condition under which a text has the pattern, and its value then. */
  private static Optional<List<String>> parsed(SqlCall call) {
    String text = call.operands().get(0).sql();
    String pattern = pattern(call).orElse("");
    String sign = "([+-][0-9]{1,3}|-)?";
    boolean day = pattern.equals("yyyy-MM-dd");
    boolean seconds = pattern.equals(SECONDS);
    if (pattern.equals("yyyyMMdd")) {
      String found = "'^" + Calendar.existing(sign, "", "0", "$").substring(1) + "'";
      String year = "CAST(LEFT(" + text + ", LENGTH(" + text + ") - 4) AS INTEGER)";
      String rest =
          "'-' || SUBSTRING(RIGHT(" + text + ", 4), 1, 2) || '-' || RIGHT(" + text + ", 2)";
      return Optional.of(
          List.of(
              text + " ~ " + found + " AND NOT " + text + " ~ '^-0{4,7}[0-9]{4}$'",
              Calendar.date(year, rest)));
    }
    if (!day && !seconds) {
      return Optional.empty();
    }
    String clock = "( ([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])";
    String found = Calendar.existing(sign, "-", "0", (seconds ? clock : "") + "$");
    String year = "CAST(REGEXP_SUBSTR(" + text + ", '^[+-]?[0-9]+') AS INTEGER)";
    String date = Calendar.date(year, "REGEXP_SUBSTR(" + text + ", '-[0-9]{1,2}-[0-9]{1,2}')");
    String right = "RIGHT(" + text + ", ";
    return Optional.of(
        List.of(
            text + " ~ '" + found + "' AND NOT " + text + " ~ '^-0+-'",
            seconds
                ? "CAST("
                    + date
                    + " AS TIMESTAMP) + (CAST(LEFT("
                    + right
                    + "8), 2) AS INTEGER) * 3600 + CAST(LEFT("
                    + right
                    + "5), 2) AS INTEGER) * 60 + CAST("
                    + right
                    + "2) AS INTEGER)) * INTERVAL '1 second'"
                : date));
  }

  /** Runs of what TO_CHAR writes alike, joined with what it does not. */
  static Optional<String> format(String pattern, String time) {
    List<String> parts = new ArrayList<>();
    StringBuilder run = new StringBuilder();
    for (int i = 0; i < pattern.length(); ) {
      char c = pattern.charAt(i);
      int end = i;
      while (end < pattern.length() && pattern.charAt(end) == c) {
        end++;
      }
      String letters = pattern.substring(i, end);
      i = end;
      if ("-/:. ,_".indexOf(c) >= 0) {
        run.append(letters);
        continue;
      }
      String known = known(letters);
      if (!known.isEmpty()) {
        run.append(known);
        continue;
      }
      String own = c == '\'' ? "" : own(letters, time);
      if (c == '\'') {
        int close = pattern.indexOf('\'', i);
        if (letters.length() != 1 || close < 0 || pattern.startsWith("''", close)) {
          return Optional.empty();
        }
        own = Fragments.quoted(pattern.substring(i, close));
        i = close + 1;
      }
      if (own.isEmpty()) {
        return Optional.empty();
      }
      flush(parts, run, time);
      parts.add(own);
    }
    flush(parts, run, time);
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" || ", parts));
  }

  private static void flush(List<String> parts, StringBuilder run, String time) {
    if (run.length() > 0) {
      parts.add("TO_CHAR(" + time + ", '" + run + "')");
      run.setLength(0);
    }
  }

  private static String known(String letters) {
    return switch (letters) {
      case "yyyy" -> "YYYY";
      case "yy" -> "YY";
      case "MM" -> "MM";
      case "MMM", "LLL" -> "Mon";
      case "dd" -> "DD";
      case "DDD" -> "DDD";
      case "E", "EE", "EEE" -> "Dy";
      case "HH" -> "HH24";
      case "hh" -> "HH12";
      case "mm" -> "MI";
      case "ss" -> "SS";
      case "SSS" -> "MS";
      case "SSSSSS" -> "US";
      case "a" -> "AM";
      default -> "";
    };
  }

  private static String own(String letters, String time) {
    String field =
        switch (letters) {
          case "y" -> "year";
          case "M" -> "month";
          case "d" -> "day";
          case "D" -> "doy";
          case "H" -> "hour";
          case "m" -> "minute";
          case "Q", "q" -> "quarter";
          default -> "";
        };
    return field.isEmpty() ? "" : "CAST(" + RedshiftTimes.field(field, time) + " AS VARCHAR(4))";
  }
}
