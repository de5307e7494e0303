package dev.plumbline.integration.functions;

import java.sql.SQLException;
import java.util.List;

/** An engine that takes whole statements. */
interface SqlServer extends Evaluator {
  /** Runs a query whose first column is a key; the answers are those of the other columns. */
  List<Answer> query(String sql) throws SQLException;

  /** Runs a statement that gives no rows. */
  void execute(String sql) throws SQLException;

  @Override
  default List<Answer> constants(List<String> expressions) {
    return Answer.constants(expressions, this::query);
  }
}
