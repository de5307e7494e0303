package dev.plumbline.connector.redshift;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a regular expression of Java's and writes one that means the same to Redshift and
 * PostgreSQL: classes are spelt out, and what is not surely the same is given up.
 *
 * <p>Java takes the first alternative that fits and POSIX the longest, so that only patterns in
 * which each step has one way to go may say what they found; any may say whether.
 */
final class Regex {
  /** Java's dot stops at these. */
  private static final String BREAKS = "\n\r\u0085\u2028\u2029";

  private static final String BLANKS = " \t\n\u000b\f\r";
  private static final int ASCII = 128;

  /**
   * A group without groups, escaped parentheses, classes or alternatives, which is not repeated.
   */
  private static final Pattern FLAT_GROUP =
      Pattern.compile("(?<!\\\\)\\((?![*+?{])((?:[^()\\[\\]|\\\\]|\\\\[dws])+)\\)(?![*+?{])");

  private static final Pattern BRACKETED_GROUP = Pattern.compile("\\[[^\\]]*[()]|\\{[^}]*[()]");

  private final String pattern;
  private final StringBuilder out = new StringBuilder();
  private final List<Atom> atoms = new ArrayList<>();
  private int at;
  private boolean ordered = true;
  private boolean crossesBreaks;
  private boolean endsAtDollar;

  private Regex(String pattern) {
    this.pattern = pattern;
  }

  /** A character or class and how often: the characters of ASCII, and whether others too. */
  private record Atom(BitSet ascii, boolean others, int least, boolean fixed) {
    boolean meets(Atom next) {
      return ascii.intersects(next.ascii) || (others && next.others);
    }
  }

  /** What is thrown for a pattern that is given up, and never leaves this class. */
  private static final class GivenUp extends Exception {
    private static final long serialVersionUID = 1L;

    GivenUp() {
      super("", null, false, false);
    }
  }

  /** For questions of whether it is found at all. */
  static Optional<String> search(String pattern) {
    return new Regex(pattern).read(true);
  }

  /** For questions of what is found where. */
  static Optional<String> find(String pattern) {
    Regex regex = new Regex(pattern);
    return regex.read(false).filter(text -> regex.oneWay());
  }

  /** As {@link #find} for a pattern that is one group as a whole. */
  static Optional<String> findOuterGroup(String pattern) {
    return pattern.startsWith("(") && pattern.endsWith(")") && !pattern.startsWith("(?")
        ? find(pattern.substring(1, pattern.length() - 1))
        : Optional.empty();
  }

  /** What is found, of which a group lacks so many characters at its start and its end. */
  record Part(String regex, int before, int after) {}

  /**
   * As {@link #find} for a group that stands between parts of a fixed length, in a pattern whose
   * groups are neither nested nor repeated: then they do not change what is found.
   */
  static Optional<Part> findGroup(String pattern, int group) {
    Matcher groups = FLAT_GROUP.matcher(pattern);
    StringBuilder flat = new StringBuilder();
    int start = -1;
    int end = -1;
    for (int i = 1; groups.find(); i++) {
      groups.appendReplacement(flat, "");
      start = i == group ? flat.length() : start;
      flat.append(groups.group(1));
      end = i == group ? flat.length() : end;
    }
    groups.appendTail(flat);
    if (start < 0 || BRACKETED_GROUP.matcher(pattern).find()) {
      return Optional.empty();
    }
    Optional<Integer> before = fixedLength(flat.substring(0, start));
    Optional<Integer> after = fixedLength(flat.substring(end));
    boolean plain = fixedOrVaried(flat.substring(start, end));
    return before.isEmpty() || after.isEmpty() || !plain
        ? Optional.empty()
        : find(flat.toString()).map(regex -> new Part(regex, before.get(), after.get()));
  }

  private static boolean fixedOrVaried(String part) {
    Regex regex = new Regex(part);
    return regex.read(false).isPresent() && regex.ordered;
  }

  /** How many characters a part always has. */
  private static Optional<Integer> fixedLength(String part) {
    if (part.isEmpty() || part.equals("^")) {
      return Optional.of(0);
    }
    Regex regex = new Regex(part);
    return regex.read(false).isPresent()
            && regex.ordered
            && regex.atoms.stream().allMatch(Atom::fixed)
        ? Optional.of(regex.atoms.stream().mapToInt(Atom::least).sum())
        : Optional.empty();
  }

  private Optional<String> read(boolean whether) {
    try {
      if (pattern.isEmpty()) {
        return Optional.empty();
      }
      alternatives(0);
      if (at < pattern.length()
          || (endsAtDollar && (!whether || crossesBreaks))
          || pattern.indexOf('\0') >= 0) {
        return Optional.empty();
      }
      return Optional.of(out.toString());
    } catch (GivenUp e) {
      return Optional.empty();
    }
  }

  private boolean oneWay() {
    if (!ordered || atoms.stream().noneMatch(atom -> atom.least() > 0)) {
      return false;
    }
    for (int i = 0; i < atoms.size(); i++) {
      for (int j = i + 1; j < atoms.size() && !atoms.get(i).fixed(); j++) {
        if (atoms.get(i).meets(atoms.get(j))) {
          return false;
        }
        if (atoms.get(j).least() > 0) {
          break;
        }
      }
    }
    return true;
  }

  private void alternatives(int depth) throws GivenUp {
    if (depth > 20) {
      throw new GivenUp();
    }
    boolean empty = true;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c == '|') {
        if (empty) {
          throw new GivenUp();
        }
        out.append('|');
        at++;
        ordered = false;
        empty = true;
      } else if (c == ')') {
        break;
      } else if (c == '^') {
        if (!empty) {
          throw new GivenUp();
        }
        out.append('^');
        at++;
        // A quantifier here would be Java's error.
        quantified(false);
      } else if (c == '$') {
        at++;
        quantified(false);
        if (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
          throw new GivenUp();
        }
        endsAtDollar = true;
        // Java's dollar also stands before a last line break.
        out.append("(\r\n|[" + BREAKS + "])?$");
        empty = false;
      } else {
        item(depth);
        empty = false;
      }
    }
    if (empty) {
      throw new GivenUp();
    }
  }

  private void item(int depth) throws GivenUp {
    char c = pattern.charAt(at);
    if (c == '(') {
      ordered = false;
      at++;
      if (pattern.startsWith("?:", at)) {
        at += 2;
      } else if (at < pattern.length() && pattern.charAt(at) == '?') {
        throw new GivenUp();
      }
      out.append('(');
      alternatives(depth + 1);
      if (at >= pattern.length() || pattern.charAt(at) != ')') {
        throw new GivenUp();
      }
      at++;
      out.append(')');
      quantifier();
      return;
    }
    BitSet ascii = new BitSet(ASCII);
    boolean others = false;
    if (c == '[') {
      others = bracket(ascii);
    } else if (c == '.') {
      at++;
      ascii.set(1, ASCII);
      BREAKS.chars().filter(b -> b < ASCII).forEach(ascii::clear);
      others = true;
      out.append("[^" + BREAKS + "]");
    } else if (c == '\\') {
      at++;
      others = escape(ascii);
      out.append(others ? "[^" + inside(inverse(ascii)) + "]" : "[" + inside(ascii) + "]");
    } else if ("*+?{".indexOf(c) >= 0) {
      throw new GivenUp();
    } else {
      int character = pattern.codePointAt(at);
      at += Character.charCount(character);
      if (character < ASCII) {
        ascii.set(character);
        out.append("]}".indexOf(character) >= 0 ? "[" + (char) character + "]" : String.valueOf(c));
      } else {
        others = true;
        out.appendCodePoint(character);
      }
    }
    crossesBreaks |= ascii.get('\n') || ascii.get('\r');
    int[] times = quantifier();
    atoms.add(new Atom(ascii, others, times[0], times[0] == times[1]));
  }

  /** Reads an escape after its backslash; says whether it also means all beyond ASCII. */
  private boolean escape(BitSet ascii) throws GivenUp {
    if (at == pattern.length()) {
      throw new GivenUp();
    }
    char c = pattern.charAt(at++);
    switch (c) {
      case 'd', 'D' -> ascii.set('0', '9' + 1);
      case 'w', 'W' -> {
        ascii.set('0', '9' + 1);
        ascii.set('A', 'Z' + 1);
        ascii.set('a', 'z' + 1);
        ascii.set('_');
      }
      case 's', 'S' -> BLANKS.chars().forEach(ascii::set);
      case 't' -> ascii.set('\t');
      case 'n' -> ascii.set('\n');
      case 'r' -> ascii.set('\r');
      case 'f' -> ascii.set('\f');
      default -> {
        if (c >= ASCII || Character.isLetterOrDigit(c)) {
          throw new GivenUp();
        }
        ascii.set(c);
      }
    }
    boolean inverted = "DWS".indexOf(c) >= 0;
    if (inverted) {
      ascii.flip(1, ASCII);
    }
    return inverted;
  }

  private boolean bracket(BitSet ascii) throws GivenUp {
    at++;
    boolean negated = at < pattern.length() && pattern.charAt(at) == '^';
    at += negated ? 1 : 0;
    boolean empty = true;
    while (true) {
      if (at >= pattern.length()) {
        throw new GivenUp();
      }
      char c = pattern.charAt(at);
      if (c == ']' && !empty) {
        at++;
        break;
      }
      // Java nests classes, and intersects them by &&.
      if (c == '[' || c == '&' || c == ']' || c >= ASCII) {
        throw new GivenUp();
      }
      BitSet part = new BitSet(ASCII);
      at++;
      if (c == '\\') {
        if (escape(part)) {
          throw new GivenUp();
        }
      } else if (c == '^') {
        throw new GivenUp();
      } else {
        part.set(c);
      }
      boolean range =
          at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
      if (range) {
        char last = pattern.charAt(at + 1);
        if (part.cardinality() != 1 || last >= ASCII || last < c || !plain(c) || !plain(last)) {
          throw new GivenUp();
        }
        part.set(c, last + 1);
        at += 2;
      }
      ascii.or(part);
      empty = false;
    }
    out.append("[").append(negated ? "^" : "").append(inside(ascii)).append("]");
    if (negated) {
      ascii.flip(1, ASCII);
    }
    return negated;
  }

  private static boolean plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static BitSet inverse(BitSet ascii) {
    BitSet inverse = (BitSet) ascii.clone();
    inverse.flip(1, ASCII);
    return inverse;
  }

  /** Characters as they stand between brackets in POSIX, where only ] ^ - \ need their place. */
  private static String inside(BitSet ascii) throws GivenUp {
    StringBuilder first = new StringBuilder();
    StringBuilder text = new StringBuilder();
    StringBuilder last = new StringBuilder();
    for (int c = ascii.nextSetBit(0); c >= 0; c = ascii.nextSetBit(c + 1)) {
      int end = ascii.nextClearBit(c) - 1;
      if (plain((char) c) && plain((char) end) && end - c >= 2 && sameKind(c, end)) {
        text.append((char) c).append('-').append((char) end);
        c = end;
      } else if (c == ']') {
        first.append(']');
      } else if (c == '^' || c == '-') {
        last.append((char) c);
      } else if (c == '\\') {
        text.append("\\\\");
      } else {
        text.append((char) c);
      }
    }
    String order = first.toString() + text + last;
    if (order.isEmpty() || order.contains("[") || order.startsWith("^")) {
      // A bracket before a dot, an equals sign or a colon would open a class of its own.
      if (order.isEmpty() || ascii.cardinality() != 1) {
        throw new GivenUp();
      }
      return order.equals("^") ? "\\^" : order;
    }
    return order;
  }

  private static boolean sameKind(int first, int last) {
    return Character.isDigit(first) == Character.isDigit(last)
        && Character.isUpperCase(first) == Character.isUpperCase(last);
  }

  private int[] quantifier() throws GivenUp {
    if (at == pattern.length()) {
      return new int[] {1, 1};
    }
    int[] times = {1, 1};
    char c = pattern.charAt(at);
    if (c == '*' || c == '+' || c == '?') {
      at++;
      out.append(c);
      times = new int[] {c == '+' ? 1 : 0, c == '?' ? 1 : Integer.MAX_VALUE};
    } else if (c == '{') {
      times = bounds();
    } else {
      return times;
    }
    quantified(false);
    return times;
  }

  private int[] bounds() throws GivenUp {
    int close = pattern.indexOf('}', at);
    String inside = close < 0 ? "" : pattern.substring(at + 1, close);
    if (!inside.matches("[0-9]{1,3}(,[0-9]{0,3})?")) {
      throw new GivenUp();
    }
    int comma = inside.indexOf(',');
    int least = Integer.parseInt(comma < 0 ? inside : inside.substring(0, comma));
    int most =
        comma < 0
            ? least
            : comma == inside.length() - 1
                ? Integer.MAX_VALUE
                : Integer.parseInt(inside.substring(comma + 1));
    // POSIX counts to 255 at most.
    if (most < least || least > 255 || (most > 255 && most != Integer.MAX_VALUE)) {
      throw new GivenUp();
    }
    out.append('{').append(inside).append('}');
    at = close + 1;
    return new int[] {least, most};
  }

  /** What follows a quantifier must not be another: it would make it lazy or possessive. */
  private void quantified(boolean allowed) throws GivenUp {
    if (!allowed && at < pattern.length() && "*+?{".indexOf(pattern.charAt(at)) >= 0) {
      throw new GivenUp();
    }
  }
}
