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
