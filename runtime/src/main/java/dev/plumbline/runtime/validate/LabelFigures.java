package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.dataset.LabelJoin;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.expression.VocabularyOperators;
import dev.plumbline.runtime.plan.Planning;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/**
 * Conditions and figures over rows with the columns {@code id}, {@code time} where it is known,
 * labels, and {@code label_since} where labels have a time.
 *
 * @param planning the plan of the rows
 * @param rows a builder with the rows on its stack
 * @param maturity how long a label may still be missing
 * @param asOf the instant at which that is told
 */
record LabelFigures(Planning planning, RelBuilder rows, Optional<Duration> maturity, Instant asOf) {
  static final String ID = "id";
  static final String TIME = "time";

  private List<String> names() {
    return rows.peek().getRowType().getFieldNames();
  }

  private boolean has(String name) {
    return names().contains(name);
  }

  /** Whether all labels of a row are there. */
  RexNode known() {
    List<RexNode> known = new ArrayList<>();
    for (String name : names()) {
      if (name.startsWith(LabelJoin.PREFIX)) {
        known.add(rows.isNotNull(rows.field(name)));
      }
    }
    return rows.and(known);
  }

  /** Whether a row's labels must be there; all must where nothing says when. */
  RexNode mature() {
    if (maturity.isEmpty()) {
      return rows.literal(true);
    }
    if (!has(TIME)) {
      return rows.literal(false);
    }
    Instant last = asOf.minus(maturity.get()).truncatedTo(ChronoUnit.MICROS);
    return planning
        .instant(rows, names().indexOf(TIME), Optional.empty())
        .before(last.plus(1, ChronoUnit.MICROS));
  }

  boolean hasDelays() {
    return has(TIME) && has(LabelJoin.SINCE);
  }

  /** Microseconds from a prediction to the first time that its labels were there. */
  RexNode delay() {
    RelDataType micros =
        PlanTypes.FACTORY.createTypeWithNullability(
            PlanTypes.FACTORY.createSqlType(SqlTypeName.BIGINT), true);
    RexNode since =
        VocabularyOperators.call(
            rows.getRexBuilder(), "unix_micros", micros, List.of(rows.field(LabelJoin.SINCE)));
    RexNode time =
        VocabularyOperators.call(
            rows.getRexBuilder(), "unix_micros", micros, List.of(rows.field(TIME)));
    return VocabularyOperators.call(rows.getRexBuilder(), "subtract", micros, List.of(since, time));
  }

  RexNode whole(long value) {
    return rows.getRexBuilder()
        .makeExactLiteral(
            BigDecimal.valueOf(value), PlanTypes.FACTORY.createSqlType(SqlTypeName.BIGINT));
  }

  RexNode early() {
    return rows.and(known(), rows.call(SqlStdOperatorTable.LESS_THAN, delay(), whole(0)));
  }

  RexNode late() {
    return rows.and(
        known(),
        rows.call(
            SqlStdOperatorTable.GREATER_THAN,
            delay(),
            whole(micros(maturity.orElse(Duration.ZERO)))));
  }

  static long micros(Duration duration) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(duration));
  }

  /** How many rows there are, have their labels, must have them, and have them when. */
  List<RelBuilder.AggCall> calls() {
    List<RelBuilder.AggCall> calls = new ArrayList<>();
    calls.add(rows.countStar("row_count"));
    calls.add(rows.countStar("labelled").filter(known()));
    calls.add(rows.countStar("mature").filter(mature()));
    calls.add(rows.countStar("mature_labelled").filter(rows.and(mature(), known())));
    if (hasDelays()) {
      calls.add(rows.countStar("timed").filter(rows.and(known(), rows.isNotNull(delay()))));
      calls.add(rows.countStar("early").filter(early()));
      calls.add(rows.countStar("late").filter(late()));
      calls.add(rows.max("longest", delay()).filter(known()));
    }
    return calls;
  }
}
