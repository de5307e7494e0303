package dev.plumbline.benchmarks;

import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.SelectedTable;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.RootAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long it takes to plan {@code select_expr} into one statement of a source, percentile by
 * percentile.
 *
 * @since 0.1.0
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-opens=java.base/java.nio=ALL-UNNAMED")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class SqlPlanningBenchmark {
  /** Whose SQL is written. */
  @Param({"redshift", "athena", "duckdb"})
  public String dialect = "duckdb";

  private final RootAllocator allocator = new RootAllocator();
  private final BenchmarkQuery query = new BenchmarkQuery(allocator);
  private PlannedDatabase database = PlannedDatabase.in(PlannedDatabase.Dialect.DUCKDB);

  /** For the harness. */
  public SqlPlanningBenchmark() {}

  /** Fails before anything is measured if the source would not get all of the selection. */
  @Setup
  public void open() {
    database =
        PlannedDatabase.in(PlannedDatabase.Dialect.valueOf(dialect.toUpperCase(Locale.ROOT)));
    PhysicalPlan plan = planSelect();
    if (plan.stages().size() != 1 || !plan.residual().isEmpty()) {
      throw new IllegalStateException("work stays with the engine: " + plan.residual());
    }
  }

  /**
   * Parses and types ten items.
   *
   * @return the items' names and types
   */
  @Benchmark
  public SelectedTable parseSelect() {
    return database.select();
  }

  /**
   * Plans figures over ten items with a range condition.
   *
   * @return the plan
   */
  @Benchmark
  public PhysicalPlan planSelect() {
    return database.planSelect(query);
  }

  /**
   * Plans figures over a join of two tables.
   *
   * @return the plan
   */
  @Benchmark
  public PhysicalPlan planJoin() {
    return database.planJoin(query);
  }

  /** Releases the memory. */
  @TearDown
  public void close() {
    allocator.close();
  }
}
