package dev.plumbline.runtime.dataset;

import dev.plumbline.runtime.config.DuplicateIds;
import dev.plumbline.runtime.model.BoundColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;

/** One row for each id, and the ids that have several (rule S2). */
final class DistinctIds {
  private DistinctIds() {}

  /** Keeps the first or last row of each id, and every row without one. */
  static void keep(RelBuilder builder, DuplicateIds policy, int id, List<RexNode> order) {
    List<RexNode> keys = new ArrayList<>();
    for (RexNode key : order) {
      keys.add(
          policy == DuplicateIds.LAST
              ? builder.nullsLast(builder.desc(key))
              : builder.nullsFirst(key));
    }
    List<String> names = builder.peek().getRowType().getFieldNames();
    List<RexNode> columns = new ArrayList<>(builder.fields());
    columns.add(
        builder
            .aggregateCall(SqlStdOperatorTable.ROW_NUMBER)
            .over()
            .partitionBy(builder.field(id))
            .orderBy(keys)
            .toRex());
    List<String> numbered = new ArrayList<>(names);
    numbered.add("place");
    builder.project(columns, numbered, true);
    builder.filter(
        builder.or(
            builder.isNull(builder.field(id)),
            builder.equals(builder.field(names.size()), builder.literal(1))));
    List<RexNode> former = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      former.add(builder.field(i));
    }
    builder.project(former, names, true);
  }

  static RelNode repeated(RelBuilder builder, BoundColumn id, int most) {
    builder.project(List.of(builder.field(id.column().getName())), List.of("id"), true);
    builder.filter(builder.isNotNull(builder.field("id")));
    builder.aggregate(builder.groupKey("id"), builder.countStar("rows"));
    builder.filter(
        builder.call(SqlStdOperatorTable.GREATER_THAN, builder.field("rows"), builder.literal(1)));
    builder.sort(builder.desc(builder.field("rows")), builder.field("id"));
    builder.limit(0, most);
    return builder.build();
  }
}
