package dev.plumbline.runtime.expression;

import dev.plumbline.runtime.expression.Expression.Interval;
import dev.plumbline.runtime.expression.Expression.Interval.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Spark's intervals: of months, or of time. Both at once Spark refuses, and so does this. */
final class Intervals {
  static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final String ACCEPTED = "an interval such as 1 DAY, '1-2' YEAR TO MONTH or '3 days'";
  private static final List<String> FIELDS = List.of("DAY", "HOUR", "MINUTE", "SECOND");
  private static final Pattern YEAR_MONTH = Pattern.compile("([+-]?)(\\d{1,9})-(\\d{1,2})");

  private long months;
  private long micros;
  private boolean hasMonths;
  private boolean hasDays;
  private boolean hasTime;

  private final int at;
  private final TokenCursor tokens;

  private Intervals(int at, TokenCursor tokens) {
    this.at = at;
    this.tokens = tokens;
  }

  /** Whether the word INTERVAL begins a constant, and is no column. */
  static boolean follows(TokenCursor tokens) {
    Token next = tokens.peek(1);
    boolean sign = next.isSymbol("-") || next.isSymbol("+");
    Token value = sign ? tokens.peek(2) : next;
    return value.kind() == Token.Kind.STRING
        || (value.kind() == Token.Kind.NUMBER
            && tokens.peek(sign ? 3 : 2).kind() == Token.Kind.WORD);
  }

  static Interval negate(Interval interval) {
    return new Interval(interval.at(), interval.span(), -interval.amount());
  }

  static Interval read(int at, TokenCursor tokens) {
    Intervals interval = new Intervals(at, tokens);
    try {
      interval.read();
    } catch (ArithmeticException e) {
      throw tokens.refuse(at, "an interval that is too long", "write a shorter one");
    }
    if (interval.hasMonths && (interval.hasDays || interval.hasTime)) {
      throw tokens.refuse(
          at, "an interval of months and days at once", "add one interval after the other");
    }
    return interval.hasMonths
        ? new Interval(at, Span.MONTHS, interval.months)
        : new Interval(at, interval.hasTime ? Span.MICROSECONDS : Span.DAYS, interval.micros);
  }

  private void read() {
    Token first = tokens.peek();
    if (first.kind() == Token.Kind.STRING && !isUnit(tokens.peek(1))) {
      words(tokens.next().text());
      return;
    }
    String value = value();
    String unit = unit(tokens.next().text());
    if (tokens.isWord("TO")) {
      tokens.next();
      range(value, unit, unit(tokens.next().text()));
      return;
    }
    add(value, unit);
    while (startsUnit()) {
      String more = value();
      add(more, unit(tokens.next().text()));
    }
  }

  private boolean startsUnit() {
    boolean sign = tokens.isSymbol("-") || tokens.isSymbol("+");
    Token value = tokens.peek(sign ? 1 : 0);
    return (value.kind() == Token.Kind.NUMBER || value.kind() == Token.Kind.STRING)
        && !sign
        && isUnit(tokens.peek(1));
  }

  private String value() {
    String sign = tokens.acceptSymbol("-") ? "-" : "";
    tokens.acceptSymbol("+");
    Token token = tokens.next();
    if (token.kind() != Token.Kind.NUMBER && token.kind() != Token.Kind.STRING) {
      throw tokens.refuse(token.at(), "found " + token, "accepted here is " + ACCEPTED);
    }
    String text = token.text().strip();
    return sign.isEmpty() ? text : text.startsWith("-") ? text.substring(1) : "-" + text;
  }

  private static boolean isUnit(Token token) {
    return token.kind() == Token.Kind.WORD && UNITS.contains(singular(token.text()));
  }

  private static final Set<String> UNITS =
      Set.of(
          "YEAR", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND", "MICROSECOND");

  private static String singular(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    return upper.endsWith("S") ? upper.substring(0, upper.length() - 1) : upper;
  }

  private String unit(String word) {
    String unit = singular(word);
    if (!UNITS.contains(unit)) {
      throw tokens.refuse(at, "an interval in '" + word + "'", "accepted is " + ACCEPTED);
    }
    return unit;
  }

  private void words(String text) {
    String[] parts = text.strip().replaceFirst("(?i)^interval\\s+", "").split("\\s+");
    if (parts.length % 2 != 0) {
      throw tokens.refuse(at, "the interval '" + text + "'", "accepted is " + ACCEPTED);
    }
    for (int i = 0; i < parts.length; i += 2) {
      add(parts[i], unit(parts[i + 1]));
    }
  }

  private void add(String value, String unit) {
    if (!value.matches(unit.equals("SECOND") ? "[+-]?\\d{0,18}(\\.\\d{0,9})?" : "[+-]?\\d{1,18}")
        || !value.matches(".*\\d.*")) {
      throw tokens.refuse(
          at, "an interval of '" + value + "' " + unit, "write a whole number (or seconds as 1.5)");
    }
    if (unit.equals("SECOND")) {
      hasTime = true;
      micros =
          Math.addExact(
              micros,
              new BigDecimal(value)
                  .movePointRight(6)
                  .setScale(0, RoundingMode.DOWN)
                  .longValueExact());
      return;
    }
    long number = Long.parseLong(value);
    switch (unit) {
      case "YEAR", "MONTH" -> {
        hasMonths = true;
        months = Math.addExact(months, Math.multiplyExact(number, unit.equals("YEAR") ? 12L : 1L));
        if (months != (int) months) {
          throw new ArithmeticException("months");
        }
      }
      case "WEEK", "DAY" -> {
        hasDays = true;
        micros =
            Math.addExact(
                micros,
                Math.multiplyExact(number, unit.equals("WEEK") ? 7 * MICROS_PER_DAY : MICROS_PER_DAY));
      }
      default -> {
        hasTime = true;
        micros = Math.addExact(micros, Math.multiplyExact(number, micros(unit)));
      }
    }
  }

  private static long micros(String unit) {
    return switch (unit) {
      case "HOUR" -> 3_600_000_000L;
      case "MINUTE" -> 60_000_000L;
      case "MILLISECOND" -> 1_000L;
      default -> 1L;
    };
  }

  /** A text such as {@code 1 02:03:04.5} from one unit to another. */
  private void range(String value, String from, String to) {
    Matcher years = YEAR_MONTH.matcher(value);
    if (from.equals("YEAR") && to.equals("MONTH")) {
      if (!years.matches() || Integer.parseInt(years.group(3)) > 11) {
        throw badRange(value, from, to);
      }
      add(years.group(1) + years.group(2), "YEAR");
      add(years.group(1) + years.group(3), "MONTH");
      return;
    }
    int first = FIELDS.indexOf(from);
    int last = FIELDS.indexOf(to);
    if (first < 0 || last <= first) {
      throw badRange(value, from, to);
    }
    StringBuilder pattern = new StringBuilder("([+-]?)");
    for (int i = first; i <= last; i++) {
      pattern.append(i == first ? "" : i == 1 ? " +" : ":").append("(\\d{1,9}");
      pattern.append(FIELDS.get(i).equals("SECOND") ? "(?:\\.\\d{1,9})?)" : ")");
    }
    Matcher matcher = Pattern.compile(pattern.toString()).matcher(value);
    if (!matcher.matches()) {
      throw badRange(value, from, to);
    }
    for (int i = first; i <= last; i++) {
      String part = matcher.group(2 + i - first);
      int most = i == 1 ? 23 : 59;
      if (i > first && new BigDecimal(part).intValue() > most) {
        throw badRange(value, from, to);
      }
      add(matcher.group(1) + part, FIELDS.get(i));
    }
  }

  private RuntimeException badRange(String value, String from, String to) {
    return tokens.refuse(
        at, "the interval '" + value + "' " + from + " TO " + to, "accepted is " + ACCEPTED);
  }
}
