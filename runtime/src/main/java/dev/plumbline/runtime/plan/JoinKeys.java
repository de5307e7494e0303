package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.engine.EngineInput;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.spi.BatchReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.DateString;

/**
 * The keys of a small side of a join, which the large side is asked for: rows with other keys, or
 * with none, find no partner anyway.
 *
 * @param small the leaf whose keys are read first
 * @param smallColumn the column of that leaf
 * @param large the leaf that is asked for fewer rows
 * @param largeColumn its column, of the same type
 */
record JoinKeys(RelNode small, int smallColumn, RelNode large, int largeColumn) {
  /** More rows are not read ahead. */
  static final long MOST_ROWS = 1_000;

  private static final Set<String> TYPES =
      Set.of(
          "tinyint",
          "smallint",
          "integer",
          "bigint",
          "decimal",
          "date",
          "timestamp",
          "instant",
          "varchar");

  /** The ways in which one side of a join can be reduced by the other's keys. */
  static List<JoinKeys> of(Join join) {
    List<JoinKeys> found = new ArrayList<>();
    JoinRelType type = join.getJoinType();
    int left = join.getLeft().getRowType().getFieldCount();
    for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
      if (!(conjunct instanceof RexCall call)
          || call.getKind() != SqlKind.EQUALS
          || !(call.getOperands().get(0) instanceof RexInputRef a)
          || !(call.getOperands().get(1) instanceof RexInputRef b)) {
        continue;
      }
      int first = Math.min(a.getIndex(), b.getIndex());
      int second = Math.max(a.getIndex(), b.getIndex()) - left;
      if (first >= left || second < 0 || !sameKind(a.getType(), b.getType())) {
        continue;
      }
      Optional<Column> one = origin(join.getLeft(), first);
      Optional<Column> other = origin(join.getRight(), second);
      if (one.isEmpty() || other.isEmpty()) {
        continue;
      }
      Column onLeft = one.get();
      Column onRight = other.get();
      if (type != JoinRelType.FULL && type != JoinRelType.RIGHT) {
        found.add(new JoinKeys(onLeft.leaf(), onLeft.index(), onRight.leaf(), onRight.index()));
      }
      if (type == JoinRelType.INNER || type == JoinRelType.RIGHT || type == JoinRelType.SEMI) {
        found.add(new JoinKeys(onRight.leaf(), onRight.index(), onLeft.leaf(), onLeft.index()));
      }
    }
    return found.stream().filter(JoinKeys::comparesAlike).toList();
  }

  private static boolean sameKind(RelDataType a, RelDataType b) {
    String id = PlanTypes.typeId(a);
    return TYPES.contains(id)
        && PlanTypes.typeId(b).equals(id)
        && (!id.equals("decimal") || a.getScale() == b.getScale());
  }

  /** Scans compare text by its bytes; a statement only where the source promises to. */
  private boolean comparesAlike() {
    return !(large instanceof StatementRel statement)
        || !PlanTypes.typeId(statement.getRowType().getFieldList().get(largeColumn).getType())
            .equals("varchar")
        || statement.binary().get(largeColumn);
  }

  private record Column(RelNode leaf, int index) {}

  private static Optional<Column> origin(RelNode node, int index) {
    if (node instanceof SourceRel || node instanceof StatementRel) {
      return Optional.of(new Column(node, index));
    }
    if (node instanceof Filter filter) {
      return origin(filter.getInput(), index);
    }
    return node instanceof Project project
            && !project.containsOver()
            && project.getProjects().get(index) instanceof RexInputRef ref
        ? origin(project.getInput(), ref.getIndex())
        : Optional.empty();
  }

  /** Reads the distinct keys of the small side, without NULL. */
  Set<Object> read(EngineInput.OpenInputs inputs, String input, String column) {
    Set<Object> keys = new LinkedHashSet<>();
    try (BatchReader reader = inputs.read(input)) {
      for (Optional<VectorSchemaRoot> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        try (VectorSchemaRoot batch = next.get()) {
          FieldVector vector = batch.getVector(column);
          for (int i = 0; i < batch.getRowCount(); i++) {
            if (!vector.isNull(i)) {
              keys.add(vector.getObject(i));
            }
          }
        }
      }
    }
    return keys;
  }

  /**
   * The condition that a row's key is one of some, or between the least and the most of them.
   *
   * @param most how many values a list may have
   */
  static Optional<RexNode> condition(
      RexBuilder rex, RexInputRef column, Set<Object> keys, long most) {
    RelDataType type = column.getType();
    List<RexNode> literals = keys.stream().map(key -> literal(rex, type, key)).toList();
    if (literals.size() == 1) {
      return Optional.of(rex.makeCall(SqlStdOperatorTable.EQUALS, column, literals.get(0)));
    }
    if (literals.size() <= most) {
      List<RexNode> equal =
          literals.stream()
              .map(literal -> rex.makeCall(SqlStdOperatorTable.EQUALS, column, literal))
              .toList();
      return Optional.of(rex.makeCall(SqlStdOperatorTable.OR, equal));
    }
    if (PlanTypes.typeId(type).equals("varchar")) {
      return Optional.empty();
    }
    @SuppressWarnings("unchecked") // the values of one vector have one comparable class
    List<Object> sorted =
        keys.stream()
            .map(key -> (Comparable<Object>) key)
            .sorted()
            .map(Object.class::cast)
            .toList();
    RexNode least = literal(rex, type, sorted.get(0));
    RexNode greatest = literal(rex, type, sorted.get(sorted.size() - 1));
    return Optional.of(
        rex.makeCall(
            SqlStdOperatorTable.AND,
            rex.makeCall(SqlStdOperatorTable.GREATER_THAN_OR_EQUAL, column, least),
            rex.makeCall(SqlStdOperatorTable.LESS_THAN_OR_EQUAL, column, greatest)));
  }

  private static RexNode literal(RexBuilder rex, RelDataType type, Object key) {
    RelDataType plain = PlanTypes.FACTORY.createTypeWithNullability(type, false);
    return switch (PlanTypes.typeId(type)) {
      case "varchar" -> rex.makeLiteral(key.toString(), plain, true);
      case "date" ->
          rex.makeDateLiteral(
              new DateString(LocalDate.ofEpochDay(((Integer) key).longValue()).toString()));
      case "timestamp" -> rex.makeTimestampLiteral(PlanTypes.timestamp((LocalDateTime) key), 6);
      case "instant" ->
          rex.makeTimestampWithLocalTimeZoneLiteral(
              PlanTypes.timestamp(
                  LocalDateTime.ofInstant(
                      Instant.EPOCH.plus((Long) key, ChronoUnit.MICROS), ZoneOffset.UTC)),
              6);
      default -> rex.makeExactLiteral(new BigDecimal(key.toString()), plain);
    };
  }
}
