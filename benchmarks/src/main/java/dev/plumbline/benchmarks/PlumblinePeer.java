package dev.plumbline.benchmarks;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.runtime.RowStream;
import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.engine.LocalEngineOptions;
import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.runtime.plugin.ConnectorCatalog;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorContext;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.Place;
import dev.plumbline.spi.ReadSession;
import dev.plumbline.spi.Relation;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.tools.RelBuilder;

/**
 * Plumbline: scans through the facade, as a host would; aggregates, which the facade does not
 * offer, through planner and engine.
 */
final class PlumblinePeer implements Peer {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private final BenchmarkTable table;
  private final Plumbline plumbline;
  private final ConnectorCatalog catalog;
  private final Connector connector;
  private final LocalEngine engine;
  private final BufferAllocator allocator = new RootAllocator();

  PlumblinePeer(BenchmarkTable table, Path scratch) {
    this.table = table;
    ClassLoader loader = PlumblinePeer.class.getClassLoader();
    this.plumbline =
        Plumbline.builder()
            .classPathConnectors(loader)
            .cacheFolder(scratch)
            .threads(THREADS)
            .open();
    this.catalog = ConnectorCatalog.load(List.of(), Optional.of(loader));
    ConnectorFactory factory = catalog.factory("delta");
    this.connector =
        factory.create(
            factory
                .sourceSpec()
                .read("", Map.of("path", table.folder().toString()), table.folder())
                .orThrow(),
            new Source());
    this.engine =
        new LocalEngine(
            LocalEngineOptions.builder()
                .threads(THREADS)
                .memoryBytes(1L << 30)
                .spillFolder(scratch.resolve("spill"))
                .nativeFolder(scratch.resolve("native"))
                .build());
  }

  @Override
  public Answer run(Workload workload) {
    return switch (workload) {
      case SCAN -> scan();
      case GROUP_BY -> groupBy();
      case FILTERED_COUNT -> filteredCount();
    };
  }

  private Answer scan() {
    ArrowRows rows = new ArrowRows();
    ReadRequest request =
        ReadRequest.builder("delta:" + table.folder())
            .columns(List.of(Workload.LONG_COLUMN, Workload.TEXT_COLUMN, Workload.DOUBLE_COLUMN))
            .build();
    try (RowStream stream = plumbline.read(request)) {
      each(stream, rows::add);
    }
    return rows.answer();
  }

  private Answer groupBy() {
    Answer.Groups groups = new Answer.Groups();
    run(
        (planning, builder) ->
            builder
                .aggregate(
                    builder.groupKey(Workload.TEXT_COLUMN),
                    builder.countStar("orders"),
                    builder.sum(builder.field(Workload.DOUBLE_COLUMN)).as("total"),
                    builder.min("least", builder.field(Workload.DOUBLE_COLUMN)),
                    builder.max("greatest", builder.field(Workload.DOUBLE_COLUMN)))
                .build(),
        batch -> ArrowRows.addGroups(batch, groups));
    return groups.answer();
  }

  private Answer filteredCount() {
    long[] count = {0};
    String condition =
        Workload.DOUBLE_COLUMN
            + " > "
            + Workload.AMOUNT_ABOVE
            + " AND "
            + Workload.TEXT_COLUMN
            + " = '"
            + Workload.COUNTRY
            + "'";
    run(
        (planning, builder) ->
            builder
                .filter(planning.condition(builder, condition))
                .aggregate(builder.groupKey(), builder.countStar("orders"))
                .build(),
        batch -> {
          BigIntVector counts = (BigIntVector) batch.getVector(0);
          for (int row = 0; row < batch.getRowCount(); row++) {
            count[0] += counts.get(row);
          }
        });
    return Answer.ofCount(count[0]);
  }

  private void run(
      BiFunction<Planning, RelBuilder, RelNode> tree, Consumer<VectorSchemaRoot> consumer) {
    try (BufferAllocator memory = allocator.newChildAllocator("run", 0, Long.MAX_VALUE)) {
      BenchmarkQuery query = new BenchmarkQuery(memory);
      try (ReadSession session = connector.begin(query)) {
        PinnedTable pinned =
            new PinnedTable(
                "orders",
                "delta",
                table.folder().toString(),
                session,
                session
                    .introspector()
                    .resolve(query, new Relation.Location(""), ConnectorConfig.empty())
                    .orElseThrow());
        Planning planning = Planning.start();
        RelNode root = tree.apply(planning, planning.scan(pinned));
        PhysicalPlan plan = planning.finish(query, root, THREADS);
        try (BatchReader batches = engine.run(query, plan.query())) {
          each(batches, consumer);
        }
      }
    }
  }

  private static void each(BatchReader batches, Consumer<VectorSchemaRoot> consumer) {
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
    plumbline.close();
    connector.close();
    engine.close();
    allocator.close();
    catalog.close();
  }

  private static final class Source implements ConnectorContext {
    @Override
    public String sourceName() {
      return "orders";
    }

    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public Place place() {
      return Place.COORDINATOR;
    }
  }
}
