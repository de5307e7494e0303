package dev.plumbline.connector.delta;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code LIKE} pattern: {@code %} is any text, {@code _} one code point. */
final class TextPattern {
  private static final int ANY_TEXT = -1;
  private static final int ANY_ONE = -2;

  private final int[] parts;

  private TextPattern(int[] parts) {
    this.parts = parts;
  }

  /**
   * Reads a pattern.
   *
   * @param escape a code point, or -1 for none
   * @return empty if the escape stands before anything but a wildcard or itself
   */
  static Optional<TextPattern> of(String pattern, int escape) {
    List<Integer> parts = new ArrayList<>();
    int[] points = pattern.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      int point = points[i];
      if (escape >= 0 && point == escape) {
        i++;
        if (i == points.length || (points[i] != '%' && points[i] != '_' && points[i] != escape)) {
          return Optional.empty();
        }
        parts.add(points[i]);
      } else {
        parts.add(point == '%' ? ANY_TEXT : point == '_' ? ANY_ONE : point);
      }
    }
    return Optional.of(new TextPattern(parts.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** The text that every match begins with. */
  String prefix() {
    StringBuilder prefix = new StringBuilder();
    for (int part : parts) {
      if (part < 0) {
        break;
      }
      prefix.appendCodePoint(part);
    }
    return prefix.toString();
  }

  boolean matches(String text) {
    int[] points = text.codePoints().toArray();
    int at = 0;
    int part = 0;
    int retryPart = -1;
    int retryAt = 0;
    while (at < points.length) {
      if (part < parts.length && (parts[part] == ANY_ONE || parts[part] == points[at])) {
        at++;
        part++;
      } else if (part < parts.length && parts[part] == ANY_TEXT) {
        retryPart = ++part;
        retryAt = at;
      } else if (retryPart >= 0) {
        part = retryPart;
        at = ++retryAt;
      } else {
        return false;
      }
    }
    while (part < parts.length && parts[part] == ANY_TEXT) {
      part++;
    }
    return part == parts.length;
  }
}
