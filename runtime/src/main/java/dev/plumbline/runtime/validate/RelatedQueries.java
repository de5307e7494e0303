package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.spi.Amount;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.QueryContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.calcite.rel.RelNode;

/** Runs the queries of checks that look at several datasets, and counts what they read. */
final class RelatedQueries {
  static final int EXAMPLES = 5;

  private final QueryContext q;
  private final LocalEngine engine;
  private final int threads;
  private long bytes;

  RelatedQueries(QueryContext q, LocalEngine engine, int threads) {
    this.q = q;
    this.engine = engine;
    this.threads = threads;
  }

  /** Figures and the basis on which they stand. */
  record Figures(Map<String, Long> values, Basis basis) {
    /** A figure; 0 where there is none, as of the greatest of no rows. */
    long of(String name) {
      return values.getOrDefault(name, 0L);
    }
  }

  boolean isCancelled() {
    return q.isCancelled();
  }

  /** How many bytes all queries so far have read. */
  long bytes() {
    return bytes;
  }

  /** Runs a query of one row of whole numbers. */
  Figures figures(Planning planning, RelNode root) {
    PhysicalPlan plan = planning.finish(q, root, threads);
    long read = read(plan);
    Map<String, Long> values = new LinkedHashMap<>();
    each(
        plan,
        (batch, row) -> {
          for (FieldVector vector : batch.getFieldVectors()) {
            if (!vector.isNull(row)) {
              values.put(vector.getName(), ((BigIntVector) vector).get(row));
            }
          }
        });
    return new Figures(values, new Basis(Basis.Kind.SCAN, read));
  }

  /** Runs a query of two whole numbers a row; rows with NULL are left out. */
  List<long[]> pairs(Planning planning, RelNode root) {
    List<long[]> pairs = new ArrayList<>();
    PhysicalPlan plan = planning.finish(q, root, threads);
    read(plan);
    each(
        plan,
        (batch, row) -> {
          BigIntVector first = (BigIntVector) batch.getVector(0);
          BigIntVector second = (BigIntVector) batch.getVector(1);
          if (!first.isNull(row) && !second.isNull(row)) {
            pairs.add(new long[] {first.get(row), second.get(row)});
          }
        });
    return pairs;
  }

  /** Runs a query whose rows are examples: the first column, and the others in parentheses. */
  List<String> examples(Planning planning, RelNode root) {
    List<String> examples = new ArrayList<>();
    PhysicalPlan plan = planning.finish(q, root, threads);
    read(plan);
    each(
        plan,
        (batch, row) -> {
          if (examples.size() < EXAMPLES) {
            List<String> texts =
                batch.getFieldVectors().stream().map(vector -> text(vector, row)).toList();
            examples.add(
                texts.size() == 1
                    ? texts.get(0)
                    : texts.get(0)
                        + " ("
                        + String.join(", ", texts.subList(1, texts.size()))
                        + ")");
          }
        });
    return examples;
  }

  private static String text(FieldVector vector, int row) {
    if (vector.isNull(row)) {
      return "NULL";
    }
    if (vector instanceof TimeStampMicroTZVector times) {
      return Instant.EPOCH.plus(times.get(row), ChronoUnit.MICROS).toString();
    }
    Object value = vector.getObject(row);
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
  }

  private long read(PhysicalPlan plan) {
    long read = plan.stages().stream().mapToLong(stage -> known(stage.bytes())).sum();
    bytes += read;
    return read;
  }

  private static long known(Amount amount) {
    return amount.expected().orElse(amount.atMost().orElse(0));
  }

  private interface Row {
    void at(VectorSchemaRoot batch, int row);
  }

  private void each(PhysicalPlan plan, Row use) {
    try (BatchReader reader = engine.run(q, plan.query())) {
      for (Optional<VectorSchemaRoot> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        try (VectorSchemaRoot batch = next.get()) {
          for (int row = 0; row < batch.getRowCount(); row++) {
            use.at(batch, row);
          }
        }
      }
    }
  }
}
