package dev.plumbline.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Measures Plumbline and its peers in one run over one table, each in a JVM of its own, turn by
 * turn, and fails if they do not find the same.
 */
final class ScanBenchmarks {
  /** Beyond this a peer is measured once: its warm-up says as much as three more runs would. */
  private static final Duration SLOW = Duration.ofSeconds(20);

  private final Options options;
  private final PrintStream progress;

  ScanBenchmarks(Options options, PrintStream progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Runs what the arguments ask for; see the usage for them. */
  public static void main(String[] args) throws IOException, SQLException {
    if (List.of(args).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    Options options;
    try {
      options = Options.parse(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Options.USAGE);
      System.exit(2);
      return;
    }
    new ScanBenchmarks(options, System.err).run(new Report(System.out));
  }

  void run(Report report) throws IOException, SQLException {
    BenchmarkTable table = table(options.rows());
    report.heading(table.rows(), table.bytes(), table.files().size());
    for (Workload workload : options.workloads()) {
      if (workload.comparison() == Workload.Comparison.PUSH_DOWN) {
        OrdersDatabase.of(table).generated();
      }
      List<PeerKind> peers = options.peers().stream().filter(p -> p.does(workload)).toList();
      report.workload(workload, table.rows(), measure(workload, table, peers));
    }
    if (options.peers().contains(PeerKind.PLUMBLINE)
        && options.workloads().contains(Workload.SCAN)) {
      BenchmarkTable quarter = table(Math.max(1, options.rows() / 4));
      report.memory(quarter.rows(), peak(quarter), table.rows(), peak(table));
    }
  }

  private BenchmarkTable table(long rows) throws IOException, SQLException {
    progress.println("table of " + rows + " rows in " + options.data());
    return BenchmarkTable.of(options.data(), rows).generated();
  }

  private OptionalLong peak(BenchmarkTable table) throws IOException {
    return measure(Workload.SCAN, table, List.of(PeerKind.PLUMBLINE)).get(0).peakBytes();
  }

  private List<Result> measure(Workload workload, BenchmarkTable table, List<PeerKind> kinds)
      throws IOException {
    List<RunningPeer> peers = new ArrayList<>();
    try {
      for (PeerKind kind : kinds) {
        peers.add(RunningPeer.start(kind, workload, options.data(), table.rows()));
      }
      return measure(workload, peers);
    } finally {
      peers.forEach(RunningPeer::close);
    }
  }

  private List<Result> measure(Workload workload, List<RunningPeer> peers) throws IOException {
    Map<PeerKind, Answer> answers = new EnumMap<>(PeerKind.class);
    Map<PeerKind, List<Duration>> walls = new EnumMap<>(PeerKind.class);
    Map<PeerKind, Integer> wanted = new EnumMap<>(PeerKind.class);
    for (RunningPeer peer : peers) {
      RunningPeer.Run warmUp = run(workload, peer);
      answers.put(peer.kind(), warmUp.answer());
      walls.put(peer.kind(), new ArrayList<>());
      wanted.put(peer.kind(), warmUp.wall().compareTo(SLOW) > 0 ? 1 : options.runs());
    }
    check(workload, answers);
    for (int round = 0; round < options.runs(); round++) {
      for (RunningPeer peer : peers) {
        if (round < wanted.getOrDefault(peer.kind(), 0)) {
          RunningPeer.Run run = run(workload, peer);
          answers.put(peer.kind(), run.answer());
          walls.getOrDefault(peer.kind(), new ArrayList<>()).add(run.wall());
        }
      }
      check(workload, answers);
    }
    List<Result> results = new ArrayList<>();
    for (RunningPeer peer : peers) {
      results.add(new Result(peer.kind(), walls.getOrDefault(peer.kind(), List.of()), peer.end()));
    }
    return results;
  }

  private RunningPeer.Run run(Workload workload, RunningPeer peer) throws IOException {
    RunningPeer.Run run = peer.run();
    progress.println(
        workload.title() + ", " + peer.kind().title() + ": " + run.wall().toMillis() + " ms");
    return run;
  }

  private static void check(Workload workload, Map<PeerKind, Answer> answers) {
    if (answers.values().stream().distinct().count() > 1) {
      throw new IllegalStateException(
          "the peers do not agree on the " + workload.title() + ": " + answers);
    }
  }
}
