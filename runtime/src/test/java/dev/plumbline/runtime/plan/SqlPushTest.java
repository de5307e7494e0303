package dev.plumbline.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.sql.DuckDbProfile;
import dev.plumbline.spi.CaseRule;
import dev.plumbline.spi.ColumnTrait;
import dev.plumbline.spi.Comparison;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Identifiers;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.Price;
import dev.plumbline.spi.Route;
import dev.plumbline.spi.SqlFeature;
import dev.plumbline.spi.SqlLimits;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.StandardErrorCode;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlPushTest {
  private static final ArrowType LONG = new ArrowType.Int(64, true);

  @TempDir Path folder;
  private PlanRunner runner;
  private NotedScans.Query q;
  private DuckSource source;
  private final Planning planning = Planning.start();

  @BeforeEach
  void open() {
    runner = new PlanRunner(folder);
    q = new NotedScans.Query();
    source = DuckSource.of("first", PushedEqualsUnpushedTest.TABLES);
  }

  @AfterEach
  void close() {
    assertThat(source.open).as("deliveries left open").isZero();
    runner.close();
    q.close();
    source.close();
  }

  private PhysicalPlan plan(RelNode root) {
    return planning.finish(q, root, 1);
  }

  private static String sql(PhysicalPlan plan) {
    assertThat(plan.stages()).hasSize(1);
    return plan.stages().get(0).sql().orElseThrow();
  }

  private static SqlProfile.Builder like(SqlProfile all, SqlFeature... without) {
    Set<SqlFeature> features = new LinkedHashSet<>(all.features());
    features.removeAll(List.of(without));
    return SqlProfile.builder(all.identifiers(), all.literals())
        .operators(all.operators())
        .typeNames(all.typeNames())
        .features(features);
  }

  private DuckSource without(SqlFeature... features) {
    return source.as(like(DuckDbProfile.PROFILE, features).build(), ColumnTrait.BINARY_TEXT);
  }

  private static RexNode number(RelBuilder b, long n) {
    return b.getRexBuilder()
        .makeLiteral(n, b.getTypeFactory().createSqlType(SqlTypeName.BIGINT), true);
  }

  @Test
  void makesOneStatementOfJoinFilterAndAggregate() {
    RelBuilder one = planning.scan(source.table("a"));
    one.push(planning.scan(source.table("b")).build());
    one.join(JoinRelType.INNER, one.equals(one.field(2, 0, "k"), one.field(2, 1, "Key")));
    one.filter(one.greaterThan(one.field("id"), number(one, 3)));
    RelNode root =
        one.aggregate(one.groupKey("word"), one.countStar("n"), one.sum(one.field("id"))).build();
    PhysicalPlan plan = plan(root);
    assertThat(sql(plan))
        .isEqualTo(
            "SELECT \"t1\".\"word\" AS \"word\", count(*) AS \"n\", CAST(sum(\"t0\".\"id\") AS"
                + " BIGINT) AS \"$f2\" FROM (SELECT \"id\", \"k\" FROM \"main\".\"a\" WHERE"
                + " (\"id\" > 3)) AS \"t0\" JOIN \"main\".\"b\" AS \"t1\" ON"
                + " (\"t0\".\"k\" = \"t1\".\"Key\") GROUP BY \"t1\".\"word\"");
    assertThat(plan.residual()).isEmpty();
    assertThat(source.planned.get(0).tables().get(0).conjuncts())
        .containsExactly(
            new Predicate.Compare(FieldPath.of("id"), Comparison.GT, new Literal(LONG, 3L)));
    assertThat(source.executed).as("planning runs nothing").isEmpty();
    assertThat(runner.run(q, plan.query())).isNotEmpty();
  }

  @Test
  void splitsAProjectionAtWhatTheSourceCannotSay() {
    DuckSource poor = source.as(like(DuckDbProfile.PROFILE).build(), ColumnTrait.BINARY_TEXT);
    RelBuilder b = planning.scan(poor.table("a"));
    RexNode real =
        b.getRexBuilder()
            .makeCast(
                b.getTypeFactory()
                    .createTypeWithNullability(
                        b.getTypeFactory().createSqlType(SqlTypeName.DOUBLE), true),
                b.field("k"));
    RexNode chosen =
        b.call(SqlStdOperatorTable.CASE, b.isNull(b.field("s")), b.field("id"), number(b, 0));
    RelNode root = b.project(List.of(chosen, real), List.of("chosen", "real"), true).build();
    PhysicalPlan plan = plan(root);
    assertThat(sql(plan))
        .isEqualTo(
            "SELECT \"k\", CASE WHEN \"s\" IS NULL THEN \"id\" ELSE CAST(0 AS BIGINT) END AS"
                + " \"chosen\" FROM \"main\".\"a\"");
    assertThat(plan.query().sql())
        .isEqualTo("SELECT \"chosen\", CAST(\"k\" AS DOUBLE) AS \"real\" FROM \"leaf_0\"");
    assertThat(plan.residual())
        .containsExactly(
            "CAST(`k` AS DOUBLE): a conversion from bigint to double cannot be written");
    assertThat(runner.run(q, plan.query())).hasSize(40);
  }

  @Test
  void keepsTheOtherConjunctsWhereOneIsRefused() {
    DuckSource otherText = source.as(DuckDbProfile.PROFILE);
    RelBuilder b = planning.scan(otherText.table("a"));
    b.filter(b.equals(b.field("s"), b.literal("a")), b.lessThan(b.field("id"), number(b, 5)));
    PhysicalPlan plan = plan(b.project(b.field("id")).build());
    assertThat(sql(plan)).contains("WHERE (\"id\" < 5)").doesNotContain("'a'");
    assertThat(plan.query().sql()).contains("\"s\" = 'a'");
    assertThat(plan.residual())
        .containsExactly(
            "`s` = 'a': it compares text, and the source does not promise to compare this text"
                + " by its bytes");
  }

  @Test
  void computesBelowAFilterThatStays() {
    DuckSource otherText = source.as(DuckDbProfile.PROFILE);
    RelBuilder b = planning.scan(otherText.table("a"));
    RexNode chosen =
        b.call(SqlStdOperatorTable.CASE, b.isNull(b.field("d")), b.field("id"), number(b, 0));
    RelNode root =
        b.filter(b.equals(b.field("s"), b.literal("a")))
            .project(List.of(chosen), List.of("s"))
            .build();
    PhysicalPlan plan = plan(root);
    assertThat(sql(plan)).contains("\"s\"", "CASE WHEN \"d\" IS NULL THEN").doesNotContain("'a'");
    assertThat(plan.query().sql()).contains("= 'a'").doesNotContain("CASE");
    assertThat(plan.residual()).hasSize(1);
    assertThat(runner.run(q, plan.query())).hasSize(8).contains("0");
  }

  @Test
  void saysThatTheEngineJoinsSeveralSources() {
    DuckSource second = DuckSource.of("second", PushedEqualsUnpushedTest.TABLES);
    RelBuilder b = planning.scan(source.table("a"));
    b.push(planning.scan(second.table("b")).build());
    RelNode root =
        b.join(JoinRelType.LEFT, b.equals(b.field(2, 0, "id"), b.field(2, 1, "Key"))).build();
    assertThat(plan(root).residual())
        .containsExactly("left join: its inputs come from several sources");
    second.close();
  }

  @Test
  void groupsSortsAndBoundsOtherTextInTheEngine() {
    DuckSource otherText = source.as(DuckDbProfile.PROFILE);
    RelBuilder b = planning.scan(otherText.table("a"));
    RelNode grouped = b.aggregate(b.groupKey("s"), b.countStar("n")).build();
    assertThat(sql(plan(grouped))).isEqualTo("SELECT \"s\" FROM \"main\".\"a\"");
    b = planning.scan(otherText.table("a"));
    RelNode least = b.aggregate(b.groupKey(), b.min("least", b.field("s"))).build();
    assertThat(sql(plan(least))).isEqualTo("SELECT \"s\" FROM \"main\".\"a\"");
    b = planning.scan(otherText.table("a"));
    RelNode top = b.sortLimit(0, 3, b.field("s")).build();
    assertThat(sql(plan(top))).doesNotContain("ORDER BY");
  }

  @Test
  void sortsAgainWhatTheSourceCut() {
    RelBuilder b = planning.scan(source.table("a"));
    RelNode top =
        b.project(b.field("id"), b.field("k"))
            .sortLimit(2, 6, b.desc(b.field("id")), b.field("k"))
            .build();
    PhysicalPlan plan = plan(top);
    assertThat(sql(plan))
        .endsWith("ORDER BY 1 DESC NULLS FIRST, 2 ASC NULLS LAST LIMIT 6 OFFSET 2");
    assertThat(plan.query().sql()).endsWith("ORDER BY 1 DESC NULLS FIRST, 2 ASC NULLS LAST");
    assertThat(runner.run(q, plan.query()))
        .containsExactly("null|1", "null|2", "null|3", "null|3", "10|0", "10|2");
  }

  @Test
  void placesNullsWhereTheSourceCannot() {
    RelBuilder b = planning.scan(without(SqlFeature.NULLS_ORDERING).table("a"));
    RelNode top = b.project(b.field("id")).sortLimit(0, 2, b.desc(b.field("id"))).build();
    assertThat(sql(plan(top)))
        .endsWith("ORDER BY CASE WHEN \"id\" IS NULL THEN 0 ELSE 1 END ASC, 1 DESC LIMIT 2");
  }

  @Test
  void filtersAggregatesByCaseWhereTheSourceHasNoFilter() {
    RelBuilder b = planning.scan(without(SqlFeature.AGGREGATE_FILTER).table("a"));
    RelNode root =
        b.aggregate(
                b.groupKey(),
                b.countStar("n").filter(b.isNull(b.field("s"))),
                b.sum(false, "total", b.field("k")).filter(b.isNotNull(b.field("id"))))
            .build();
    PhysicalPlan plan = plan(root);
    assertThat(sql(plan)).contains("count(CASE WHEN").doesNotContain("FILTER");
    assertThat(runner.run(q, plan.query())).containsExactly("8|51");
  }

  @Test
  void readsANativeQueryAsATable() {
    RelBuilder b =
        planning.scan(source.query("SELECT k, count(*) AS n FROM a GROUP BY k -- by k\n;"));
    b.filter(b.greaterThan(b.field("k"), number(b, 1)));
    PhysicalPlan plan = plan(b.project(b.field("n")).build());
    assertThat(sql(plan))
        .isEqualTo(
            "SELECT \"n\" FROM (\nSELECT k, count(*) AS n FROM a GROUP BY k\n) AS \"t0\""
                + " WHERE (\"k\" > 1)");
    assertThat(runner.run(q, plan.query())).containsExactly("10", "10");
  }

  @Test
  void asksForNamesThatComeBackAsTheyWereSent() {
    SqlProfile.Builder folding =
        SqlProfile.builder(
                Identifiers.builder('"', '"').caseRule(CaseRule.LOWER).maxBytes(20).build(),
                DuckDbProfile.PROFILE.literals())
            .operators(DuckDbProfile.PROFILE.operators())
            .typeNames(DuckDbProfile.PROFILE.typeNames())
            .features(DuckDbProfile.PROFILE.features());
    DuckSource lower = source.as(folding.build());
    RelBuilder b = planning.scan(lower.table("b"));
    PhysicalPlan plan = plan(b.project(b.field("Key")).build());
    assertThat(sql(plan)).isEqualTo("SELECT \"Key\" AS \"c0\" FROM \"main\".\"b\"");
    assertThat(plan.query().sql()).isEqualTo("SELECT \"c0\" AS \"Key\" FROM \"leaf_0\"");
  }

  @Test
  void staysWithinTheListsThatTheSourceTakes() {
    DuckSource small =
        source.as(
            like(DuckDbProfile.PROFILE).limits(SqlLimits.builder().listItems(2).build()).build());
    for (int items = 2; items <= 3; items++) {
      RelBuilder b = planning.scan(small.table("a"));
      List<RexNode> equal = new java.util.ArrayList<>();
      for (int i = 0; i < items; i++) {
        equal.add(b.equals(b.field("id"), number(b, i)));
      }
      PhysicalPlan plan = plan(b.filter(b.or(equal)).project(b.field("id")).build());
      assertThat(sql(plan).contains(" IN (0, 1)")).isEqualTo(items == 2);
      assertThat(plan.residual()).hasSize(items - 2);
      assertThat(runner.run(q, plan.query())).hasSize(items == 2 ? 7 : 10);
    }
  }

  @Test
  void keepsMicrosecondsInStatements() {
    DuckSource times =
        DuckSource.of(
            "times",
            "CREATE TABLE t (ts TIMESTAMPTZ)",
            "INSERT INTO t VALUES ('2026-03-01 00:00:00.123456+00'),"
                + " ('2026-03-01 00:00:00.123457+00'), ('2026-03-01 00:00:00.123+00')");
    RelBuilder b = planning.scan(times.table("t"));
    RexNode condition =
        planning.condition(
            b,
            "ts IN (TIMESTAMP '2026-03-01 00:00:00.123456Z',"
                + " TIMESTAMP '2026-03-01 00:00:00.123457Z')");
    PhysicalPlan plan = plan(b.filter(condition).build());
    assertThat(sql(plan)).contains("00:00:00.123456+00").contains("00:00:00.123457+00");
    assertThat(runner.run(q, plan.query())).hasSize(2);
    times.close();
  }

  @Test
  void countsRowsWithoutReadingAColumn() {
    RelBuilder b = planning.scan(without(SqlFeature.FLOAT_KEYS).table("a"));
    RelNode root =
        b.project(b.field("d"))
            .aggregate(b.groupKey(), b.countStar("n"), b.count(true, "values", b.field("d")))
            .build();
    PhysicalPlan plan = plan(root);
    assertThat(sql(plan)).isEqualTo("SELECT \"d\" FROM \"main\".\"a\"");
    assertThat(runner.run(q, plan.query())).containsExactly("40|4");
  }

  @Test
  void failsWhereTheSourceGivesOtherColumnsThanPlanned() {
    RelBuilder b = planning.scan(source.table("a"));
    PhysicalPlan plan = plan(b.project(b.field("id")).build());
    source.change("ALTER TABLE a ALTER id TYPE VARCHAR");
    assertThatThrownBy(() -> runner.run(q, plan.query()))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.SCHEMA_CHANGED));
  }

  @Test
  void tellsRouteRowsAndPrice() {
    source.estimate =
        dev.plumbline.spi.Estimate.builder()
            .rows(dev.plumbline.spi.Amount.bounded(40))
            .price(new Price(new java.math.BigDecimal("0.01"), "USD"))
            .build();
    PhysicalPlan plan = plan(planning.scan(source.table("a")).build());
    StageReport stage = plan.stages().get(0);
    assertThat(stage.access()).isEqualTo("sql");
    assertThat(stage.route()).contains(Route.STREAM);
    assertThat(stage.rows().atMost()).hasValue(40);
    assertThat(stage.price()).isPresent();
  }

  @Test
  void asksTheLargeSideOfAJoinForTheSmallSidesKeysOnly() {
    DuckSource small = DuckSource.of("second", PushedEqualsUnpushedTest.TABLES);
    small.estimate = DuckSource.atMost(25);
    for (JoinRelType type :
        List.of(JoinRelType.INNER, JoinRelType.RIGHT, JoinRelType.SEMI, JoinRelType.LEFT)) {
      source.executed.clear();
      RelBuilder b = planning.scan(source.table("a"));
      b.push(planning.scan(small.table("b")).build());
      RexNode equal = b.equals(b.field(2, 0, "id"), b.field(2, 1, "Key"));
      RelNode root =
          type == JoinRelType.SEMI ? b.semiJoin(equal).build() : b.join(type, equal).build();
      PhysicalPlan plan = plan(root);
      List<String> rows = runner.run(q, plan.query());
      assertThat(rows).hasSizeGreaterThan(10);
      assertThat(source.executed.get(0).sql().contains(" IN ("))
          .as(type.lowerName)
          .isEqualTo(type != JoinRelType.LEFT);
      assertThat(plan.stages().get(0).pushed().toString().contains("read first"))
          .isEqualTo(type != JoinRelType.LEFT);
      Planning apart = Planning.unpushed();
      small.estimate = dev.plumbline.spi.Estimate.builder().build();
      PhysicalPlan plain = apart.finish(q, root, 1);
      small.estimate = DuckSource.atMost(25);
      assertThat(rows).containsExactlyInAnyOrderElementsOf(runner.run(q, plain.query()));
    }
    small.close();
  }
}
