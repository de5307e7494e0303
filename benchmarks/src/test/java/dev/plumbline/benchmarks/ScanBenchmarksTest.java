package dev.plumbline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScanBenchmarksTest {
  private static final long ROWS = 20_000;

  @TempDir private static Path data;
  private static BenchmarkTable table = BenchmarkTable.of(Path.of(""), ROWS);

  @BeforeAll
  static void generate() throws IOException, SQLException {
    table = BenchmarkTable.of(data, ROWS).generated();
    OrdersDatabase.of(table).generated();
  }

  @ParameterizedTest
  @EnumSource
  void allPeersFindTheSame(Workload workload) throws IOException, SQLException {
    Map<PeerKind, Answer> answers = new EnumMap<>(PeerKind.class);
    for (PeerKind kind : PeerKind.values()) {
      if (kind.does(workload)) {
        try (Peer peer = kind.open(workload, table, data.resolve("cache"))) {
          answers.put(kind, peer.run(workload));
        }
      }
    }
    assertThat(answers)
        .containsKeys(
            PeerKind.PLUMBLINE, workload.comparison().base(), workload.comparison().slow());
    assertThat(answers.values()).containsOnly(answers.values().iterator().next());
  }

  @Test
  void everyIdIsThereOnce() throws IOException, SQLException {
    try (Peer peer = PeerKind.DUCKDB_STREAMED.open(Workload.SCAN, table, data.resolve("cache"))) {
      assertThat(peer.run(Workload.SCAN)).isEqualTo(Answer.ofScan(ROWS, ROWS * (ROWS - 1) / 2));
    }
  }

  @Test
  void filterKeepsSomeRowsAndDropsMost() throws IOException, SQLException {
    try (Peer peer =
        PeerKind.DUCKDB_STREAMED.open(Workload.FILTERED_COUNT, table, data.resolve("cache"))) {
      assertThat(peer.run(Workload.FILTERED_COUNT).rows()).isBetween(1L, ROWS / 10);
    }
  }

  @Test
  void runnerPrintsRatiosAndMemory() throws IOException, SQLException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Options options =
        Options.parse(
            List.of(
                "--data", data.toString(),
                "--rows", Long.toString(ROWS),
                "--runs", "1",
                "--peers", "plumbline,duckdb-streamed",
                "--workloads", "scan"));
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        PrintStream quiet =
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)) {
      new ScanBenchmarks(options, quiet).run(new Report(out));
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("20,000 rows", "| Plumbline | ", "| 1.00 | - |", "| 5,000 | ");
  }

  @Test
  void refusesAnOptionItDoesNotKnow() {
    assertThatThrownBy(() -> Options.parse(List.of("--row", "5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--row");
  }
}
