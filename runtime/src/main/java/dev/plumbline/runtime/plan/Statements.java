package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.engine.EngineInput;
import dev.plumbline.runtime.sql.LeafRel;
import dev.plumbline.runtime.sql.SqlText;
import dev.plumbline.spi.CaseRule;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Delivery;
import dev.plumbline.spi.Estimate;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Identifiers;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.Provenance;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Route;
import dev.plumbline.spi.SqlAccess;
import dev.plumbline.spi.SqlPlan;
import dev.plumbline.spi.SqlQuery;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TableUse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;

/** Turns SQL leaves into statements that the source runs when the engine opens them. */
final class Statements {
  private static final List<Route> PREFERRED =
      List.of(Route.STREAM, Route.PARTITIONED_STREAM, Route.STAGED_FILES);

  private final RelOptCluster cluster;
  private final QueryContext q;
  private final int parallelism;

  Statements(RelOptCluster cluster, QueryContext q, int parallelism) {
    this.cluster = cluster;
    this.q = q;
    this.parallelism = parallelism;
  }

  /** A planned statement: what the engine reads, what people read, and the rows in the residual. */
  record Stage(EngineInput input, StageReport report, RelNode rows) {}

  Stage plan(String name, StatementRel statement) {
    Named body = named(statement);
    SqlQuery query = query(statement, body.node(), body.schema());
    SqlPlan plan = statement.sql().plan(q, query);
    Route route =
        PREFERRED.stream()
            .filter(plan.routes()::containsKey)
            .findFirst()
            .orElseThrow(
                () ->
                    new ConnectorException(
                        StandardErrorCode.INTERNAL,
                        statement.table().source()
                            + ": the connector plans a statement and no way for its rows"));
    PartReader reader = statement.session().reader();
    EngineInput input =
        new EngineInput(
            name,
            body.schema(),
            (run, inputs) -> open(run, statement.sql(), query, route, reader));
    RelNode rows = new LeafRel(cluster, name, body.node().getRowType());
    return new Stage(
        input, report(name, statement, query, plan, route), renamed(rows, statement));
  }

  static EngineInput.Opened open(
      QueryContext q, SqlAccess sql, SqlQuery query, Route route, PartReader reader) {
    Delivery delivery = sql.execute(q, query, route);
    try {
      return new EngineInput.Opened(delivery.schema(), delivery.parts(), reader, delivery::close);
    } catch (RuntimeException | Error e) {
      delivery.close();
      throw e;
    }
  }

  private SqlQuery query(StatementRel statement, RelNode body, Schema schema) {
    return SqlQuery.builder(new SqlText(statement.sql().profile()).statement(body), schema)
        .tables(statement.uses().stream().map(use -> tableUse(statement, use)).toList())
        .parallelism(parallelism)
        .build();
  }

  private static TableUse tableUse(StatementRel statement, StatementRel.Use use) {
    return TableUse.builder(use.table().handle())
        .columns(columns(use).stream().map(FieldPath::of).toList())
        .conjuncts(TableConjuncts.of(statement.body(), use.leaf()))
        .build();
  }

  private static List<String> columns(StatementRel.Use use) {
    return use.columns().stream().map(i -> use.field(i).getName()).toList();
  }

  /** The tree with columns that come back under the names given here. */
  private record Named(RelNode node, Schema schema) {}

  private Named named(StatementRel statement) {
    RelNode body = statement.body();
    if (body.getRowType().getFieldCount() == 0) {
      // A statement has columns; the engine counts its rows.
      RexBuilder rex = cluster.getRexBuilder();
      RexNode one =
          rex.makeLiteral(
              BigDecimal.ONE, cluster.getTypeFactory().createSqlType(SqlTypeName.INTEGER), false);
      body = LogicalProject.create(body, List.of(), List.of(one), List.of("one"), Set.of());
    }
    List<String> names = names(statement, body.getRowType().getFieldNames());
    if (!names.equals(body.getRowType().getFieldNames())) {
      body = LogicalProject.create(body, List.of(), identity(body.getRowType()), names, Set.of());
    }
    List<Field> fields = new ArrayList<>();
    RelNode whole = statement.body().getRowType().getFieldCount() == 0 ? body : statement;
    for (int i = 0; i < names.size(); i++) {
      fields.add(ColumnFields.of(whole, i, names.get(i)));
    }
    return new Named(body, new Schema(fields));
  }

  private static List<RexNode> identity(RelDataType row) {
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < row.getFieldCount(); i++) {
      columns.add(RexInputRef.of(i, row));
    }
    return columns;
  }

  /** Names that come back as they were sent: some sources fold them, and the engine ignores case. */
  private static List<String> names(StatementRel statement, List<String> names) {
    Identifiers identifiers = statement.sql().profile().identifiers();
    List<String> folded = names.stream().map(n -> n.toLowerCase(Locale.ROOT)).toList();
    boolean kept =
        folded.stream().distinct().count() == names.size()
            && (identifiers.caseRule() != CaseRule.LOWER || folded.equals(names))
            && names.stream()
                .map(n -> n.getBytes(StandardCharsets.UTF_8).length)
                .allMatch(n -> n > 0 && n <= identifiers.maxBytes());
    return kept ? names : IntStream.range(0, names.size()).mapToObj(i -> "c" + i).toList();
  }

  /** The rows under the names of the plan, and in the order that they were cut in. */
  private RelNode renamed(RelNode leaf, StatementRel statement) {
    RelNode rows = leaf;
    List<String> wanted = statement.getRowType().getFieldNames();
    if (!leaf.getRowType().getFieldNames().equals(wanted)) {
      List<RexNode> columns = identity(leaf.getRowType()).subList(0, wanted.size());
      rows = LogicalProject.create(leaf, List.of(), columns, wanted, Set.of());
    }
    return statement.order().isEmpty()
        ? rows
        : LogicalSort.create(rows, RelCollations.of(statement.order()), null, null);
  }

  private StageReport report(
      String name, StatementRel statement, SqlQuery query, SqlPlan plan, Route route) {
    List<StatementRel.Use> uses = statement.uses();
    Estimate estimate = plan.routes().getOrDefault(route, Estimate.builder().build());
    StageReport.Builder report =
        StageReport.builder(
                name,
                statement.table().source(),
                statement.table().connector(),
                uses.stream()
                    .map(use -> use.table().relation())
                    .distinct()
                    .collect(Collectors.joining(", ")),
                provenance(uses),
                "sql")
            .columns(uses.stream().flatMap(use -> columns(use).stream()).distinct().toList())
            .columnsInAll(
                uses.stream().mapToInt(use -> use.leaf().getRowType().getFieldCount()).sum())
            .pushed(PushedText.of(statement.body()))
            .sql(query.sql())
            .route(route)
            .temporaryObjects(plan.temporaryObjects())
            .files(estimate.files())
            .bytes(estimate.bytesScanned())
            .rows(estimate.rows());
    estimate.price().ifPresent(report::price);
    return report.build();
  }

  private static Provenance provenance(List<StatementRel.Use> uses) {
    List<Provenance> all =
        uses.stream().map(use -> use.table().handle().provenance()).distinct().toList();
    return all.size() == 1
        ? all.get(0)
        : Provenance.builder(
                all.get(0).kind(),
                all.stream().map(Provenance::id).collect(Collectors.joining(", ")))
            .build();
  }
}
