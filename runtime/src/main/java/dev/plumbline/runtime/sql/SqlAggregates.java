package dev.plumbline.runtime.sql;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.spi.SqlFeature;
import dev.plumbline.spi.SqlOperand;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlKind;

/** Writes aggregates. */
final class SqlAggregates {
  /** Aggregates that pass over NULL, so that a filter can be a CASE around what they take. */
  private static final Set<String> PASS_OVER_NULL =
      Set.of(
          "count_rows", "count", "count_distinct", "sum", "min", "max", "avg", "stddev_samp",
          "stddev_pop", "var_samp", "var_pop", "bool_and", "bool_or", "every", "some");

  private final SqlExpressions expressions;

  SqlAggregates(SqlExpressions expressions) {
    this.expressions = expressions;
  }

  Written write(AggregateCall call, List<Written> columns, RelDataType input) {
    String id = id(call);
    if (call.getArgList().size() > 1
        || (call.isDistinct() && !id.startsWith("count") && !id.equals("min") && !id.equals("max"))
        || call.ignoreNulls()
        || !call.getCollation().getFieldCollations().isEmpty()) {
      throw new Refused("aggregate " + call + " cannot be written");
    }
    if (call.hasFilter()) {
      String condition = columns.get(call.filterArg).sql();
      if (expressions.profile().features().contains(SqlFeature.AGGREGATE_FILTER)) {
        try {
          return write(call, id, columns, input, " FILTER (WHERE " + condition + ")");
        } catch (Refused e) {
          return byCase(call, id, columns, input, condition);
        }
      }
      return byCase(call, id, columns, input, condition);
    }
    return write(call, id, columns, input, "");
  }

  private Written byCase(
      AggregateCall call,
      String id,
      List<Written> columns,
      RelDataType input,
      String condition) {
    if (!PASS_OVER_NULL.contains(id)) {
      throw new Refused("aggregate " + call + " cannot be written with a filter");
    }
    if (call.getArgList().isEmpty()) {
      RelDataType one =
          PlanTypes.FACTORY.createSqlType(org.apache.calcite.sql.type.SqlTypeName.INTEGER);
      SqlOperand counted =
          SqlOperand.builder(
                  "CASE WHEN " + condition + " THEN 1 END", PlanTypes.field("a", one))
              .build();
      return expressions.write("count", List.of(counted), List.of("integer"), call.getType());
    }
    List<Written> cases = new ArrayList<>(columns);
    int argument = call.getArgList().get(0);
    cases.set(
        argument,
        Written.atom("CASE WHEN " + condition + " THEN " + columns.get(argument).sql() + " END"));
    return write(call, id, cases, input, "");
  }

  private Written write(
      AggregateCall call, String id, List<Written> columns, RelDataType input, String over) {
    List<SqlOperand> operands = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (int argument : call.getArgList()) {
      RelDataType type = input.getFieldList().get(argument).getType();
      operands.add(
          SqlOperand.builder(columns.get(argument).operand(), PlanTypes.field("a", type)).build());
      types.add(PlanTypes.typeId(type));
    }
    Written written = expressions.write(id, operands, types, call.getType(), over);
    return call.getAggregation().getKind() == SqlKind.SUM0
        ? Written.atom("COALESCE(" + written.sql() + ", 0)")
        : written;
  }

  static String id(AggregateCall call) {
    return switch (call.getAggregation().getKind()) {
      case COUNT ->
          call.getArgList().isEmpty()
              ? "count_rows"
              : call.isDistinct() ? "count_distinct" : "count";
      case SUM, SUM0 -> "sum";
      default ->
          SqlWindows.aggregateId(
              call.getAggregation().getName(), call.getArgList().isEmpty());
    };
  }
}
