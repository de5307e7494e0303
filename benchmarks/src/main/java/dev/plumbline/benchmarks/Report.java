package dev.plumbline.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;

/** Prints what was measured as Markdown tables. */
final class Report {
  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void heading(long rows, long bytes, int files) {
    out.printf(
        Locale.ROOT,
        "%,d rows, 11 columns, %d files, %d MB; %d processors, %s %s, %s %s, heap 1 GiB%n",
        rows,
        files,
        bytes / 1_000_000,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.name"),
        Runtime.version(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }

  void workload(Workload workload, long rows, List<Result> results) {
    out.printf("%n### %s%n%n", workload.title());
    PeerKind base = workload.comparison().base();
    PeerKind slow = workload.comparison().slow();
    out.printf(
        "| | best | median | runs | rows/s | peak memory | time : %s | %s : time |%n",
        base.title(), slow.title());
    out.println("|---|---|---|---|---|---|---|---|");
    for (Result result : results) {
      out.printf(
          Locale.ROOT,
          "| %s | %.2f s | %.2f s | %d | %.1f M | %s | %s | %s |%n",
          result.peer().title(),
          result.bestSeconds(),
          result.medianSeconds(),
          result.walls().size(),
          rows / result.bestSeconds() / 1e6,
          megabytes(result.peakBytes()),
          best(results, base, seconds -> result.bestSeconds() / seconds),
          best(results, slow, seconds -> seconds / result.bestSeconds()));
    }
    out.flush();
  }

  void memory(long fewerRows, OptionalLong fewer, long rows, OptionalLong all) {
    out.printf("%n### Memory of Plumbline's scan%n%n| rows | peak memory |%n|---|---|%n");
    out.printf(Locale.ROOT, "| %,d | %s |%n", fewerRows, megabytes(fewer));
    out.printf(Locale.ROOT, "| %,d | %s |%n", rows, megabytes(all));
    if (fewer.isPresent() && all.isPresent()) {
      out.printf(Locale.ROOT, "%nRatio: %.2f%n", (double) all.getAsLong() / fewer.getAsLong());
    }
    out.flush();
  }

  /** Compares with the best run of a peer, if it took part. */
  private static String best(List<Result> results, PeerKind of, DoubleUnaryOperator ratio) {
    return results.stream()
        .filter(result -> result.peer() == of)
        .map(base -> String.format(Locale.ROOT, "%.2f", ratio.applyAsDouble(base.bestSeconds())))
        .findFirst()
        .orElse("-");
  }

  private static String megabytes(OptionalLong bytes) {
    return bytes.isPresent() ? bytes.getAsLong() / 1_000_000 + " MB" : "unknown";
  }
}
