package dev.plumbline.runtime.infer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes YAML: names of tables and columns may be anything, and must come back as they were. */
final class YamlText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_./][A-Za-z0-9_./-]*");
  // YAML 1.1 takes these for booleans and nulls, and editors still do.
  private static final Set<String> TAKEN =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", ".inf", ".nan");
  private static final int WIDEST_ALIGNED = 48;

  private record Line(String text, String comment) {}

  private final List<Line> lines = new ArrayList<>();
  private boolean off;

  /** Writes what follows as comments, or no longer. */
  void comment(Runnable content) {
    boolean before = off;
    off = true;
    content.run();
    off = before;
  }

  void blank() {
    lines.add(new Line("", ""));
  }

  void line(int depth, String text, String comment) {
    lines.add(new Line((off ? "# " : "") + "  ".repeat(depth) + text, safe(comment)));
  }

  void line(int depth, String text) {
    line(depth, text, "");
  }

  void pair(int depth, String key, Object value, String comment) {
    line(depth, scalar(key) + ": " + value(value), comment);
  }

  /** A line that somebody may put in force by taking the sign away. */
  void offered(int depth, String text, String comment) {
    lines.add(new Line((off ? "# " : "") + "  ".repeat(depth) + "# " + text, safe(comment)));
  }

  void note(int depth, String text) {
    lines.add(new Line((off ? "# " : "") + "  ".repeat(depth) + "# " + safe(text), ""));
  }

  static String value(Object value) {
    if (value instanceof Map<?, ?> map) {
      List<String> parts = new ArrayList<>();
      map.forEach((k, v) -> parts.add(scalar(String.valueOf(k)) + ": " + value(v)));
      return "{" + String.join(", ", parts) + "}";
    }
    if (value instanceof Collection<?> list) {
      return "["
          + String.join(", ", list.stream().map(item -> value((Object) item)).toList())
          + "]";
    }
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : scalar(String.valueOf(value));
  }

  static String scalar(String text) {
    if (PLAIN.matcher(text).matches()
        && !TAKEN.contains(text.toLowerCase(Locale.ROOT))
        && !text.startsWith("...")
        && !text.matches("[.][0-9].*")) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                  if (isHidden(c)) {
                    quoted.append(
                        c > 0xFFFF ? String.format("\\U%08X", c) : String.format("\\u%04X", c));
                  } else {
                    quoted.appendCodePoint(c);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }

  /** A comment ends at the line's end, wherever a reader of YAML may see one. */
  static String safe(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isHidden(c)) {
                safe.append(String.format("\\u%04X", c));
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> c == 0xFFFE || c == 0xFFFF;
    };
  }

  /** The text with the comments of neighbouring lines below each other. */
  String text() {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < lines.size()) {
      int end = i;
      int width = 0;
      while (end < lines.size() && isAligned(lines.get(end))) {
        int length = length(lines.get(end));
        width = length <= WIDEST_ALIGNED ? Math.max(width, length) : width;
        end++;
      }
      for (; i < end; i++) {
        Line line = lines.get(i);
        text.append(line.text())
            .append(" ".repeat(Math.max(0, width - length(line))))
            .append("  # ")
            .append(line.comment())
            .append('\n');
      }
      if (i < lines.size()) {
        Line line = lines.get(i);
        text.append(line.text())
            .append(line.comment().isEmpty() ? "" : "  # " + line.comment())
            .append('\n');
        i++;
      }
    }
    return text.toString();
  }

  /** What opens a block stands for itself. */
  private static boolean isAligned(Line line) {
    return !line.comment().isEmpty() && !line.text().endsWith(":");
  }

  private static int length(Line line) {
    return line.text().codePointCount(0, line.text().length());
  }
}
