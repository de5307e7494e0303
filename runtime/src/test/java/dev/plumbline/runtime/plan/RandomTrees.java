package dev.plumbline.runtime.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/** Makes trees that have one answer whatever order rows come in. */
final class RandomTrees {
  private static final List<SqlOperator> COMPARISONS =
      List.of(
          SqlStdOperatorTable.EQUALS,
          SqlStdOperatorTable.NOT_EQUALS,
          SqlStdOperatorTable.LESS_THAN,
          SqlStdOperatorTable.GREATER_THAN_OR_EQUAL,
          SqlStdOperatorTable.IS_NOT_DISTINCT_FROM);

  private final Random random;
  private final Planning planning;
  private final List<PinnedTable> tables;
  private int names;

  RandomTrees(long seed, Planning planning, List<PinnedTable> tables) {
    this.random = new Random(seed);
    this.planning = planning;
    this.tables = tables;
  }

  RelNode next(int depth) {
    return grow(depth).build();
  }

  private RelBuilder grow(int depth) {
    RelBuilder b = planning.scan(tables.get(random.nextInt(tables.size())));
    for (int i = 0; i < depth; i++) {
      step(b, depth - i - 1);
    }
    return b;
  }

  private void step(RelBuilder b, int left) {
    switch (random.nextInt(9)) {
      case 0, 1 -> b.filter(condition(b));
      case 2, 3 -> project(b);
      case 4 -> aggregate(b);
      case 5, 6 -> join(b, left);
      case 7 -> union(b);
      default -> top(b);
    }
  }

  private int columns(RelBuilder b) {
    return b.peek().getRowType().getFieldCount();
  }

  private RexNode column(RelBuilder b) {
    return b.field(random.nextInt(columns(b)));
  }

  private RexNode condition(RelBuilder b) {
    RexNode column = column(b);
    return switch (random.nextInt(5)) {
      case 0 -> b.isNull(column);
      case 1 -> b.isNotNull(column);
      case 2 -> b.or(compare(b, column), b.isNull(column(b)));
      case 3 -> b.not(compare(b, column));
      default -> compare(b, column);
    };
  }

  private RexNode compare(RelBuilder b, RexNode column) {
    SqlOperator operator = COMPARISONS.get(random.nextInt(COMPARISONS.size()));
    List<RexNode> same = new ArrayList<>();
    for (int i = 0; i < columns(b); i++) {
      if (sameType(b.field(i).getType(), column.getType())) {
        same.add(b.field(i));
      }
    }
    RexNode other =
        random.nextBoolean()
            ? same.get(random.nextInt(same.size()))
            : literal(b, column.getType());
    return b.call(operator, column, other);
  }

  private static boolean sameType(RelDataType a, RelDataType b) {
    return a.getSqlTypeName() == b.getSqlTypeName();
  }

  private RexNode literal(RelBuilder b, RelDataType type) {
    var rex = b.getRexBuilder();
    int n = random.nextInt(5);
    return switch (type.getSqlTypeName()) {
      case VARCHAR, CHAR ->
          rex.makeLiteral(
              List.of("a", "B", "", "it's \\ {0}", "ß ").get(n),
              rex.getTypeFactory().createSqlType(SqlTypeName.VARCHAR),
              true);
      case DOUBLE ->
          rex.makeLiteral(n - 1.0, rex.getTypeFactory().createSqlType(SqlTypeName.DOUBLE), true);
      case BOOLEAN -> rex.makeLiteral(n > 2);
      default ->
          rex.makeLiteral(n, rex.getTypeFactory().createSqlType(type.getSqlTypeName()), true);
    };
  }

  private void project(RelBuilder b) {
    List<RexNode> expressions = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    int width = 1 + random.nextInt(4);
    for (int i = 0; i < width; i++) {
      expressions.add(expression(b));
      labels.add("p" + names++);
    }
    b.project(expressions, labels, true);
  }

  private RexNode expression(RelBuilder b) {
    RexNode column = column(b);
    switch (random.nextInt(7)) {
      case 0 -> {
        return b.call(
            SqlStdOperatorTable.CASE, condition(b), column, literal(b, column.getType()));
      }
      case 1 -> {
        return b.call(SqlStdOperatorTable.COALESCE, column, literal(b, column.getType()));
      }
      case 2 -> {
        return column.getType().getSqlTypeName() == SqlTypeName.BIGINT
            ? b.getRexBuilder()
                .makeCast(
                    b.getTypeFactory()
                        .createTypeWithNullability(
                            b.getTypeFactory().createSqlType(SqlTypeName.DOUBLE), true),
                    column)
            : column;
      }
      case 3 -> {
        return literal(b, column.getType());
      }
      case 4 -> {
        // Counts do not depend on how ties are ordered.
        return b.aggregateCall(SqlStdOperatorTable.COUNT, column)
            .over()
            .partitionBy(column(b))
            .toRex();
      }
      case 5 -> {
        return b.aggregateCall(SqlStdOperatorTable.RANK)
            .over()
            .partitionBy(column(b))
            .orderBy(column(b), b.nullsFirst(b.desc(column(b))))
            .toRex();
      }
      default -> {
        return column;
      }
    }
  }

  private void aggregate(RelBuilder b) {
    List<RelBuilder.AggCall> calls = new ArrayList<>();
    RexNode column = column(b);
    calls.add(b.countStar("n" + names++));
    calls.add(b.count(random.nextBoolean(), "c" + names++, column));
    calls.add(b.min("lo" + names++, column(b)));
    RexNode summed = column(b);
    SqlTypeName type = summed.getType().getSqlTypeName();
    if (type == SqlTypeName.BIGINT) {
      calls.add(b.sum(false, "s" + names++, summed).filter(b.isNotNull(column(b))));
      calls.add(b.max("hi" + names++, summed).filter(condition(b)));
    }
    b.aggregate(random.nextInt(4) == 0 ? b.groupKey() : b.groupKey(column(b), column(b)), calls);
  }

  private void join(RelBuilder b, int left) {
    RelNode first = b.build();
    RelNode second = grow(left == 0 ? 0 : random.nextInt(left + 1)).build();
    List<RexNode> conditions = new ArrayList<>();
    b.push(first).push(second);
    List<RelDataTypeField> a = first.getRowType().getFieldList();
    List<RelDataTypeField> c = second.getRowType().getFieldList();
    for (int i = 0; i < a.size() && conditions.isEmpty(); i++) {
      for (int j = 0; j < c.size() && conditions.isEmpty(); j++) {
        if (sameType(a.get(i).getType(), c.get(j).getType()) && random.nextInt(3) == 0) {
          conditions.add(b.equals(b.field(2, 0, i), b.field(2, 1, j)));
        }
      }
    }
    JoinRelType[] types = JoinRelType.values();
    JoinRelType type = types[random.nextInt(6)];
    if (conditions.isEmpty()) {
      // A full join wants equal keys, and a cross join of large inputs takes long.
      conditions.add(b.isNull(b.field(2, 0, 0)));
      type = JoinRelType.INNER;
    }
    switch (type) {
      case SEMI -> b.semiJoin(conditions);
      case ANTI -> b.antiJoin(conditions);
      default -> b.join(type, conditions);
    }
    rename(b);
  }

  /** Names without repetition, as the results must have. */
  private void rename(RelBuilder b) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < Math.min(6, columns(b)); i++) {
      labels.add("j" + names++);
    }
    b.project(b.fields().subList(0, labels.size()), labels, true);
  }

  private void union(RelBuilder b) {
    RelNode first = b.build();
    b.push(first);
    b.filter(condition(b));
    RelNode filtered = b.build();
    b.push(first).push(filtered).union(random.nextBoolean(), 2);
  }

  /** Sorted by all columns, so that it does not matter which of equal rows are cut. */
  private void top(RelBuilder b) {
    List<RexNode> keys = new ArrayList<>();
    for (RexNode field : b.fields()) {
      RexNode key = random.nextBoolean() ? b.desc(field) : field;
      keys.add(random.nextBoolean() ? b.nullsFirst(key) : b.nullsLast(key));
    }
    b.sortLimit(random.nextInt(3), 1 + random.nextInt(20), keys);
  }
}
