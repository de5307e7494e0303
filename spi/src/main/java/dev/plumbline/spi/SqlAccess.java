package dev.plumbline.spi;

import java.util.Optional;

/**
 * Plans and runs SQL in the source.
 *
 * @since 0.1.0
 */
public interface SqlAccess {
  /** {@return what the source's SQL can say} */
  SqlProfile profile();

  /**
   * Plans a statement, without side effects and without cost.
   *
   * @param q the query
   * @param statement the statement
   * @return what it would return and cost
   */
  SqlPlan plan(QueryContext q, SqlQuery statement);

  /**
   * Runs a statement.
   *
   * @param q the query
   * @param statement the statement
   * @param route one of the plan's routes
   * @return the rows; the caller closes it
   */
  Delivery execute(QueryContext q, SqlQuery statement, Route route);

  /**
   * Uploads rows into a temporary table of this session.
   *
   * @param q the query
   * @param rows the rows; this call closes the reader
   * @return the table; empty where the source cannot, and then nothing was read from {@code rows}
   */
  default Optional<TableHandle> upload(QueryContext q, BatchReader rows) {
    return Optional.empty();
  }
}
