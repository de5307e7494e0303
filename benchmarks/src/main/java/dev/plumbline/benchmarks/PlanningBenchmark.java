package dev.plumbline.benchmarks;

import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.Planning;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long planning takes, percentile by percentile, over a table that costs nothing to open.
 *
 * @since 0.1.0
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-opens=java.base/java.nio=ALL-UNNAMED")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class PlanningBenchmark {
  private static final String CONDITION =
      "amount > 900 AND country IN ('DE', 'FR') AND (note LIKE 'a%' OR id IS NULL)";

  private final RootAllocator allocator = new RootAllocator();
  private final BenchmarkQuery query = new BenchmarkQuery(allocator);
  private final FileTable table =
      new FileTable(
          new Schema(
              List.of(
                  Field.nullable("id", new ArrowType.Int(64, true)),
                  Field.nullable("country", ArrowType.Utf8.INSTANCE),
                  Field.nullable(
                      "amount", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
                  Field.nullable("note", ArrowType.Utf8.INSTANCE))));
  private final Planning parsing = Planning.start();
  private final RelBuilder row = parsing.scan(table.pinned());

  /** For the harness. */
  public PlanningBenchmark() {}

  /** Fails before anything is measured if the condition is not understood. */
  @Setup
  public void check() {
    parseCondition();
  }

  /**
   * Parses a condition over the columns of a table.
   *
   * @return the condition
   */
  @Benchmark
  public RexNode parseCondition() {
    return parsing.condition(row, CONDITION);
  }

  /**
   * Plans three columns of the rows for which a condition holds.
   *
   * @return the plan
   */
  @Benchmark
  public PhysicalPlan planFilteredScan() {
    Planning planning = Planning.start();
    RelBuilder builder = planning.scan(table.pinned());
    builder.filter(planning.condition(builder, CONDITION));
    builder.project(builder.field("id"), builder.field("country"), builder.field("amount"));
    return planning.finish(query, builder.build(), 2);
  }

  /**
   * Plans figures by country.
   *
   * @return the plan
   */
  @Benchmark
  public PhysicalPlan planGroupBy() {
    Planning planning = Planning.start();
    RelBuilder builder = planning.scan(table.pinned());
    builder.aggregate(
        builder.groupKey("country"),
        builder.countStar("orders"),
        builder.max("greatest", builder.field("amount")));
    return planning.finish(query, builder.build(), 2);
  }

  /** Releases the memory. */
  @TearDown
  public void close() {
    allocator.close();
  }
}
