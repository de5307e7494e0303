package dev.plumbline.connector.redshift;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Dates and times as such; {@link RedshiftTimeText} has them as text. */
final class RedshiftTimes {
  /** Whole seconds: Redshift's epoch may be a whole number, cut off towards 0. */
  static final String EPOCH = "CAST(EXTRACT(EPOCH FROM DATE_TRUNC('second', {0})) AS BIGINT)";

  static final String MICROS = "(" + EPOCH + " * 1000000 + CAST(TO_CHAR({0}, 'US') AS BIGINT))";

  static final String SECONDS =
      "CAST(TIMESTAMP '1970-01-01 00:00:00' + {0} * INTERVAL '1 second' AS TIMESTAMPTZ)";

  private static final String DAY_OF_WEEK = "CAST(EXTRACT(DOW FROM {0}) AS INTEGER)";
  private static final String FROM_MONDAY = "MOD(" + DAY_OF_WEEK + " + 6, 7)";
  private static final String THURSDAY = "({0} + (3 - " + FROM_MONDAY + "))";
  private static final String CONSTANT = "only a constant is written";
  private static final String ZONES =
      "where clocks show a time twice Redshift takes the later one, Spark the earlier";

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("YEAR", "year"),
          Map.entry("YYYY", "year"),
          Map.entry("YY", "year"),
          Map.entry("QUARTER", "quarter"),
          Map.entry("MONTH", "month"),
          Map.entry("MM", "month"),
          Map.entry("MON", "month"),
          Map.entry("WEEK", "week"),
          Map.entry("DAY", "day"),
          Map.entry("DD", "day"),
          Map.entry("HOUR", "hour"),
          Map.entry("MINUTE", "minute"),
          Map.entry("SECOND", "second"),
          Map.entry("MILLISECOND", "millisecond"),
          Map.entry("MICROSECOND", "microsecond"));

  private RedshiftTimes() {}

  static void into(SqlProfile.Builder profile) {
    profile
        .refuse("current_date", "the source's clock is not the engine's")
        .refuse("current_timestamp", "the source's clock is not the engine's")
        .refuse("localtimestamp", "the source's clock is not the engine's");
    fields(profile);
    shifts(profile);
    starts(profile);
    epochs(profile);
    making(profile);
    profile
        .compute(
            "from_utc_timestamp",
            "AT TIME ZONE with a constant zone of a region",
            RedshiftTimes::fromUtc,
            "instant",
            "varchar")
        .refuse("from_utc_timestamp", CONSTANT + ", the name of a region as Europe/Berlin")
        .refuse("to_utc_timestamp", ZONES)
        .refuse("at_zone", ZONES);
  }

  private static void fields(SqlProfile.Builder profile) {
    for (String field : List.of("year", "quarter", "month", "day")) {
      profile.write(field, field(field, "{0}"), "date");
    }
    for (String field : List.of("hour", "minute")) {
      profile.write(field, field(field, "{0}"), "instant|timestamp");
    }
    profile
        .write("second", "CAST(FLOOR(EXTRACT(SECOND FROM {0})) AS INTEGER)", "instant|timestamp")
        .write(
            "second_fraction", "CAST(TO_CHAR({0}, 'SS.US') AS DECIMAL(8,6))", "instant|timestamp")
        .infix("week", "(" + field("doy", THURSDAY) + " - 1) / 7 + 1", "date")
        .write("year_of_week", field("year", THURSDAY), "date")
        .infix("dayofweek", DAY_OF_WEEK + " + 1", "date")
        .write("weekday", FROM_MONDAY, "date")
        .infix("dayofweek_iso", FROM_MONDAY + " + 1", "date")
        .write("dayofyear", field("doy", "{0}"), "date")
        .write(
            "dayname",
            "CASE "
                + DAY_OF_WEEK
                + " WHEN 0 THEN 'Sun' WHEN 1 THEN 'Mon' WHEN 2 THEN 'Tue' WHEN 3 THEN 'Wed' WHEN 4"
                + " THEN 'Thu' WHEN 5 THEN 'Fri' WHEN 6 THEN 'Sat' END",
            "date")
        .write(
            "monthname",
            "SUBSTRING('JanFebMarAprMayJunJulAugSepOctNovDec', "
                + field("month", "{0}")
                + " * 3 - 2, 3)",
            "date");
  }

  static String field(String name, String time) {
    return "CAST(EXTRACT(" + name.toUpperCase(Locale.ROOT) + " FROM " + time + ") AS INTEGER)";
  }

  private static void shifts(SqlProfile.Builder profile) {
    String months = "CAST({0} + {1} * INTERVAL '1 month' AS DATE)";
    profile
        .compute(
            "add_interval",
            "intervals of months, days and microseconds one after another",
            RedshiftTimes::interval,
            "date|instant|timestamp",
            "integer",
            "integer",
            "bigint")
        .refuse("add_interval", CONSTANT)
        .infix("date_add", "{0} + {1}", "date", "smallint|integer")
        .refuse("date_add", "Redshift has no TINYINT")
        .infix("date_sub", "{0} - {1}", "date", "smallint|integer")
        .refuse("date_sub", "Redshift has no TINYINT")
        .infix("datediff", "{0} - {1}", "date", "date")
        .write("add_months", months, "date", "integer")
        .write("months_between", monthsBetween(), "instant", "instant")
        .refuse("months_between", "only the rounded result is written")
        .compute("next_day", "by the day's number", RedshiftTimes::nextDay, "date", "varchar")
        .refuse("next_day", CONSTANT)
        .compute(
            "timestampadd",
            "an interval times a number",
            RedshiftTimes::add,
            "varchar",
            "bigint",
            "instant|timestamp")
        .refuse("timestampadd", CONSTANT)
        .compute(
            "timestampdiff",
            "microseconds by the unit's, for units up to a week",
            RedshiftTimes::difference,
            "varchar",
            "instant",
            "instant")
        .refuse("timestampdiff", "units above a week end on other days there");
  }

  private static Optional<String> interval(SqlCall call) {
    Optional<Long> months = Fragments.whole(call, 1);
    Optional<Long> days = Fragments.whole(call, 2);
    Optional<Long> micros = Fragments.whole(call, 3);
    if (months.isEmpty() || days.isEmpty() || micros.isEmpty()) {
      return Optional.empty();
    }
    String shift =
        part(months.get(), "months")
            + part(days.get(), "days")
            + part(micros.get() / 1_000_000, "seconds")
            + part(micros.get() % 1_000_000, "microseconds");
    String start = call.operands().get(0).sql();
    return Optional.of(local(call, start + shift, call.operands().get(0).type().getType()));
  }

  /** Computes without a zone, and comes back to the result's type. */
  private static String local(SqlCall call, String text, ArrowType from) {
    String type = name(call.result().getType());
    boolean instant =
        from instanceof ArrowType.Timestamp timestamp && timestamp.getTimezone() != null;
    String start = call.operands().get(from == null ? 2 : 0).sql();
    String sum =
        instant ? "CAST(" + start + " AS TIMESTAMP)" + text.substring(start.length()) : text;
    return "CAST(" + sum + " AS " + type + ")";
  }

  private static String name(ArrowType type) {
    return type instanceof ArrowType.Timestamp timestamp
        ? timestamp.getTimezone() == null ? "TIMESTAMP" : "TIMESTAMPTZ"
        : "DATE";
  }

  private static String part(long number, String unit) {
    return number == 0
        ? ""
        : (number < 0 ? " - " : " + ")
            + "INTERVAL '"
            + Long.toString(number).replace("-", "")
            + " "
            + unit
            + "'";
  }

  private static String monthsBetween() {
    String months =
        "(("
            + field("year", "{0}")
            + " - "
            + field("year", "{1}")
            + ") * 12 + "
            + field("month", "{0}")
            + " - "
            + field("month", "{1}")
            + ")";
    String dayA = field("day", "{0}");
    String dayB = field("day", "{1}");
    String seconds =
        "(("
            + dayA
            + " - "
            + dayB
            + ") * 86400 + "
            + secondsOfDay("{0}")
            + " - "
            + secondsOfDay("{1}")
            + ")";
    return "CAST(CASE WHEN "
        + dayA
        + " = "
        + dayB
        + " OR ("
        + firstOfMonth("CAST({0} AS DATE) + 1")
        + " AND "
        + firstOfMonth("CAST({1} AS DATE) + 1")
        + ") THEN CAST("
        + months
        + " AS FLOAT8) ELSE FLOOR((CAST("
        + months
        + " AS FLOAT8) + CAST("
        + seconds
        + " AS FLOAT8) / CAST(2678400 AS FLOAT8)) * CAST(100000000 AS FLOAT8) + CAST('0.5' AS"
        + " FLOAT8)) / CAST(100000000 AS FLOAT8) END AS FLOAT8)";
  }

  private static String firstOfMonth(String date) {
    return field("day", "(" + date + ")") + " = 1";
  }

  private static String secondsOfDay(String time) {
    return "("
        + field("hour", time)
        + " * 3600 + "
        + field("minute", time)
        + " * 60 + CAST(FLOOR(EXTRACT(SECOND FROM "
        + time
        + ")) AS INTEGER))";
  }

  private static Optional<String> nextDay(SqlCall call) {
    String date = call.operands().get(0).sql();
    return Fragments.text(call, 1)
        .map(
            name -> {
              int day = dayOfWeek(name);
              return day < 0
                  ? "CAST(NULL AS DATE)"
                  : date
                      + " + 7 - MOD("
                      + DAY_OF_WEEK.replace("{0}", date)
                      + " + "
                      + (7 - day)
                      + ", 7)";
            });
  }

  private static int dayOfWeek(String name) {
    return switch (name.strip().toUpperCase(Locale.ROOT)) {
      case "SU", "SUN", "SUNDAY" -> 0;
      case "MO", "MON", "MONDAY" -> 1;
      case "TU", "TUE", "TUESDAY" -> 2;
      case "WE", "WED", "WEDNESDAY" -> 3;
      case "TH", "THU", "THURSDAY" -> 4;
      case "FR", "FRI", "FRIDAY" -> 5;
      case "SA", "SAT", "SATURDAY" -> 6;
      default -> -1;
    };
  }

  private static Optional<String> add(SqlCall call) {
    String unit = Fragments.text(call, 0).orElse("").toUpperCase(Locale.ROOT);
    String each =
        switch (unit) {
          case "SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "YEAR" ->
              "1 " + unit.toLowerCase(Locale.ROOT);
          case "DAYOFYEAR" -> "1 day";
          case "QUARTER" -> "3 months";
          default -> "";
        };
    boolean counted =
        Fragments.whole(call, 1).filter(n -> Math.abs(n) <= 1_000_000_000).isPresent();
    if (each.isEmpty() || !counted) {
      return Optional.empty();
    }
    String start = call.operands().get(2).sql();
    String type = name(call.result().getType());
    return Optional.of(
        "CAST(CAST("
            + start
            + " AS TIMESTAMP) + "
            + call.operands().get(1).sql()
            + " * INTERVAL '"
            + each
            + "' AS "
            + type
            + ")");
  }

  private static Optional<String> difference(SqlCall call) {
    long micros =
        switch (Fragments.text(call, 0).orElse("").toUpperCase(Locale.ROOT)) {
          case "MICROSECOND" -> 1L;
          case "MILLISECOND" -> 1_000L;
          case "SECOND" -> 1_000_000L;
          case "MINUTE" -> 60_000_000L;
          case "HOUR" -> 3_600_000_000L;
          case "DAY" -> 86_400_000_000L;
          case "WEEK" -> 604_800_000_000L;
          default -> 0L;
        };
    String from = MICROS.replace("{0}", call.operands().get(1).sql());
    String to = MICROS.replace("{0}", call.operands().get(2).sql());
    return micros == 0 ? Optional.empty() : Optional.of("(" + to + " - " + from + ") / " + micros);
  }

  private static void starts(SqlProfile.Builder profile) {
    profile
        .infix(
            "last_day", "CAST(DATE_TRUNC('month', {0}) + INTERVAL '1 month' AS DATE) - 1", "date")
        .compute("trunc", "DATE_TRUNC to a constant unit", RedshiftTimes::trunc, "date", "varchar")
        .refuse("trunc", CONSTANT)
        .compute(
            "date_trunc",
            "DATE_TRUNC to a constant unit",
            RedshiftTimes::dateTrunc,
            "varchar",
            "instant")
        .refuse("date_trunc", CONSTANT);
  }

  private static Optional<String> trunc(SqlCall call) {
    return Fragments.text(call, 1)
        .map(
            name -> {
              String unit = UNITS.get(name.toUpperCase(Locale.ROOT));
              return unit != null && List.of("year", "quarter", "month", "week").contains(unit)
                  ? "CAST(DATE_TRUNC('" + unit + "', " + call.operands().get(0).sql() + ") AS DATE)"
                  : "CAST(NULL AS DATE)";
            });
  }

  private static Optional<String> dateTrunc(SqlCall call) {
    return Fragments.text(call, 0)
        .map(
            name -> {
              String unit = UNITS.get(name.toUpperCase(Locale.ROOT));
              return unit == null
                  ? "CAST(NULL AS TIMESTAMPTZ)"
                  : "CAST(DATE_TRUNC('"
                      + unit
                      + "', CAST("
                      + call.operands().get(1).sql()
                      + " AS TIMESTAMP)) AS TIMESTAMPTZ)";
            });
  }

  private static void epochs(SqlProfile.Builder profile) {
    profile
        .write("unix_seconds", EPOCH, "instant")
        .infix("unix_millis", EPOCH + " * 1000 + CAST(TO_CHAR({0}, 'MS') AS BIGINT)", "instant")
        .write("unix_micros", MICROS, "instant")
        .infix("unix_date", "{0} - DATE '1970-01-01'", "date")
        .infix("date_from_unix_date", "DATE '1970-01-01' + {0}", "integer")
        .write("timestamp_seconds", SECONDS, "smallint|integer|bigint")
        .refuse("timestamp_seconds", "Redshift rounds to other microseconds")
        .write("timestamp_millis", daysAnd("{0}", "86400000", "millisecond"), "bigint")
        .write("timestamp_micros", daysAnd("{0}", "86400000000", "microsecond"), "bigint");
  }

  /** Days apart: an interval times a number is computed in doubles. */
  private static String daysAnd(String number, String perDay, String unit) {
    return "CAST(TIMESTAMP '1970-01-01 00:00:00' + "
        + number
        + " / "
        + perDay
        + " * INTERVAL '1 day' + MOD("
        + number
        + ", "
        + perDay
        + ") * INTERVAL '1 "
        + unit
        + "' AS TIMESTAMPTZ)";
  }

  private static void making(SqlProfile.Builder profile) {
    String first = Calendar.date("{0}", "'-' || LPAD(CAST({1} AS VARCHAR(11)), 2, '0') || '-01'");
    String day = "(" + first + " + ({2} - 1))";
    String exists =
        "CASE WHEN {0} BETWEEN -999999999 AND 999999999 AND {1} BETWEEN 1 AND 12 AND {2} BETWEEN"
            + " 1 AND 31 THEN CASE WHEN "
            + field("month", day)
            + " = {1} THEN ";
    profile
        .write("make_date", exists + day + " END END", "integer", "integer", "integer")
        .write(
            "make_timestamp",
            "CASE WHEN {3} BETWEEN 0 AND 23 AND {4} BETWEEN 0 AND 59 AND {5} >= 0 AND {5} <= 60"
                + " THEN "
                + exists
                + "CAST(CAST("
                + day
                + " AS TIMESTAMP) + ({3} * 3600 + {4} * 60) * INTERVAL '1 second' + CAST({5} *"
                + " 1000000 AS BIGINT) * INTERVAL '1 microsecond' AS TIMESTAMPTZ) END END END",
            "integer",
            "integer",
            "integer",
            "integer",
            "integer",
            "decimal");
  }

  private static Optional<String> fromUtc(SqlCall call) {
    return Fragments.text(call, 1)
        .filter(zone -> zone.matches("[A-Z][A-Za-z_]+(/[A-Z][A-Za-z_-]+)+"))
        .filter(zone -> !zone.startsWith("Etc/") && !zone.startsWith("SystemV/"))
        .filter(zone -> java.time.ZoneId.getAvailableZoneIds().contains(zone))
        .map(
            zone ->
                "CAST(("
                    + call.operands().get(0).sql()
                    + " AT TIME ZONE "
                    + Fragments.quoted(zone)
                    + ") AS TIMESTAMPTZ)");
  }
}
