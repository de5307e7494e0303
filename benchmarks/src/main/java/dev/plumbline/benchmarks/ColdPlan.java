package dev.plumbline.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.RootAllocator;

/**
 * Measures the first plan of a process: from the start of the process until a statement with ten
 * items of {@code select_expr} is written, in processes that have just been started for it.
 */
final class ColdPlan {
  private static final String PLANNED = PeerProcess.MARK + " planned ";

  /** The options of the distribution's launcher. */
  static final List<String> LAUNCHER =
      List.of(
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-Xlog:disable",
          "-XX:-UsePerfData",
          "-XX:TieredStopAtLevel=1",
          "--add-opens=java.base/java.nio=ALL-UNNAMED");

  private ColdPlan() {}

  /** Takes how many processes to start for each figure, 10 by default. */
  public static void main(String[] args) throws IOException {
    measure(args.length == 0 ? 10 : Integer.parseInt(args[0]), System.out);
  }

  /** What the measured processes run. */
  static final class Child {
    private Child() {}

    /** Takes the dialect. */
    public static void main(String[] args) {
      PlannedDatabase database = PlannedDatabase.in(PlannedDatabase.Dialect.valueOf(args[0]));
      try (RootAllocator allocator = new RootAllocator()) {
        database.planSelect(new BenchmarkQuery(allocator));
        System.out.println(
            PLANNED
                + ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .map(Duration::toMillis)
                    .orElse(-1L));
      }
    }
  }

  static void measure(int processes, PrintStream out) throws IOException {
    Path archive = Files.createTempFile("plumbline-benchmarks", ".jsa");
    try {
      Files.delete(archive);
      out.println(
          "| first plan in a new process | median | greatest | processor time, median |"
              + " processes |");
      out.println("|---|---|---|---|---|");
      for (PlannedDatabase.Dialect dialect : PlannedDatabase.Dialect.values()) {
        row(dialect, "", List.of(), processes, out);
        // As the launcher of the distribution makes its own.
        start(dialect, List.of("-XX:ArchiveClassesAtExit=" + archive));
        row(
            dialect,
            ", with a class-data archive",
            List.of("-XX:SharedArchiveFile=" + archive),
            processes,
            out);
        Files.deleteIfExists(archive);
      }
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  private static void row(
      PlannedDatabase.Dialect dialect,
      String how,
      List<String> options,
      int processes,
      PrintStream out)
      throws IOException {
    List<Duration> walls = new ArrayList<>();
    List<Duration> processor = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      FirstPlan plan = start(dialect, options);
      walls.add(plan.wall());
      processor.add(plan.processor());
    }
    walls.sort(null);
    processor.sort(null);
    out.printf(
        Locale.ROOT,
        "| %s's SQL%s | %d ms | %d ms | %d ms | %d |%n",
        dialect.title(),
        how,
        walls.get(walls.size() / 2).toMillis(),
        walls.get(walls.size() - 1).toMillis(),
        processor.get(processor.size() / 2).toMillis(),
        processes);
  }

  /** How long a first plan took, and what all threads of its process used until then. */
  private record FirstPlan(Duration wall, Duration processor) {}

  /** Starts a process and waits for it; the time ends when its plan is ready. */
  private static FirstPlan start(PlannedDatabase.Dialect dialect, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LAUNCHER);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
    command.add(dialect.name());
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !line.startsWith(PLANNED)) {
        line = lines.readLine();
      }
      Duration wall = Duration.ofNanos(System.nanoTime() - begin);
      if (line == null) {
        throw new IllegalStateException(
            "a process ended before its plan for " + dialect.title() + "; its errors are above");
      }
      // An archive is written at the very end.
      process.waitFor();
      return new FirstPlan(
          wall, Duration.ofMillis(Long.parseLong(line.substring(PLANNED.length()))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process was planning", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
