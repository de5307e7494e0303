package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;

/**
 * A timestamp column as instants: as it is where it has a zone, else read in the dataset's zone.
 *
 * @since 0.1.0
 */
public final class InstantColumn {
  // A day from the ends of what four digits can write, so that every zone's local time is within.
  private static final Instant EARLIEST = Instant.parse("0001-01-02T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-30T00:00:00Z");

  private final RexBuilder rex;
  private final RexNode column;
  private final Optional<ZoneId> zone;

  InstantColumn(RexBuilder rex, RexNode column, Optional<ZoneId> zone) {
    this.rex = rex;
    this.column = column;
    this.zone = zone;
  }

  private boolean hasZone() {
    return column.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
  }

  private ZoneId declaredZone() {
    return zone.orElseThrow(() -> new IllegalStateException("a column without zone: " + column));
  }

  /** {@return the column as instants} */
  public RexNode expression() {
    if (hasZone()) {
      return column;
    }
    RexNode name = rex.makeLiteral(declaredZone().getId(), text(), true);
    return rex.makeCall(Planning.AT_ZONE, column, name);
  }

  private static RelDataType text() {
    return PlanTypes.FACTORY.createSqlType(SqlTypeName.VARCHAR);
  }

  /**
   * Compares with the start of a range.
   *
   * @param start the first instant inside
   * @return a condition
   */
  public RexNode notBefore(Instant start) {
    return compare(SqlStdOperatorTable.GREATER_THAN_OR_EQUAL, start);
  }

  /**
   * Compares with the end of a range.
   *
   * @param end the first instant outside
   * @return a condition
   */
  public RexNode before(Instant end) {
    return compare(SqlStdOperatorTable.LESS_THAN, end);
  }

  private RexNode compare(SqlOperator operator, Instant given) {
    Instant instant = bound(given);
    // With a fixed offset the bare column orders as its instants do, so sources can use the bound.
    if (!hasZone() && declaredZone().normalized() instanceof ZoneOffset offset) {
      LocalDateTime local = LocalDateTime.ofInstant(instant, offset);
      if (column.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP) {
        return rex.makeCall(
            operator, column, rex.makeTimestampLiteral(PlanTypes.timestamp(local), 6));
      }
      // Midnight of a date is before an instant unless the instant is at or before that midnight.
      boolean midnight = local.toLocalDate().atStartOfDay().equals(local);
      DateString date =
          new DateString((midnight ? local.toLocalDate() : local.toLocalDate().plusDays(1)) + "");
      return rex.makeCall(operator, column, rex.makeDateLiteral(date));
    }
    return rex.makeCall(operator, expression(), literal(rex, given));
  }

  /**
   * Writes the bound of a range of instants.
   *
   * @param rex builds the constant
   * @param given the bound
   * @return a constant for comparisons with instants
   */
  public static RexNode literal(RexBuilder rex, Instant given) {
    LocalDateTime utc = LocalDateTime.ofInstant(bound(given), ZoneOffset.UTC);
    return rex.makeTimestampWithLocalTimeZoneLiteral(PlanTypes.timestamp(utc), 6);
  }

  /**
   * Finds the first instant at or after a given one that a timestamp can hold: as a start or an
   * end, it keeps the same rows.
   *
   * @param given the bound of a range
   * @return the bound in whole microseconds
   * @throws ConnectorException with {@code INVALID_REQUEST} outside of what can be compared
   */
  public static Instant bound(Instant given) {
    if (given.isBefore(EARLIEST) || !given.isBefore(LATEST)) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          "the time " + given + " cannot be compared; accepted are the years 1 to 9999");
    }
    Instant floor = given.truncatedTo(ChronoUnit.MICROS);
    return floor.equals(given) ? given : floor.plus(1, ChronoUnit.MICROS);
  }
}
