package dev.plumbline.benchmarks;

import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.Relation;
import java.nio.file.Path;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.tools.RelBuilder;

/**
 * Plumbline's planner and engine over a source that takes work, or over the same rows from one that
 * takes none.
 */
final class PushDownPeer implements Peer {
  private static final Relation FILES = new Relation.Location("");
  private static final Relation ORDERS = new Relation.Table(List.of("orders"));
  private static final Relation COUNTRIES = new Relation.Table(List.of("countries"));

  private final Selection selection;
  private final EngineRuns runs;
  private final Runnable last;

  private PushDownPeer(BenchmarkTable table, Connector connector, Path scratch, Runnable last) {
    this.selection = new Selection(table);
    this.runs = new EngineRuns(connector, scratch);
    this.last = last;
  }

  static Peer pushed(Workload workload, BenchmarkTable table, Path scratch) {
    if (workload == Workload.FILES_SELECT) {
      Lake lake = new Lake(table);
      return new PushDownPeer(table, lake.connector(), scratch, lake::close);
    }
    return new PushDownPeer(
        table, new DatabaseConnector(OrdersDatabase.of(table)), scratch, () -> {});
  }

  static Peer unpushed(Workload workload, BenchmarkTable table, Path scratch) {
    return new PushDownPeer(
        table,
        workload == Workload.FILES_SELECT
            ? new WholeTables.OfLake(table, scratch)
            : new WholeTables.OfDatabase(OrdersDatabase.of(table)),
        scratch,
        () -> {});
  }

  @Override
  public Answer run(Workload workload) {
    return switch (workload) {
      case FILES_SELECT -> select(FILES);
      case SQL_SELECT -> select(ORDERS);
      case SQL_GROUP_BY ->
          groups(
              (planning, tables) ->
                  PlumblinePeer.figures(planning.scan(tables.apply(ORDERS)), Workload.TEXT_COLUMN));
      case SQL_JOIN ->
          groups(
              (planning, tables) -> {
                RelNode countries = planning.scan(tables.apply(COUNTRIES)).build();
                RelBuilder builder = planning.scan(tables.apply(ORDERS)).push(countries);
                builder.join(
                    JoinRelType.INNER,
                    builder.equals(
                        builder.field(2, 0, Workload.TEXT_COLUMN), builder.field(2, 1, "code")));
                builder.filter(
                    planning.condition(builder, "continent = '" + Selection.CONTINENT + "'"));
                return PlumblinePeer.figures(builder, "name");
              });
      default -> throw workload.unknown();
    };
  }

  private Answer select(Relation relation) {
    SelectedRows rows = new SelectedRows();
    runs.run(
        (planning, tables) -> {
          RelBuilder builder =
              planning.scan(SelectedTable.of(tables.apply(relation), Selection.ITEMS));
          return builder.filter(planning.condition(builder, selection.condition())).build();
        },
        rows::add);
    return rows.answer();
  }

  private Answer groups(EngineRuns.Tree tree) {
    Answer.Groups groups = new Answer.Groups();
    runs.run(tree, batch -> ArrowRows.addGroups(batch, groups));
    return groups.answer();
  }

  @Override
  public void close() {
    runs.close();
    last.run();
  }
}
