package dev.plumbline.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * The process of one peer: runs the workload whenever a line comes in, and at the end of input says
 * how much memory it has taken at most.
 */
final class PeerProcess {
  /** Marks the lines meant for the runner; libraries may print too. */
  static final String MARK = "@benchmark";

  static final String ANSWER = "answer";
  static final String PEAK = "peak";

  private static final Path STATUS = Path.of("/proc/self/status");

  private PeerProcess() {}

  /** Takes a peer, a workload, the data folder and the rows of the table. */
  public static void main(String[] args) throws IOException, SQLException {
    PeerKind kind = PeerKind.valueOf(args[0]);
    Workload workload = Workload.valueOf(args[1]);
    Path data = Path.of(args[2]);
    BenchmarkTable table = BenchmarkTable.of(data, Long.parseLong(args[3]));
    try (Peer peer = kind.open(workload, table, data.resolve("cache"))) {
      serve(() -> peer.run(workload));
    }
    reportPeak();
  }

  /** What is measured. */
  interface Run {
    Answer run() throws IOException, SQLException;
  }

  /** Runs once for every line that comes in, and prints each answer with the time that it took. */
  static void serve(Run run) throws IOException, SQLException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      long start = System.nanoTime();
      long processor = processorNanos();
      Answer answer = run.run();
      long nanos = System.nanoTime() - start;
      System.out.println(
          String.join(
              " ",
              MARK,
              ANSWER,
              Long.toString(nanos),
              Long.toString(processorNanos() - processor),
              Long.toString(answer.rows()),
              answer.detail()));
    }
  }

  /** What all threads of this process have used, which a busy machine does not change. */
  private static long processorNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /** The last that a process does. */
  static void reportPeak() throws IOException {
    System.out.println(String.join(" ", MARK, PEAK, Long.toString(peakBytes().orElse(-1))));
  }

  /** The most memory that was resident; known on Linux only. */
  private static OptionalLong peakBytes() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return OptionalLong.empty();
    }
    List<String> lines = Files.readAllLines(STATUS);
    return lines.stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1_024)
        .findFirst();
  }
}
