package dev.plumbline.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.engine.EngineQuery.Distribution;
import dev.plumbline.spi.Bound;
import dev.plumbline.spi.ColumnStatistics;
import dev.plumbline.spi.Comparison;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.DataFile;
import dev.plumbline.spi.Deletes;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.FileRef;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Polarity;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.ScanRequest;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.Tightness;
import dev.plumbline.spi.Token;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.tools.RelBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanningTest {
  private static final ArrowType LONG = new ArrowType.Int(64, true);
  private static final ArrowType INSTANT = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.nullable("id", LONG),
              Field.nullable("owner", ArrowType.Utf8.INSTANCE),
              Field.nullable("amount", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
              Field.nullable("ts", INSTANT),
              Field.nullable("is_new", ArrowType.Bool.INSTANCE),
              Field.nullable("odd \"name\"", ArrowType.Utf8.INSTANCE)));
  private static final DataFile FILE =
      DataFile.builder(FileRef.builder("/data/1.parquet", 100).build())
          .rows(10)
          .statistics(
              List.of(
                  ColumnStatistics.builder(FieldPath.of("id"))
                      .nulls(2)
                      .min(new Bound(new Literal(LONG, 3L), Tightness.EXACT))
                      .max(new Bound(new Literal(LONG, 9L), Tightness.EXACT))
                      .build(),
                  ColumnStatistics.builder(FieldPath.of("owner"))
                      .nulls(0)
                      .min(new Bound(new Literal(ArrowType.Utf8.INSTANCE, "a"), Tightness.OUTER))
                      .build()))
          .build();

  private final NotedScans.Query query = new NotedScans.Query();

  @AfterEach
  void close() {
    query.close();
  }

  private record Planned(PhysicalPlan plan, List<ScanRequest> requests) {
    String sql() {
      return plan.query().sql();
    }

    ScanRequest last() {
      return requests.get(requests.size() - 1);
    }
  }

  private interface Tree {
    RelNode of(Planning planning, RelBuilder builder);
  }

  private Planned plan(Set<Predicate> enforced, Tree tree) {
    return plan(List.of(FILE), enforced, tree);
  }

  private Planned plan(List<DataFile> files, Set<Predicate> enforced, Tree tree) {
    NotedScans scans = new NotedScans(SCHEMA, files, enforced);
    Planning planning = Planning.start();
    RelBuilder builder = planning.scan(scans.table());
    PhysicalPlan plan = planning.finish(query, tree.of(planning, builder), 2);
    return new Planned(plan, scans.requests);
  }

  private Planned where(String condition) {
    return plan(
        Set.of(),
        (planning, builder) ->
            builder
                .filter(planning.condition(builder, condition))
                .project(builder.field("id"))
                .build());
  }

  @Test
  void readsOnlyTheColumnsThatAreUsed() {
    Planned planned = where("amount > 5");
    assertThat(planned.last().columns()).containsExactly("id", "amount");
    assertThat(planned.sql())
        .isEqualTo("SELECT \"id\" FROM \"leaf_0\" WHERE (\"amount\" > CAST('5.0' AS DOUBLE))");
    assertThat(planned.plan().query().schema().getFields())
        .containsExactly(Field.nullable("id", LONG));
  }

  @Test
  void dropsAConditionThatTheSourceEnforces() {
    Predicate enforced =
        new Predicate.Compare(FieldPath.of("id"), Comparison.EQ, new Literal(LONG, 7L));
    Planned planned =
        plan(
            Set.of(enforced),
            (planning, builder) ->
                builder
                    .filter(planning.condition(builder, "id = 7 AND owner LIKE 'a%'"))
                    .project(builder.field("amount"))
                    .build());
    assertThat(planned.last().columns()).containsExactly("owner", "amount");
    assertThat(planned.sql()).doesNotContain("\"id\"").contains("LIKE 'a%'");
    assertThat(planned.plan().stages().get(0).pushed())
        .containsExactly("`id` = 7: applied by the source", "`owner` LIKE 'a%': used to read less");
    assertThat(planned.plan().residual())
        .containsExactly("`owner` LIKE 'a%': the source may return more, so it is applied again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nope = 1",
        "id = X'01'",
        "id = 'x'",
        "id > NULL",
        "id IN (SELECT 1)",
        "frobnicate(id) = 1",
        "max(id) = 1",
        "id = 1; DROP TABLE t",
        "owner",
        "ts > 'yesterday'",
        "id SIMILAR TO 'a'",
        "ts > '2026-01-01T00:00:00.123456789'"
      })
  void refusesAConditionThatItCannotReadExactly(String condition) {
    assertThatThrownBy(() -> where(condition))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(StandardErrorCode.INVALID_REQUEST));
  }

  @Test
  void refusesAConditionThatIsNestedWithoutEnd() {
    assertThatThrownBy(() -> where("(".repeat(30_000) + "id = 1" + ")".repeat(30_000)))
        .isInstanceOf(ConnectorException.class)
        .hasMessageContaining("nested");
  }

  @Test
  void hintsAtTheColumnThatWasMeant() {
    assertThatThrownBy(() -> where("amuont > 1")).hasMessageContaining("'amount'");
  }

  @Test
  void keepsMicrosecondsInLists() {
    Planned planned =
        where("ts IN (TIMESTAMP '2026-03-01T00:00:00.123456Z', '2026-03-01 00:00:00.123457')");
    assertThat(planned.last().conjuncts())
        .containsExactly(
            new Predicate.OneOf(
                FieldPath.of("ts"),
                List.of(
                    new Literal(INSTANT, Instant.parse("2026-03-01T00:00:00.123456Z")),
                    new Literal(INSTANT, Instant.parse("2026-03-01T00:00:00.123457Z"))),
                Polarity.IS));
    assertThat(planned.sql())
        .contains("TIMESTAMPTZ '2026-03-01 00:00:00.123456+00'")
        .contains("TIMESTAMPTZ '2026-03-01 00:00:00.123457+00'");
  }

  @Test
  void handsOverNegationAtTheLeavesOnly() {
    Planned planned = where("NOT (id = 1 OR owner IS NULL)");
    assertThat(planned.last().conjuncts())
        .containsExactly(
            new Predicate.And(
                List.of(
                    new Predicate.Compare(FieldPath.of("id"), Comparison.NE, new Literal(LONG, 1L)),
                    new Predicate.Nullness(FieldPath.of("owner"), Polarity.IS_NOT))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "owner = 'it''s'            | (\"owner\" = 'it''s')",
        "owner = '\\\\'             | (\"owner\" = '\\')",
        "owner = '{0}{type}$1'      | (\"owner\" = '{0}{type}$1')",
        "`odd \"name\"` = 'x'        | (\"odd \"\"name\"\"\" = 'x')",
        "id = 1.5                   | (\"id\" = CAST('1.5' AS DECIMAL(2,1)))",
        "id = -9223372036854775808  | (\"id\" = (-9223372036854775808))",
      })
  void quotesExactly(String condition, String sql) {
    assertThat(where(condition).sql()).contains("WHERE " + sql);
  }

  @Test
  void hintsTheLimitOnlyWhereTheSourceKnowsEveryCondition() {
    Planned known =
        plan(Set.of(), (p, b) -> b.filter(p.condition(b, "id > 1")).limit(0, 5).build());
    assertThat(known.last().limit()).hasValue(5);
    Planned unknown =
        plan(Set.of(), (p, b) -> b.filter(p.condition(b, "id = 1.5")).limit(0, 5).build());
    assertThat(unknown.last().limit()).isEmpty();
    assertThat(unknown.sql()).endsWith("LIMIT 5");
    assertThat(unknown.plan().query().distribution()).isEqualTo(Distribution.WHOLE);
  }

  @Test
  void runsRowsApartOnlyWhereNothingLooksAcrossThem() {
    assertThat(where("id > 1").plan().query().distribution()).isEqualTo(Distribution.ROWWISE);
    Planned counted =
        plan(Set.of(), (p, b) -> b.aggregate(b.groupKey("owner"), b.countStar("n")).build());
    assertThat(counted.plan().query().distribution()).isEqualTo(Distribution.WHOLE);
    assertThat(counted.sql())
        .isEqualTo("SELECT \"owner\", count(*) AS \"n\" FROM \"leaf_0\" GROUP BY \"owner\"");
  }

  @Test
  void answersCountsAndBoundsFromExactStatistics() {
    Planned planned =
        plan(
            Set.of(),
            (p, b) ->
                b.aggregate(
                        b.groupKey(),
                        b.countStar("n"),
                        b.count(false, "ids", b.field("id")),
                        b.min("least", b.field("id")),
                        b.max("most", b.field("id")))
                    .build());
    assertThat(planned.plan().stages().get(0).access()).isEqualTo("metadata");
    var reader =
        planned
            .plan()
            .query()
            .inputs()
            .get(0)
            .rows()
            .open(
                query,
                name -> {
                  throw new IllegalArgumentException(name);
                });
    try (var batches =
            reader.reader().open(query, (dev.plumbline.spi.Part.Batches) reader.parts().get(0));
        var row = batches.next().orElseThrow()) {
      assertThat(row.contentToTSVString()).contains("10\t8\t3\t9");
    }
  }

  @Test
  void scansWhereABoundIsNotReached() {
    Planned planned =
        plan(
            Set.of(),
            (p, b) -> b.aggregate(b.groupKey(), b.min("least", b.field("owner"))).build());
    assertThat(planned.plan().stages().get(0).access()).isEqualTo("files");
    assertThat(planned.sql()).isEqualTo("SELECT min(\"owner\") AS \"least\" FROM \"leaf_0\"");
  }

  @Test
  void scansWhereRowsWereDeleted() {
    DataFile deleted =
        DataFile.builder(FILE.ref())
            .rows(10)
            .statistics(FILE.statistics())
            .deletes(Deletes.Positions.builder(Token.EMPTY, 4).build())
            .build();
    Planned bounds =
        plan(
            List.of(deleted),
            Set.of(),
            (p, b) -> b.aggregate(b.groupKey(), b.max("most", b.field("id"))).build());
    assertThat(bounds.plan().stages().get(0).access()).isEqualTo("files");
    Planned count =
        plan(
            List.of(deleted),
            Set.of(),
            (p, b) -> b.aggregate(b.groupKey(), b.countStar("n")).build());
    assertThat(count.plan().stages().get(0).access()).isEqualTo("metadata");
  }

  @Test
  void comparesAFixedOffsetOnTheBareColumn() {
    Schema local =
        new Schema(
            List.of(Field.nullable("at", new ArrowType.Timestamp(TimeUnit.MICROSECOND, null))));
    NotedScans scans = new NotedScans(local, List.of(), Set.of());
    Planning planning = Planning.start();
    RelBuilder builder = planning.scan(scans.table());
    InstantColumn at =
        planning.instant(builder, 0, java.util.Optional.of(java.time.ZoneId.of("UTC")));
    RelNode root =
        builder
            .filter(at.notBefore(Instant.parse("2026-03-01T00:00:00Z")))
            .project(List.of(at.expression()), List.of("at"), true)
            .build();
    PhysicalPlan plan = planning.finish(query, root, 1);
    assertThat(plan.query().sql())
        .isEqualTo(
            "SELECT make_timestamptz(epoch_us(\"at\")) AS \"at\" FROM \"leaf_0\""
                + " WHERE (\"at\" >= TIMESTAMP '2026-03-01 00:00:00')");
    assertThat(scans.requests.get(0).conjuncts()).hasSize(1);
    assertThat(plan.query().schema().getFields().get(0).getType()).isEqualTo(INSTANT);
  }
}
