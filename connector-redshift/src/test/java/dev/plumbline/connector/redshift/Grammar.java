package dev.plumbline.connector.redshift;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The checked-in part of Redshift's grammar, and what a text of SQL has beyond it. */
final class Grammar {
  private static final String SIGNS = "+-*/%=<>|&#~!:@^?[]$;";

  private final Map<String, int[]> functions = new HashMap<>();
  private final Set<String> words = new HashSet<>();
  private final Set<String> operators = new HashSet<>();

  static Grammar read() {
    Grammar grammar = new Grammar();
    try (InputStream in = Grammar.class.getResourceAsStream("/redshift-functions.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        grammar.add(line.isBlank() || line.startsWith("# ") ? List.of() : List.of(line.split(" ")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return grammar;
  }

  private void add(List<String> line) {
    if (line.size() < 2) {
      return;
    }
    switch (line.get(0)) {
      case "function" ->
          functions.put(
              line.get(1),
              new int[] {Integer.parseInt(line.get(2)), Integer.parseInt(line.get(3))});
      case "keyword", "type" -> words.add(line.get(1));
      case "operator" -> operators.add(line.get(1));
      default -> throw new IllegalArgumentException(String.join(" ", line));
    }
  }

  /** Everything of a text that the grammar does not have; places count as columns. */
  List<String> beyond(String sql) {
    List<String> found = new ArrayList<>();
    String bare = sql.replaceAll("'(?:[^'\\\\]|''|\\\\.)*'", "0").replaceAll("\"[^\"]*\"", "0");
    int at = 0;
    while (at < bare.length()) {
      char c = bare.charAt(at);
      int end = at;
      if (c == '{') {
        end = bare.indexOf('}', at) + 1;
      } else if (Character.isLetter(c) || c == '_') {
        while (end < bare.length()
            && (Character.isLetterOrDigit(bare.charAt(end)) || bare.charAt(end) == '_')) {
          end++;
        }
        word(bare, at, end, found);
      } else if (SIGNS.indexOf(c) >= 0) {
        while (end < bare.length() && SIGNS.indexOf(bare.charAt(end)) >= 0) {
          end++;
        }
        String operator = bare.substring(at, end);
        if (!operators.contains(operator)) {
          found.add("operator " + operator);
        }
      } else if ("(), .\n0123456789'".indexOf(c) < 0) {
        found.add("character " + c);
      }
      at = Math.max(end, at + 1);
    }
    return found;
  }

  private void word(String sql, int start, int end, List<String> found) {
    String word = sql.substring(start, end).toUpperCase(Locale.ROOT);
    boolean called = end < sql.length() && sql.charAt(end) == '(';
    if (word.equals("DISTINCT") && !sql.startsWith("COUNT(", start - "COUNT(".length())) {
      found.add("word DISTINCT outside of COUNT");
      return;
    }
    if (words.contains(word) && (!called || !functions.containsKey(word))) {
      return;
    }
    int[] counts = functions.get(word);
    if (!called || counts == null) {
      found.add((called ? "function " : "word ") + word);
      return;
    }
    int given = arguments(sql, end);
    boolean open = sql.startsWith("({*}", end);
    if (!open && (given < counts[0] || given > counts[1])) {
      found.add("function " + word + " of " + given + " arguments");
    }
  }

  private static int arguments(String sql, int open) {
    int depth = 0;
    int commas = 0;
    for (int i = open; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
        if (depth == 0) {
          return i == open + 1 ? 0 : commas + 1;
        }
      } else if (c == ',' && depth == 1) {
        commas++;
      }
    }
    throw new IllegalArgumentException("parentheses of " + sql);
  }
}
