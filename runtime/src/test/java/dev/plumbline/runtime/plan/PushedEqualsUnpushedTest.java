package dev.plumbline.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.sql.DuckDbProfile;
import dev.plumbline.runtime.sql.Refused;
import dev.plumbline.spi.ColumnTrait;
import dev.plumbline.spi.SqlFeature;
import dev.plumbline.spi.SqlProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever runs in the source, the rows are those that the engine would have computed. */
class PushedEqualsUnpushedTest {
  private static final int TREES = Integer.getInteger("plumbline.trees", 150);
  static final String[] TABLES = {
    "CREATE TABLE a (id BIGINT, k BIGINT, s VARCHAR, d DOUBLE)",
    "INSERT INTO a SELECT CASE WHEN i % 7 = 0 THEN NULL ELSE i % 11 END, i % 4,"
        + " CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN 'a' WHEN 2 THEN 'B' WHEN 3 THEN '' ELSE 'ß ' END,"
        + " CASE i % 6 WHEN 0 THEN NULL WHEN 1 THEN 'NaN'::DOUBLE WHEN 2 THEN 1.0 ELSE i % 3 END"
        + " FROM range(40) t(i)",
    "CREATE TABLE b (\"Key\" BIGINT, word VARCHAR, flag BOOLEAN)",
    "INSERT INTO b SELECT CASE WHEN i % 5 = 0 THEN NULL ELSE i % 6 END,"
        + " CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN 'a' ELSE 'it''s ' || chr(92) END,"
        + " CASE i % 3 WHEN 0 THEN NULL ELSE i % 3 = 1 END FROM range(25) t(i)"
  };

  @TempDir Path folder;
  private PlanRunner runner;
  private NotedScans.Query q;
  private DuckSource first;
  private DuckSource second;

  @BeforeEach
  void open() {
    runner = new PlanRunner(folder);
    q = new NotedScans.Query();
    first = DuckSource.of("first", TABLES);
    second = DuckSource.of("second", TABLES);
  }

  @AfterEach
  void close() {
    runner.close();
    q.close();
    first.close();
    second.close();
  }

  static SqlProfile some(Random random) {
    Set<SqlFeature> features = new LinkedHashSet<>();
    for (SqlFeature feature : DuckDbProfile.PROFILE.features()) {
      if (random.nextInt(4) > 0) {
        features.add(feature);
      }
    }
    SqlProfile all = DuckDbProfile.PROFILE;
    return SqlProfile.builder(all.identifiers(), all.literals())
        .operators(all.operators())
        .casts(random.nextBoolean() ? all.casts() : List.of())
        .typeNames(all.typeNames())
        .features(features)
        .limits(all.limits())
        .build();
  }

  @Test
  void ofRandomTreesOverOneSource() {
    compare(20_260_301L, List.of(first));
  }

  @Test
  void ofRandomTreesOverTwoSources() {
    compare(20_260_302L, List.of(first, second));
  }

  private void compare(long seed, List<DuckSource> sources) {
    int pushedWhole = 0;
    for (int i = 0; i < TREES; i++) {
      long own = seed + i * 7_919L;
      Random random = new Random(own);
      List<PinnedTable> tables = new ArrayList<>();
      for (DuckSource source : sources) {
        SqlProfile profile = random.nextBoolean() ? DuckDbProfile.PROFILE : some(random);
        DuckSource shown =
            random.nextInt(4) == 0
                ? source.as(profile)
                : source.as(profile, ColumnTrait.BINARY_TEXT);
        tables.add(shown.table("a"));
        tables.add(shown.table("b"));
      }
      int depth = 1 + random.nextInt(5);
      Planning planning = Planning.start();
      RelNode tree = new RandomTrees(own, planning, tables).next(depth);
      PhysicalPlan pushed = planning.finish(q, tree, 2);
      Planning apart = Planning.unpushed();
      PhysicalPlan unpushed =
          apart.finish(q, new RandomTrees(own, apart, tables).next(depth), 2);
      String told =
          "seed %d%n%s%n%s%n%s"
              .formatted(
                  own,
                  RelOptUtil.toString(tree),
                  pushed.stages().stream().map(s -> s.sql().orElse("")).toList(),
                  pushed.query().sql());
      assertThat(rows(pushed, told)).as(told).isEqualTo(rows(unpushed, told));
      pushedWhole += pushed.residual().isEmpty() ? 1 : 0;
    }
    assertThat(pushedWhole).as("trees that run in the source whole").isGreaterThan(TREES / 20);
  }

  private List<String> rows(PhysicalPlan plan, String told) {
    try {
      return runner.run(q, plan.query()).stream().sorted().toList();
    } catch (Refused e) {
      throw new AssertionError(told, e);
    } catch (RuntimeException e) {
      throw new AssertionError(told, e);
    }
  }
}
