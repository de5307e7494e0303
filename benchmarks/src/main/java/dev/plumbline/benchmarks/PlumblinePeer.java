package dev.plumbline.benchmarks;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.runtime.RowStream;
import dev.plumbline.spi.Relation;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.tools.RelBuilder;

/**
 * Plumbline: scans through the facade, as a host would; aggregates, which the facade does not
 * offer, through planner and engine.
 */
final class PlumblinePeer implements Peer {
  private static final Relation TABLE = new Relation.Location("");

  private final BenchmarkTable table;
  private final Plumbline plumbline;
  private final Lake lake;
  private final EngineRuns runs;

  PlumblinePeer(BenchmarkTable table, Path scratch) {
    this.table = table;
    this.plumbline = Lake.facade(scratch);
    this.lake = new Lake(table);
    this.runs = new EngineRuns(lake.connector(), scratch);
  }

  @Override
  public Answer run(Workload workload) {
    return switch (workload) {
      case SCAN -> scan();
      case GROUP_BY -> groupBy();
      case FILTERED_COUNT -> filteredCount();
      default -> throw workload.unknown();
    };
  }

  private Answer scan() {
    ArrowRows rows = new ArrowRows();
    ReadRequest request =
        ReadRequest.builder("delta:" + table.folder())
            .columns(List.of(Workload.LONG_COLUMN, Workload.TEXT_COLUMN, Workload.DOUBLE_COLUMN))
            .build();
    try (RowStream stream = plumbline.read(request)) {
      EngineRuns.each(stream, rows::add);
    }
    return rows.answer();
  }

  private Answer groupBy() {
    Answer.Groups groups = new Answer.Groups();
    runs.run(
        (planning, tables) -> figures(planning.scan(tables.apply(TABLE)), Workload.TEXT_COLUMN),
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
    runs.run(
        (planning, tables) -> {
          RelBuilder builder = planning.scan(tables.apply(TABLE));
          return builder
              .filter(planning.condition(builder, condition))
              .aggregate(builder.groupKey(), builder.countStar("orders"))
              .build();
        },
        batch -> {
          BigIntVector counts = (BigIntVector) batch.getVector(0);
          for (int row = 0; row < batch.getRowCount(); row++) {
            count[0] += counts.get(row);
          }
        });
    return Answer.ofCount(count[0]);
  }

  /** Count, sum, least and greatest amount by a column. */
  static RelNode figures(RelBuilder builder, String key) {
    return builder
        .aggregate(
            builder.groupKey(key),
            builder.countStar("orders"),
            builder.sum(builder.field(Workload.DOUBLE_COLUMN)).as("total"),
            builder.min("least", builder.field(Workload.DOUBLE_COLUMN)),
            builder.max("greatest", builder.field(Workload.DOUBLE_COLUMN)))
        .build();
  }

  @Override
  public void close() {
    plumbline.close();
    runs.close();
    lake.close();
  }
}
