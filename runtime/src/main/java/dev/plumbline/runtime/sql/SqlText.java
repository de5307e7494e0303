package dev.plumbline.runtime.sql;

import dev.plumbline.spi.SqlFeature;
import dev.plumbline.spi.SqlProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Writes a relational tree as SQL, by a profile: only operators that the profile lists, with the
 * types that it lists, are written; everything else is refused.
 */
public final class SqlText {
  private final SqlExpressions expressions;
  private final SqlLiterals literals;
  private int aliases;

  /**
   * Makes a writer for one statement.
   *
   * @param profile what the SQL can say
   */
  public SqlText(SqlProfile profile) {
    this.expressions = new SqlExpressions(profile);
    this.literals = expressions.literals();
  }

  /** A SELECT under construction. */
  private static final class Block {
    String from = "";
    List<Written> columns = List.of();
    List<String> names = List.of();
    final List<String> where = new ArrayList<>();
    final List<String> groupBy = new ArrayList<>();
    Stage stage = Stage.ROWS;
    String tail = "";

    /** What can stand before a column of the only relation; null where there are several. */
    @Nullable String alias;

    /** Whether the relation still has to be given its alias. */
    boolean bare;

    /** Whether it is joins and nothing else, so that another can follow. */
    boolean joins;

    boolean isPlain() {
      return columns.stream().allMatch(Written::name);
    }
  }

  /** How far a block is: a clause can only be added while it still comes before what is there. */
  private enum Stage {
    ROWS,
    AGGREGATED,
    PROJECTED,
    ENDED
  }

  /**
   * Writes a tree.
   *
   * @param root the tree
   * @return one SELECT
   * @throws Refused if the profile does not have something of it
   */
  public String statement(RelNode root) {
    aliases = 0;
    String sql = render(block(root));
    long most = expressions.profile().limits().statementBytes().orElse(Long.MAX_VALUE);
    long bytes = sql.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > most) {
      throw new Refused("a statement of " + bytes + " bytes: the source takes " + most);
    }
    return sql;
  }

  /**
   * Writes a condition or expression over named columns.
   *
   * @param node the expression
   * @param names the names of its inputs
   * @return the text
   * @throws Refused if the profile does not have something of it
   */
  public String condition(RexNode node, List<String> names) {
    return expressions.expression(node, columns(names)).sql();
  }

  private boolean has(SqlFeature feature) {
    return expressions.profile().features().contains(feature);
  }

  private void require(SqlFeature feature, String what) {
    if (!has(feature)) {
      throw new Refused(what + ": the source has none");
    }
  }

  private String render(Block block) {
    StringBuilder sql = new StringBuilder("SELECT ");
    if (block.columns.isEmpty()) {
      // SQL has no row without columns; the engine counts rows of this placeholder.
      sql.append("1 AS ").append(literals.quote("rows"));
    }
    for (int i = 0; i < block.columns.size(); i++) {
      Written column = block.columns.get(i);
      String name = literals.quote(block.names.get(i));
      sql.append(i == 0 ? "" : ", ").append(column.sql());
      if (!column.sql().equals(name)) {
        sql.append(" AS ").append(name);
      }
    }
    if (!block.from.isEmpty()) {
      sql.append(" FROM ").append(block.from);
    }
    if (!block.where.isEmpty()) {
      sql.append(" WHERE ").append(String.join(" AND ", block.where));
    }
    if (!block.groupBy.isEmpty()) {
      sql.append(" GROUP BY ").append(String.join(", ", block.groupBy));
    }
    return sql.append(block.tail).toString();
  }

  private Block block(RelNode node) {
    if (node instanceof LeafRel leaf) {
      return leaf(leaf);
    }
    if (node instanceof Filter filter) {
      Block block = open(block(filter.getInput()), Stage.ROWS);
      for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
        block.where.add(expressions.expression(conjunct, block.columns).operand());
      }
      return block;
    }
    if (node instanceof Project project) {
      return project(project);
    }
    if (node instanceof Aggregate aggregate) {
      return aggregate(aggregate);
    }
    if (node instanceof Join join) {
      return join(join);
    }
    if (node instanceof Union union) {
      return union(union);
    }
    if (node instanceof Values values) {
      return values(values);
    }
    if (node instanceof Sort sort) {
      return sort(sort);
    }
    throw new Refused(node.getRelTypeName() + " cannot be written");
  }

  private Block leaf(LeafRel leaf) {
    Block block = new Block();
    if (leaf.from() instanceof LeafRel.From.Query query) {
      block.alias = alias();
      block.from = "(\n" + query.sql() + "\n) AS " + block.alias;
    } else {
      List<String> path = ((LeafRel.From.Table) leaf.from()).path();
      block.from = path.stream().map(literals::quote).collect(Collectors.joining("."));
      block.alias = path.size() == 1 ? block.from : "";
      block.bare = true;
    }
    block.names = leaf.getRowType().getFieldNames();
    block.columns = columns(block.names);
    return block;
  }

  private String alias() {
    return literals.quote("t" + aliases++);
  }

  private Block project(Project project) {
    boolean windows = project.containsOver();
    boolean direct =
        project.getProjects().stream().allMatch(e -> e instanceof RexInputRef)
            && project.getProjects().stream().distinct().count() == project.getProjects().size();
    Block block =
        open(
            block(project.getInput()),
            // Figures by their names: DuckDB has none within TRY.
            direct && !windows ? Stage.PROJECTED : Stage.ROWS);
    List<Written> columns = new ArrayList<>();
    for (RexNode expression : project.getProjects()) {
      columns.add(expressions.expression(expression, block.columns));
    }
    block.columns = columns;
    block.names = project.getRowType().getFieldNames();
    if (!direct) {
      block.joins = false;
      block.stage = block.stage == Stage.ROWS ? Stage.ROWS : Stage.PROJECTED;
    }
    return block;
  }

  private Block aggregate(Aggregate aggregate) {
    if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
      throw new Refused("grouping sets cannot be written");
    }
    Block block = open(block(aggregate.getInput()), Stage.ROWS);
    RelDataType input = aggregate.getInput().getRowType();
    List<Written> columns = new ArrayList<>();
    for (int key : aggregate.getGroupSet()) {
      columns.add(block.columns.get(key));
      block.groupBy.add(block.columns.get(key).sql());
    }
    for (AggregateCall call : aggregate.getAggCallList()) {
      columns.add(new SqlAggregates(expressions).write(call, block.columns, input));
    }
    if (columns.isEmpty()) {
      throw new Refused("an aggregate of nothing cannot be written");
    }
    block.columns = columns;
    block.names = aggregate.getRowType().getFieldNames();
    block.stage = Stage.AGGREGATED;
    block.joins = false;
    return block;
  }

  /** One side of a join: its FROM item and its columns, which say where they come from. */
  private record Side(String from, List<Written> columns) {}

  private Side side(RelNode input, boolean mayBeJoins) {
    Block block = block(input);
    boolean rows = block.stage == Stage.ROWS && block.where.isEmpty() && block.isPlain();
    if (rows && block.joins && mayBeJoins) {
      return new Side(block.from, block.columns);
    }
    if (!rows || block.alias == null) {
      block = subquery(block);
    }
    String from = block.from;
    String alias = block.alias;
    if (block.bare) {
      alias = alias();
      from = from + " AS " + alias;
    }
    String before = alias + ".";
    return new Side(
        from, block.columns.stream().map(c -> Written.column(before + c.sql())).toList());
  }

  private Block join(Join join) {
    JoinRelType type = join.getJoinType();
    if (type == JoinRelType.SEMI || type == JoinRelType.ANTI) {
      return exists(join);
    }
    require(SqlFeature.JOIN, "a join");
    if (type == JoinRelType.FULL) {
      require(SqlFeature.FULL_JOIN, "a full join");
      if (!join.analyzeCondition().isEqui()) {
        throw new Refused("a full join on more than equal columns cannot be written");
      }
    }
    Side left = side(join.getLeft(), true);
    Side right = side(join.getRight(), false);
    List<Written> columns = new ArrayList<>(left.columns());
    columns.addAll(right.columns());
    Block block = new Block();
    String word =
        switch (type) {
          case INNER -> " JOIN ";
          case LEFT -> " LEFT JOIN ";
          case RIGHT -> " RIGHT JOIN ";
          case FULL -> " FULL JOIN ";
          default -> throw new Refused(type.lowerName + " join cannot be written");
        };
    boolean cross = join.getCondition().isAlwaysTrue();
    block.from =
        cross && type == JoinRelType.INNER
            ? left.from() + " CROSS JOIN " + right.from()
            : left.from() + word + right.from() + " ON " + on(join.getCondition(), columns);
    block.columns = columns;
    block.names = join.getRowType().getFieldNames();
    block.joins = true;
    return block;
  }

  private String on(RexNode condition, List<Written> columns) {
    // A constant has no place in ON on every source.
    return condition.isAlwaysTrue()
        ? "1 = 1"
        : RelOptUtil.conjunctions(condition).stream()
            .map(c -> expressions.expression(c, columns).operand())
            .collect(Collectors.joining(" AND "));
  }

  private Block exists(Join join) {
    require(SqlFeature.SEMI_JOIN, join.getJoinType().lowerName + " join");
    Side left = side(join.getLeft(), true);
    Side right = side(join.getRight(), false);
    List<Written> columns = new ArrayList<>(left.columns());
    columns.addAll(right.columns());
    Block block = new Block();
    block.from = left.from();
    block.columns = left.columns();
    block.names = join.getRowType().getFieldNames();
    block.where.add(
        (join.getJoinType() == JoinRelType.ANTI ? "NOT EXISTS" : "EXISTS")
            + " (SELECT 1 FROM "
            + right.from()
            + " WHERE "
            + on(join.getCondition(), columns)
            + ")");
    return block;
  }

  private Block union(Union union) {
    require(SqlFeature.UNION, "a union");
    List<String> selects = new ArrayList<>();
    List<String> names = distinguishable(union.getRowType().getFieldNames());
    List<String> types = types(union);
    for (RelNode input : union.getInputs()) {
      if (!types(input).equals(types)) {
        throw new Refused("a union of different types cannot be written");
      }
      Block block = block(input);
      if (block.stage == Stage.ENDED) {
        block = subquery(block);
      }
      block.names = names;
      selects.add(render(block));
    }
    return wrapped(
        String.join(union.all ? " UNION ALL " : " UNION ", selects),
        names,
        union.getRowType().getFieldNames());
  }

  private static List<String> types(RelNode node) {
    return node.getRowType().getFieldList().stream()
        .map(RelDataTypeField::getType)
        .map(t -> t.getSqlTypeName() == SqlTypeName.CHAR ? "VARCHAR" : t.toString())
        .toList();
  }

  private Block wrapped(String select, List<String> columns, List<String> names) {
    Block block = new Block();
    block.alias = alias();
    block.from = "(" + select + ") AS " + block.alias;
    block.columns = columns(columns);
    block.names = names;
    return block;
  }

  private Block values(Values values) {
    List<RelDataTypeField> fields = values.getRowType().getFieldList();
    List<String> names = distinguishable(values.getRowType().getFieldNames());
    List<String> selects = new ArrayList<>();
    for (List<RexLiteral> row : values.getTuples()) {
      List<String> items = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        String name = literals.quote(names.get(i));
        RexLiteral value = row.get(i);
        String text =
            value.isNull()
                ? "CAST(NULL AS " + literals.typeName(fields.get(i).getType()) + ")"
                : literals.typed(value);
        items.add(text + " AS " + name);
      }
      selects.add("SELECT " + String.join(", ", items));
    }
    if (selects.isEmpty()) {
      List<String> items = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        String type = literals.typeName(fields.get(i).getType());
        items.add("CAST(NULL AS " + type + ") AS " + literals.quote(names.get(i)));
      }
      selects.add("SELECT " + String.join(", ", items) + " WHERE 1 = 0");
    }
    return wrapped(String.join(" UNION ALL ", selects), names, values.getRowType().getFieldNames());
  }

  private Block sort(Sort sort) {
    Block block = block(sort.getInput());
    boolean keys = !sort.getCollation().getFieldCollations().isEmpty();
    if (block.stage == Stage.ENDED
        || (keys && !has(SqlFeature.NULLS_ORDERING) && !namesItsColumns(block))) {
      block = subquery(block);
    }
    List<String> order = new ArrayList<>();
    SqlWindows windows = new SqlWindows(expressions);
    for (RelFieldCollation key : sort.getCollation().getFieldCollations()) {
      int at = key.getFieldIndex();
      windows.orderKey(
          order,
          Integer.toString(at + 1),
          block.columns.get(at).sql(),
          key.getDirection(),
          key.nullDirection);
    }
    StringBuilder tail = new StringBuilder();
    if (!order.isEmpty()) {
      tail.append(" ORDER BY ").append(String.join(", ", order));
    }
    if (sort.fetch != null) {
      require(SqlFeature.LIMIT, "LIMIT");
      tail.append(" LIMIT ").append(rows(sort.fetch));
    }
    if (sort.offset != null) {
      require(SqlFeature.OFFSET, "OFFSET");
      tail.append(" OFFSET ").append(rows(sort.offset));
    }
    block.tail = tail.toString();
    block.stage = Stage.ENDED;
    block.joins = false;
    return block;
  }

  /** Some sources look up names in ORDER BY among the columns that come out, some in those read. */
  private boolean namesItsColumns(Block block) {
    return block.columns.stream()
        .map(Written::sql)
        .toList()
        .equals(block.names.stream().map(literals::quote).toList());
  }

  private static long rows(RexNode node) {
    Long rows = node instanceof RexLiteral literal ? literal.getValueAs(Long.class) : null;
    if (rows == null || rows < 0) {
      throw new Refused("LIMIT or OFFSET of " + node + " cannot be written");
    }
    return rows;
  }

  /** Gives the block itself if clauses up to a stage can still be added, else a subquery of it. */
  private Block open(Block block, Stage atMost) {
    boolean fits = block.stage.compareTo(atMost) <= 0;
    boolean inlines = block.isPlain() || block.stage != Stage.ROWS || atMost == Stage.PROJECTED;
    return fits && inlines ? block : subquery(block);
  }

  private Block subquery(Block block) {
    List<String> names = block.names;
    List<String> seen = distinguishable(names);
    block.names = seen;
    return wrapped(render(block), seen, names);
  }

  /** Other names for columns that differ in case only or cannot be written as they are. */
  private List<String> distinguishable(List<String> names) {
    Set<String> folded = new HashSet<>();
    names.forEach(name -> folded.add(name.toLowerCase(Locale.ROOT)));
    return folded.size() == names.size() && names.stream().allMatch(literals::fits)
        ? names
        : IntStream.range(0, names.size()).mapToObj(i -> "c" + i).toList();
  }

  private List<Written> columns(List<String> names) {
    return names.stream().map(n -> Written.column(literals.quote(n))).toList();
  }
}
