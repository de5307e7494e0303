package dev.plumbline.standalone;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON whose bytes depend on the values alone: keys in the order of the map, two blanks of
 * indentation or none, no trailing blanks. What JSON has no form for is a string: timestamps and
 * dates in ISO-8601, bytes in base64, NaN and infinities by name.
 */
final class Json {
  private final StringBuilder text = new StringBuilder();
  private final boolean pretty;

  private Json(boolean pretty) {
    this.pretty = pretty;
  }

  /** On one line. */
  static String compact(@Nullable Object value) {
    return new Json(false).value(value, 0).text.toString();
  }

  /** Over several lines, with a line feed at the end. */
  static String pretty(@Nullable Object value) {
    return new Json(true).value(value, 0).text.append('\n').toString();
  }

  private Json value(@Nullable Object value, int depth) {
    if (value == null) {
      text.append("null");
    } else if (value instanceof Map<?, ?> map) {
      object(map, depth);
    } else if (value instanceof Iterable<?> list) {
      array(list, depth);
    } else if (value instanceof Boolean || isFinite(value)) {
      text.append(Values.text(value));
    } else {
      string(Values.text(value));
    }
    return this;
  }

  private static boolean isFinite(Object value) {
    if (value instanceof Double number) {
      return Double.isFinite(number);
    }
    if (value instanceof Float number) {
      return Float.isFinite(number);
    }
    return value instanceof Number;
  }

  private void object(Map<?, ?> map, int depth) {
    text.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        entries.hasNext(); ) {
      Map.Entry<?, ?> entry = entries.next();
      line(depth + 1);
      string(String.valueOf(entry.getKey()));
      text.append(pretty ? ": " : ":");
      value(entry.getValue(), depth + 1);
      text.append(entries.hasNext() ? "," : "");
    }
    if (!map.isEmpty()) {
      line(depth);
    }
    text.append('}');
  }

  private void array(Iterable<?> list, int depth) {
    text.append('[');
    Iterator<?> values = list.iterator();
    boolean empty = !values.hasNext();
    while (values.hasNext()) {
      line(depth + 1);
      value(values.next(), depth + 1);
      text.append(values.hasNext() ? "," : "");
    }
    if (!empty) {
      line(depth);
    }
    text.append(']');
  }

  private void line(int depth) {
    if (pretty) {
      text.append('\n').append("  ".repeat(depth));
    }
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ' || (Character.isSurrogate(c) && !isPaired(value, i))) {
            text.append(String.format("\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static boolean isPaired(String value, int i) {
    return Character.isHighSurrogate(value.charAt(i))
        ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
  }
}
