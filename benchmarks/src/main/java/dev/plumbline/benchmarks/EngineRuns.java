package dev.plumbline.benchmarks;

import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.engine.LocalEngineOptions;
import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.RelNode;

/** Planner and engine over one connector; every run resolves its tables, plans and reads anew. */
final class EngineRuns implements AutoCloseable {
  static final int THREADS = Runtime.getRuntime().availableProcessors();

  private final Connector connector;
  private final LocalEngine engine;
  private final BufferAllocator allocator = new RootAllocator();

  EngineRuns(Connector connector, Path scratch) {
    this.connector = connector;
    this.engine =
        new LocalEngine(
            LocalEngineOptions.builder()
                .threads(THREADS)
                .memoryBytes(1L << 30)
                .spillFolder(scratch.resolve("spill"))
                .nativeFolder(scratch.resolve("native"))
                .build());
  }

  /** What is asked of the tables. */
  interface Tree {
    RelNode of(Planning planning, Function<Relation, PinnedTable> tables);
  }

  void run(Tree tree, Consumer<VectorSchemaRoot> consumer) {
    try (BufferAllocator memory = allocator.newChildAllocator("run", 0, Long.MAX_VALUE)) {
      try (BatchReader batches = open(new BenchmarkQuery(memory), tree)) {
        each(batches, consumer);
      }
    }
  }

  /** Starts a run; whoever closes the rows ends it. */
  BatchReader open(QueryContext query, Tree tree) {
    ReadSession session = connector.begin(query);
    Planning planning = Planning.start();
    RelNode root =
        tree.of(
            planning,
            relation ->
                new PinnedTable(
                    "orders",
                    "benchmark",
                    relation.toString(),
                    session,
                    session
                        .introspector()
                        .resolve(query, relation, ConnectorConfig.empty())
                        .orElseThrow()));
    PhysicalPlan plan = planning.finish(query, root, THREADS);
    return new Rows(session, engine.run(query, plan.query()));
  }

  private record Rows(ReadSession session, BatchReader batches) implements BatchReader {
    @Override
    public Schema schema() {
      return batches.schema();
    }

    @Override
    public Optional<VectorSchemaRoot> next() {
      return batches.next();
    }

    @Override
    public void close() {
      batches.close();
      session.close();
    }
  }

  static void each(BatchReader batches, Consumer<VectorSchemaRoot> consumer) {
    Optional<VectorSchemaRoot> next = batches.next();
    while (next.isPresent()) {
      try (VectorSchemaRoot batch = next.get()) {
        consumer.accept(batch);
      }
      next = batches.next();
    }
  }

  @Override
  public void close() {
    engine.close();
    connector.close();
    allocator.close();
  }
}
