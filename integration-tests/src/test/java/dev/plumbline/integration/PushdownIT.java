package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.engine.LocalEngineOptions;
import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.tools.RelBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a source takes changes how much is read, never what comes out: conditions and aggregates of
 * every golden table, pushed down, give what the engine gives from all of its rows; and comparisons
 * give what SQL says, row by row.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PushdownIT {
  private static final long SEED = Long.getLong("plumbline.seed", 20_261_121L);
  private static final int CONDITIONS =
      System.getProperty("plumbline.tests", "small").equals("small") ? 10 : 100;

  private final LocalEngine engine =
      new LocalEngine(
          LocalEngineOptions.builder()
              .threads(2)
              .memoryBytes(256L << 20)
              .spillFolder(Path.of("target", "cache", "spill").toAbsolutePath())
              .nativeFolder(Path.of("target", "cache", "native").toAbsolutePath())
              .build());
  private final GoldenSource source = new GoldenSource();

  @AfterAll
  void close() {
    engine.close();
    source.close();
  }

  static Stream<String> tables() {
    return GoldenTables.readable();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void conditionsKeepTheSameRowsPushedAndUnpushed(String name) {
    Random random = random(name);
    try (GoldenSource.Opened opened = source.open(name)) {
      List<TableRows.Row> all = new ArrayList<>();
      run(opened, plan(opened, RelBuilder::build), root -> all.addAll(TableRows.of(root)));
      RandomConditions conditions = new RandomConditions(opened.schema(), all, random);
      for (int i = 0; i < CONDITIONS && conditions.isPossible(); i++) {
        RandomConditions.Condition condition = conditions.next();
        List<String> pushed = texts(opened, where(opened, condition.sql(), Barrier.NONE));
        List<String> unpushed = texts(opened, where(opened, condition.sql(), Barrier.LIMIT));
        assertThat(pushed).as(named(name, condition.sql(), "pushed")).isEqualTo(unpushed);
        List<String> expected =
            all.stream().filter(condition.keeps()).map(TableRows.Row::text).sorted().toList();
        assertThat(pushed).as(named(name, condition.sql(), "as SQL says")).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void countsAndBoundsAreThoseOfTheRows(String name) {
    Random random = random(name);
    try (GoldenSource.Opened opened = source.open(name)) {
      List<TableRows.Row> all = new ArrayList<>();
      run(opened, plan(opened, RelBuilder::build), root -> all.addAll(TableRows.of(root)));
      RandomConditions conditions = new RandomConditions(opened.schema(), all, random);
      for (Field field : opened.schema().getFields()) {
        if (!RandomConditions.isComparable(field.getType())) {
          continue;
        }
        assertThat(oneZero(texts(opened, figures(opened, field, Optional.empty(), Barrier.NONE))))
            .as(named(name, field.getName(), "figures"))
            .isEqualTo(
                oneZero(texts(opened, figures(opened, field, Optional.empty(), Barrier.LIMIT))));
        assertThat(oneZero(texts(opened, groups(opened, field, Barrier.NONE))))
            .as(named(name, field.getName(), "groups"))
            .isEqualTo(oneZero(texts(opened, groups(opened, field, Barrier.LIMIT))));
        if (conditions.isPossible()) {
          Optional<String> where = Optional.of(conditions.next().sql());
          assertThat(oneZero(texts(opened, figures(opened, field, where, Barrier.NONE))))
              .as(named(name, field.getName(), "figures where " + where.get()))
              .isEqualTo(oneZero(texts(opened, figures(opened, field, where, Barrier.LIMIT))));
        }
      }
    }
  }

  /** Each of the partition columns alone: the source enforces these. */
  @ParameterizedTest
  @MethodSource("tables")
  void enforcedConditionsKeepTheSameRows(String name) {
    Random random = random(name);
    try (GoldenSource.Opened opened = source.open(name)) {
      List<TableRows.Row> all = new ArrayList<>();
      run(opened, plan(opened, RelBuilder::build), root -> all.addAll(TableRows.of(root)));
      for (Field field : opened.schema().getFields()) {
        RandomConditions conditions = new RandomConditions(List.of(field), all, random);
        if (!opened.isPartition(field.getName()) || !conditions.isPossible()) {
          continue;
        }
        for (int i = 0; i < CONDITIONS; i++) {
          RandomConditions.Condition condition = conditions.next();
          List<String> expected =
              all.stream().filter(condition.keeps()).map(TableRows.Row::text).sorted().toList();
          assertThat(texts(opened, where(opened, condition.sql(), Barrier.NONE)))
              .as(named(name, condition.sql(), "enforced"))
              .isEqualTo(expected);
          PhysicalPlan counted = figures(opened, field, Optional.of(condition.sql()), Barrier.NONE);
          assertThat(oneZero(texts(opened, counted)))
              .as(named(name, condition.sql(), "counted"))
              .isEqualTo(
                  oneZero(
                      texts(
                          opened,
                          figures(opened, field, Optional.of(condition.sql()), Barrier.LIMIT))));
        }
      }
    }
  }

  /** Both zeros are one value, and either may stand for it. */
  private static List<String> oneZero(List<String> rows) {
    return rows.stream().map(row -> row.replace(":-0.0", ":0.0")).sorted().toList();
  }

  /** DuckDB compares such files in their narrower type if it is let. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "`d` = 0.1",
        "`d` <> 0.1",
        "`d` > 0.1",
        "`d` <= 0.1",
        "`e` < 16777217.5",
        "`f` < -5.6699",
        "`f` <> -5.6701",
        "`g` < 3.01",
        "`g` <> 3.01",
        "`h` < '1582-10-04T00:00:01'",
        "`h` = '1582-10-04T00:00:01'"
      })
  void widenedColumnsAreComparedInTheirWiderType(String condition) {
    try (GoldenSource.Opened opened = source.open("type_widening")) {
      List<String> unpushed = texts(opened, where(opened, condition, Barrier.LIMIT));
      assertThat(texts(opened, where(opened, condition, Barrier.NONE))).isEqualTo(unpushed);
    }
  }

  private static Random random(String table) {
    return new Random(SEED ^ table.hashCode());
  }

  private static String named(String table, String what, String how) {
    return table + ": " + what + ": " + how + " (-Dplumbline.seed=" + SEED + ")";
  }

  /** A limit above the scan, which no condition and no aggregate passes. */
  private enum Barrier {
    NONE,
    LIMIT
  }

  private interface Tree {
    RelNode of(RelBuilder builder);
  }

  private static PhysicalPlan plan(GoldenSource.Opened opened, Tree tree) {
    Planning planning = Planning.start();
    return planning.finish(opened.query(), tree.of(planning.scan(opened.table())), 2);
  }

  private static PhysicalPlan where(GoldenSource.Opened opened, String sql, Barrier barrier) {
    Planning planning = Planning.start();
    RelBuilder builder = start(planning, opened.table(), barrier);
    builder.filter(planning.condition(builder, sql));
    return checked(planning.finish(opened.query(), builder.build(), 2), barrier);
  }

  private static PhysicalPlan figures(
      GoldenSource.Opened opened, Field field, Optional<String> where, Barrier barrier) {
    Planning planning = Planning.start();
    RelBuilder builder = start(planning, opened.table(), barrier);
    where.ifPresent(sql -> builder.filter(planning.condition(builder, sql)));
    String name = field.getName();
    builder.aggregate(
        builder.groupKey(),
        builder.countStar("all"),
        builder.count(false, "present", builder.field(name)),
        builder.min("least", builder.field(name)),
        builder.max("most", builder.field(name)));
    return checked(planning.finish(opened.query(), builder.build(), 2), barrier);
  }

  private static PhysicalPlan groups(GoldenSource.Opened opened, Field field, Barrier barrier) {
    Planning planning = Planning.start();
    RelBuilder builder = start(planning, opened.table(), barrier);
    builder.aggregate(builder.groupKey(field.getName()), builder.countStar("rows in the group"));
    return checked(planning.finish(opened.query(), builder.build(), 2), barrier);
  }

  private static RelBuilder start(Planning planning, PinnedTable table, Barrier barrier) {
    RelBuilder builder = planning.scan(table);
    return barrier == Barrier.LIMIT ? builder.limit(0, Integer.MAX_VALUE) : builder;
  }

  private static PhysicalPlan checked(PhysicalPlan plan, Barrier barrier) {
    if (barrier == Barrier.LIMIT) {
      assertThat(plan.stages()).allSatisfy(stage -> assertThat(stage.pushed()).isEmpty());
      assertThat(plan.stages())
          .allSatisfy(stage -> assertThat(stage.access()).isNotEqualTo("metadata"));
    }
    return plan;
  }

  private interface Use {
    void of(VectorSchemaRoot root);
  }

  private void run(GoldenSource.Opened opened, PhysicalPlan plan, Use use) {
    try (BatchReader reader = engine.run(opened.query(), plan.query())) {
      for (Optional<VectorSchemaRoot> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        try (VectorSchemaRoot root = next.get()) {
          use.of(root);
        }
      }
    }
  }

  private List<String> texts(GoldenSource.Opened opened, PhysicalPlan plan) {
    List<String> rows = new ArrayList<>();
    try {
      run(opened, plan, root -> rows.addAll(CanonicalRows.of(root)));
    } catch (ConnectorException e) {
      throw new AssertionError("failed to run " + plan.query().sql() + ": " + e.getMessage(), e);
    }
    rows.sort(null);
    return rows;
  }
}
