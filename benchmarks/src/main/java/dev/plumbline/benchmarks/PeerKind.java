package dev.plumbline.benchmarks;

import java.nio.file.Path;
import java.sql.SQLException;

/** The readers that are measured. */
enum PeerKind {
  PLUMBLINE("Plumbline"),
  PLUMBLINE_UNPUSHED("Plumbline, unpushed"),
  HAND_WRITTEN("DuckDB, SQL by hand"),
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
    return switch (this) {
      case PLUMBLINE -> true;
      case DUCKDB_MATERIALISED -> workload == Workload.SCAN;
      case DUCKDB_STREAMED, KERNEL, STANDALONE ->
          workload.comparison() == Workload.Comparison.READERS;
      case PLUMBLINE_UNPUSHED, HAND_WRITTEN ->
          workload.comparison() == Workload.Comparison.PUSH_DOWN;
    };
  }

  Peer open(Workload workload, BenchmarkTable table, Path scratch) throws SQLException {
    return switch (this) {
      case PLUMBLINE ->
          workload.comparison() == Workload.Comparison.READERS
              ? new PlumblinePeer(table, scratch)
              : PushDownPeer.pushed(workload, table, scratch);
      case PLUMBLINE_UNPUSHED -> PushDownPeer.unpushed(workload, table, scratch);
      case HAND_WRITTEN -> new HandWrittenPeer(table);
      case DUCKDB_STREAMED -> new DuckDbPeer(table, DuckDbPeer.Results.STREAMED);
      case DUCKDB_MATERIALISED -> new DuckDbPeer(table, DuckDbPeer.Results.MATERIALISED);
      case KERNEL -> new KernelPeer(table);
      case STANDALONE -> new StandalonePeer(table);
    };
  }
}
