package dev.plumbline.runtime.expression;

import dev.plumbline.spi.Literal;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/**
 * The planner's constants as the constants of the connector contract.
 *
 * @since 0.1.0
 */
public final class Literals {
  private Literals() {}

  /**
   * Takes a constant as a value of a column's own type.
   *
   * @param literal the constant
   * @param column the column
   * @return the value; empty if it is NULL or the column's type has none that is equal
   */
  public static Optional<Literal> of(RexLiteral literal, RelDataTypeField column) {
    if (literal.isNull()) {
      return Optional.empty();
    }
    ArrowType type = PlanTypes.field(column.getName(), column.getType()).getType();
    return Optional.ofNullable(value(literal, column.getType()))
        .map(value -> new Literal(type, value));
  }

  private static @Nullable Object value(RexLiteral literal, RelDataType column) {
    boolean sameType = PlanTypes.typeId(literal.getType()).equals(PlanTypes.typeId(column));
    return switch (column.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> whole(number(literal));
      case DECIMAL -> decimal(number(literal), column);
      case BOOLEAN -> sameType ? literal.getValueAs(Boolean.class) : null;
      case DOUBLE, FLOAT -> sameType ? literal.getValueAs(Double.class) : null;
      case CHAR, VARCHAR -> sameType ? literal.getValueAs(String.class) : null;
      case VARBINARY, BINARY -> sameType ? binary(literal) : null;
      case DATE -> sameType ? date(literal) : null;
      case TIME -> sameType ? time(literal) : null;
      case TIMESTAMP -> sameType ? local(literal) : null;
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> sameType ? instant(literal) : null;
      default -> null;
    };
  }

  private static @Nullable Long whole(@Nullable BigDecimal number) {
    try {
      return number == null ? null : Long.valueOf(number.longValueExact());
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable BigDecimal decimal(@Nullable BigDecimal number, RelDataType column) {
    try {
      BigDecimal scaled = number == null ? null : number.setScale(column.getScale());
      return scaled != null && scaled.precision() <= column.getPrecision() ? scaled : null;
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable ByteBuffer binary(RexLiteral literal) {
    ByteString bytes = literal.getValueAs(ByteString.class);
    return bytes == null ? null : ByteBuffer.wrap(bytes.getBytes()).asReadOnlyBuffer();
  }

  private static @Nullable LocalDate date(RexLiteral literal) {
    DateString date = literal.getValueAs(DateString.class);
    return date == null ? null : LocalDate.parse(date.toString());
  }

  private static @Nullable LocalTime time(RexLiteral literal) {
    TimeString time = literal.getValueAs(TimeString.class);
    return time == null ? null : LocalTime.parse(time.toString());
  }

  private static @Nullable Instant instant(RexLiteral literal) {
    LocalDateTime utc = local(literal);
    return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
  }

  private static @Nullable BigDecimal number(RexLiteral literal) {
    return switch (literal.getType().getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> literal.getValueAs(BigDecimal.class);
      default -> null;
    };
  }

  /**
   * Reads a timestamp constant.
   *
   * @param literal the constant
   * @return its fields; null if it is NULL
   */
  public static @Nullable LocalDateTime local(RexLiteral literal) {
    TimestampString text = literal.getValueAs(TimestampString.class);
    return text == null ? null : LocalDateTime.parse(text.toString().replace(' ', 'T'));
  }
}
