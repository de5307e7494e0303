package dev.plumbline.runtime.plan;

import dev.plumbline.spi.Comparison;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Polarity;
import dev.plumbline.spi.Predicate;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/**
 * Turns conditions into the SPI's predicates, pushing negation down to the leaves. What has no
 * exact counterpart gives empty, and stays with the engine.
 */
final class PredicateTranslator {
  private final RelDataType row;

  PredicateTranslator(RelDataType row) {
    this.row = row;
  }

  Optional<Predicate> translate(RexNode condition) {
    return translate(condition, Polarity.IS);
  }

  private Optional<Predicate> translate(RexNode node, Polarity polarity) {
    if (node instanceof RexInputRef ref) {
      return Optional.of(
          new Predicate.Compare(
              column(ref),
              Comparison.EQ,
              new Literal(ArrowType.Bool.INSTANCE, polarity == Polarity.IS)));
    }
    if (!(node instanceof RexCall call)) {
      return Optional.empty();
    }
    return switch (call.getKind()) {
      case NOT -> translate(call.getOperands().get(0), opposite(polarity));
      case AND -> polarity == Polarity.IS ? all(call, polarity) : any(call, polarity);
      case OR -> polarity == Polarity.IS ? any(call, polarity) : all(call, polarity);
      case IS_NULL -> nullness(call, polarity);
      case IS_NOT_NULL -> nullness(call, opposite(polarity));
      case LIKE -> like(call, polarity);
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          compare(call, polarity);
      default -> Optional.empty();
    };
  }

  private Optional<Predicate> all(RexCall call, Polarity polarity) {
    return operands(call, polarity).map(Predicate.And::new);
  }

  private Optional<Predicate> any(RexCall call, Polarity polarity) {
    return operands(call, polarity).map(parts -> oneOf(parts).orElse(new Predicate.Or(parts)));
  }

  private Optional<List<Predicate>> operands(RexCall call, Polarity polarity) {
    List<Predicate> parts = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      Optional<Predicate> part = translate(operand, polarity);
      if (part.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.of(parts);
  }

  /** Equalities of one column between ORs are a list of values. */
  private static Optional<Predicate> oneOf(List<Predicate> parts) {
    Set<FieldPath> columns = new LinkedHashSet<>();
    List<Literal> values = new ArrayList<>();
    for (Predicate part : parts) {
      if (!(part instanceof Predicate.Compare compare) || compare.op() != Comparison.EQ) {
        return Optional.empty();
      }
      columns.add(compare.column());
      values.add(compare.value());
    }
    return columns.size() == 1
        ? Optional.of(new Predicate.OneOf(columns.iterator().next(), values, Polarity.IS))
        : Optional.empty();
  }

  private Optional<Predicate> nullness(RexCall call, Polarity polarity) {
    return call.getOperands().get(0) instanceof RexInputRef ref
        ? Optional.of(new Predicate.Nullness(column(ref), polarity))
        : Optional.empty();
  }

  private Optional<Predicate> like(RexCall call, Polarity polarity) {
    if (!(call.getOperands().get(0) instanceof RexInputRef ref)
        || !(call.getOperands().get(1) instanceof RexLiteral pattern)
        || pattern.isNull()) {
      return Optional.empty();
    }
    int escape = -1;
    if (call.getOperands().size() == 3) {
      String text = text(call.getOperands().get(2));
      if (text == null || text.codePointCount(0, text.length()) != 1) {
        return Optional.empty();
      }
      escape = text.codePointAt(0);
    }
    String text = text(pattern);
    return text == null
        ? Optional.empty()
        : Optional.of(new Predicate.Like(column(ref), text, escape, polarity));
  }

  private static @Nullable String text(RexNode node) {
    return node instanceof RexLiteral literal ? literal.getValueAs(String.class) : null;
  }

  private Optional<Predicate> compare(RexCall call, Polarity polarity) {
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    SqlKind kind = call.getKind();
    if (left instanceof RexLiteral) {
      RexNode swap = left;
      left = right;
      right = swap;
      kind = kind.reverse();
    }
    if (!(left instanceof RexInputRef ref) || !(right instanceof RexLiteral literal)) {
      return Optional.empty();
    }
    Comparison op = comparison(polarity == Polarity.IS ? kind : kind.negateNullSafe());
    return literal(literal, row.getFieldList().get(ref.getIndex()))
        .map(value -> new Predicate.Compare(column(ref), op, value));
  }

  private static Comparison comparison(SqlKind kind) {
    return switch (kind) {
      case EQUALS -> Comparison.EQ;
      case NOT_EQUALS -> Comparison.NE;
      case LESS_THAN -> Comparison.LT;
      case LESS_THAN_OR_EQUAL -> Comparison.LE;
      case GREATER_THAN -> Comparison.GT;
      default -> Comparison.GE;
    };
  }

  private static Polarity opposite(Polarity polarity) {
    return polarity == Polarity.IS ? Polarity.IS_NOT : Polarity.IS;
  }

  private FieldPath column(RexInputRef ref) {
    return FieldPath.of(row.getFieldNames().get(ref.getIndex()));
  }

  /** The literal as a value of the column's own type; empty where it has none that is equal. */
  static Optional<Literal> literal(RexLiteral literal, RelDataTypeField column) {
    if (literal.isNull()) {
      return Optional.empty();
    }
    ArrowType type = PlanTypes.field(column.getName(), column.getType()).getType();
    return Optional.ofNullable(value(literal, column.getType()))
        .map(value -> new Literal(type, value));
  }

  private static @Nullable Object value(RexLiteral literal, RelDataType column) {
    boolean sameType = SqlText.typeId(literal.getType()).equals(SqlText.typeId(column));
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

  static @Nullable LocalDateTime local(RexLiteral literal) {
    TimestampString text = literal.getValueAs(TimestampString.class);
    return text == null ? null : LocalDateTime.parse(text.toString().replace(' ', 'T'));
  }
}
