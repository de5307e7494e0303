package dev.plumbline.runtime.expression;

import dev.plumbline.runtime.expression.Expression.ConstantKind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads dates and times as Spark's constants have them, in years from 1 to 9999. */
final class TimeText {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?<year>\\d{4})(?:-(?<month>\\d{1,2})(?:-(?<day>\\d{1,2})(?:[ T](?<time>.*))?)?)?");
  private static final Pattern TIME =
      Pattern.compile(
          "(?<hour>\\d{1,2}):(?<minute>\\d{1,2})(?::(?<second>\\d{1,2})"
              + "(?:\\.(?<fraction>\\d{1,6})0*)?)?\\s*(?<zone>[A-Za-z+-].*)?");
  private static final Pattern OFFSET =
      Pattern.compile("(?:UTC|GMT|UT)?([+-])(\\d{1,2})(?::?(\\d{2}))?");

  private TimeText() {}

  static boolean isValid(ConstantKind kind, String text) {
    return switch (kind) {
      case DATE -> date(text).isPresent();
      case TIME -> time(text).isPresent();
      case TIMESTAMP -> instant(text).isPresent();
      default -> timestamp(text).isPresent();
    };
  }

  static Optional<LocalDate> date(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    return matcher.matches() && matcher.group("time") == null
        ? read(() -> day(matcher))
        : Optional.empty();
  }

  static Optional<LocalTime> time(String text) {
    Matcher matcher = TIME.matcher(text.strip());
    return matcher.matches() && matcher.group("zone") == null
        ? read(() -> clock(matcher))
        : Optional.empty();
  }

  /** A time without a zone. */
  static Optional<LocalDateTime> timestamp(String text) {
    return zoned(text, false);
  }

  /** The same in UTC, of a text with or without a zone. */
  static Optional<LocalDateTime> instant(String text) {
    return zoned(text, true);
  }

  private static Optional<LocalDateTime> zoned(String text, boolean zones) {
    Matcher date = TEXT.matcher(text.strip());
    if (!date.matches()) {
      return Optional.empty();
    }
    if (date.group("time") == null) {
      return read(() -> day(date).atStartOfDay());
    }
    Matcher time = TIME.matcher(date.group("time"));
    if (!time.matches() || (time.group("zone") != null && !zones)) {
      return Optional.empty();
    }
    return read(
            () -> {
              LocalDateTime local = day(date).atTime(clock(time));
              return time.group("zone") == null
                  ? local
                  : local
                      .atZone(zone(time.group("zone").strip()))
                      .withZoneSameInstant(ZoneOffset.UTC)
                      .toLocalDateTime();
            })
        .filter(t -> t.getYear() >= 1 && t.getYear() <= 9999);
  }

  private static ZoneId zone(String text) {
    Matcher offset = OFFSET.matcher(text);
    if (offset.matches()) {
      int sign = offset.group(1).equals("-") ? -1 : 1;
      int minutes = offset.group(3) == null ? 0 : Integer.parseInt(offset.group(3));
      return ZoneOffset.ofHoursMinutes(
          sign * Integer.parseInt(offset.group(2)), sign * minutes);
    }
    return ZoneId.of(text);
  }

  private interface Reading<T> {
    T read();
  }

  private static <T> Optional<T> read(Reading<T> reading) {
    try {
      return Optional.of(reading.read());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LocalDate day(Matcher date) {
    int year = Integer.parseInt(date.group("year"));
    if (year == 0) {
      throw new DateTimeException("year 0");
    }
    return LocalDate.of(year, number(date, "month", 1), number(date, "day", 1));
  }

  private static LocalTime clock(Matcher time) {
    String fraction = time.group("fraction");
    int micros =
        fraction == null ? 0 : Integer.parseInt(fraction + "0".repeat(6 - fraction.length()));
    return LocalTime.of(
        number(time, "hour", 0), number(time, "minute", 0), number(time, "second", 0),
        micros * 1_000);
  }

  private static int number(Matcher matcher, String group, int absent) {
    String text = matcher.group(group);
    return text == null ? absent : Integer.parseInt(text);
  }
}
