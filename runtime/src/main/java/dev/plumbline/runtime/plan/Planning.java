package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.engine.EngineQuery;
import dev.plumbline.runtime.expression.NamedExpression;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.expression.SparkExpressions;
import dev.plumbline.runtime.sql.DuckDbProfile;
import dev.plumbline.runtime.sql.LeafRel;
import dev.plumbline.runtime.sql.SqlText;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.ScanAccess;
import dev.plumbline.spi.ScanPlan;
import dev.plumbline.spi.ScanRequest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilderFactory;

/**
 * Plans one query: build a tree with {@link #scan}, then {@link #finish} it. Not thread-safe; a
 * plan is made by one thread.
 *
 * @since 0.1.0
 */
public final class Planning {
  /** A local time in a named zone as an instant; a time in a gap or overlap as the engine does. */
  public static final SqlFunction AT_ZONE =
      new SqlFunction(
          "AT_ZONE",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.explicit(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, 6)
              .andThen(SqlTypeTransforms.FORCE_NULLABLE),
          null,
          OperandTypes.ANY_ANY,
          SqlFunctionCategory.TIMEDATE);

  /**
   * The first operand; where it is NULL and the second is not, an error of the third, the second
   * and the fourth. Only the local engine can say it.
   */
  public static final SqlFunction READABLE =
      new SqlFunction(
          "READABLE",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0_FORCE_NULLABLE,
          null,
          OperandTypes.VARIADIC,
          SqlFunctionCategory.SYSTEM);

  /**
   * A text without blanks at its ends and without capitals, letter by letter; cheaper than the
   * words of {@code select_expr} for it. Only the local engine can say it.
   */
  public static final SqlFunction FOLD =
      new SqlFunction(
          "FOLD",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0_FORCE_NULLABLE,
          null,
          OperandTypes.ANY,
          SqlFunctionCategory.STRING);

  /**
   * How many whole times the third operand, a number of microseconds, lies between the second, in
   * microseconds since 1970, and the first, a time. Only the local engine can say it.
   */
  public static final SqlFunction BUCKET =
      new SqlFunction(
          "BUCKET",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.BIGINT_FORCE_NULLABLE,
          null,
          OperandTypes.VARIADIC,
          SqlFunctionCategory.TIMEDATE);

  // Simplifying would turn comparisons into SEARCH, whose expansion cuts timestamps to
  // milliseconds.
  private static final RelBuilder.Config BUILDER =
      RelBuilder.Config.DEFAULT.withSimplify(false).withSimplifyLimit(false);
  private static final RelBuilderFactory FACTORY = RelBuilder.proto(Contexts.of(BUILDER));
  private static final HepProgram RULES = rules();

  private final RelOptCluster cluster;
  private final Push.Sources sources;

  private Planning(Push.Sources sources) {
    this.sources = sources;
    this.cluster =
        RelOptCluster.create(
            new HepPlanner(new HepProgramBuilder().build()), new RexBuilder(PlanTypes.FACTORY));
    cluster.setMetadataQuerySupplier(Metadata::new);
    cluster.invalidateMetadataQuery();
  }

  /** Metadata without code generation: no compiler at run time, and a quicker first plan. */
  private static final class Metadata extends RelMetadataQuery {
    Metadata() {
      super(new ProxyingMetadataHandlerProvider(DefaultRelMetadataProvider.INSTANCE));
    }
  }

  private static HepProgram rules() {
    List<RelOptRule> rules =
        List.of(
            CoreRules.FILTER_PROJECT_TRANSPOSE.config.withRelBuilderFactory(FACTORY).toRule(),
            CoreRules.FILTER_INTO_JOIN.config.withRelBuilderFactory(FACTORY).toRule(),
            CoreRules.FILTER_SET_OP_TRANSPOSE.config.withRelBuilderFactory(FACTORY).toRule(),
            CoreRules.FILTER_AGGREGATE_TRANSPOSE.config.withRelBuilderFactory(FACTORY).toRule(),
            CoreRules.JOIN_CONDITION_PUSH.config.withRelBuilderFactory(FACTORY).toRule(),
            CoreRules.FILTER_MERGE.config.withRelBuilderFactory(FACTORY).toRule(),
            CoreRules.PROJECT_MERGE.config.withRelBuilderFactory(FACTORY).toRule(),
            CoreRules.PROJECT_REMOVE.config.withRelBuilderFactory(FACTORY).toRule());
    return new HepProgramBuilder().addRuleCollection(rules).build();
  }

  /**
   * Starts a plan.
   *
   * @return a plan without tables
   */
  public static Planning start() {
    return new Planning(Push.Sources.SQL_FIRST);
  }

  /**
   * Starts a plan that asks sources for whole tables, so that pushing can be checked against it.
   */
  static Planning unpushed() {
    return new Planning(Push.Sources.TABLES_ONLY);
  }

  /**
   * Starts a tree with all rows and columns of a table.
   *
   * @param table the table; its session must stay open until the plan has run
   * @return a builder with the table on its stack
   */
  public RelBuilder scan(PinnedTable table) {
    return FACTORY.create(cluster, null).push(SourceRel.of(cluster, table));
  }

  /**
   * Starts a tree with the rows of a table and the columns that are selected of it.
   *
   * @param table the table with its selection
   * @return a builder with the selected columns on its stack
   */
  public RelBuilder scan(SelectedTable table) {
    return selected(table.table(), table.selectExpr());
  }

  RelBuilder selected(PinnedTable table, List<String> selectExpr) {
    RelBuilder builder = scan(table);
    if (!selectExpr.isEmpty()) {
      List<NamedExpression> items =
          SparkExpressions.select(cluster.getRexBuilder(), builder.peek().getRowType(), selectExpr);
      builder.project(
          items.stream().map(NamedExpression::expression).toList(),
          items.stream().map(NamedExpression::name).toList(),
          true);
    }
    return builder;
  }

  /** The columns that a tree gives, with the Arrow types in which they arrive. */
  static Schema schema(RelNode node) {
    List<Field> fields = new ArrayList<>();
    node.getRowType()
        .getFieldList()
        .forEach(column -> fields.add(ColumnFields.of(node, column.getIndex(), column.getName())));
    return new Schema(fields);
  }

  /**
   * Reads a condition in SQL over the columns of the node on a builder's stack.
   *
   * @param builder the builder
   * @param text such as {@code amount > 5 AND owner IS NOT NULL}
   * @return the condition
   * @throws ConnectorException with {@code INVALID_REQUEST} that names the column or word
   */
  public RexNode condition(RelBuilder builder, String text) {
    return SparkExpressions.condition(cluster.getRexBuilder(), builder.peek().getRowType(), text);
  }

  /**
   * Reads an expression in Spark SQL over the columns of the node on a builder's stack.
   *
   * @param builder the builder
   * @param text such as {@code CAST(id AS STRING)}; no {@code *}
   * @return the expression
   * @throws ConnectorException with {@code INVALID_REQUEST} that names the column or word
   */
  public RexNode expression(RelBuilder builder, String text) {
    return SparkExpressions.select(
            cluster.getRexBuilder(), builder.peek().getRowType(), List.of(text + " AS value"))
        .get(0)
        .expression();
  }

  /**
   * Takes a timestamp column of the node on a builder's stack as instants.
   *
   * @param builder the builder
   * @param ordinal the column, from 0: a timestamp or a date
   * @param zone the zone of a column that has none
   * @return the column as instants
   */
  public InstantColumn instant(RelBuilder builder, int ordinal, Optional<ZoneId> zone) {
    return new InstantColumn(cluster.getRexBuilder(), builder.field(ordinal), zone);
  }

  /**
   * Says what the files of a table hold without reading them.
   *
   * @param q the query
   * @param table the table
   * @param columns the columns wanted
   * @return the facts; empty where the source does not give files
   */
  public static Optional<TableFacts> facts(
      QueryContext q, PinnedTable table, Collection<String> columns) {
    Optional<ScanAccess> scan = table.session().scan();
    if (scan.isEmpty()) {
      return Optional.empty();
    }
    ScanPlan plan =
        scan.get()
            .plan(
                q,
                ScanRequest.builder(table.handle(), List.copyOf(columns))
                    .statisticsFor(paths(columns))
                    .build());
    return TableFacts.of(q, plan.parts(), table.session().reader(), columns);
  }

  /**
   * Says what the files of a table hold of selected columns without reading them.
   *
   * @param q the query
   * @param table the table with its selection
   * @param columns the selected columns wanted; of those that are computed nothing is known
   * @return the facts; empty where the source does not give files
   */
  public static Optional<TableFacts> facts(
      QueryContext q, SelectedTable table, Collection<String> columns) {
    Map<String, String> origins = new LinkedHashMap<>();
    for (String column : columns) {
      table.origin(column).ifPresent(path -> origins.put(column, path.names().get(0)));
    }
    return facts(q, table.table(), Set.copyOf(origins.values()))
        .map(
            facts -> {
              Map<String, TableFacts.ColumnFacts> known = new LinkedHashMap<>();
              origins.forEach(
                  (column, origin) ->
                      Optional.ofNullable(facts.columns().get(origin))
                          .ifPresent(fact -> known.put(column, fact)));
              return new TableFacts(facts.rows(), facts.files(), facts.bytes(), known);
            });
  }

  static Set<FieldPath> paths(Collection<String> columns) {
    Set<FieldPath> paths = new LinkedHashSet<>();
    columns.forEach(c -> paths.add(FieldPath.of(c)));
    return paths;
  }

  /**
   * Finishes a plan: pushes what sources take and writes the rest for the engine. Plans scans,
   * reads nothing.
   *
   * @param q the query
   * @param root the tree
   * @param parallelism how many streams the engine runs
   * @return the plan
   * @throws ConnectorException if the tree has something that no engine can run
   */
  public PhysicalPlan finish(QueryContext q, RelNode root, int parallelism) {
    HepPlanner planner = new HepPlanner(RULES);
    planner.setRoot(root);
    Push push = new Push(sources);
    RelNode pushed = push.into(Pruning.of(planner.findBestExp()));
    Stages stages = new Stages(cluster, q, parallelism, push);
    RelNode residual = named(stages.materialise(pushed), root.getRowType().getFieldNames());
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < root.getRowType().getFieldCount(); i++) {
      fields.add(ColumnFields.of(pushed, i, root.getRowType().getFieldNames().get(i)));
    }
    boolean rowwise = stages.inputs().size() == 1 && isRowwise(residual);
    EngineQuery query =
        new EngineQuery(
            stages.inputs(),
            new SqlText(DuckDbProfile.PROFILE).statement(residual),
            new Schema(fields),
            rowwise ? EngineQuery.Distribution.ROWWISE : EngineQuery.Distribution.WHOLE);
    return new PhysicalPlan(query, stages.reports(), stages.residual());
  }

  /** Gives columns the names of the root, below a sort so that its order stays. */
  private static RelNode named(RelNode node, List<String> names) {
    if (node.getRowType().getFieldNames().equals(names)) {
      return node;
    }
    if (node instanceof Sort sort) {
      return sort.copy(sort.getTraitSet(), List.of(named(sort.getInput(), names)));
    }
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(RexInputRef.of(i, node.getRowType()));
    }
    return LogicalProject.create(node, List.of(), columns, names, Set.of());
  }

  private static boolean isRowwise(RelNode node) {
    return node instanceof LeafRel
        || ((node instanceof Filter || (node instanceof Project project && !project.containsOver()))
            && isRowwise(node.getInput(0)));
  }
}
