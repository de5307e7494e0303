package dev.plumbline.connector.athena;

import static dev.plumbline.connector.athena.AthenaCalls.fill;
import static dev.plumbline.connector.athena.AthenaCalls.quote;
import static dev.plumbline.connector.athena.AthenaCalls.sql;
import static dev.plumbline.connector.athena.AthenaCalls.text;
import static dev.plumbline.connector.athena.AthenaCalls.whole;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Dates and times. The session zone is not ours to set, so that every field of an instant is taken
 * of it in UTC.
 */
final class AthenaTimes {
  private static final String LOCAL = "date|timestamp";
  private static final String INSTANT = "TIMESTAMP(6) WITH TIME ZONE";
  private static final int MICROS_PER_MILLI = 1000;

  /** The spellings of Spark's units of time, and the units. */
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("year", "year"),
          Map.entry("yyyy", "year"),
          Map.entry("yy", "year"),
          Map.entry("quarter", "quarter"),
          Map.entry("month", "month"),
          Map.entry("mon", "month"),
          Map.entry("mm", "month"),
          Map.entry("week", "week"),
          Map.entry("day", "day"),
          Map.entry("dd", "day"),
          Map.entry("hour", "hour"),
          Map.entry("minute", "minute"),
          Map.entry("second", "second"),
          Map.entry("millisecond", "millisecond"),
          Map.entry("microsecond", "microsecond"));

  private AthenaTimes() {}

  /** An instant with its fields in UTC. */
  static String utc(String instant) {
    return "(" + instant + " AT TIME ZONE 'UTC')";
  }

  /** The whole seconds of an instant since 1970, rounded down. */
  static String seconds(String instant) {
    return "CAST(to_unixtime(date_trunc('second', " + instant + ")) AS BIGINT)";
  }

  /** The microseconds of an instant since 1970. */
  static String micros(String instant) {
    return "("
        + seconds(instant)
        + " * 1000000 + CAST(substr(CAST(CAST("
        + instant
        + " AS TIMESTAMP(6)) AS VARCHAR), -6) AS BIGINT))";
  }

  static void into(SqlProfile.Builder profile) {
    fields(profile);
    now(profile);
    days(profile);
    units(profile);
    epochs(profile);
    made(profile);
    zones(profile);
  }

  private static void fields(SqlProfile.Builder profile) {
    String[][] functions = {
      {"year", "year({0})"},
      {"quarter", "quarter({0})"},
      {"month", "month({0})"},
      {"week", "week({0})"},
      {"year_of_week", "year_of_week({0})"},
      {"day", "day({0})"},
      {"dayofweek", "day_of_week({0}) % 7 + 1"},
      {"weekday", "day_of_week({0}) - 1"},
      {"dayofweek_iso", "day_of_week({0})"},
      {"dayofyear", "day_of_year({0})"}
    };
    for (String[] function : functions) {
      profile.write(function[0], "CAST(" + function[1] + " AS INTEGER)", "date");
    }
    for (String name : new String[] {"hour", "minute", "second"}) {
      profile
          .write(name, "CAST(" + name + "({0}) AS INTEGER)", "timestamp")
          .write(name, "CAST(" + name + utc("{0}") + " AS INTEGER)", "instant");
    }
    String second = "CAST(substr(CAST({0} AS VARCHAR), -9) AS DECIMAL(8,6))";
    profile
        .write("second_fraction", fill(second, "CAST({0} AS TIMESTAMP(6))"), "timestamp")
        .write(
            "second_fraction", fill(second, "CAST(" + utc("{0}") + " AS TIMESTAMP(6))"), "instant")
        .write("dayname", "element_at(" + AthenaTimeTexts.DAYS + ", day_of_week({0}))", "date")
        .write("monthname", "element_at(" + AthenaTimeTexts.MONTHS + ", month({0}))", "date");
  }

  private static void now(SqlProfile.Builder profile) {
    profile
        .write("current_date", "CAST(" + utc("current_timestamp") + " AS DATE)")
        .write("current_timestamp", "current_timestamp(6)")
        .write("localtimestamp", "CAST(" + utc("current_timestamp(6)") + " AS TIMESTAMP(6))");
  }

  private static void days(SqlProfile.Builder profile) {
    profile
        .compute(
            "add_interval",
            "whole milliseconds",
            c -> addInterval(c, "{0}"),
            LOCAL,
            "integer",
            "integer",
            "bigint")
        .compute(
            "add_interval",
            "whole milliseconds, in UTC",
            c -> addInterval(c, utc("{0}")),
            "instant",
            "integer",
            "integer",
            "bigint")
        .refuse("add_interval", "intervals have no microseconds here")
        .write("date_add", "date_add('day', {1}, {0})", "date", "integer")
        .write("date_sub", "date_add('day', -CAST({1} AS BIGINT), {0})", "date", "integer")
        .write("datediff", "CAST(date_diff('day', {1}, {0}) AS INTEGER)", "date", "date")
        .write("add_months", "date_add('month', {1}, {0})", "date", "integer")
        .write("months_between", monthsBetween(true), "instant", "instant")
        .write(
            "months_between",
            "IF({2}, " + monthsBetween(true) + ", " + monthsBetween(false) + ")",
            "instant",
            "instant",
            "boolean")
        .write("last_day", "last_day_of_month({0})", "date")
        .compute("next_day", "of a constant day", AthenaTimes::nextDay, "date", "varchar")
        .refuse("next_day", "only a constant day of the week can be written");
  }

  private static Optional<String> addInterval(SqlCall call, String time) {
    Optional<Long> micros = whole(call, 3).filter(m -> m % MICROS_PER_MILLI == 0);
    Optional<Long> days = whole(call, 2);
    Optional<Long> months = whole(call, 1);
    if (micros.isEmpty() || days.isEmpty() || months.isEmpty()) {
      return Optional.empty();
    }
    boolean toInstant =
        AthenaTypes.id(call.operands().get(0).type()).filter("date"::equals).isPresent()
            && AthenaTypes.id(call.result()).filter("instant"::equals).isPresent();
    String text =
        toInstant
            ? "with_timezone(CAST(" + sql(call, 0) + " AS TIMESTAMP(6)), 'UTC')"
            : fill(time, sql(call, 0));
    text = later("month", months.get(), text);
    text = later("day", days.get(), text);
    return Optional.of(later("millisecond", micros.get() / MICROS_PER_MILLI, text));
  }

  private static String later(String unit, long count, String time) {
    return count == 0 ? time : "date_add('" + unit + "', " + count + ", " + time + ")";
  }

  private static String monthsBetween(boolean rounded) {
    String left = utc("{0}");
    String right = utc("{1}");
    String wholeMonths =
        "CAST(year("
            + left
            + ") * 12 + month("
            + left
            + ") - year("
            + right
            + ") * 12 - month("
            + right
            + ") AS DOUBLE)";
    String seconds = daySeconds(left) + " - " + daySeconds(right);
    String exact = wholeMonths + " + CAST(" + seconds + " AS DOUBLE) / 2.6784E6";
    return "CASE WHEN day("
        + left
        + ") = day("
        + right
        + ") OR ("
        + isLast(left)
        + " AND "
        + isLast(right)
        + ") THEN "
        + wholeMonths
        + " ELSE "
        + (rounded ? "floor((" + exact + ") * 1E8 + 5E-1) / 1E8" : exact)
        + " END";
  }

  private static String daySeconds(String time) {
    return fill("(day({0}) * 86400 + hour({0}) * 3600 + minute({0}) * 60 + second({0}))", time);
  }

  private static String isLast(String time) {
    return fill("day(CAST({0} AS DATE)) = day(last_day_of_month(CAST({0} AS DATE)))", time);
  }

  private static Optional<String> nextDay(SqlCall call) {
    return text(call, 1)
        .map(name -> AthenaTimeTexts.dayOfWeek(name))
        .map(
            day ->
                day == 0
                    ? "CAST(NULL AS DATE)"
                    : fill(
                        "date_add('day', ({1} - day_of_week({0})) % 7 + 1, {0})",
                        sql(call, 0), Integer.toString(day + 6)));
  }

  private static void units(SqlProfile.Builder profile) {
    profile
        .compute("trunc", "to a constant unit", AthenaTimes::trunc, "date", "varchar")
        .refuse("trunc", "only a constant unit can be written")
        .compute(
            "date_trunc", "to a constant unit", c -> dateTrunc(c, "{0}"), "varchar", "timestamp")
        .compute(
            "date_trunc", "to a constant unit", c -> dateTrunc(c, utc("{0}")), "varchar", "instant")
        .refuse("date_trunc", "only a constant unit can be written")
        .compute(
            "timestampadd",
            "of a constant unit",
            c -> add(c, "{0}"),
            "varchar",
            "bigint",
            "timestamp")
        .compute(
            "timestampadd",
            "of a constant unit",
            c -> add(c, utc("{0}")),
            "varchar",
            "bigint",
            "instant")
        .refuse("timestampadd", "only a constant unit from milliseconds up can be written")
        .compute(
            "timestampdiff",
            "of a constant unit",
            AthenaTimes::difference,
            "varchar",
            "instant",
            "instant")
        .refuse("timestampdiff", "only weeks, days, hours, minutes and seconds can be counted");
  }

  private static Optional<String> unit(SqlCall call, int operand) {
    return text(call, operand).map(name -> UNITS.getOrDefault(name.toLowerCase(Locale.ROOT), ""));
  }

  private static Optional<String> trunc(SqlCall call) {
    return unit(call, 1)
        .map(
            unit ->
                switch (unit) {
                  case "year", "quarter", "month", "week" ->
                      "date_trunc('" + unit + "', " + sql(call, 0) + ")";
                  default -> "CAST(NULL AS DATE)";
                });
  }

  private static Optional<String> dateTrunc(SqlCall call, String time) {
    String type = time.equals("{0}") ? "TIMESTAMP(6)" : INSTANT;
    return unit(call, 0)
        .map(
            unit ->
                switch (unit) {
                  case "" -> "CAST(NULL AS " + type + ")";
                  case "microsecond" -> sql(call, 1);
                  default -> "date_trunc('" + unit + "', " + fill(time, sql(call, 1)) + ")";
                });
  }

  private static Optional<String> add(SqlCall call, String time) {
    return text(call, 0)
        .map(name -> name.toLowerCase(Locale.ROOT))
        .map(name -> name.equals("dayofyear") ? "day" : name)
        .filter(unit -> UNITS.containsValue(unit) && !unit.equals("microsecond"))
        .map(
            unit ->
                "date_add('" + unit + "', " + sql(call, 1) + ", " + fill(time, sql(call, 2)) + ")");
  }

  private static Optional<String> difference(SqlCall call) {
    long seconds =
        switch (text(call, 0).orElse("").toLowerCase(Locale.ROOT)) {
          case "second" -> 1;
          case "minute" -> 60;
          case "hour" -> 3_600;
          case "day" -> 86_400;
          case "week" -> 604_800;
          default -> 0;
        };
    return seconds == 0
        ? Optional.empty()
        : Optional.of(
            "("
                + micros(sql(call, 2))
                + " - "
                + micros(sql(call, 1))
                + ") / "
                + seconds * 1_000_000);
  }

  private static void epochs(SqlProfile.Builder profile) {
    String ofSeconds = "CAST(from_unixtime({0}, 'UTC') AS " + INSTANT + ")";
    String ofNanos = "CAST(from_unixtime_nanos({0}) AS " + INSTANT + ")";
    profile
        .write("unix_seconds", seconds("{0}"), "instant")
        .write(
            "unix_millis",
            "CAST(to_unixtime(date_trunc('millisecond', {0})) * 1E3 AS BIGINT)",
            "instant")
        .write("unix_micros", micros("{0}"), "instant")
        .write("unix_date", "CAST(date_diff('day', DATE '1970-01-01', {0}) AS INTEGER)", "date")
        .write("timestamp_seconds", ofSeconds, "integral")
        .write(
            "timestamp_seconds",
            "IF(is_finite({0}), "
                + fill(ofNanos, "CAST(truncate(CAST({0} AS DOUBLE) * 1E6) AS DECIMAL(38,0)) * 1000")
                + ")",
            AthenaTypes.FLOATS)
        .refuse("timestamp_seconds", "digits below microseconds would be rounded, not refused")
        .write("timestamp_millis", fill(ofNanos, "CAST({0} AS DECIMAL(38,0)) * 1000000"), "bigint")
        .write("timestamp_micros", fill(ofNanos, "CAST({0} AS DECIMAL(38,0)) * 1000"), "bigint")
        .write("date_from_unix_date", "date_add('day', {0}, DATE '1970-01-01')", "integer");
  }

  private static void made(SqlProfile.Builder profile) {
    String first = "date_add('month', ({0} - 1970) * 12 + {1} - 1, DATE '1970-01-01')";
    String day =
        "CASE WHEN {1} BETWEEN 1 AND 12 THEN CASE WHEN {2} BETWEEN 1 AND day(last_day_of_month("
            + first
            + ")) THEN date_add('day', {2} - 1, "
            + first
            + ") END END";
    String time =
        "date_add('second', IF({5} = 60, 60, 0), with_timezone(TRY_CAST(CAST("
            + day
            + " AS VARCHAR) || ' ' || CAST({3} AS VARCHAR) || ':' || CAST({4} AS VARCHAR) || ':'"
            + " || CAST(TRY_CAST(IF({5} = 60, 0, {5}) AS DECIMAL(16,6)) AS VARCHAR) AS TIMESTAMP(6)),"
            + " 'UTC'))";
    profile
        .write("make_date", day, "integer", "integer", "integer")
        .write(
            "make_timestamp",
            time,
            "integer",
            "integer",
            "integer",
            "integer",
            "integer",
            "decimal");
  }

  private static void zones(SqlProfile.Builder profile) {
    String zone = "only a constant zone of a region, such as Europe/Berlin, can be written";
    profile
        .compute(
            "from_utc_timestamp",
            "to a constant zone",
            c -> zoned(c, "with_timezone(CAST({0} AT TIME ZONE {1} AS TIMESTAMP(6)), 'UTC')"),
            "instant",
            "varchar")
        .refuse("from_utc_timestamp", zone)
        .compute(
            "to_utc_timestamp",
            "from a constant zone",
            c -> zoned(c, "with_timezone(CAST(" + utc("{0}") + " AS TIMESTAMP(6)), {1})"),
            "instant",
            "varchar")
        .refuse("to_utc_timestamp", zone)
        .compute(
            "at_zone",
            "in a constant zone",
            c -> zoned(c, "with_timezone(CAST({0} AS TIMESTAMP(6)), {1})"),
            LOCAL,
            "varchar")
        .refuse("at_zone", zone);
  }

  private static Optional<String> zoned(SqlCall call, String template) {
    return text(call, 1)
        .filter(zone -> zone.equals("UTC") || zone.contains("/"))
        .filter(ZoneId.getAvailableZoneIds()::contains)
        .map(zone -> fill(template, sql(call, 0), quote(zone)));
  }
}
