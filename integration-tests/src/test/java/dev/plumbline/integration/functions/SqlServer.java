package dev.plumbline.integration.functions;

import java.sql.SQLException;
import java.util.List;

/** An engine that takes whole statements. */
public interface SqlServer extends Evaluator {
  /** Runs a query. */
  Rows rows(String sql) throws SQLException;

  /** Runs a statement that gives no rows. */
  void execute(String sql) throws SQLException;

  /** Runs a query whose first column is a key; the answers are those of the other columns. */
  default List<Answer> query(String sql) throws SQLException {
    return rows(sql).byKey();
  }

  @Override
  default List<Answer> evaluate(List<String> expressions) {
    return Answer.together(expressions, this::query);
  }

  @Override
  default List<Answer> constants(List<String> expressions) {
    return Answer.constants(expressions, this::query);
  }
}
