package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.engine.EngineInput;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.sql.LeafRel;
import dev.plumbline.spi.Amount;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.Bound;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Estimate;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Part;
import dev.plumbline.spi.PartReader;
import dev.plumbline.spi.Predicate;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Reach;
import dev.plumbline.spi.RowBatches;
import dev.plumbline.spi.ScanAccess;
import dev.plumbline.spi.ScanPlan;
import dev.plumbline.spi.ScanRequest;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TableStatistics;
import dev.plumbline.spi.Tightness;
import dev.plumbline.spi.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/** Turns source leaves into scans, and notes what happened. */
final class Stages {
  private final RelOptCluster cluster;
  private final QueryContext q;
  private final int parallelism;
  private final List<EngineInput> inputs = new ArrayList<>();
  private final List<StageReport> reports = new ArrayList<>();
  private final List<String> residual;
  private final Push push;
  private final IdentityHashMap<RelNode, Leaf> leaves = new IdentityHashMap<>();
  private final Set<RelNode> reduced = Collections.newSetFromMap(new IdentityHashMap<>());

  /** How a leaf is read, and how it is read where only some keys are wanted. */
  private record Leaf(EngineInput input, StageReport report, Reducible reducible) {
    boolean isSmall() {
      OptionalLong rows = report.rows().atMost();
      return rows.isPresent() && rows.getAsLong() <= JoinKeys.MOST_ROWS;
    }
  }

  /** Opens a leaf where a column of it has one of some values. */
  interface Reducible {
    EngineInput.Opened open(
        QueryContext run, EngineInput.OpenInputs inputs, int column, Set<Object> keys);
  }

  Stages(RelOptCluster cluster, QueryContext q, int parallelism, Push push) {
    this.push = push;
    this.residual = new ArrayList<>(push.residual());
    this.cluster = cluster;
    this.q = q;
    this.parallelism = parallelism;
  }

  /** What the engine is given, one input for each scan. */
  List<EngineInput> inputs() {
    return inputs;
  }

  /** What each source does, for people to read. */
  List<StageReport> reports() {
    return reports;
  }

  /** What stays with the engine and why. */
  List<String> residual() {
    return residual;
  }

  RelNode materialise(RelNode node) {
    if (node instanceof SourceRel source) {
      return scan(source, OptionalLong.empty());
    }
    if (node instanceof StatementRel statement) {
      return statement(statement);
    }
    if (node instanceof Sort sort
        && sort.getInput() instanceof SourceRel source
        && sort.getCollation().getFieldCollations().isEmpty()
        && sort.offset == null
        && sort.fetch instanceof RexLiteral fetch) {
      Long limit = fetch.getValueAs(Long.class);
      residual.add("LIMIT " + limit + ": the engine counts the rows that it returns");
      return sort.copy(
          sort.getTraitSet(),
          List.of(scan(source, limit == null ? OptionalLong.empty() : OptionalLong.of(limit))));
    }
    if (node instanceof Aggregate aggregate && aggregate.getInput() instanceof SourceRel source) {
      Optional<RelNode> answered = fromMetadata(aggregate, source);
      if (answered.isPresent()) {
        return answered.get();
      }
    }
    if (!push.isExplained(node)) {
      residual.addAll(ResidualText.of(node));
    }
    List<RelNode> renewed = new ArrayList<>();
    node.getInputs().forEach(input -> renewed.add(materialise(input)));
    if (node instanceof Join join) {
      JoinKeys.of(join).forEach(this::reduce);
    }
    return node.copy(node.getTraitSet(), renewed);
  }

  /** Asks the large side of a join for the small side's keys only, when it runs. */
  private void reduce(JoinKeys keys) {
    Leaf small = leaves.get(keys.small());
    Leaf large = leaves.get(keys.large());
    if (small == null
        || large == null
        || !small.isSmall()
        || large.isSmall()
        || !reduced.add(keys.large())) {
      return;
    }
    EngineInput from = small.input();
    Field key = from.schema().getFields().get(smallIndex(keys, from));
    EngineInput plain = large.input();
    EngineInput asked =
        new EngineInput(
            plain.name(),
            plain.schema(),
            (run, open) -> {
              Set<Object> values = keys.read(open, from.name(), key.getName());
              return values.isEmpty()
                  ? new EngineInput.Opened(
                      plain.schema(), List.of(), new OneRow(plain.schema()), () -> {})
                  : large.reducible().open(run, open, keys.largeColumn(), values);
            });
    // Behind the small one: inputs are opened in their order.
    inputs.remove(plain);
    inputs.add(asked);
    List<String> pushed = new ArrayList<>(large.report().pushed());
    pushed.add(
        "keys in \""
            + key.getName()
            + "\" of "
            + from.name()
            + ": read first, and only rows with one of these are asked for");
    reports.replaceAll(
        report -> report == large.report() ? report.toBuilder().pushed(pushed).build() : report);
  }

  /** A scan may read more columns than it returns, a statement comes as it is. */
  private static int smallIndex(JoinKeys keys, EngineInput input) {
    if (!(keys.small() instanceof SourceRel source)) {
      return keys.smallColumn();
    }
    String name = source.getRowType().getFieldNames().get(keys.smallColumn());
    return input.schema().getFields().stream().map(Field::getName).toList().indexOf(name);
  }

  private RelNode statement(StatementRel statement) {
    Statements.Stage stage =
        new Statements(cluster, q, parallelism).plan("leaf_" + inputs.size(), statement);
    inputs.add(stage.input());
    reports.add(stage.report());
    leaves.put(statement, new Leaf(stage.input(), stage.report(), stage.reducible()));
    return stage.rows();
  }

  private ScanAccess access(SourceRel source) {
    return source
        .table()
        .session()
        .scan()
        .orElseThrow(
            () ->
                new ConnectorException(
                    StandardErrorCode.UNSUPPORTED,
                    source.table().source()
                        + ": connector '"
                        + source.table().connector()
                        + "' answers SQL only, and '"
                        + source.table().relation()
                        + "' is a location, which SQL cannot name; name a table or a query"));
  }

  /** One conjunct, and what the SPI can say of it. */
  private record Offer(RexNode condition, Optional<Predicate> predicate) {}

  private RelNode scan(SourceRel source, OptionalLong limit) {
    PredicateTranslator translator = new PredicateTranslator(source.tableRow());
    List<Offer> offers =
        source.conjuncts().stream().map(c -> new Offer(c, translator.translate(c))).toList();
    List<Predicate> predicates =
        offers.stream().flatMap(o -> o.predicate().stream()).distinct().toList();
    boolean allOffered = offers.stream().allMatch(o -> o.predicate().isPresent());
    OptionalLong hint = allOffered ? limit : OptionalLong.empty();
    ScanPlan plan = plan(source, needed(source, source.conjuncts()), predicates, hint);
    List<Predicate> enforced = plan.enforced().stream().filter(predicates::contains).toList();
    List<RexNode> kept =
        offers.stream()
            .filter(o -> o.predicate().isEmpty() || !enforced.contains(o.predicate().get()))
            .map(Offer::condition)
            .toList();
    List<Integer> columns = needed(source, kept);
    if (columns.size() < plan.schema().getFields().size()) {
      plan = plan(source, columns, predicates, hint);
      if (!plan.enforced().containsAll(enforced)) {
        throw new ConnectorException(
            StandardErrorCode.INTERNAL,
            source.table().source()
                + ": connector enforced a condition in one plan and not in the next");
      }
    }
    String name = "leaf_" + inputs.size();
    RelDataType row = rowOf(source, columns);
    EngineInput input =
        new EngineInput(name, plan.schema(), plan.parts(), source.table().session().reader());
    inputs.add(input);
    StageReport report = report(name, source, plan, columns, pushed(source, offers, enforced));
    reports.add(report);
    if (hint.isEmpty()) {
      leaves.put(
          source, new Leaf(input, report, reducible(source, columns, predicates, enforced, input)));
    }
    RelNode leaf = new LeafRel(cluster, name, row);
    if (!kept.isEmpty()) {
      leaf =
          LogicalFilter.create(
              leaf,
              RexUtil.composeConjunction(
                  cluster.getRexBuilder(), kept.stream().map(c -> renumber(c, columns)).toList()));
    }
    if (source.output().equals(columns)) {
      return leaf;
    }
    List<RexNode> output = new ArrayList<>();
    for (int ordinal : source.output()) {
      RelDataType type = source.tableRow().getFieldList().get(ordinal).getType();
      output.add(new RexInputRef(columns.indexOf(ordinal), type));
    }
    return LogicalProject.create(
        leaf, List.of(), output, source.getRowType().getFieldNames(), Set.of());
  }

  private Reducible reducible(
      SourceRel source,
      List<Integer> columns,
      List<Predicate> predicates,
      List<Predicate> enforced,
      EngineInput plain) {
    return (run, open, column, keys) -> {
      int ordinal = source.output().get(column);
      Optional<Predicate> wanted =
          JoinKeys.condition(
                  cluster.getRexBuilder(),
                  RexInputRef.of(ordinal, source.tableRow()),
                  keys,
                  JoinKeys.MOST_ROWS)
              .flatMap(new PredicateTranslator(source.tableRow())::translate);
      if (wanted.isEmpty()) {
        return plain.rows().open(run, open);
      }
      List<Predicate> all = new ArrayList<>(predicates);
      all.add(wanted.get());
      ScanPlan fewer = plan(source, columns, all, OptionalLong.empty());
      return fewer.enforced().containsAll(enforced)
          ? new EngineInput.Opened(
              fewer.schema(), fewer.parts(), source.table().session().reader(), () -> {})
          : plain.rows().open(run, open);
    };
  }

  private ScanPlan plan(
      SourceRel source, List<Integer> columns, List<Predicate> predicates, OptionalLong limit) {
    List<Field> fields = source.table().handle().schema().getFields();
    // Refuses columns of types that cannot be read.
    columns.forEach(ordinal -> PlanTypes.type(fields.get(ordinal)));
    List<String> names =
        columns.stream().map(i -> source.tableRow().getFieldNames().get(i)).toList();
    ScanRequest.Builder request =
        ScanRequest.builder(source.table().handle(), names)
            .conjuncts(predicates)
            .statisticsFor(temporal(source, columns))
            .parallelism(parallelism);
    limit.ifPresent(request::limit);
    return access(source).plan(q, request.build());
  }

  /** From their bounds the engine sees which files need no look at their calendar. */
  private Set<FieldPath> temporal(SourceRel source, List<Integer> columns) {
    Set<FieldPath> paths = new LinkedHashSet<>();
    for (int ordinal : columns) {
      RelDataTypeField column = source.tableRow().getFieldList().get(ordinal);
      if (List.of("date", "timestamp", "instant").contains(PlanTypes.typeId(column.getType()))) {
        paths.add(FieldPath.of(column.getName()));
      }
    }
    return paths;
  }

  private List<Integer> needed(SourceRel source, List<RexNode> conditions) {
    Set<Integer> ordinals = new TreeSet<>(source.output());
    for (RexNode condition : conditions) {
      ordinals.addAll(RelOptUtil.InputFinder.bits(condition).asList());
    }
    return List.copyOf(ordinals);
  }

  private RelDataType rowOf(SourceRel source, List<Integer> columns) {
    var row = PlanTypes.FACTORY.builder();
    columns.forEach(i -> row.add(source.tableRow().getFieldList().get(i)));
    return row.build();
  }

  private RexNode renumber(RexNode condition, List<Integer> columns) {
    return condition.accept(
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef ref) {
            return new RexInputRef(columns.indexOf(ref.getIndex()), ref.getType());
          }
        });
  }

  private List<String> pushed(SourceRel source, List<Offer> offers, List<Predicate> enforced) {
    List<String> names = source.tableRow().getFieldNames();
    List<String> pushed = new ArrayList<>();
    for (Offer offer : offers) {
      String condition = ShownText.of(offer.condition(), names);
      if (offer.predicate().isEmpty()) {
        residual.add(condition + ": a scan takes only columns compared with constants");
      } else if (enforced.contains(offer.predicate().get())) {
        pushed.add(condition + ": applied by the source");
      } else {
        pushed.add(condition + ": used to read less");
        residual.add(condition + ": the source may return more, so it is applied again");
      }
    }
    return pushed;
  }

  private StageReport report(
      String name, SourceRel source, ScanPlan plan, List<Integer> columns, List<String> pushed) {
    TableStatistics whole = whole(source);
    boolean files =
        !plan.parts().isEmpty() && plan.parts().stream().allMatch(p -> p instanceof Part.Files);
    return StageReport.builder(
            name,
            source.table().source(),
            source.table().connector(),
            source.table().relation(),
            source.table().handle().provenance(),
            plan.parts().isEmpty() ? "nothing" : files ? "files" : "batches")
        .columns(columns.stream().map(i -> source.tableRow().getFieldNames().get(i)).toList())
        .columnsInAll(source.tableRow().getFieldCount())
        .pushed(pushed)
        .filesBefore(whole.files())
        .files(sum(plan, Estimate::files))
        .bytesBefore(whole.bytes())
        .bytes(sum(plan, Estimate::bytesScanned))
        .rows(sum(plan, Estimate::rows))
        .build();
  }

  private TableStatistics whole(SourceRel source) {
    return source.table().session().introspector().statistics(q, source.table().handle(), Set.of());
  }

  private Amount sum(ScanPlan plan, Function<Estimate, Amount> amount) {
    OptionalLong expected = OptionalLong.of(0);
    OptionalLong atMost = OptionalLong.of(0);
    for (Part part : plan.parts()) {
      Amount one = amount.apply(part.estimate());
      expected = add(expected, one.expected());
      atMost = add(atMost, one.atMost());
    }
    return new Amount(expected, atMost);
  }

  private static OptionalLong add(OptionalLong a, OptionalLong b) {
    return a.isPresent() && b.isPresent()
        ? OptionalLong.of(a.getAsLong() + b.getAsLong())
        : OptionalLong.empty();
  }

  /** Counts and bounds that the source's exact statistics answer: no row is read. */
  private Optional<RelNode> fromMetadata(Aggregate aggregate, SourceRel source) {
    if (aggregate.getGroupCount() > 0
        || aggregate.getGroupType() != Aggregate.Group.SIMPLE
        || source.table().session().scan().isEmpty()) {
      return Optional.empty();
    }
    Set<String> columns = new LinkedHashSet<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      SqlKind kind = call.getAggregation().getKind();
      boolean simple =
          !call.isDistinct()
              && !call.hasFilter()
              && (kind == SqlKind.COUNT || kind == SqlKind.MIN || kind == SqlKind.MAX)
              && call.getArgList().size() <= 1;
      if (!simple) {
        return Optional.empty();
      }
      call.getArgList().forEach(a -> columns.add(source.getRowType().getFieldNames().get(a)));
    }
    PredicateTranslator translator = new PredicateTranslator(source.tableRow());
    List<Predicate> predicates = new ArrayList<>();
    for (RexNode conjunct : source.conjuncts()) {
      Optional<Predicate> predicate = translator.translate(conjunct);
      if (predicate.isEmpty()) {
        return Optional.empty();
      }
      predicates.add(predicate.get());
    }
    ScanPlan plan =
        access(source)
            .plan(
                q,
                ScanRequest.builder(source.table().handle(), List.copyOf(columns))
                    .conjuncts(predicates)
                    .statisticsFor(Planning.paths(columns))
                    .build());
    if (!plan.enforced().containsAll(predicates)) {
      return Optional.empty();
    }
    return TableFacts.of(q, plan.parts(), source.table().session().reader(), columns)
        .flatMap(facts -> answer(aggregate, source, plan, facts));
  }

  private Optional<RelNode> answer(
      Aggregate aggregate, SourceRel source, ScanPlan plan, TableFacts facts) {
    if (facts.rows().isEmpty()) {
      return Optional.empty();
    }
    long rows = facts.rows().getAsLong();
    List<@Nullable Object> values = new ArrayList<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      if (call.getArgList().isEmpty()) {
        values.add(rows);
        continue;
      }
      TableFacts.ColumnFacts column =
          facts.columns().get(source.getRowType().getFieldNames().get(call.getArgList().get(0)));
      if (column == null || column.nulls().isEmpty()) {
        return Optional.empty();
      }
      long present = rows - column.nulls().getAsLong();
      if (call.getAggregation().getKind() == SqlKind.COUNT) {
        values.add(present);
      } else if (present == 0) {
        values.add(null);
      } else {
        Optional<Bound> bound =
            call.getAggregation().getKind() == SqlKind.MIN ? column.min() : column.max();
        if (bound.isEmpty() || bound.get().tightness() != Tightness.EXACT) {
          return Optional.empty();
        }
        values.add(bound.get().value().value());
      }
    }
    String name = "leaf_" + inputs.size();
    Schema schema = schema(aggregate.getRowType());
    PartReader reader = new OneRow(schema, values.toArray());
    Part part = Part.Batches.builder(Token.EMPTY, Reach.SESSION).build();
    inputs.add(new EngineInput(name, schema, List.of(part), reader));
    StageReport scanned = report(name, source, plan, List.of(), pushedWhole(source));
    reports.add(
        StageReport.builder(
                name,
                scanned.source(),
                scanned.connector(),
                scanned.relation(),
                scanned.provenance(),
                "metadata")
            .columnsInAll(scanned.columnsInAll())
            .pushed(scanned.pushed())
            .filesBefore(scanned.filesBefore())
            .files(Amount.exactly(0))
            .bytesBefore(scanned.bytesBefore())
            .bytes(Amount.exactly(0))
            .rows(Amount.exactly(1))
            .build());
    return Optional.of(new LeafRel(cluster, name, aggregate.getRowType()));
  }

  private List<String> pushedWhole(SourceRel source) {
    List<String> pushed = new ArrayList<>();
    for (RexNode conjunct : source.conjuncts()) {
      pushed.add(
          ShownText.of(conjunct, source.tableRow().getFieldNames()) + ": applied by the source");
    }
    pushed.add("counts and bounds: answered from the source's statistics, no row is read");
    return pushed;
  }

  private Schema schema(RelDataType row) {
    return new Schema(
        row.getFieldList().stream().map(f -> PlanTypes.field(f.getName(), f.getType())).toList());
  }

  /** Reads one row that the planner already knows. */
  private static final class OneRow implements PartReader {
    private final Schema schema;
    private final @Nullable Object[] values;

    OneRow(Schema schema, @Nullable Object... values) {
      this.schema = schema;
      this.values = values;
    }

    @Override
    public BatchReader open(QueryContext q, Part.Batches part) {
      return RowBatches.of(
          schema, List.<@Nullable Object[]>of(values).iterator(), q.allocator(), () -> {});
    }
  }
}
