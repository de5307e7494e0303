package dev.plumbline.runtime.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.engine.LocalEngineOptions;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Registration;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TemporaryObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.tools.RelBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelJoinTest {
  @TempDir Path folder;

  private final RelOptCluster cluster =
      RelOptCluster.create(
          new HepPlanner(new HepProgramBuilder().build()), new RexBuilder(PlanTypes.FACTORY));

  private RelBuilder builder() {
    return RelBuilder.proto(
            Contexts.of(RelBuilder.Config.DEFAULT.withSimplify(false).withSimplifyLimit(false)))
        .create(cluster, null);
  }

  private RelNode labels(Object... values) {
    return builder().values(new String[] {"id", "label__score"}, values).build();
  }

  private List<String> joined(RelNode labels, List<String> columns) {
    RelBuilder rows = builder().values(new String[] {"id", "score"}, 1, 10, 2, 20, 3, 30);
    LabelJoin.join(rows, labels, List.of("score"));
    if (!columns.isEmpty()) {
      rows.project(columns.stream().map(rows::field).toList());
    }
    try (BufferAllocator allocator = new RootAllocator();
        LocalEngine engine =
            new LocalEngine(
                LocalEngineOptions.builder()
                    .threads(2)
                    .memoryBytes(256L << 20)
                    .spillFolder(folder)
                    .build())) {
      QueryContext q = new Query(allocator);
      PhysicalPlan plan = Planning.start().finish(q, rows.build(), 2);
      return rows(engine.run(q, plan.query()));
    }
  }

  private static List<String> rows(BatchReader reader) {
    List<String> rows = new ArrayList<>();
    try (reader) {
      for (Optional<VectorSchemaRoot> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        try (VectorSchemaRoot batch = next.get()) {
          for (int i = 0; i < batch.getRowCount(); i++) {
            List<String> values = new ArrayList<>();
            for (FieldVector vector : batch.getFieldVectors()) {
              values.add(String.valueOf(vector.getObject(i)));
            }
            rows.add(String.join(",", values));
          }
        }
      }
    }
    rows.sort(null);
    return rows;
  }

  @Test
  void s5OneRowOfLabelsForEachIdGivesEveryRowOnce() {
    assertThat(joined(labels(1, 7, 3, 9, 4, 8), List.of()))
        .containsExactly("1,10,7", "2,20,null", "3,30,9");
  }

  @Test
  void s5ASecondRowOfLabelsForAnIdEndsTheReadInsteadOfDoublingRows() {
    RelNode broken = labels(1, 7, 3, 9, 3, 8);
    // Also where no label is asked for: rows would be doubled all the same.
    for (List<String> columns : List.of(List.<String>of(), List.of("id"))) {
      ConnectorException failure =
          catchThrowableOfType(ConnectorException.class, () -> joined(broken, columns));
      assertThat(failure).as("a failure").isNotNull();
      assertThat(failure.code()).isEqualTo(StandardErrorCode.INTERNAL);
      assertThat(failure).hasMessageContaining("would come twice");
    }
  }

  @Test
  void s5ASecondRowOfLabelsForAnIdThatNoRowHasDoublesNothing() {
    assertThat(joined(labels(4, 7, 4, 9), List.of("id"))).containsExactly("1", "2", "3");
  }

  /** A query that nobody cancels. */
  private record Query(BufferAllocator allocator) implements QueryContext {
    @Override
    public String queryId() {
      return "test";
    }

    @Override
    public Instant deadline() {
      return Instant.MAX;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public Registration onCancel(Runnable quick) {
      return () -> {};
    }

    @Override
    public void remember(TemporaryObject object) {
      throw new UnsupportedOperationException();
    }
  }
}
