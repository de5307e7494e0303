package dev.plumbline.runtime.config;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes trees of maps, lists and values as JSON: two blanks for each level, keys in the order of
 * their map, the same text on every machine.
 *
 * @since 0.1.0
 */
public final class JsonText {
  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  /**
   * Writes a tree.
   *
   * @param tree {@code null}, {@code Boolean}, {@code String}, {@code Number}, or a {@code List} or
   *     {@code Map} of these; keys of maps are written by their {@code toString}
   * @return JSON (RFC 8259) without a newline at the end; control characters, U+2028, U+2029 and
   *     unpaired surrogates are escaped
   * @throws IllegalArgumentException if the tree holds anything else, or a number that is not
   *     finite
   */
  public static String write(@Nullable Object tree) {
    JsonText text = new JsonText();
    text.value(tree, 0);
    return text.out.toString();
  }

  private void value(@Nullable Object value, int depth) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof CharSequence text) {
      string(text.toString());
    } else if (value instanceof Number number) {
      number(number);
    } else if (value instanceof Map<?, ?> map) {
      object(map, depth);
    } else if (value instanceof List<?> list) {
      array(list, depth);
    } else {
      throw new IllegalArgumentException("no JSON for " + value.getClass().getName());
    }
  }

  private void number(Number number) {
    if (!Double.isFinite(number.doubleValue()) && !(number instanceof BigDecimal)) {
      throw new IllegalArgumentException("JSON has no number " + number);
    }
    out.append(number);
  }

  private void object(Map<?, ?> map, int depth) {
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      newLine(depth + 1);
      string(String.valueOf(entry.getKey()));
      out.append(": ");
      value(entry.getValue(), depth + 1);
      out.append(entries.hasNext() ? "," : "");
    }
    end('}', map.isEmpty(), depth);
  }

  private void array(List<?> list, int depth) {
    out.append('[');
    Iterator<?> items = list.iterator();
    while (items.hasNext()) {
      newLine(depth + 1);
      value(items.next(), depth + 1);
      out.append(items.hasNext() ? "," : "");
    }
    end(']', list.isEmpty(), depth);
  }

  private void end(char close, boolean empty, int depth) {
    if (!empty) {
      newLine(depth);
    }
    out.append(close);
  }

  private void newLine(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private void string(String text) {
    out.append('"');
    text.codePoints().forEach(this::character);
    out.append('"');
  }

  private void character(int c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        if (c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || surrogate) {
          out.append(String.format("\\u%04x", c));
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }
}
