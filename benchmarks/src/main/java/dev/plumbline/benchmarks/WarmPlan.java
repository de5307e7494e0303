package dev.plumbline.benchmarks;

import dev.plumbline.runtime.plan.PhysicalPlan;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.arrow.memory.RootAllocator;

/**
 * Measures plans in a process that has made many: the wall clock, and the processor time of the
 * planning thread, which says what a plan costs where other work keeps the machine busy.
 */
final class WarmPlan {
  private WarmPlan() {}

  /** Takes how many plans are measured, after twice as many, 1000 by default. */
  public static void main(String[] args) {
    measure(args.length == 0 ? 1_000 : Integer.parseInt(args[0]), System.out);
  }

  static void measure(int plans, PrintStream out) {
    out.println("| plan | wall p50 | p99 | processor p50 | p99 |");
    out.println("|---|---|---|---|---|");
    try (RootAllocator allocator = new RootAllocator()) {
      BenchmarkQuery query = new BenchmarkQuery(allocator);
      for (PlannedDatabase.Dialect dialect : PlannedDatabase.Dialect.values()) {
        PlannedDatabase database = PlannedDatabase.in(dialect);
        String sql = " in " + dialect.title() + "'s SQL";
        row("ten items and figures" + sql, plans, () -> database.planSelect(query), out);
        row("a join and figures" + sql, plans, () -> database.planJoin(query), out);
      }
    }
  }

  private static void row(
      String title, int plans, Supplier<PhysicalPlan> planned, PrintStream out) {
    long written = 0;
    for (int i = 0; i < 2 * plans; i++) {
      written += planned.get().stages().size();
    }
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] walls = new long[plans];
    long[] processor = new long[plans];
    for (int i = 0; i < plans; i++) {
      long used = threads.getCurrentThreadCpuTime();
      long begin = System.nanoTime();
      written += planned.get().stages().size();
      walls[i] = System.nanoTime() - begin;
      processor[i] = threads.getCurrentThreadCpuTime() - used;
    }
    if (written != 3L * plans * planned.get().stages().size()) {
      throw new IllegalStateException(title + ": plans differ");
    }
    Arrays.sort(walls);
    Arrays.sort(processor);
    out.printf(
        Locale.ROOT,
        "| %s | %.1f ms | %.1f ms | %.1f ms | %.1f ms |%n",
        title,
        walls[plans / 2] / 1e6,
        walls[plans * 99 / 100] / 1e6,
        processor[plans / 2] / 1e6,
        processor[plans * 99 / 100] / 1e6);
  }
}
