package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.spi.Amount;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.QueryContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.calcite.rel.RelNode;
import org.jspecify.annotations.Nullable;

/** Runs the queries of a validation and adds up what they read. */
final class Queries {
  private final QueryContext q;
  private final LocalEngine engine;
  private final int threads;
  private long bytes;

  Queries(QueryContext q, LocalEngine engine, int threads) {
    this.q = q;
    this.engine = engine;
    this.threads = threads;
  }

  QueryContext context() {
    return q;
  }

  /** About how many bytes were read so far. */
  long bytes() {
    return bytes;
  }

  PhysicalPlan plan(Planning planning, RelNode root) {
    return planning.finish(q, root, threads);
  }

  /** The rows of a query that has few. */
  List<@Nullable Object[]> rows(PhysicalPlan plan) {
    bytes += bytes(plan);
    List<@Nullable Object[]> rows = new ArrayList<>();
    try (BatchReader reader = engine.run(q, plan.query())) {
      for (Optional<VectorSchemaRoot> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        try (VectorSchemaRoot root = next.get()) {
          for (int i = 0; i < root.getRowCount(); i++) {
            rows.add(row(root, i));
          }
        }
      }
    }
    return rows;
  }

  private static @Nullable Object[] row(VectorSchemaRoot root, int row) {
    List<FieldVector> vectors = root.getFieldVectors();
    @Nullable Object[] values = new @Nullable Object[vectors.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Values.of(vectors.get(i), row);
    }
    return values;
  }

  static long bytes(PhysicalPlan plan) {
    return plan.stages().stream().mapToLong(s -> known(s.bytes())).sum();
  }

  static long known(Amount amount) {
    return amount.expected().orElse(amount.atMost().orElse(0));
  }
}
