package dev.plumbline.runtime.sql;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.spi.Shape;
import dev.plumbline.spi.SqlOperand;
import dev.plumbline.spi.SqlProfile;
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
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/**
 * Writes a relational tree as SQL, by a profile: only operators that the profile lists, with the
 * types that it lists, are written; everything else is refused.
 */
public final class SqlText {
  private final SqlExpressions expressions;
  private int aliases;

  /**
   * Makes a writer for one statement.
   *
   * @param profile what the SQL can say
   */
  public SqlText(SqlProfile profile) {
    this.expressions = new SqlExpressions(profile);
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
  }

  /** How far a block is: a clause can only be added while it still comes before what is there. */
  private enum Stage {
    ROWS,
    AGGREGATED,
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
    return render(block(root));
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

  private String render(Block block) {
    StringBuilder sql = new StringBuilder("SELECT ");
    if (block.columns.isEmpty()) {
      // SQL has no row without columns; the engine counts rows of this placeholder.
      sql.append("1 AS ").append(expressions.quote("rows"));
    }
    for (int i = 0; i < block.columns.size(); i++) {
      Written column = block.columns.get(i);
      String name = expressions.quote(block.names.get(i));
      sql.append(i == 0 ? "" : ", ").append(column.sql());
      if (!column.sql().equals(name)) {
        sql.append(" AS ").append(name);
      }
    }
    sql.append(" FROM ").append(block.from);
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
      Block block = new Block();
      block.from = expressions.quote(leaf.name());
      block.names = leaf.getRowType().getFieldNames();
      block.columns = columns(block.names);
      return block;
    }
    if (node instanceof Filter filter) {
      Block block = open(block(filter.getInput()), Stage.ROWS);
      for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
        block.where.add(expressions.expression(conjunct, block.columns).operand());
      }
      return block;
    }
    if (node instanceof Project project) {
      Block block = open(block(project.getInput()), Stage.AGGREGATED);
      List<Written> columns = new ArrayList<>();
      for (RexNode expression : project.getProjects()) {
        columns.add(expressions.expression(expression, block.columns));
      }
      block.columns = columns;
      block.names = project.getRowType().getFieldNames();
      return block;
    }
    if (node instanceof Aggregate aggregate) {
      return aggregate(aggregate);
    }
    if (node instanceof Sort sort) {
      return sort(sort);
    }
    throw new Refused(node.getRelTypeName() + " cannot be written");
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
      columns.add(aggregateCall(call, block.columns, input));
    }
    block.columns = columns;
    block.names = aggregate.getRowType().getFieldNames();
    block.stage = Stage.AGGREGATED;
    return block;
  }

  private Written aggregateCall(AggregateCall call, List<Written> columns, RelDataType input) {
    String id =
        switch (call.getAggregation().getKind()) {
          case COUNT ->
              call.getArgList().isEmpty()
                  ? "count_rows"
                  : call.isDistinct() ? "count_distinct" : "count";
          case MIN -> "min";
          case MAX -> "max";
          case SUM, SUM0 -> "sum";
          default -> call.getAggregation().getName().toLowerCase(Locale.ROOT);
        };
    if (call.getArgList().size() > 1
        || (call.isDistinct() && !id.startsWith("count"))
        || !call.getCollation().getFieldCollations().isEmpty()) {
      throw new Refused("aggregate " + call + " cannot be written");
    }
    List<SqlOperand> operands = new ArrayList<>();
    for (int argument : call.getArgList()) {
      RelDataType type = input.getFieldList().get(argument).getType();
      operands.add(
          SqlOperand.builder(columns.get(argument).operand(), PlanTypes.field("a", type)).build());
    }
    Written written =
        expressions.write(
            id,
            operands,
            call.getArgList().stream()
                .map(a -> PlanTypes.typeId(input.getFieldList().get(a).getType()))
                .toList(),
            call.getType());
    if (call.hasFilter()) {
      return new Written(
          written.sql() + " FILTER (WHERE " + columns.get(call.filterArg).sql() + ")",
          Shape.ATOM,
          false);
    }
    return written;
  }

  private Block sort(Sort sort) {
    Block block = open(block(sort.getInput()), Stage.AGGREGATED);
    StringBuilder tail = new StringBuilder();
    for (RelFieldCollation key : sort.getCollation().getFieldCollations()) {
      tail.append(tail.isEmpty() ? " ORDER BY " : ", ")
          .append(key.getFieldIndex() + 1)
          .append(key.getDirection().isDescending() ? " DESC" : " ASC")
          .append(
              key.nullDirection == RelFieldCollation.NullDirection.FIRST
                  ? " NULLS FIRST"
                  : " NULLS LAST");
    }
    if (sort.fetch instanceof RexLiteral fetch) {
      tail.append(" LIMIT ").append(fetch.getValueAs(Long.class));
    }
    if (sort.offset instanceof RexLiteral offset) {
      tail.append(" OFFSET ").append(offset.getValueAs(Long.class));
    }
    block.tail = tail.toString();
    block.stage = Stage.ENDED;
    return block;
  }

  /** Gives the block itself if clauses up to a stage can still be added, else a subquery of it. */
  private Block open(Block block, Stage atMost) {
    boolean plain = block.columns.stream().allMatch(Written::name);
    if (block.stage.compareTo(atMost) <= 0 && (plain || block.stage == Stage.AGGREGATED)) {
      return block;
    }
    Block outer = new Block();
    outer.names = block.names;
    List<String> seen = distinguishable(block.names);
    outer.columns = columns(seen);
    outer.from =
        "("
            + render(block)
            + ") AS "
            + expressions.quote("t" + aliases++)
            + (seen.equals(block.names)
                ? ""
                : seen.stream()
                    .map(expressions::quote)
                    .collect(Collectors.joining(", ", " (", ")")));
    return outer;
  }

  /** Other names for a subquery whose columns differ in case only, which DuckDB would mix up. */
  private static List<String> distinguishable(List<String> names) {
    Set<String> folded = new HashSet<>();
    names.forEach(name -> folded.add(name.toLowerCase(Locale.ROOT)));
    return folded.size() == names.size()
        ? names
        : IntStream.range(0, names.size()).mapToObj(i -> "c" + i).toList();
  }

  private List<Written> columns(List<String> names) {
    return names.stream().map(n -> new Written(expressions.quote(n), Shape.ATOM, true)).toList();
  }
}
