package dev.plumbline.standalone;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes elements of XML or HTML. All values are escaped: control characters, marks that turn the
 * direction of writing and halves of surrogate pairs, none of which either may hold, are shown as
 * {@code \\u001b}.
 */
final class Xml {
  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Begins an element; attributes are names and values in turn. */
  Xml open(String name, String... attributes) {
    start(name, attributes).append('>');
    open.push(name);
    return this;
  }

  /** Ends the element that began last. */
  Xml close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Ends it and the line. */
  Xml closeLine() {
    close();
    return line();
  }

  Xml line() {
    text.append('\n');
    return this;
  }

  /** An element that holds text alone. */
  Xml leaf(String name, String content, String... attributes) {
    return open(name, attributes).text(content).close();
  }

  /** An element that holds nothing, in the form that XML and HTML both take. */
  Xml empty(String name, String... attributes) {
    start(name, attributes).append("/>");
    return this;
  }

  Xml text(String content) {
    text.append(escaped(content));
    return this;
  }

  /** Markup of the program's own; never a value. */
  Xml markup(String trusted) {
    text.append(trusted);
    return this;
  }

  String finish() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("left open: " + open);
    }
    return text.toString();
  }

  private StringBuilder start(String name, String... attributes) {
    text.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"");
      text.append(escaped(attributes[i + 1])).append('"');
    }
    return text;
  }

  static String escaped(String content) {
    String line = Text.line(content);
    StringBuilder safe = new StringBuilder(line.length() + 16);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        // No characters of XML 1.0.
        case '\ufffe', '\uffff' -> safe.append(String.format("\\u%04x", (int) c));
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
