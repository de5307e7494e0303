package dev.plumbline.integration.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.integration.OpenQuery;
import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.runtime.plan.Planning;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that plan for several dialects at once write what one thread writes. */
@Timeout(900)
class ManyPlansIT {
  private static final int PLANS =
      System.getProperty("plumbline.tests", "small").equals("small") ? 500 : 10_000;
  private static final int TREES = 100;
  private static final String[] TABLES = {PushTables.ORDERS, PushTables.WORDS, PushTables.DAYS};

  private static String text(OpenQuery q, List<PinnedTable> tables, int tree) {
    Planning planning = Planning.start();
    PhysicalPlan plan = planning.finish(q, new RandomQueries(tree, planning, tables).next(), 2);
    return plan.query().sql()
        + plan.residual()
        + plan.stages().stream().map(stage -> stage.sql().orElseThrow() + stage.pushed()).toList();
  }

  @Test
  void areAsOneThreadMakesThem() throws SQLException, ExecutionException, InterruptedException {
    try (SqlPlans plans = new SqlPlans()) {
      List<List<PinnedTable>> sources = new ArrayList<>();
      List<PinnedTable> both = new ArrayList<>();
      for (ServerKind kind : ServerKind.values()) {
        PushTables.make(kind);
        List<PinnedTable> tables = plans.pushed(kind, "many plans", TABLES);
        sources.add(tables);
        both.addAll(tables);
      }
      sources.add(both);
      List<String> alone = new ArrayList<>();
      for (int i = 0; i < TREES; i++) {
        alone.add(text(plans.query(), sources.get(i % sources.size()), i));
      }
      ExecutorService threads = Executors.newFixedThreadPool(32);
      try {
        List<Future<String>> together = new ArrayList<>();
        for (int i = 0; i < PLANS; i++) {
          int tree = i * 37 % TREES;
          together.add(
              threads.submit(() -> text(plans.query(), sources.get(tree % sources.size()), tree)));
        }
        for (int i = 0; i < PLANS; i++) {
          assertThat(together.get(i).get()).as("plan %d", i).isEqualTo(alone.get(i * 37 % TREES));
        }
      } finally {
        threads.shutdownNow();
      }
    }
  }
}
