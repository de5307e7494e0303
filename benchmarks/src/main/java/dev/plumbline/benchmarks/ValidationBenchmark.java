package dev.plumbline.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Measures a validation of a whole dataset beside one aggregate query written by hand that computes
 * the same figures over the same files, each in a JVM of its own, turn by turn.
 */
final class ValidationBenchmark {
  private static final double MOST_TIMES = 1.5;
  private static final long MOST_BYTES = 1_500_000_000;
  private static final List<PeerKind> PEERS = List.of(PeerKind.HAND_WRITTEN, PeerKind.PLUMBLINE);

  private final Path data;
  private final int runs;
  private final PrintStream progress;

  ValidationBenchmark(Path data, int runs, PrintStream progress) {
    this.data = data;
    this.runs = runs;
    this.progress = progress;
  }

  /** Takes the folder of the table, how many rows, how many runs, and the ids' types. */
  public static void main(String[] args) throws IOException, SQLException {
    Path data = Path.of(args.length > 0 ? args[0] : "target/benchmark-data").toAbsolutePath();
    long rows = args.length > 1 ? Long.parseLong(args[1]) : 20_000_000;
    int runs = args.length > 2 ? Integer.parseInt(args[2]) : 3;
    ValidationBenchmark benchmark = new ValidationBenchmark(data, runs, System.err);
    System.out.print(HEAD);
    for (PredictionTable.Ids ids : PredictionTable.Ids.values()) {
      if (args.length < 4 || ids == PredictionTable.Ids.valueOf(args[3].toUpperCase(Locale.ROOT))) {
        benchmark.run(rows, ids, System.out);
      }
    }
  }

  private static final String HEAD =
      """
      | | first | best | median | runs | processor time, least | peak memory | best : by hand | processor time : by hand | at most |
      |---|---|---|---|---|---|---|---|---|---|
      """;

  void run(long rows, PredictionTable.Ids ids, PrintStream out) throws IOException, SQLException {
    progress.println("table of " + rows + " predictions in " + data);
    PredictionTable table = PredictionTable.of(data, rows, ids).generated();
    List<Measured> all = measure(table);
    double base = all.get(0).result().bestSeconds();
    double processor = all.get(0).processorSeconds();
    for (Measured one : all) {
      boolean hand = one.result().peer() == PeerKind.HAND_WRITTEN;
      out.printf(
          Locale.ROOT,
          "| %s, %s ids | %.2f s | %.2f s | %.2f s | %d | %.2f s | %s | %.2f | %.2f | %s |%n",
          one.result().peer().title(),
          ids.name().toLowerCase(Locale.ROOT),
          one.first().toNanos() / 1e9,
          one.result().bestSeconds(),
          one.result().medianSeconds(),
          one.result().walls().size(),
          one.processorSeconds(),
          megabytes(one.result().peakBytes()),
          one.result().bestSeconds() / base,
          one.processorSeconds() / processor,
          hand ? "" : MOST_TIMES + ", " + MOST_BYTES / 1_000_000 + " MB");
    }
    out.flush();
  }

  /** The first run of a process stands apart: it loads what later ones find. */
  private record Measured(Duration first, Duration processor, Result result) {
    double processorSeconds() {
      return processor.toNanos() / 1e9;
    }
  }

  private List<Measured> measure(PredictionTable table) throws IOException {
    List<RunningPeer> peers = new ArrayList<>();
    try {
      for (PeerKind kind : PEERS) {
        peers.add(
            RunningPeer.start(
                kind,
                "validation",
                ValidationPeers.class,
                List.of(
                    kind.name(),
                    data.toString(),
                    Long.toString(table.rows()),
                    table.ids().name())));
      }
      List<List<Duration>> walls = new ArrayList<>();
      List<Duration> processor = new ArrayList<>();
      peers.forEach(peer -> walls.add(new ArrayList<>()));
      peers.forEach(peer -> processor.add(Duration.ofDays(1)));
      for (int round = 0; round <= runs; round++) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < peers.size(); i++) {
          RunningPeer.Run run = peers.get(i).run();
          progress.println(
              peers.get(i).kind().title()
                  + ": "
                  + run.wall().toMillis()
                  + " ms, processors "
                  + run.processor().toMillis()
                  + " ms");
          walls.get(i).add(run.wall());
          if (round > 0 && run.processor().compareTo(processor.get(i)) < 0) {
            processor.set(i, run.processor());
          }
          answers.add(run.answer());
        }
        if (answers.stream().distinct().count() > 1) {
          throw new IllegalStateException("the peers do not agree: " + answers);
        }
      }
      List<Measured> measured = new ArrayList<>();
      for (int i = 0; i < peers.size(); i++) {
        List<Duration> ofPeer = walls.get(i);
        measured.add(
            new Measured(
                ofPeer.get(0),
                processor.get(i),
                new Result(
                    peers.get(i).kind(), ofPeer.subList(1, ofPeer.size()), peers.get(i).end())));
      }
      return measured;
    } finally {
      peers.forEach(RunningPeer::close);
    }
  }

  private static String megabytes(OptionalLong bytes) {
    return bytes.isPresent() ? bytes.getAsLong() / 1_000_000 + " MB" : "unknown";
  }
}
