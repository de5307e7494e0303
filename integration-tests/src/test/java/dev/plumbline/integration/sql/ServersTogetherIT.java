package dev.plumbline.integration.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.integration.GoldenSource;
import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.runtime.plan.StageReport;
import java.sql.SQLException;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins over PostgreSQL, Trino and a Delta table: each does its own part, the engine the rest. */
@ResourceLock("statements of servers")
class ServersTogetherIT {
  private static final String SMALL = "small side";
  private static final String LARGE = "large side";

  private final SqlPlans plans = new SqlPlans();
  private final GoldenSource golden = new GoldenSource();
  private final GoldenSource.Opened delta = golden.open("stats_pruning");

  @BeforeEach
  void make() throws SQLException {
    PushTables.make(ServerKind.POSTGRESQL);
    PushTables.make(ServerKind.TRINO);
  }

  @AfterEach
  void close() {
    delta.close();
    golden.close();
    plans.close();
  }

  private PinnedTable pushed(ServerKind kind, String source, String table) {
    return plans.pushed(kind, source, table).get(0);
  }

  private PinnedTable whole(ServerKind kind, String table) {
    return plans.whole(kind, "whole", table).get(0);
  }

  private static ServerKind other(ServerKind kind) {
    return kind == ServerKind.POSTGRESQL ? ServerKind.TRINO : ServerKind.POSTGRESQL;
  }

  /** Orders with their rows of the large table, and what the Delta table says of them. */
  private RelNode tree(Planning planning, PinnedTable small, PinnedTable large) {
    RelBuilder b = planning.scan(small);
    b.filter(planning.condition(b, "d IS NOT NULL AND id > 0"));
    RelBuilder other = planning.scan(large);
    other.filter(planning.condition(other, "k < 45"));
    b.push(other.build());
    b.join(JoinRelType.INNER, b.equals(b.field(2, 0, "id"), b.field(2, 1, "id")));
    b.project(
        List.of(b.field(0), b.field(2), b.field(3), b.field(6)),
        List.of("order", "s", "d", "word"),
        true);
    b.push(planning.scan(delta.table()).build());
    RexNode same = b.equals(b.field(2, 0, "order"), b.field(2, 1, "id"));
    b.join(JoinRelType.LEFT, same);
    return b.project(
            List.of(
                b.field("order"), b.field("s"), b.field("d"), b.field("word"), b.field("score")),
            List.of("order", "s", "d", "word", "score"),
            true)
        .build();
  }

  @ParameterizedTest
  @EnumSource(ServerKind.class)
  void theLargeServerIsAskedForTheSmallOnesKeysOnly(ServerKind large) {
    StatementLog.of(LARGE).clear();
    Planning planning = Planning.start();
    PhysicalPlan plan =
        planning.finish(
            plans.query(),
            tree(
                planning,
                pushed(other(large), SMALL, PushTables.ORDERS),
                pushed(large, LARGE, PushTables.LARGE)),
            2);
    assertThat(plan.stages())
        .extracting(StageReport::access)
        .containsExactlyInAnyOrder("sql", "sql", "files");
    StageReport stage =
        plan.stages().stream().filter(s -> s.source().equals(LARGE)).findFirst().orElseThrow();
    assertThat(stage.sql().orElseThrow()).contains("WHERE").doesNotContain(" IN (");
    assertThat(stage.pushed()).anyMatch(words -> words.contains("read first, and only rows"));
    assertThat(plan.residual()).isNotEmpty();
    assertThat(StatementLog.of(LARGE).executed()).as("planning runs nothing").isEmpty();

    List<String> rows = plans.rows(plan);

    assertThat(StatementLog.of(LARGE).executed())
        .singleElement()
        .asString()
        .contains(" IN (")
        .contains("< 45");
    Planning apart = Planning.start();
    PhysicalPlan local =
        apart.finish(
            plans.query(),
            tree(apart, whole(other(large), PushTables.ORDERS), whole(large, PushTables.LARGE)),
            2);
    assertThat(rows).hasSizeGreaterThan(10).isEqualTo(plans.rows(local));
  }

  @Test
  void eachServerComputesItsOwnSideOfAUnion() {
    Planning planning = Planning.start();
    RelBuilder b = counted(planning, pushed(ServerKind.TRINO, LARGE, PushTables.LARGE));
    b.push(counted(planning, pushed(ServerKind.POSTGRESQL, SMALL, PushTables.LARGE)).build());
    PhysicalPlan plan = planning.finish(plans.query(), b.union(false, 2).build(), 2);
    assertThat(plan.stages())
        .hasSize(2)
        .allSatisfy(stage -> assertThat(stage.sql().orElseThrow()).contains("GROUP BY"));
    // Both hold the same rows.
    assertThat(plans.rows(plan)).hasSize(50).doesNotHaveDuplicates();
  }

  private static RelBuilder counted(Planning planning, PinnedTable table) {
    RelBuilder b = planning.scan(table);
    return b.aggregate(
        b.groupKey("k"),
        b.countStar("n"),
        b.min("least", b.field("s")),
        b.max("most", b.field("s")));
  }
}
