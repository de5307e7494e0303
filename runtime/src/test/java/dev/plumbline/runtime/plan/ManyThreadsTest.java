package dev.plumbline.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plans share types, operators and profiles, and nothing else. */
@Timeout(600)
class ManyThreadsTest {
  private static final int PLANS =
      "small".equals(System.getProperty("plumbline.tests", "small")) ? 500 : 10_000;
  private static final int TREES = 100;

  private final NotedScans.Query q = new NotedScans.Query();
  private DuckSource source;

  @BeforeEach
  void open() {
    source = DuckSource.of("first", PushedEqualsUnpushedTest.TABLES);
  }

  @AfterEach
  void close() {
    source.close();
    q.close();
  }

  private String text(List<PinnedTable> tables, int tree) {
    Planning planning = Planning.start();
    PhysicalPlan plan =
        planning.finish(q, new RandomTrees(tree, planning, tables).next(1 + tree % 5), 2);
    return plan.query().sql()
        + plan.residual()
        + plan.stages().stream().map(stage -> stage.sql().orElseThrow() + stage.pushed()).toList();
  }

  @Test
  void planAsOneThreadDoes() throws Exception {
    List<PinnedTable> tables = List.of(source.table("a"), source.table("b"));
    List<String> alone = new ArrayList<>();
    for (int i = 0; i < TREES; i++) {
      alone.add(text(tables, i));
    }
    ExecutorService threads = Executors.newFixedThreadPool(32);
    try {
      List<Future<String>> together = new ArrayList<>();
      for (int i = 0; i < PLANS; i++) {
        int tree = i * 37 % TREES;
        together.add(threads.submit(() -> text(tables, tree)));
      }
      for (int i = 0; i < PLANS; i++) {
        assertThat(together.get(i).get()).as("plan %d", i).isEqualTo(alone.get(i * 37 % TREES));
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
