package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.sql.Refused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Grows the source leaves, bottom up: each node that a leaf can take disappears into it. What one
 * cannot take stays above it, with the reason.
 */
final class Push {
  private final Sources sources;
  private final List<String> residual = new ArrayList<>();
  private final Set<RelNode> explained = Collections.newSetFromMap(new IdentityHashMap<>());

  /** How much of a plan sources are asked for. */
  enum Sources {
    /** All that they can say in SQL; scans where they have none. */
    SQL_FIRST,
    /** Tables as they are. */
    TABLES_ONLY
  }

  Push(Sources sources) {
    this.sources = sources;
  }

  /** Why nodes above SQL leaves stay with the engine. */
  List<String> residual() {
    return residual;
  }

  /** Whether it is known already why a node stays. */
  boolean isExplained(RelNode node) {
    return explained.contains(node);
  }

  RelNode into(RelNode node) {
    if (node instanceof SourceRel source) {
      return leaf(source);
    }
    List<RelNode> inputs = new ArrayList<>();
    for (RelNode input : node.getInputs()) {
      inputs.add(into(input));
    }
    RelNode renewed =
        inputs.equals(node.getInputs()) ? node : node.copy(node.getTraitSet(), inputs);
    if (sources == Sources.TABLES_ONLY) {
      return renewed;
    }
    if (inputs.size() == 1 && inputs.get(0) instanceof SourceRel source) {
      return onScan(renewed, source);
    }
    if (renewed instanceof Project project
        && narrowed(project).getInput() instanceof Filter filter
        && filter.getInput() instanceof StatementRel statement) {
      return underFilter(narrowed(project), filter, statement);
    }
    Optional<List<StatementRel>> statements = oneSession(inputs);
    return statements.isPresent() ? onStatement(renewed, statements.get()) : renewed;
  }

  private RelNode leaf(SourceRel source) {
    Optional<StatementRel> statement = StatementRel.of(source);
    return statement.isPresent() ? statement.get() : source;
  }

  private static RelNode onScan(RelNode node, SourceRel source) {
    if (node instanceof Filter filter) {
      return source.where(RelOptUtil.conjunctions(filter.getCondition()));
    }
    if (node instanceof Project project) {
      List<Integer> kept = new ArrayList<>();
      for (RexNode expression : project.getProjects()) {
        if (!(expression instanceof RexInputRef ref) || kept.contains(ref.getIndex())) {
          return project;
        }
        kept.add(ref.getIndex());
      }
      SourceRel narrow = source.returning(kept);
      return narrow.getRowType().getFieldNames().equals(project.getRowType().getFieldNames())
          ? narrow
          : project.copy(
              project.getTraitSet(), narrow, identity(narrow.getRowType()), project.getRowType());
    }
    return node;
  }

  private static List<RexNode> identity(RelDataType row) {
    List<RexNode> columns = new ArrayList<>();
    for (int i = 0; i < row.getFieldCount(); i++) {
      columns.add(RexInputRef.of(i, row));
    }
    return columns;
  }

  private static Optional<List<StatementRel>> oneSession(List<RelNode> inputs) {
    List<StatementRel> statements = new ArrayList<>();
    for (RelNode input : inputs) {
      if (!(input instanceof StatementRel statement)
          || (!statements.isEmpty() && statements.get(0).session() != statement.session())) {
        return Optional.empty();
      }
      statements.add(statement);
    }
    return statements.isEmpty() ? Optional.empty() : Optional.of(statements);
  }

  private RelNode onStatement(RelNode node, List<StatementRel> inputs) {
    StatementRel first = inputs.get(0);
    SourceRules rules = new SourceRules(first.sql().profile());
    if (node instanceof Filter filter) {
      return filter(filter, first, rules);
    }
    if (node instanceof Project project) {
      return project(project, first, rules);
    }
    String what = name(node);
    Optional<String> refused =
        node instanceof Aggregate aggregate
            ? rules.refusal(aggregate, first.binary())
            : node instanceof Join join
                ? rules.refusal(join.getCondition(), both(join), bothBinary(join, inputs))
                : node instanceof Union union
                    ? union(union, inputs, rules)
                    : node instanceof Sort sort
                        ? sort(sort, first, rules)
                        : Optional.of("the source's SQL is not asked for it");
    if (refused.isPresent()) {
      return stays(node, what, refused.get());
    }
    try {
      List<RelNode> bodies = inputs.stream().map(StatementRel::body).toList();
      List<RelFieldCollation> order =
          node instanceof Sort sort ? sort.getCollation().getFieldCollations() : List.of();
      return StatementRel.over(inputs, node.copy(node.getTraitSet(), bodies), order);
    } catch (Refused e) {
      return stays(node, what, e.reason());
    }
  }

  private RelNode stays(RelNode node, String what, String reason) {
    explained.add(node);
    residual.add(what + ": " + reason);
    return node;
  }

  private static String name(RelNode node) {
    if (node instanceof Join join) {
      return join.getJoinType().lowerName + " join";
    }
    return node instanceof Sort
        ? "ORDER BY or LIMIT"
        : node.getRelTypeName().replace("Logical", "").toLowerCase(Locale.ROOT);
  }

  private static RelDataType both(Join join) {
    return join.getCluster()
        .getTypeFactory()
        .builder()
        .addAll(join.getLeft().getRowType().getFieldList())
        .addAll(join.getRight().getRowType().getFieldList())
        .build();
  }

  private static ImmutableBitSet bothBinary(Join join, List<StatementRel> inputs) {
    return inputs
        .get(0)
        .binary()
        .union(inputs.get(1).binary().shift(join.getLeft().getRowType().getFieldCount()));
  }

  private static Optional<String> union(Union union, List<StatementRel> inputs, SourceRules rules) {
    if (union.all) {
      return Optional.empty();
    }
    for (StatementRel input : inputs) {
      for (int i = 0; i < union.getRowType().getFieldCount(); i++) {
        Optional<String> refused = rules.key(input, i, input.binary());
        if (refused.isPresent()) {
          return refused;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> sort(Sort sort, StatementRel input, SourceRules rules) {
    List<RelFieldCollation> keys = sort.getCollation().getFieldCollations();
    if (sort.fetch == null && sort.offset == null) {
      return Optional.of("rows come from the source in no order, so the engine sorts them");
    }
    if (keys.isEmpty() && !input.order().isEmpty()) {
      return Optional.of("it cuts rows that the engine sorts");
    }
    return keys.stream()
        .map(key -> rules.key(input, key.getFieldIndex(), input.binary()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private RelNode filter(Filter filter, StatementRel input, SourceRules rules) {
    List<RexNode> taken = new ArrayList<>();
    List<RexNode> left = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
      Optional<String> refused = rules.refusal(conjunct, input, input.binary());
      if (refused.isEmpty()) {
        taken.add(conjunct);
      } else {
        left.add(conjunct);
        reasons.add(described(conjunct, input) + ": " + refused.get());
      }
    }
    RelNode pushed = input;
    if (!taken.isEmpty()) {
      try {
        RexNode condition = RexUtil.composeConjunction(filter.getCluster().getRexBuilder(), taken);
        pushed =
            StatementRel.over(
                List.of(input), LogicalFilter.create(input.body(), condition), input.order());
      } catch (Refused e) {
        taken.forEach(c -> reasons.add(described(c, input) + ": " + e.reason()));
        left.addAll(taken);
      }
    }
    residual.addAll(reasons);
    if (left.isEmpty()) {
      return pushed;
    }
    RelNode rest =
        LogicalFilter.create(
            pushed, RexUtil.composeConjunction(filter.getCluster().getRexBuilder(), left));
    explained.add(rest);
    return rest;
  }

  private static String described(RexNode expression, RelNode input) {
    try {
      return ShownText.of(expression, input.getRowType().getFieldNames());
    } catch (Refused e) {
      return expression.toString();
    }
  }

  private RelNode project(Project project, StatementRel input, SourceRules rules) {
    List<RexNode> refused = new ArrayList<>();
    for (RexNode expression : project.getProjects()) {
      Optional<String> reason = rules.refusal(expression, input, input.binary());
      if (reason.isPresent()) {
        refused.add(expression);
        residual.add(described(expression, input) + ": " + reason.get());
      }
    }
    if (refused.isEmpty()) {
      try {
        return projected(project, input, project.getProjects(), project.getRowType());
      } catch (Refused e) {
        return stays(project, "projection", e.reason());
      }
    }
    return split(project, input, refused);
  }

  /** A projection of what a filter gives, also where one between them chooses columns. */
  private static Project narrowed(Project project) {
    return project.getInput() instanceof Project narrow
            && narrow.getInput() instanceof Filter
            && narrow.getProjects().stream().allMatch(e -> e instanceof RexInputRef)
        ? LogicalProject.create(
            narrow.getInput(),
            List.of(),
            RelOptUtil.pushPastProject(project.getProjects(), narrow),
            project.getRowType().getFieldNames(),
            project.getVariablesSet())
        : project;
  }

  /** What can be written runs in the source, below a filter that stays with the engine. */
  private RelNode underFilter(Project project, Filter filter, StatementRel input) {
    List<RexNode> wanted = project.getProjects();
    // A window over fewer rows is another one.
    if (project.containsOver() || wanted.stream().allMatch(e -> e instanceof RexInputRef)) {
      return project;
    }
    RelDataType row = input.getRowType();
    List<RexNode> inner =
        new ArrayList<>(identity(row, RelOptUtil.InputFinder.bits(filter.getCondition())));
    wanted.stream().filter(e -> !inner.contains(e)).distinct().forEach(inner::add);
    RelNode lower =
        project(
            LogicalProject.create(input, List.of(), inner, names(inner, project, row), Set.of()),
            input,
            new SourceRules(input.sql().profile()));
    RelNode rest =
        LogicalFilter.create(lower, filter.getCondition().accept(moved(inner, row, lower)));
    List<RexNode> outer = new ArrayList<>();
    wanted.forEach(e -> outer.add(RexInputRef.of(inner.indexOf(e), lower.getRowType())));
    explained.add(rest);
    return LogicalProject.create(
        rest, List.of(), outer, project.getRowType().getFieldNames(), Set.of());
  }

  /** Refers to columns of a row where a projection of it has them. */
  private static RexShuttle moved(List<RexNode> projected, RelDataType from, RelNode to) {
    return new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef ref) {
        return RexInputRef.of(
            projected.indexOf(RexInputRef.of(ref.getIndex(), from)), to.getRowType());
      }
    };
  }

  private static List<String> names(List<RexNode> inner, Project project, RelDataType row) {
    List<String> names = new ArrayList<>();
    for (RexNode expression : inner) {
      names.add(
          expression instanceof RexInputRef ref
              ? row.getFieldNames().get(ref.getIndex())
              : project
                  .getRowType()
                  .getFieldNames()
                  .get(project.getProjects().indexOf(expression)));
    }
    return unique(names);
  }

  /** What can be written runs in the source; the inputs of what cannot are carried up. */
  private RelNode split(Project project, StatementRel input, List<RexNode> refused) {
    ImmutableBitSet carried = RelOptUtil.InputFinder.bits(refused, null);
    List<RexNode> inner = new ArrayList<>(identity(input.getRowType(), carried));
    for (RexNode expression : project.getProjects()) {
      if (!refused.contains(expression) && !inner.contains(expression)) {
        inner.add(expression);
      }
    }
    RelDataType row = input.getRowType();
    RelNode lower;
    try {
      RelNode body =
          LogicalProject.create(
              input.body(), List.of(), inner, names(inner, project, row), Set.of());
      lower = projected(body, input, inner);
    } catch (Refused e) {
      return stays(project, "projection", e.reason());
    }
    RexShuttle up = moved(inner, row, lower);
    List<RexNode> outer = new ArrayList<>();
    for (RexNode expression : project.getProjects()) {
      outer.add(
          refused.contains(expression)
              ? expression.accept(up)
              : RexInputRef.of(inner.indexOf(expression), lower.getRowType()));
    }
    RelNode rest =
        LogicalProject.create(
            lower, List.of(), outer, project.getRowType().getFieldNames(), Set.of());
    explained.add(rest);
    return rest;
  }

  private static List<RexNode> identity(RelDataType row, ImmutableBitSet columns) {
    List<RexNode> refs = new ArrayList<>();
    columns.forEach(i -> refs.add(RexInputRef.of(i, row)));
    return refs;
  }

  private static List<String> unique(List<String> names) {
    return names.stream().distinct().count() == names.size()
        ? names
        : IntStream.range(0, names.size()).mapToObj(i -> "c" + i).toList();
  }

  private static StatementRel projected(
      Project project, StatementRel input, List<RexNode> expressions, RelDataType row) {
    RelNode body = project.copy(project.getTraitSet(), input.body(), expressions, row);
    return projected(body, input, expressions);
  }

  private static StatementRel projected(
      RelNode body, StatementRel input, List<RexNode> expressions) {
    List<RelFieldCollation> order = new ArrayList<>();
    for (RelFieldCollation key : input.order()) {
      int at = -1;
      for (int i = 0; i < expressions.size() && at < 0; i++) {
        at =
            expressions.get(i) instanceof RexInputRef ref && ref.getIndex() == key.getFieldIndex()
                ? i
                : -1;
      }
      if (at < 0) {
        throw new Refused("it drops a column that rows are sorted by");
      }
      order.add(key.withFieldIndex(at));
    }
    if (!order.isEmpty() && expressions.stream().anyMatch(RexOver::containsOver)) {
      throw new Refused("it looks across rows that are sorted");
    }
    return StatementRel.over(List.of(input), body, order);
  }
}
