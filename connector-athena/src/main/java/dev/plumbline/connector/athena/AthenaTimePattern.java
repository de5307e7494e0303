package dev.plumbline.connector.athena;

import static dev.plumbline.connector.athena.AthenaCalls.fill;
import static dev.plumbline.connector.athena.AthenaCalls.quote;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A pattern for times as Spark has it, as a list of its parts.
 *
 * @param parts in order
 */
record AthenaTimePattern(List<Part> parts) {
  /** Letters of the pattern, or literal text. */
  private record Part(String text, boolean literal) {}

  AthenaTimePattern {
    parts = List.copyOf(parts);
  }

  /** Splits a pattern; empty if it has optional parts or a quote that does not end. */
  static Optional<AthenaTimePattern> of(String pattern) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      int end = at + 1;
      if (c == '\'') {
        end = closing(pattern, at);
        if (end < 0) {
          return Optional.empty();
        }
        String inside = pattern.substring(at + 1, end).replace("''", "'");
        parts.add(new Part(inside.isEmpty() ? "'" : inside, true));
        end++;
      } else if (Character.isLetter(c)) {
        while (end < pattern.length() && pattern.charAt(end) == c) {
          end++;
        }
        parts.add(new Part(pattern.substring(at, end), false));
      } else if ("[]{}#".indexOf(c) >= 0) {
        return Optional.empty();
      } else {
        parts.add(new Part(Character.toString(c), true));
      }
      at = end;
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(new AthenaTimePattern(parts));
  }

  /** Where a quoted part ends, in which two quotes stand for one; -1 if it does not. */
  private static int closing(String pattern, int open) {
    int at = open + 1;
    while (at < pattern.length()) {
      if (pattern.charAt(at) != '\'') {
        at++;
      } else if (pattern.startsWith("''", at)) {
        at += 2;
      } else {
        return at;
      }
    }
    return -1;
  }

  /** The text of a time. */
  Optional<String> written(String time) {
    List<String> texts = new ArrayList<>();
    for (Part part : parts) {
      String text = part.literal() ? quote(part.text()) : fill(field(part.text()), time);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      texts.add(text);
    }
    return Optional.of(
        texts.size() == 1
            ? texts.get(0)
            : texts.stream().collect(Collectors.joining(", ", "concat(", ")")));
  }

  private static String field(String letters) {
    String hour12 = "(hour({0}) + 11) % 12 + 1";
    return switch (letters) {
      // A year beyond 9999 has a sign in Spark.
      case "yyyy" ->
          "CASE WHEN year({0}) BETWEEN 1 AND 9999 THEN "
              + padded("year({0})", 4)
              + " WHEN year({0}) > 9999 THEN concat('+', CAST(year({0}) AS VARCHAR))"
              + " ELSE "
              + padded("1 - year({0})", 4)
              + " END";
      case "MM" -> padded("month({0})", 2);
      case "M" -> plain("month({0})");
      case "MMM", "MMMM" -> AthenaTimeTexts.name(letters, "month({0})");
      case "dd" -> padded("day({0})", 2);
      case "d" -> plain("day({0})");
      case "E", "EE", "EEE" -> AthenaTimeTexts.name("EEE", "day_of_week({0})");
      case "EEEE" -> AthenaTimeTexts.name(letters, "day_of_week({0})");
      case "HH" -> padded("hour({0})", 2);
      case "H" -> plain("hour({0})");
      case "hh" -> padded(hour12, 2);
      case "h" -> plain(hour12);
      case "mm" -> padded("minute({0})", 2);
      case "m" -> plain("minute({0})");
      case "ss" -> padded("second({0})", 2);
      case "s" -> plain("second({0})");
      case "a" -> "IF(hour({0}) < 12, 'AM', 'PM')";
      case "S", "SS", "SSS", "SSSS", "SSSSS", "SSSSSS" ->
          "substr(CAST(CAST({0} AS TIMESTAMP(6)) AS VARCHAR), -6, " + letters.length() + ")";
      default -> "";
    };
  }

  private static String padded(String number, int length) {
    return "lpad(" + plain(number) + ", " + length + ", '0')";
  }

  private static String plain(String number) {
    return "CAST(" + number + " AS VARCHAR)";
  }

  /** The TIMESTAMP(6) that a text says; NULL where it does not match. */
  Optional<String> read(String text) {
    StringBuilder expression = new StringBuilder("^");
    String[] fields = {"1970", "01", "01", "00", "00", "00"};
    String fraction = "";
    int groups = 0;
    for (Part part : parts) {
      if (part.literal()) {
        expression.append(escaped(part.text()));
        continue;
      }
      String group = "$" + ++groups;
      String digits = part.text().length() == 1 ? "[0-9]{1,2}" : "[0-9][0-9]";
      switch (part.text()) {
        case "yyyy" -> {
          fields[0] = group;
          digits = "[0-9]{4,4}|\\+[0-9]{5,6}|-[0-9]{4,6}";
        }
        case "MM", "M" -> fields[1] = group;
        case "dd", "d" -> fields[2] = group;
        case "HH", "H" -> fields[3] = group;
        case "mm", "m" -> fields[4] = group;
        case "ss", "s" -> fields[5] = group;
        case "S", "SS", "SSS", "SSSS", "SSSSS", "SSSSSS" -> {
          fraction = "." + group;
          digits = "[0-9]{1," + part.text().length() + "}";
        }
        default -> {
          return Optional.empty();
        }
      }
      expression.append('(').append(digits).append(')');
    }
    boolean dated = fields[0].startsWith("$");
    boolean ascii = parts.stream().allMatch(part -> part.text().chars().allMatch(c -> c < 0x80));
    if (!dated || !ascii || groups > 9 || hasRepeats()) {
      return Optional.empty();
    }
    return Optional.of(
        fill(
            "IF(regexp_like({0}, {1}), TRY_CAST(regexp_replace({0}, {1}, {2}) AS TIMESTAMP(6)))",
            text,
            quote(expression + "\\z"),
            quote(
                fields[0] + "-" + fields[1] + "-" + fields[2] + " " + fields[3] + ":" + fields[4]
                    + ":" + fields[5] + fraction)));
  }

  /** Whether a field stands twice, so that both would have to agree. */
  private boolean hasRepeats() {
    List<String> letters =
        parts.stream().filter(part -> !part.literal()).map(p -> p.text().substring(0, 1)).toList();
    return letters.stream().distinct().count() < letters.size();
  }

  /** Letters match in either case, as in Spark. */
  private static String escaped(String text) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        expression.append('[').append(Character.toLowerCase(c));
        expression.append(Character.toUpperCase(c)).append(']');
      } else {
        expression.append(c > ' ' && c < 0x7f && !Character.isDigit(c) ? "\\" : "").append(c);
      }
    }
    return expression.toString();
  }
}
