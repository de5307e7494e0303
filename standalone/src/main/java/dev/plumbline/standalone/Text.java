package dev.plumbline.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Text from elsewhere, made safe to show: data may hold what a terminal takes for commands. */
final class Text {
  private Text() {}

  /** One line without control characters. */
  static String line(String text) {
    StringBuilder safe = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isHarmless(c) && isWhole(text, i)) {
        if (safe != null) {
          safe.append(c);
        }
        continue;
      }
      if (safe == null) {
        safe = new StringBuilder(text.length() + 8).append(text, 0, i);
      }
      switch (c) {
        case '\n' -> safe.append("\\n");
        case '\r' -> safe.append("\\r");
        case '\t' -> safe.append("\\t");
        default -> safe.append(String.format("\\u%04x", (int) c));
      }
    }
    return safe == null ? text : safe.toString();
  }

  // Also the marks that turn the direction of writing around.
  private static boolean isHarmless(char c) {
    return c >= ' '
        && (c < 0x7f || c > 0x9f)
        && (c < 0x202a || c > 0x202e)
        && (c < 0x2066 || c > 0x2069);
  }

  // Half a surrogate pair has no bytes in UTF-8.
  private static boolean isWhole(String text, int i) {
    char c = text.charAt(i);
    return !Character.isSurrogate(c)
        || (Character.isHighSurrogate(c)
            ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
            : i > 0 && Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /** Several lines without control characters, each but the first indented. */
  static String lines(String text, String indent) {
    return text.strip()
        .lines()
        .map(Text::line)
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n" + indent));
  }

  static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  /** At most so many characters, the last of them the mark if anything was cut. */
  static String cut(String text, int width, String mark) {
    if (width(text) <= width) {
      return text;
    }
    int kept = Math.max(0, width - width(mark));
    return text.substring(0, text.offsetByCodePoints(0, kept)) + mark;
  }

  /** Breaks a sentence at blanks so that no line is wider, unless a single word is. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : line(text).split(" ", -1)) {
      if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
