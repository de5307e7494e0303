package dev.plumbline.connector.athena;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Java's regular expressions in Athena's dialect, in which classes of characters hold more than
 * ASCII and lines end at a line feed only. What may mean something else is not translated.
 *
 * @param sql the pattern, in quotes
 * @param groups how many groups it has
 * @param matchesNothing whether it may match between characters
 */
record AthenaRegex(String sql, int groups, boolean matchesNothing) {
  private static final String LINE_ENDS = "\\n\\r\\x{0085}\\x{2028}\\x{2029}";

  private static final Pattern LOOKS_AROUND = Pattern.compile("\\(\\?(?!:)");

  /** Translates a pattern; empty if a part of it may mean something else. */
  static Optional<AthenaRegex> of(String pattern) {
    try {
      Pattern java = Pattern.compile(pattern);
      String translated = new Translation(pattern).all();
      return Optional.ofNullable(translated)
          .map(
              text ->
                  new AthenaRegex(
                      AthenaCalls.quote(text),
                      java.matcher("").groupCount(),
                      java.matcher("").find() || LOOKS_AROUND.matcher(pattern).find()));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /** The text that a pattern matches and nothing else; empty if it is no plain text. */
  static Optional<String> plain(String pattern) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length() && isSign(pattern.charAt(i + 1))) {
        text.append(pattern.charAt(++i));
      } else if ("\\[](){}.*+?^$|".indexOf(c) >= 0) {
        return Optional.empty();
      } else {
        text.append(c);
      }
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
  }

  private static boolean isSign(char c) {
    return c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
  }

  /** One pass over a pattern that Java has accepted. */
  private static final class Translation {
    private final String pattern;
    private final StringBuilder text = new StringBuilder();
    private int at;

    Translation(String pattern) {
      this.pattern = pattern;
    }

    @Nullable String all() {
      while (at < pattern.length()) {
        char c = pattern.charAt(at++);
        boolean known =
            switch (c) {
              case '\\' -> escape(false);
              case '[' -> set();
              case '(' -> group();
              case '.' -> write("[^" + LINE_ENDS + "]");
              case '$' -> write("(?=(?:\\r\\n|[" + LINE_ENDS + "])?\\z)");
              case '{' -> copyBraces();
              default -> (!Character.isISOControl(c) || c == '\n' || c == '\t') && write(c);
            };
        if (!known) {
          return null;
        }
      }
      return text.toString();
    }

    private boolean write(String part) {
      text.append(part);
      return true;
    }

    private boolean write(char part) {
      text.append(part);
      return true;
    }

    private boolean escape(boolean inSet) {
      char c = pattern.charAt(at++);
      return switch (c) {
        case 'd' -> write(inSet ? "0-9" : "[0-9]");
        case 'w' -> write(inSet ? "a-zA-Z0-9_" : "[a-zA-Z0-9_]");
        case 's' -> write(inSet ? " \\t\\n\\x0b\\f\\r" : "[ \\t\\n\\x0b\\f\\r]");
        case 'D' -> !inSet && write("[^0-9]");
        case 'W' -> !inSet && write("[^a-zA-Z0-9_]");
        case 'S' -> !inSet && write("[^ \\t\\n\\x0b\\f\\r]");
        case 'n', 't', 'r', 'f' -> write("\\" + c);
        case 'A', 'z' -> !inSet && write("\\" + c);
        default -> isSign(c) && write("\\" + c);
      };
    }

    /** A set of characters; no sets inside of it, and no intersections. */
    private boolean set() {
      write('[');
      if (pattern.charAt(at) == '^') {
        write(pattern.charAt(at++));
      }
      if (pattern.charAt(at) == ']') {
        return false;
      }
      while (pattern.charAt(at) != ']') {
        char c = pattern.charAt(at++);
        if (c == '\\') {
          if (!escape(true)) {
            return false;
          }
        } else if (c == '[' || pattern.startsWith("&&", at - 1)) {
          return false;
        } else {
          write(c);
        }
      }
      return write(pattern.charAt(at++));
    }

    /** Groups, with or without capture, and what looks around. */
    private boolean group() {
      for (String start : new String[] {"?:", "?=", "?!", "?<=", "?<!"}) {
        if (pattern.startsWith(start, at)) {
          at += start.length();
          return write("(" + start);
        }
      }
      return pattern.charAt(at) != '?' && write('(');
    }

    private boolean copyBraces() {
      int end = pattern.indexOf('}', at);
      String count = pattern.substring(at, end);
      at = end + 1;
      // The longer form cannot be taken for the place of an operand.
      return count.matches("[0-9]+")
          ? write("{" + count + "," + count + "}")
          : count.matches("[0-9]+,[0-9]*") && write("{" + count + "}");
    }
  }
}
