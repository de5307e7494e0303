package dev.plumbline.integration.functions;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a query's rows over JDBC. */
final class JdbcRows {
  private JdbcRows() {}

  /** A value as the Java type that {@link Canonical} knows. */
  interface Column {
    @Nullable Object value(ResultSet results, int column, Type type) throws SQLException;
  }

  static Rows read(Connection connection, String sql, Column reader) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet results = statement.executeQuery(sql)) {
        ResultSetMetaData columns = results.getMetaData();
        List<String> names = new ArrayList<>();
        List<Type> types = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          names.add(columns.getColumnLabel(i));
          types.add(type(columns, i));
        }
        List<@Nullable Object[]> values = new ArrayList<>();
        while (results.next()) {
          @Nullable Object[] row = new @Nullable Object[types.size()];
          for (int i = 0; i < row.length; i++) {
            row[i] = reader.value(results, i + 1, types.get(i));
          }
          values.add(row);
        }
        return new Rows(names, types, values);
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
