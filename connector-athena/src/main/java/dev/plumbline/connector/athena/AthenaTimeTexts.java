package dev.plumbline.connector.athena;

import static dev.plumbline.connector.athena.AthenaCalls.fill;
import static dev.plumbline.connector.athena.AthenaCalls.sql;
import static dev.plumbline.connector.athena.AthenaCalls.text;
import static dev.plumbline.connector.athena.AthenaTimes.micros;
import static dev.plumbline.connector.athena.AthenaTimes.utc;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Times as text, and text as times, by constant patterns of Spark's. */
final class AthenaTimeTexts {
  static final String DAYS = "ARRAY['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']";
  static final String MONTHS =
      "ARRAY['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']";

  private static final String LONG_DAYS =
      "ARRAY['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']";
  private static final String LONG_MONTHS =
      "ARRAY['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August',"
          + " 'September', 'October', 'November', 'December']";

  private static final List<String> DAY_NAMES =
      List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY");

  private static final String USUAL = "yyyy-MM-dd HH:mm:ss";
  private static final String OTHERS =
      "only constant patterns of years, months, days, hours, minutes and seconds can be written";

  private AthenaTimeTexts() {}

  /** 1 for Monday to 7, 0 for what Spark does not know. */
  static int dayOfWeek(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (int i = 0; i < DAY_NAMES.size(); i++) {
      String day = DAY_NAMES.get(i);
      if (upper.equals(day)
          || upper.equals(day.substring(0, 3))
          || upper.equals(day.substring(0, 2))) {
        return i + 1;
      }
    }
    return 0;
  }

  static void into(SqlProfile.Builder profile) {
    written(profile);
    read(profile);
  }

  private static void written(SqlProfile.Builder profile) {
    String ofSeconds = "from_unixtime({0}, 'UTC')";
    profile
        .compute(
            "date_format",
            "by a constant pattern",
            c -> format(c, utc("{0}")),
            "instant",
            "varchar")
        .refuse("date_format", OTHERS)
        .compute("from_unixtime", "by a constant pattern", c -> format(c, ofSeconds), "bigint")
        .compute(
            "from_unixtime",
            "by a constant pattern",
            c -> format(c, ofSeconds),
            "bigint",
            "varchar")
        .refuse("from_unixtime", OTHERS);
  }

  private static Optional<String> format(SqlCall call, String time) {
    return pattern(call)
        .flatMap(AthenaTimePattern::of)
        .flatMap(pattern -> pattern.written(fill(time, sql(call, 0))));
  }

  private static Optional<String> pattern(SqlCall call) {
    return call.operands().size() < 2 ? Optional.of(USUAL) : text(call, 1);
  }

  private static void read(SqlProfile.Builder profile) {
    String toDate = "CAST({0} AS DATE)";
    String toInstant = "with_timezone({0}, 'UTC')";
    // Cut off towards 1970, not rounded down.
    String toSeconds = micros(toInstant) + " / 1000000";
    profile
        .write("to_date", AthenaCasts.TEXT_TO_DATE, "varchar")
        .compute("to_date", "by a constant pattern", c -> parse(c, toDate), "varchar", "varchar")
        .compute(
            "to_timestamp", "by a constant pattern", c -> parse(c, toInstant), "varchar", "varchar")
        .compute("unix_timestamp", "by a constant pattern", c -> parse(c, toSeconds), "varchar")
        .compute(
            "unix_timestamp",
            "by a constant pattern",
            c -> parse(c, toSeconds),
            "varchar",
            "varchar");
    for (String[] pattern : new String[][] {{}, {"varchar"}}) {
      converted(profile, "to_date", "{0}", "date", pattern);
      converted(profile, "to_date", "CAST({0} AS DATE)", "timestamp", pattern);
      converted(profile, "to_date", "CAST(" + utc("{0}") + " AS DATE)", "instant", pattern);
      String local = "with_timezone(CAST({0} AS TIMESTAMP(6)), 'UTC')";
      converted(profile, "to_timestamp", "{0}", "instant", pattern);
      converted(profile, "to_timestamp", local, "date|timestamp", pattern);
      String cut = micros("{0}") + " / 1000000";
      converted(profile, "unix_timestamp", cut, "instant", pattern);
      converted(profile, "unix_timestamp", fill(cut, local), "date|timestamp", pattern);
    }
    profile
        .refuse("to_date", OTHERS)
        .refuse("to_timestamp", AthenaCasts.TEXT_WITH_ZONE, "varchar")
        .refuse("to_timestamp", OTHERS)
        .refuse("unix_timestamp", OTHERS);
  }

  /** A pattern says nothing about what is no text. */
  private static void converted(
      SqlProfile.Builder profile, String id, String template, String from, String[] pattern) {
    if (pattern.length == 0) {
      profile.infix(id, template, from);
    } else {
      profile.infix(id, template, from, pattern[0]);
    }
  }

  private static Optional<String> parse(SqlCall call, String template) {
    return pattern(call)
        .flatMap(AthenaTimePattern::of)
        .flatMap(pattern -> pattern.read(sql(call, 0)))
        .map(time -> fill(template, time));
  }

  static String name(String list, String number) {
    String names =
        switch (list) {
          case "EEE" -> DAYS;
          case "EEEE" -> LONG_DAYS;
          case "MMM" -> MONTHS;
          default -> LONG_MONTHS;
        };
    return "element_at(" + names + ", " + number + ")";
  }
}
