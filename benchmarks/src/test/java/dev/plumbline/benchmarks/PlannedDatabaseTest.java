package dev.plumbline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.plan.PhysicalPlan;
import java.util.function.BiFunction;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class PlannedDatabaseTest {
  private static PhysicalPlan plan(
      BiFunction<PlannedDatabase, BenchmarkQuery, PhysicalPlan> planned) {
    try (RootAllocator allocator = new RootAllocator()) {
      return planned.apply(
          PlannedDatabase.in(PlannedDatabase.Dialect.DUCKDB), new BenchmarkQuery(allocator));
    }
  }

  @Test
  void plansTheSelectionAsOneStatement() {
    PhysicalPlan plan = plan(PlannedDatabase::planSelect);
    assertThat(plan.stages()).hasSize(1);
    assertThat(plan.residual()).isEmpty();
    assertThat(plan.stages().get(0).sql().orElseThrow())
        .contains("GROUP BY", "2026-02-01", "trim(");
  }

  @Test
  void plansTheJoinAsOneStatement() {
    PhysicalPlan plan = plan(PlannedDatabase::planJoin);
    assertThat(plan.stages()).hasSize(1);
    assertThat(plan.residual()).isEmpty();
    assertThat(plan.stages().get(0).sql().orElseThrow()).contains("JOIN", "GROUP BY");
  }
}
