package dev.plumbline.benchmarks;

import dev.plumbline.spi.BatchReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** The SQL that somebody would write by hand, in the same database or over the same files. */
final class HandWrittenPeer implements Peer {
  private final BenchmarkTable table;
  private final OrdersDatabase database;

  HandWrittenPeer(BenchmarkTable table) {
    this.table = table;
    this.database = OrdersDatabase.of(table);
  }

  @Override
  public Answer run(Workload workload) throws SQLException {
    return switch (workload) {
      case FILES_SELECT ->
          select(OrdersDatabase::memory, new Selection(table).byHand(table.fromFiles()));
      case SQL_SELECT -> select(database::connect, new Selection(table).byHand(" FROM orders"));
      case SQL_GROUP_BY ->
          groups(
              "SELECT country, count(*), sum(amount), min(amount), max(amount) FROM orders"
                  + " GROUP BY country");
      case SQL_JOIN -> groups(Selection.joinByHand());
      default -> throw workload.unknown();
    };
  }

  private Answer select(DatabaseBatches.Connections connections, String sql) {
    SelectedRows rows = new SelectedRows();
    try (BufferAllocator allocator = new RootAllocator();
        BatchReader reader = DatabaseBatches.of(connections, sql, allocator)) {
      EngineRuns.each(reader, rows::add);
    }
    return rows.answer();
  }

  private Answer groups(String sql) throws SQLException {
    Answer.Groups groups = new Answer.Groups();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        groups.add(
            row.getString(1), row.getLong(2), row.getDouble(3), row.getDouble(4), row.getDouble(5));
      }
    }
    return groups.answer();
  }

  @Override
  public void close() {}
}
