package dev.plumbline.runtime.sql;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.spi.SqlFeature;
import dev.plumbline.spi.SqlOperand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;

/** Writes window functions and the keys of orders. */
final class SqlWindows {
  /** Functions of a row's place, which take no frame. */
  private static final Set<String> RANKS =
      Set.of("row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead");

  private final SqlExpressions expressions;

  SqlWindows(SqlExpressions expressions) {
    this.expressions = expressions;
  }

  private boolean has(SqlFeature feature) {
    return expressions.profile().features().contains(feature);
  }

  Written over(RexOver over, List<Written> columns) {
    String id = aggregateId(over.getAggOperator().getName(), over.getOperands().isEmpty());
    if (!has(SqlFeature.WINDOW)) {
      throw new Refused(id + " OVER: the source has no window functions");
    }
    RexWindow window = over.getWindow();
    if (over.isDistinct()
        || over.ignoreNulls()
        || window.getExclude() != RexWindowExclusion.EXCLUDE_NO_OTHER) {
      throw new Refused(id + " OVER with DISTINCT, IGNORE NULLS or EXCLUDE cannot be written");
    }
    List<String> clauses = new ArrayList<>();
    if (!window.partitionKeys.isEmpty()) {
      clauses.add(
          window.partitionKeys.stream()
              .map(key -> expressions.expression(key, columns).sql())
              .collect(Collectors.joining(", ", "PARTITION BY ", "")));
    }
    if (!window.orderKeys.isEmpty()) {
      List<String> keys = new ArrayList<>();
      for (RexFieldCollation key : window.orderKeys) {
        String text = expressions.expression(key.left, columns).operand();
        orderKey(keys, text, text, key.getDirection(), key.getNullDirection());
      }
      clauses.add("ORDER BY " + String.join(", ", keys));
    }
    // Always said where there is an order: some databases want it for aggregates.
    if (!RANKS.contains(id) && (!window.orderKeys.isEmpty() || isBounded(window))) {
      clauses.add(frame(id, window));
    }
    List<SqlOperand> operands = new ArrayList<>();
    for (RexNode operand : over.getOperands()) {
      operands.add(expressions.operand(operand, columns));
    }
    return expressions.write(
        id,
        operands,
        over.getOperands().stream().map(o -> PlanTypes.typeId(o.getType())).toList(),
        over.getType(),
        " OVER (" + String.join(" ", clauses) + ")");
  }

  private static boolean isBounded(RexWindow window) {
    return !window.getLowerBound().isUnboundedPreceding()
        || !(window.getUpperBound().isUnboundedFollowing()
            || (window.getUpperBound().isCurrentRow() && !window.isRows()));
  }

  private String frame(String id, RexWindow window) {
    boolean offsets =
        window.getLowerBound().getOffset() != null || window.getUpperBound().getOffset() != null;
    if (!window.isRows() && (offsets || !has(SqlFeature.RANGE_FRAMES))) {
      throw new Refused(id + " OVER with a RANGE frame cannot be written");
    }
    return (window.isRows() ? "ROWS" : "RANGE")
        + " BETWEEN "
        + bound(id, window.getLowerBound())
        + " AND "
        + bound(id, window.getUpperBound());
  }

  private static String bound(String id, RexWindowBound bound) {
    String way = bound.isPreceding() ? "PRECEDING" : "FOLLOWING";
    if (bound.isUnbounded()) {
      return "UNBOUNDED " + way;
    }
    if (bound.isCurrentRow()) {
      return "CURRENT ROW";
    }
    Long rows = bound.getOffset() instanceof RexLiteral n ? n.getValueAs(Long.class) : null;
    if (rows == null || rows < 0) {
      throw new Refused(id + " OVER with a frame of " + bound + " cannot be written");
    }
    return rows + " " + way;
  }

  /** Adds a key, where NULLs cannot be placed after a key that places them. */
  void orderKey(
      List<String> keys,
      String position,
      String text,
      RelFieldCollation.Direction direction,
      RelFieldCollation.NullDirection nulls) {
    String way = direction.isDescending() ? " DESC" : " ASC";
    boolean first = nulls == RelFieldCollation.NullDirection.FIRST;
    if (has(SqlFeature.NULLS_ORDERING)) {
      keys.add(position + way + (first ? " NULLS FIRST" : " NULLS LAST"));
    } else {
      keys.add(
          "CASE WHEN " + text + " IS NULL THEN " + (first ? "0 ELSE 1" : "1 ELSE 0") + " END ASC");
      keys.add(position + way);
    }
  }

  static String aggregateId(String name, boolean noArguments) {
    String id = name.toLowerCase(Locale.ROOT);
    return id.equals("count") && noArguments ? "count_rows" : id;
  }
}
