package dev.plumbline.runtime.dataset;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.TimestampFormat;
import dev.plumbline.runtime.plan.InstantColumn;
import dev.plumbline.runtime.plan.Planning;
import java.time.Instant;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;

/**
 * The timestamp column of a dataset as instants (rule S3): a timestamp or date, or text and numbers
 * by the dataset's {@code timestamp_format}.
 *
 * @since 0.1.0
 */
public final class TimestampColumn {
  private final RelBuilder builder;
  private final RexNode column;
  private final RexNode instants;
  private final RexNode orNull;
  private final Range range;

  /** How instants are compared, most directly. */
  private interface Range {
    RexNode compare(boolean atOrAfter, Instant bound);
  }

  private TimestampColumn(
      RelBuilder builder, RexNode column, RexNode instants, RexNode orNull, Range range) {
    this.builder = builder;
    this.column = column;
    this.instants = instants;
    this.orNull = orNull;
    this.range = range;
  }

  /**
   * Takes a column of the node on a builder's stack.
   *
   * @param planning the plan
   * @param builder the builder
   * @param ordinal the column, from 0, which a dataset's binding took as its timestamp
   * @param dataset the dataset
   * @return the column
   */
  public static TimestampColumn of(
      Planning planning, RelBuilder builder, int ordinal, DatasetConfig dataset) {
    RexNode column = builder.field(ordinal);
    Optional<TimestampFormat> format = dataset.timestampFormat();
    if (format.isEmpty() || WrittenTime.isTime(column.getType())) {
      InstantColumn time = planning.instant(builder, ordinal, dataset.timezone());
      return new TimestampColumn(
          builder,
          column,
          time.expression(),
          time.expression(),
          (atOrAfter, bound) -> atOrAfter ? time.notBefore(bound) : time.before(bound));
    }
    WrittenTime written =
        new WrittenTime(planning, builder, ordinal, format.get(), dataset.timezone());
    RexNode orNull = written.orNull();
    RexNode instants =
        builder.call(
            Planning.READABLE,
            orNull,
            column,
            builder.literal("column '" + written.name() + "' has '"),
            builder.literal("', which is " + written.expected()));
    return new TimestampColumn(
        builder,
        column,
        instants,
        orNull,
        (atOrAfter, bound) -> written.compare(instants, atOrAfter, bound));
  }

  /** {@return the column as instants; a value that is none fails the query that meets it} */
  public RexNode instants() {
    return instants;
  }

  /** {@return the column as instants; NULL also for a value that is none} */
  public RexNode instantsOrNull() {
    return orNull;
  }

  /** {@return whether a row has a value that is no instant; never NULL} */
  public RexNode unreadable() {
    return builder.and(
        builder.call(SqlStdOperatorTable.IS_NOT_NULL, column),
        builder.call(SqlStdOperatorTable.IS_NULL, orNull));
  }

  /**
   * Compares with the start of a range, inclusive.
   *
   * @param start the first instant inside
   * @return a condition
   */
  public RexNode notBefore(Instant start) {
    return range.compare(true, start);
  }

  /**
   * Compares with the end of a range, exclusive.
   *
   * @param end the first instant outside
   * @return a condition
   */
  public RexNode before(Instant end) {
    return range.compare(false, end);
  }
}
