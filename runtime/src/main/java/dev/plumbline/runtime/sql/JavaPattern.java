package dev.plumbline.runtime.sql;

import java.util.Optional;

/**
 * A regular expression of Java's as one of RE2's, if it means the same in both: characters,
 * classes, groups, alternatives and quantifiers. Whatever the two read differently (boundaries,
 * line ends, flags, possessive quantifiers, references, properties) is left out.
 */
final class JavaPattern {
  private static final String ANY = "[^\\n\\r\\x{85}\\x{2028}\\x{2029}]";
  private static final String BLANKS = "\\t\\n\\v\\f\\r ";
  private static final String PUNCTUATION = "\\.[]{}()*+?^$|/-,:;=!@#%&_~\"' <>`";

  private final String java;
  private final StringBuilder re2 = new StringBuilder();
  private int at;
  private int groups;
  private boolean anchored;
  private boolean ends;

  private JavaPattern(String java) {
    this.java = java;
  }

  /**
   * A pattern in RE2's words.
   *
   * @param text the text
   * @param groups how many groups it captures
   * @param empty whether it can match nothing
   * @param anchored whether it names the text's start
   * @param ends whether it names the text's end, which it reaches over a last line break
   */
  record Translated(String text, int groups, boolean empty, boolean anchored, boolean ends) {}

  /** Two readings that differ. */
  private static final class Differs extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Differs() {
      super("", null, false, false);
    }
  }

  static Optional<Translated> translate(String java) {
    JavaPattern pattern = new JavaPattern(java);
    try {
      boolean empty = pattern.alternatives(0);
      if (pattern.at < java.length()) {
        return Optional.empty();
      }
      return Optional.of(
          new Translated(
              pattern.re2.toString(), pattern.groups, empty, pattern.anchored, pattern.ends));
    } catch (Differs e) {
      return Optional.empty();
    }
  }

  /** Reads up to a closing parenthesis or the end; gives whether nothing can match. */
  private boolean alternatives(int depth) {
    if (depth > 20) {
      throw new Differs();
    }
    boolean empty = sequence(depth);
    while (at < java.length() && java.charAt(at) == '|') {
      at++;
      re2.append('|');
      empty |= sequence(depth);
    }
    return empty;
  }

  private boolean sequence(int depth) {
    boolean empty = true;
    while (at < java.length() && java.charAt(at) != '|' && java.charAt(at) != ')') {
      char c = java.charAt(at);
      if (c == '^') {
        at++;
        anchored = true;
        re2.append('^');
        noQuantifier();
      } else if (c == '$') {
        at++;
        if (depth > 0 || at < java.length()) {
          throw new Differs();
        }
        ends = true;
        re2.append("(?:\\r\\n|[\\n\\r\\x{85}\\x{2028}\\x{2029}])?\\z");
      } else {
        boolean emptyAtom = atom(depth);
        empty &= quantified(emptyAtom);
      }
    }
    return empty;
  }

  private boolean atom(int depth) {
    char c = java.charAt(at++);
    switch (c) {
      case '(' -> {
        return group(depth);
      }
      case '[' -> bracket();
      case '.' -> re2.append(ANY);
      case '\\' -> escape(false);
      case '*', '+', '?', '{' -> throw new Differs();
      default -> literal(c);
    }
    return false;
  }

  private void literal(char c) {
    if (Character.isSurrogate(c)
        && (at == java.length() || !Character.isSurrogatePair(c, java.charAt(at)))) {
      throw new Differs();
    }
    re2.append(c);
    if (Character.isHighSurrogate(c)) {
      re2.append(java.charAt(at++));
    } else if (c < ' ' && c != '\t' && c != '\n') {
      throw new Differs();
    }
  }

  private boolean group(int depth) {
    if (java.startsWith("?:", at)) {
      at += 2;
      re2.append("(?:");
    } else if (at < java.length() && java.charAt(at) == '?') {
      throw new Differs();
    } else {
      groups++;
      re2.append('(');
    }
    boolean empty = alternatives(depth + 1);
    if (at == java.length()) {
      throw new Differs();
    }
    at++;
    re2.append(')');
    return empty;
  }

  /** Repeating what can be empty captures differently. */
  private boolean quantified(boolean empty) {
    if (at == java.length()) {
      return empty;
    }
    char c = java.charAt(at);
    boolean zero;
    if (c == '*' || c == '+' || c == '?') {
      at++;
      re2.append(c);
      zero = c != '+';
    } else if (c == '{') {
      int close = java.indexOf('}', at);
      String body = close < 0 ? "" : java.substring(at + 1, close);
      if (!body.matches("[0-9]{1,3}(,[0-9]{0,3})?")) {
        throw new Differs();
      }
      at = close + 1;
      re2.append('{').append(body).append('}');
      zero = body.matches("0+(,.*)?");
    } else {
      return empty;
    }
    if (empty) {
      throw new Differs();
    }
    if (at < java.length() && java.charAt(at) == '?') {
      at++;
      re2.append('?');
    }
    noQuantifier();
    return zero;
  }

  private void noQuantifier() {
    if (at < java.length() && "*+?{".indexOf(java.charAt(at)) >= 0) {
      throw new Differs();
    }
  }

  private void escape(boolean inBracket) {
    if (at == java.length()) {
      throw new Differs();
    }
    char c = java.charAt(at++);
    switch (c) {
      case 'd', 'w', 't', 'n', 'r', 'f' -> re2.append('\\').append(c);
      case 'D', 'W' -> {
        if (inBracket) {
          throw new Differs();
        }
        re2.append('\\').append(c);
      }
      case 's' -> re2.append(inBracket ? BLANKS : "[" + BLANKS + "]");
      case 'S' -> {
        if (inBracket) {
          throw new Differs();
        }
        re2.append("[^").append(BLANKS).append(']');
      }
      default -> {
        if (PUNCTUATION.indexOf(c) < 0) {
          throw new Differs();
        }
        re2.append(c == ' ' || c == '\'' || c == '"' || c == '`' ? "" : "\\").append(c);
      }
    }
  }

  private void bracket() {
    re2.append('[');
    if (at < java.length() && java.charAt(at) == '^') {
      at++;
      re2.append('^');
    }
    int start = at;
    while (true) {
      if (at == java.length()) {
        throw new Differs();
      }
      char c = java.charAt(at++);
      if (c == ']') {
        if (at - 1 == start) {
          throw new Differs();
        }
        re2.append(']');
        return;
      }
      if (c == '[' || c == '&' || c == '^') {
        throw new Differs();
      }
      if (c == '\\') {
        escape(true);
      } else if (c == '-' && (at - 1 == start || java.startsWith("]", at))) {
        re2.append("\\-");
      } else if (c == '-') {
        range(start);
      } else {
        literal(c);
      }
    }
  }

  /** Only between two plain letters or digits. */
  private void range(int start) {
    char from = java.charAt(at - 2);
    char to = at < java.length() ? java.charAt(at) : ']';
    boolean plain = at - 2 >= start && (at - 3 < start || java.charAt(at - 3) != '\\');
    if (!plain || !Character.isLetterOrDigit(from) || !Character.isLetterOrDigit(to)) {
      throw new Differs();
    }
    re2.append('-');
  }
}
