package dev.plumbline.runtime.config;

import dev.plumbline.spi.NearestName;
import java.util.Collection;
import java.util.Optional;

/** Words for names that are not known. */
final class Hints {
  private static final int LISTED = 20;
  private static final int LONGEST = 80;

  // Comparing every wrong name with every right one is quadratic: a hostile file of 256 KiB could
  // keep a processor busy for minutes. Past this many compared letters hints are left out.
  private long budget = 50_000_000L;

  /** Ends the sentence "is not a known name; ...". */
  String of(String given, Collection<String> known) {
    if (known.isEmpty()) {
      return "none are defined";
    }
    Optional<String> near = Optional.empty();
    long cost = known.stream().mapToLong(k -> (long) k.length() * given.length()).sum();
    if (given.length() <= 2 * LONGEST && cost <= budget) {
      budget -= cost;
      near = NearestName.of(given, known);
    }
    return near.map(n -> "did you mean '" + shown(n) + "'?")
        .orElseGet(
            () ->
                known.size() <= LISTED
                    ? "accepted are " + shown(String.join(", ", known), 1000)
                    : "none of the " + known.size() + " known names is near");
  }

  /** A name as a message may print it: on one line, without control characters, not too long. */
  static String shown(String name) {
    return shown(name, LONGEST);
  }

  private static String shown(String text, int longest) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .forEach(
            c -> {
              if (isControl(c)) {
                shown.append(String.format("\\u%04X", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return text.codePointCount(0, text.length()) > longest
        ? shown.append("...").toString()
        : shown.toString();
  }

  /** Whether a character breaks lines, hides or turns what a terminal shows. */
  static boolean isControl(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // Bidirectional overrides and isolates make text look like another one.
      default ->
          (codePoint >= 0x202A && codePoint <= 0x202E)
              || (codePoint >= 0x2066 && codePoint <= 0x2069);
    };
  }
}
