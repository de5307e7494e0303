package dev.plumbline.integration.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.spi.ConnectorException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a server computes, the rows are those that the engine makes of its whole tables. */
@ResourceLock("statements of servers")
class ServerPushIT {
  private static final long SEED = Long.getLong("plumbline.seed", 20_261_121L);
  private static final int TREES =
      Integer.getInteger(
          "plumbline.trees",
          System.getProperty("plumbline.tests", "small").equals("small") ? 60 : 2_000);
  private static final String[] TABLES = {PushTables.ORDERS, PushTables.WORDS, PushTables.DAYS};
  private static final int SHOWN = 3;

  @ParameterizedTest
  @EnumSource(ServerKind.class)
  void randomTreesGiveTheSameRowsPushedAndUnpushed(ServerKind kind) throws SQLException {
    PushTables.make(kind);
    List<String> different = new ArrayList<>();
    int whole = 0;
    try (SqlPlans plans = new SqlPlans()) {
      List<PinnedTable> asked = plans.pushed(kind, "random trees", TABLES);
      List<PinnedTable> read = plans.whole(kind, "random trees", TABLES);
      for (int i = 0; i < TREES; i++) {
        long seed = SEED + i * 7_919L;
        Planning planning = Planning.start();
        RelNode tree = new RandomQueries(seed, planning, asked).next();
        String told = "-Dplumbline.seed=%d%n%s".formatted(seed, RelOptUtil.toString(tree));
        try {
          Planning apart = Planning.start();
          RelNode same = new RandomQueries(seed, apart, read).next();
          List<String> expected = plans.rows(apart.finish(plans.query(), same, 2));
          PhysicalPlan pushed = planning.finish(plans.query(), tree, 2);
          told +=
              "%s%n%s"
                  .formatted(
                      pushed.stages().stream().map(s -> s.sql().orElse("")).toList(),
                      pushed.query().sql());
          whole += pushed.residual().isEmpty() ? 1 : 0;
          List<String> rows = plans.rows(pushed);
          if (!rows.equals(expected)) {
            different.add(told + differences(expected, rows));
          }
        } catch (ConnectorException e) {
          different.add(told + "\n" + e.getMessage());
        }
      }
    }
    assertThat(different.stream().limit(SHOWN))
        .as("%s: %d of %d trees (-Dplumbline.seed=%d)", kind, different.size(), TREES, SEED)
        .isEmpty();
    assertThat(whole).as("trees that run in the source whole").isGreaterThan(TREES / 20);
  }

  private static String differences(List<String> expected, List<String> given) {
    List<String> missing = new ArrayList<>(expected);
    given.forEach(missing::remove);
    List<String> more = new ArrayList<>(given);
    expected.forEach(more::remove);
    return "%nmissing %d: %s%nmore %d: %s"
        .formatted(
            missing.size(),
            missing.stream().limit(SHOWN).toList(),
            more.size(),
            more.stream().limit(SHOWN).toList());
  }
}
