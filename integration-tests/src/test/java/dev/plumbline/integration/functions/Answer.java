package dev.plumbline.integration.functions;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an engine made of one expression: a type and canonical texts by key, or an error. */
public record Answer(
    @Nullable Type type, SortedMap<Long, @Nullable String> texts, @Nullable String error) {
  // More in one query make classes so large that no JVM compiles them.
  private static final int TOGETHER = 16;
  private static final int CONSTANTS_TOGETHER = 100;

  static Answer of(Type type, Map<Long, @Nullable String> texts) {
    return new Answer(type, Collections.unmodifiableSortedMap(new TreeMap<>(texts)), null);
  }

  static Answer failed(String error) {
    return new Answer(null, Collections.emptySortedMap(), error);
  }

  /** Takes all rows of a query whose first column is the key. */
  interface Query {
    List<Answer> run(String sql) throws SQLException;
  }

  /** Asks for many expressions at once, and one by one where that fails. */
  static List<Answer> together(List<String> expressions, Query query) {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i += TOGETHER) {
      answers.addAll(
          halving(
              expressions.subList(i, Math.min(expressions.size(), i + TOGETHER)),
              NastyTable.KEY,
              " FROM " + NastyTable.NAME,
              query));
    }
    return answers;
  }

  /** As {@link #together}, of expressions that need no table. */
  static List<Answer> constants(List<String> expressions, Query query) {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i += CONSTANTS_TOGETHER) {
      answers.addAll(
          halving(
              expressions.subList(i, Math.min(expressions.size(), i + CONSTANTS_TOGETHER)),
              "0",
              "",
              query));
    }
    return answers;
  }

  private static List<Answer> halving(
      List<String> expressions, String key, String from, Query query) {
    try {
      return query.run("SELECT " + key + ", " + String.join(", ", expressions) + from);
    } catch (SQLException e) {
      if (expressions.size() == 1) {
        String message = String.valueOf(e.getMessage());
        return List.of(failed(message.lines().findFirst().orElse(message)));
      }
      int half = expressions.size() / 2;
      List<Answer> answers =
          new ArrayList<>(halving(expressions.subList(0, half), key, from, query));
      answers.addAll(halving(expressions.subList(half, expressions.size()), key, from, query));
      return answers;
    }
  }
}
