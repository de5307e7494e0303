package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.expression.VocabularyOperators;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/** Conditions on lists of numbers. */
final class Lists {
  private static final double SLACK = 0.01;

  private Lists() {}

  /** The elements of lists in lists, one list after the other. */
  static String flat(String list, int depth) {
    return depth <= 1 ? list : flat("flatten(" + list + ")", depth - 1);
  }

  /** Rows whose list has not the declared sizes at some level. */
  static Term misshapen(CheckedColumn column, List<Integer> sizes) {
    if (column.nested().depth() == 1) {
      long elements = sizes.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
      return Term.sql("array_size(" + column.sql() + ") <> " + elements);
    }
    return new Term(
        "shape " + column.sql() + sizes,
        (planning, builder) -> {
          List<RexNode> parts = new ArrayList<>();
          parts.add(
              Term.sql("array_size(" + column.sql() + ") <> " + sizes.get(0))
                  .in(planning, builder));
          for (int level = 1; level < sizes.size(); level++) {
            RexNode outer = Term.sql(flat(column.sql(), level)).in(planning, builder);
            RexNode inner = call(builder, "array_sizes", list(), outer);
            RexNode size = builder.literal(sizes.get(level));
            for (String bound : List.of("array_min", "array_max")) {
              parts.add(
                  builder.call(
                      SqlStdOperatorTable.NOT_EQUALS, call(builder, bound, whole(), inner), size));
            }
          }
          return builder.or(parts);
        });
  }

  /** Rows that have an element that is NULL, NaN or infinite. */
  static Term unsound(CheckedColumn column) {
    CheckedColumn.Nested nested = column.nested();
    String flat = flat(column.sql(), nested.depth());
    List<String> parts = new ArrayList<>();
    if (nested.depth() > 1) {
      parts.add("(" + column.sql() + " IS NOT NULL AND " + flat + " IS NULL)");
    }
    parts.add("array_size(array_compact(" + flat + ")) <> array_size(" + flat + ")");
    if (nested.isFloating()) {
      boolean single =
          nested.element().getType()
                  instanceof org.apache.arrow.vector.types.pojo.ArrowType.FloatingPoint type
              && type.getPrecision() == org.apache.arrow.vector.types.FloatingPointPrecision.SINGLE;
      String most = single ? Float.MAX_VALUE + "F" : Double.MAX_VALUE + "D";
      parts.add("array_max(" + flat + ") > " + most);
      parts.add("array_min(" + flat + ") < -" + most);
    }
    return Term.sql(String.join(" OR ", parts));
  }

  /** Rows whose numbers, of a list or of a map's values, do not add up to 1. */
  static Term notOne(CheckedColumn column) {
    String list =
        column.kind().equals("map")
            ? "map_values(" + column.sql() + ")"
            : flat(column.sql(), column.nested().depth());
    return new Term(
        "sum " + column.sql(),
        (planning, builder) -> {
          RexNode sum =
              call(
                  builder,
                  "array_sum",
                  type(SqlTypeName.DOUBLE),
                  Term.sql(list).in(planning, builder));
          return builder.or(
              builder.call(SqlStdOperatorTable.GREATER_THAN, sum, number(builder, 1 + SLACK)),
              builder.call(SqlStdOperatorTable.LESS_THAN, sum, number(builder, 1 - SLACK)));
        });
  }

  private static RexNode number(RelBuilder builder, double value) {
    return builder
        .getRexBuilder()
        .makeApproxLiteral(
            java.math.BigDecimal.valueOf(value),
            PlanTypes.FACTORY.createSqlType(SqlTypeName.DOUBLE));
  }

  private static RexNode call(
      RelBuilder builder, String operator, RelDataType type, RexNode operand) {
    return VocabularyOperators.call(builder.getRexBuilder(), operator, type, List.of(operand));
  }

  private static RelDataType type(SqlTypeName name) {
    return PlanTypes.FACTORY.createTypeWithNullability(PlanTypes.FACTORY.createSqlType(name), true);
  }

  private static RelDataType whole() {
    return type(SqlTypeName.INTEGER);
  }

  private static RelDataType list() {
    return PlanTypes.FACTORY.createTypeWithNullability(
        PlanTypes.FACTORY.createArrayType(whole(), -1), true);
  }
}
