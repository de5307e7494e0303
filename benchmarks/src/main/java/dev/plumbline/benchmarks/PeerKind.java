package dev.plumbline.benchmarks;

import java.nio.file.Path;
import java.sql.SQLException;

/** The readers that are measured. */
enum PeerKind {
  PLUMBLINE("Plumbline"),
  DUCKDB_STREAMED("DuckDB, streamed"),
  DUCKDB_MATERIALISED("DuckDB, materialised"),
  KERNEL("Delta Kernel"),
  STANDALONE("Delta Standalone");

  private final String title;

  PeerKind(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Whether the peer does the work in a way of its own. */
  boolean does(Workload workload) {
    return this != DUCKDB_MATERIALISED || workload == Workload.SCAN;
  }

  Peer open(BenchmarkTable table, Path scratch) throws SQLException {
    return switch (this) {
      case PLUMBLINE -> new PlumblinePeer(table, scratch);
      case DUCKDB_STREAMED -> new DuckDbPeer(table, DuckDbPeer.Results.STREAMED);
      case DUCKDB_MATERIALISED -> new DuckDbPeer(table, DuckDbPeer.Results.MATERIALISED);
      case KERNEL -> new KernelPeer(table);
      case STANDALONE -> new StandalonePeer(table);
    };
  }
}
