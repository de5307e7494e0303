package dev.plumbline.integration.functions;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a query's answers over JDBC. */
final class JdbcAnswers {
  private JdbcAnswers() {}

  /** A value as the Java type that {@link Canonical} knows. */
  interface Column {
    @Nullable Object value(ResultSet results, int column, Type type) throws SQLException;
  }

  static List<Answer> read(Connection connection, String sql, Column reader) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet results = statement.executeQuery(sql)) {
        ResultSetMetaData columns = results.getMetaData();
        List<Type> types = new ArrayList<>();
        List<Map<Long, @Nullable String>> texts = new ArrayList<>();
        for (int i = 2; i <= columns.getColumnCount(); i++) {
          types.add(type(columns, i));
          texts.add(new HashMap<>());
        }
        while (results.next()) {
          for (int i = 0; i < types.size(); i++) {
            Object value = reader.value(results, i + 2, types.get(i));
            texts.get(i).put(results.getLong(1), Canonical.text(value));
          }
        }
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
          answers.add(Answer.of(types.get(i), texts.get(i)));
        }
        return answers;
      }
    }
  }

  private static Type type(ResultSetMetaData columns, int column) throws SQLException {
    String name = columns.getColumnTypeName(column);
    // PostgreSQL's name has no digits, and the digits are 0 where a computation lost them.
    return name.equals("numeric") && columns.getPrecision(column) > 0
        ? Type.of("decimal(" + columns.getPrecision(column) + "," + columns.getScale(column) + ")")
        : Type.of(name);
  }
}
