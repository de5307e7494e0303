package dev.plumbline.runtime.plan;

import dev.plumbline.spi.CastRule;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Overload;
import dev.plumbline.spi.Shape;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TypePattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/**
 * Writes a relational tree as SQL, by a profile: only operators that the profile lists, with the
 * types that it lists, are written; everything else is refused.
 */
final class SqlText {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d+|\\*|type)}");

  private final SqlProfile profile;
  private int aliases;

  SqlText(SqlProfile profile) {
    this.profile = profile;
  }

  /** The profile does not say how to write something; the message says what. */
  static final class Refused extends ConnectorException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(StandardErrorCode.UNSUPPORTED, message);
    }
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

  private record Written(String sql, Shape shape, boolean name) {
    /** Safe beside an operator. */
    String operand() {
      return shape == Shape.INFIX ? "(" + sql + ")" : sql;
    }
  }

  String statement(RelNode root) {
    return render(block(root));
  }

  /** A condition or expression over named columns, for people to read. */
  String condition(RexNode node, List<String> names) {
    return expression(node, columns(names)).sql();
  }

  private String render(Block block) {
    StringBuilder sql = new StringBuilder("SELECT ");
    if (block.columns.isEmpty()) {
      // SQL has no row without columns; the engine counts rows of this placeholder.
      sql.append("1 AS ").append(quote("rows"));
    }
    for (int i = 0; i < block.columns.size(); i++) {
      Written column = block.columns.get(i);
      String name = quote(block.names.get(i));
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
      block.from = quote(leaf.name());
      block.names = leaf.getRowType().getFieldNames();
      block.columns = columns(block.names);
      return block;
    }
    if (node instanceof Filter filter) {
      Block block = open(block(filter.getInput()), Stage.ROWS);
      for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
        block.where.add(expression(conjunct, block.columns).operand());
      }
      return block;
    }
    if (node instanceof Project project) {
      Block block = open(block(project.getInput()), Stage.AGGREGATED);
      List<Written> columns = new ArrayList<>();
      for (RexNode expression : project.getProjects()) {
        columns.add(expression(expression, block.columns));
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
        write(
            id,
            operands,
            call.getArgList().stream()
                .map(a -> typeId(input.getFieldList().get(a).getType()))
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
            + quote("t" + aliases++)
            + (seen.equals(block.names)
                ? ""
                : seen.stream().map(this::quote).collect(Collectors.joining(", ", " (", ")")));
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
    return names.stream().map(n -> new Written(quote(n), Shape.ATOM, true)).toList();
  }

  private Written expression(RexNode node, List<Written> columns) {
    if (node instanceof RexInputRef ref) {
      return columns.get(ref.getIndex());
    }
    if (node instanceof RexLiteral literal) {
      return new Written(literal(literal), Shape.ATOM, false);
    }
    if (node instanceof RexCall call) {
      if (call.getKind() == SqlKind.CAST) {
        return cast(call, columns);
      }
      if (call.getKind() == SqlKind.AND || call.getKind() == SqlKind.OR) {
        String word = call.getKind() == SqlKind.AND ? " AND " : " OR ";
        return new Written(
            call.getOperands().stream()
                .map(o -> expression(o, columns).operand())
                .collect(Collectors.joining(word)),
            Shape.INFIX,
            false);
      }
      List<SqlOperand> operands = new ArrayList<>();
      for (RexNode operand : call.getOperands()) {
        operands.add(
            SqlOperand.builder(
                    expression(operand, columns).operand(), PlanTypes.field("a", operand.getType()))
                .build());
      }
      return write(
          operatorId(call.getOperator()),
          operands,
          call.getOperands().stream().map(o -> typeId(o.getType())).toList(),
          call.getType());
    }
    throw new Refused("expression " + node + " cannot be written");
  }

  private static String operatorId(SqlOperator operator) {
    return switch (operator.getKind()) {
      case EQUALS -> "equal";
      case NOT_EQUALS -> "not_equal";
      case LESS_THAN -> "less";
      case LESS_THAN_OR_EQUAL -> "less_or_equal";
      case GREATER_THAN -> "greater";
      case GREATER_THAN_OR_EQUAL -> "greater_or_equal";
      case NOT -> "not";
      case IS_NULL -> "is_null";
      case IS_NOT_NULL -> "is_not_null";
      case IS_TRUE -> "is_true";
      case IS_NOT_DISTINCT_FROM -> "is_not_distinct";
      case LIKE -> "like";
      default -> operator.getName().toLowerCase(Locale.ROOT);
    };
  }

  private Written write(
      String id, List<SqlOperand> operands, List<String> typeIds, RelDataType result) {
    for (Overload overload : profile.operators().getOrDefault(id, List.of())) {
      if (!matches(overload.arguments(), typeIds)) {
        continue;
      }
      Lowering lowering = overload.lowering();
      if (lowering instanceof Lowering.Template template) {
        return new Written(fill(template.text(), operands, ""), template.shape(), false);
      }
      if (lowering instanceof Lowering.Computed computed) {
        SqlCall call = SqlCall.builder(id, operands, PlanTypes.field("r", result)).build();
        Optional<String> sql = computed.lower().apply(call);
        if (sql.isPresent()) {
          return new Written(sql.get(), Shape.INFIX, false);
        }
      }
      if (lowering instanceof Lowering.Refusal refusal) {
        throw new Refused(id + ": " + refusal.reason());
      }
    }
    throw new Refused("operator " + id + " of " + typeIds + " cannot be written");
  }

  private Written cast(RexCall call, List<Written> columns) {
    RexNode operand = call.getOperands().get(0);
    String from = typeId(operand.getType());
    String to = typeId(call.getType());
    for (CastRule rule : profile.casts()) {
      if (matches(List.of(rule.from()), List.of(from))
          && matches(List.of(rule.to()), List.of(to))
          && rule.lowering() instanceof Lowering.Template template) {
        SqlOperand written =
            SqlOperand.builder(
                    expression(operand, columns).operand(), PlanTypes.field("a", operand.getType()))
                .build();
        return new Written(
            fill(template.text(), List.of(written), typeName(call.getType())),
            template.shape(),
            false);
      }
    }
    throw new Refused("a conversion from " + from + " to " + to + " cannot be written");
  }

  /** One pass: an operand that looks like a place is not filled again. */
  private static String fill(String template, List<SqlOperand> operands, String typeName) {
    return PLACE
        .matcher(template)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    switch (place.group(1)) {
                      case "type" -> typeName;
                      case "*" ->
                          operands.stream().map(SqlOperand::sql).collect(Collectors.joining(", "));
                      default -> operands.get(Integer.parseInt(place.group(1))).sql();
                    }));
  }

  private static boolean matches(List<TypePattern> patterns, List<String> typeIds) {
    int at = 0;
    for (String typeId : typeIds) {
      if (at == patterns.size()) {
        return false;
      }
      TypePattern pattern = patterns.get(at);
      if (!pattern.typeIds().isEmpty() && !pattern.typeIds().contains(typeId)) {
        return false;
      }
      if (!pattern.repeats()) {
        at++;
      }
    }
    return at == patterns.size() || (at == patterns.size() - 1 && patterns.get(at).repeats());
  }

  /** The vocabulary's id of a type. */
  static String typeId(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case CHAR, VARCHAR -> "varchar";
      case BINARY, VARBINARY -> "varbinary";
      case FLOAT, DOUBLE -> "double";
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "instant";
      default -> type.getSqlTypeName().getName().toLowerCase(Locale.ROOT);
    };
  }

  private String typeName(RelDataType type) {
    String name = profile.typeNames().get(typeId(type));
    if (name == null) {
      throw new Refused("type " + type + " cannot be written");
    }
    return name.replace("{p}", Integer.toString(type.getPrecision()))
        .replace("{s}", Integer.toString(type.getScale()));
  }

  private String literal(RexLiteral literal) {
    RelDataType type = literal.getType();
    if (literal.isNull()) {
      return type.getSqlTypeName().getName().equals("NULL")
          ? "NULL"
          : "CAST(NULL AS " + typeName(type) + ")";
    }
    String id = typeId(type);
    return switch (id) {
      case "boolean" -> Boolean.TRUE.equals(literal.getValueAs(Boolean.class)) ? "TRUE" : "FALSE";
      case "varchar" -> quoteText(required(literal.getValueAs(String.class)));
      case "varbinary" ->
          template(id, quoteText(required(literal.getValueAs(ByteString.class)).toString(16)));
      case "double", "real" ->
          template("double", quoteText(required(literal.getValueAs(Double.class)).toString()));
      case "date" ->
          template(id, quoteText(required(literal.getValueAs(DateString.class)).toString()));
      case "time" ->
          template(id, quoteText(required(literal.getValueAs(TimeString.class)).toString()));
      case "timestamp" ->
          template(id, quoteText(required(literal.getValueAs(TimestampString.class)).toString()));
      case "instant" ->
          template(id, quoteText(required(literal.getValueAs(TimestampString.class)) + "+00"));
      default -> number(required(literal.getValueAs(BigDecimal.class)));
    };
  }

  private static String number(BigDecimal number) {
    String plain = number.toPlainString();
    return number.signum() < 0 ? "(" + plain + ")" : plain;
  }

  private static <T> T required(@Nullable T value) {
    return Objects.requireNonNull(value, "literal");
  }

  private String template(String id, String quoted) {
    String template = profile.literals().templates().get(id);
    if (template == null) {
      throw new Refused("literals of type " + id + " cannot be written");
    }
    return template.replace("{0}", quoted);
  }

  private String quoteText(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new Refused("text with a zero character cannot be written");
    }
    String doubled = text.replace("'", "''");
    return "'"
        + (profile.literals().backslashEscapes() ? doubled.replace("\\", "\\\\") : doubled)
        + "'";
  }

  String quote(String name) {
    char close = profile.identifiers().close();
    if (name.indexOf('\0') >= 0) {
      throw new Refused("a name with a zero character cannot be written");
    }
    return profile.identifiers().open()
        + name.replace(String.valueOf(close), String.valueOf(close) + close)
        + close;
  }
}
