package dev.plumbline.runtime.sql;

import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Dates and times in DuckDB; times as text are in {@link DuckDbTimeTexts}. */
final class DuckDbTimes {
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("year", "year"),
          Map.entry("yyyy", "year"),
          Map.entry("yy", "year"),
          Map.entry("quarter", "quarter"),
          Map.entry("month", "month"),
          Map.entry("mm", "month"),
          Map.entry("mon", "month"),
          Map.entry("week", "week"),
          Map.entry("day", "day"),
          Map.entry("dd", "day"),
          Map.entry("hour", "hour"),
          Map.entry("minute", "minute"),
          Map.entry("second", "second"),
          Map.entry("millisecond", "milliseconds"),
          Map.entry("microsecond", "microseconds"));
  private static final List<String> DAYS = List.of("mo", "tu", "we", "th", "fr", "sa", "su");
  private static final List<String> DAY_NAMES =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private DuckDbTimes() {}

  /** An instant's fields in UTC, without DuckDB's Julian calendar. */
  static String local(String instant) {
    return "make_timestamp(epoch_us(" + instant + "))";
  }

  static String instant(String local) {
    return "make_timestamptz(epoch_us(" + local + "))";
  }

  /** Whole seconds of an instant since 1970, rounded down. */
  static String seconds(String instant) {
    return "(epoch_us(date_trunc('second', " + local(instant) + ")) // 1000000)";
  }

  static void into(SqlProfile.Builder profile) {
    profile
        .write("current_date", "CAST(" + local("now()") + " AS DATE)")
        .write("current_timestamp", "now()")
        .write("localtimestamp", local("now()"));
    fields(profile);
    arithmetic(profile);
    numbers(profile);
    zones(profile);
  }

  private static void fields(SqlProfile.Builder profile) {
    Map.of(
            "year", "year",
            "quarter", "quarter",
            "month", "month",
            "week", "weekofyear",
            "year_of_week", "isoyear",
            "day", "day",
            "dayofweek_iso", "isodow",
            "dayofyear", "dayofyear")
        .forEach((id, name) -> profile.write(id, "CAST(" + name + "({0}) AS INTEGER)", "date"));
    profile
        .write("dayofweek", "CAST(dayofweek({0}) + 1 AS INTEGER)", "date")
        .write("weekday", "CAST(isodow({0}) - 1 AS INTEGER)", "date")
        .write("dayname", "left(dayname({0}), 3)", "date")
        .write("monthname", "left(monthname({0}), 3)", "date");
    for (String id : List.of("hour", "minute", "second")) {
      profile
          .write(id, "CAST(" + id + "(" + local("{0}") + ") AS INTEGER)", "instant")
          .write(id, "CAST(" + id + "({0}) AS INTEGER)", "timestamp");
    }
    String fraction = "CAST(CAST(microsecond({0}) AS DECIMAL(18,0)) * 0.000001 AS DECIMAL(8,6))";
    profile
        .write("second_fraction", fraction.replace("{0}", local("{0}")), "instant")
        .write("second_fraction", fraction, "timestamp");
  }

  private static void arithmetic(SqlProfile.Builder profile) {
    String later = " + to_months({1}) + to_days({2}) + to_microseconds({3})";
    profile
        .compute(
            "add_interval",
            "a date, or an instant if hours are added",
            DuckDbTimes::dateLater,
            "date",
            "integer",
            "integer",
            "bigint")
        .write(
            "add_interval",
            instant(local("{0}") + later),
            "instant",
            "integer",
            "integer",
            "bigint")
        .write("add_interval", "({0}" + later + ")", "timestamp", "integer", "integer", "bigint")
        .infix("date_add", "{0} + {1}", "date", "integer")
        .infix("date_sub", "{0} - {1}", "date", "integer")
        .write("datediff", "CAST({0} - {1} AS INTEGER)", "date", "date")
        .write("add_months", "CAST({0} + to_months({1}) AS DATE)", "date", "integer")
        .write("months_between", monthsBetween(true), "instant", "instant")
        .compute(
            "months_between",
            "rounded if the constant says so",
            DuckDbTimes::monthsBetween,
            "instant",
            "instant",
            "boolean")
        .write("last_day", "last_day({0})", "date")
        .compute("next_day", "a constant day of the week", DuckDbTimes::nextDay, "date", "varchar")
        .compute("trunc", "a constant unit", call -> truncated(call, 1), "date", "varchar")
        .compute("date_trunc", "a constant unit", call -> truncated(call, 0), "varchar", "instant")
        .compute(
            "timestampadd",
            "a constant unit",
            DuckDbTimes::added,
            "varchar",
            "bigint",
            "instant|timestamp")
        .compute(
            "timestampdiff",
            "a constant unit up to weeks",
            DuckDbTimes::difference,
            "varchar",
            "instant",
            "instant");
  }

  private static Optional<String> dateLater(SqlCall call) {
    String date =
        Calls.sql(call, 0)
            + " + to_months("
            + Calls.sql(call, 1)
            + ") + to_days("
            + Calls.sql(call, 2)
            + ")";
    return Optional.of(
        PlanTypeIds.of(call.result()).equals("date")
            ? "CAST(" + date + " AS DATE)"
            : instant(date + " + to_microseconds(" + Calls.sql(call, 3) + ")"));
  }

  private static Optional<String> monthsBetween(SqlCall call) {
    return Calls.literal(call, 2, Boolean.class)
        .map(
            rounded ->
                monthsBetween(rounded)
                    .replace("{1}", "\0")
                    .replace("{0}", Calls.sql(call, 0))
                    .replace("\0", Calls.sql(call, 1)));
  }

  private static String monthsBetween(boolean rounded) {
    String a = local("{0}");
    String b = local("{1}");
    String months =
        "((year(" + a + ") - year(" + b + ")) * 12 + month(" + a + ") - month(" + b + "))";
    String last = "last_day(X) = CAST(X AS DATE)";
    String whole =
        "day("
            + a
            + ") = day("
            + b
            + ") OR ("
            + last.replace("X", a)
            + " AND "
            + last.replace("X", b)
            + ")";
    String ofDay =
        "(epoch_us(date_trunc('second', X)) - epoch_us(date_trunc('day', X))) // 1000000";
    String seconds =
        "((day("
            + a
            + ") - day("
            + b
            + ")) * 86400 + "
            + ofDay.replace("X", a)
            + " - "
            + ofDay.replace("X", b)
            + ")";
    String parts = "CAST(" + months + " AS DOUBLE) + CAST(" + seconds + " AS DOUBLE) / 2678400";
    return "CASE WHEN "
        + whole
        + " THEN CAST("
        + months
        + " AS DOUBLE) ELSE "
        + (rounded ? "floor((" + parts + ") * 1e8 + 0.5) / 1e8" : parts)
        + " END";
  }

  private static Optional<String> nextDay(SqlCall call) {
    return Calls.text(call, 1)
        .map(
            text -> {
              String name = text.strip().toLowerCase(Locale.ROOT);
              int day = name.length() < 2 ? -1 : DAYS.indexOf(name.substring(0, 2));
              boolean known =
                  day >= 0
                      && (name.length() == 2
                          || name.equals(DAY_NAMES.get(day).substring(0, 3))
                          || name.equals(DAY_NAMES.get(day)));
              String date = Calls.sql(call, 0);
              return known
                  ? date
                      + " + CAST(("
                      + (day + 1)
                      + " - isodow("
                      + date
                      + ") + 6) % 7 + 1 AS INTEGER)"
                  : "CAST(NULL AS DATE)";
            });
  }

  private static Optional<String> truncated(SqlCall call, int unitAt) {
    String time = Calls.sql(call, 1 - unitAt);
    boolean date = PlanTypeIds.of(call.result()).equals("date");
    return Calls.text(call, unitAt)
        .map(
            text -> {
              String unit = UNITS.get(text.toLowerCase(Locale.ROOT));
              boolean known =
                  unit != null
                      && (!date || List.of("year", "quarter", "month", "week").contains(unit));
              if (!known) {
                return "CAST(NULL AS " + (date ? "DATE" : "TIMESTAMPTZ") + ")";
              }
              return date
                  ? "CAST(date_trunc('" + unit + "', " + time + ") AS DATE)"
                  : instant("date_trunc('" + unit + "', " + local(time) + ")");
            });
  }

  private static Optional<String> added(SqlCall call) {
    String count = Calls.sql(call, 1);
    boolean zoned = PlanTypeIds.of(call.result()).equals("instant");
    String time = zoned ? local(Calls.sql(call, 2)) : Calls.sql(call, 2);
    return Calls.text(call, 0)
        .flatMap(
            unit ->
                Optional.ofNullable(
                    switch (unit.toLowerCase(Locale.ROOT)) {
                      case "microsecond" -> "to_microseconds(" + count + ")";
                      case "millisecond" -> "to_microseconds(" + count + " * 1000)";
                      case "second" -> "to_microseconds(" + count + " * 1000000)";
                      case "minute" -> "to_microseconds(" + count + " * 60000000)";
                      case "hour" -> "to_microseconds(" + count + " * 3600000000)";
                      case "day", "dayofyear" -> "to_days(CAST(" + count + " AS INTEGER))";
                      case "week" -> "to_days(CAST(" + count + " * 7 AS INTEGER))";
                      case "month" -> "to_months(CAST(" + count + " AS INTEGER))";
                      case "quarter" -> "to_months(CAST(" + count + " * 3 AS INTEGER))";
                      case "year" -> "to_months(CAST(" + count + " * 12 AS INTEGER))";
                      default -> null;
                    }))
        .map(interval -> zoned ? instant(time + " + " + interval) : time + " + " + interval);
  }

  private static Optional<String> difference(SqlCall call) {
    String micros = "(epoch_us(" + Calls.sql(call, 2) + ") - epoch_us(" + Calls.sql(call, 1) + "))";
    return Calls.text(call, 0)
        .flatMap(
            unit ->
                Optional.ofNullable(
                    switch (unit.toLowerCase(Locale.ROOT)) {
                      case "microsecond" -> "1";
                      case "millisecond" -> "1000";
                      case "second" -> "1000000";
                      case "minute" -> "60000000";
                      case "hour" -> "3600000000";
                      case "day" -> "86400000000";
                      case "week" -> "604800000000";
                      default -> null;
                    }))
        .map(divisor -> micros + " // " + divisor);
  }

  private static void numbers(SqlProfile.Builder profile) {
    profile
        .write("unix_seconds", seconds("{0}"), "instant")
        .write(
            "unix_millis",
            "(epoch_us(date_trunc('milliseconds', " + local("{0}") + ")) // 1000)",
            "instant")
        .write("unix_micros", "epoch_us({0})", "instant")
        .write("unix_date", "CAST({0} - DATE '1970-01-01' AS INTEGER)", "date")
        .write("timestamp_seconds", "make_timestamptz(CAST({0} AS BIGINT) * 1000000)", "integral")
        .write(
            "timestamp_seconds",
            "CASE WHEN isfinite({0}) THEN make_timestamptz(CAST(trunc(CAST({0} AS DOUBLE) * 1000000) AS BIGINT)) END",
            "real|double")
        .refuse("timestamp_seconds", "it is not written for decimals", "decimal")
        .write("timestamp_millis", "make_timestamptz({0} * 1000)", "bigint")
        .write("timestamp_micros", "make_timestamptz({0})", "bigint")
        .write("date_from_unix_date", "DATE '1970-01-01' + {0}", "integer")
        .write(
            "make_date",
            "TRY(make_date(CAST({0} AS BIGINT), CAST({1} AS BIGINT), CAST({2} AS BIGINT)))",
            "integer",
            "integer",
            "integer")
        .write(
            "make_timestamp",
            "CASE WHEN {5} >= 0 AND {5} < 60 THEN TRY("
                + instant(
                    "make_timestamp(CAST({0} AS BIGINT), CAST({1} AS BIGINT), CAST({2} AS BIGINT), CAST({3} AS BIGINT), CAST({4} AS BIGINT), 0)"
                        + " + to_microseconds(CAST({5} * 1000000 AS BIGINT))")
                + ") END",
            "integer",
            "integer",
            "integer",
            "integer",
            "integer",
            "decimal");
  }

  /** DuckDB reckons by the Julian calendar before 1582; until 1800 each zone has one offset. */
  static String inZone(String local, String zone) {
    return "CASE WHEN "
        + local
        + " >= TIMESTAMP '1800-01-01' THEN timezone("
        + zone
        + ", "
        + local
        + ") ELSE "
        + instant(
            local
                + " + to_microseconds(epoch_us(timezone("
                + zone
                + ", TIMESTAMP '1800-01-01')) - epoch_us(TIMESTAMP '1800-01-01'))")
        + " END";
  }

  private static Optional<String> region(SqlCall call) {
    return Calls.text(call, 1)
        .filter(zone -> zone.contains("/") && ZoneId.getAvailableZoneIds().contains(zone));
  }

  private static Optional<String> fromUtc(SqlCall call) {
    String time = Calls.sql(call, 0);
    String first = "TIMESTAMPTZ '1800-01-01 00:00:00+00'";
    return region(call)
        .map(Calls::quoted)
        .map(
            zone ->
                "CASE WHEN "
                    + time
                    + " >= "
                    + first
                    + " THEN "
                    + instant("timezone(" + zone + ", " + time + ")")
                    + " ELSE make_timestamptz(epoch_us("
                    + time
                    + ") + epoch_us(timezone("
                    + zone
                    + ", "
                    + first
                    + ")) - epoch_us("
                    + first
                    + ")) END");
  }

  private static Optional<String> toUtc(SqlCall call) {
    return region(call).map(zone -> inZone(local(Calls.sql(call, 0)), Calls.quoted(zone)));
  }

  private static void zones(SqlProfile.Builder profile) {
    profile
        .compute(
            "at_zone", "UTC has no rules to look up", DuckDbTimes::atUtc, "timestamp", "varchar")
        .write("at_zone", inZone("{0}", "{1}"), "timestamp", "varchar")
        .write("at_zone", inZone("CAST({0} AS TIMESTAMP)", "{1}"), "date", "varchar")
        .compute(
            "from_utc_timestamp", "a constant region", DuckDbTimes::fromUtc, "instant", "varchar")
        .compute("to_utc_timestamp", "a constant region", DuckDbTimes::toUtc, "instant", "varchar");
  }

  private static Optional<String> atUtc(SqlCall call) {
    return call.operands()
        .get(1)
        .literal()
        .filter(zone -> "UTC".equals(zone.value()))
        .map(zone -> "make_timestamptz(epoch_us(" + call.operands().get(0).sql() + "))");
  }
}
