package dev.plumbline.standalone;

import dev.plumbline.spi.Amount;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongFunction;

/** Amounts as people read them. */
final class Units {
  private Units() {}

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String count(long count, String one, String many) {
    return count(count) + " " + (count == 1 ? one : many);
  }

  /** Decimal units, as disks and networks are sold. */
  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return count(bytes, "byte", "bytes");
    }
    String[] units = {"kB", "MB", "GB", "TB", "PB", "EB"};
    double scaled = bytes;
    int unit = -1;
    do {
      scaled /= 1_000;
      unit++;
    } while (scaled >= 999.5 && unit < units.length - 1);
    return String.format(Locale.ROOT, scaled < 9.95 ? "%.1f %s" : "%.0f %s", scaled, units[unit]);
  }

  static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }
    return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }

  /** A part of a whole in percent: 0 and 100 only where they are exact. */
  static String share(long part, long whole) {
    if (part == whole) {
      return "100 %";
    }
    return part == 0 ? "0 %" : percent((double) part / whole);
  }

  /** A ratio in percent that is neither nothing nor everything. */
  static String percent(double ratio) {
    double percent = ratio * 100;
    if (percent <= 0 || percent >= 100) {
      return percent <= 0 ? "0 %" : "100 %";
    }
    if (percent < 0.01) {
      return "< 0.01 %";
    }
    if (percent > 99.99) {
      return "> 99.99 %";
    }
    return String.format(Locale.ROOT, percent < 1 || percent > 99 ? "%.2f %%" : "%.1f %%", percent);
  }

  /** A time as it is declared, in the largest unit that it is a multiple of. */
  static String span(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.isZero() || seconds == 0) {
      return duration(duration);
    }
    if (seconds % 86_400 == 0) {
      return count(seconds / 86_400, "day", "days");
    }
    if (seconds % 3_600 == 0) {
      return count(seconds / 3_600, "hour", "hours");
    }
    return seconds % 60 == 0
        ? count(seconds / 60, "minute", "minutes")
        : count(seconds, "second", "seconds");
  }

  /** A measured time in the largest unit of which it is more than one, to a tenth. */
  static String about(Duration duration) {
    double seconds = duration.toMillis() / 1_000.0;
    String[] units = {"days", "hours", "minutes"};
    int[] sizes = {86_400, 3_600, 60};
    for (int i = 0; i < units.length; i++) {
      if (seconds > sizes[i]) {
        String number = String.format(Locale.ROOT, "%.1f", seconds / sizes[i]);
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number)
            + " "
            + units[i];
      }
    }
    return span(duration);
  }

  /** What is counted for each span: {@code day} rather than {@code 1 day}. */
  static String each(Duration duration) {
    String span = span(duration);
    return span.startsWith("1 ") ? span.substring(2) : span;
  }

  static String amount(Amount amount, LongFunction<String> unit) {
    if (amount.expected().isPresent()) {
      long expected = amount.expected().getAsLong();
      if (amount.atMost().isEmpty()) {
        return "about " + unit.apply(expected);
      }
      long atMost = amount.atMost().getAsLong();
      return atMost == expected
          ? unit.apply(expected)
          : "about " + unit.apply(expected) + ", at most " + unit.apply(atMost);
    }
    return amount.atMost().isPresent()
        ? "at most " + unit.apply(amount.atMost().getAsLong())
        : "unknown";
  }

  static boolean isKnown(Amount amount) {
    return amount.expected().isPresent() || amount.atMost().isPresent();
  }
}
