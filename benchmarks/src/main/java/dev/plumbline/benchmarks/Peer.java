package dev.plumbline.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/** A reader of Delta tables, open on one table. Every run reads the table's log anew. */
interface Peer extends AutoCloseable {
  Answer run(Workload workload) throws IOException, SQLException;

  @Override
  void close() throws IOException, SQLException;
}
