package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.expression.Literals;
import dev.plumbline.spi.Comparison;
import dev.plumbline.spi.FieldPath;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.Polarity;
import dev.plumbline.spi.Predicate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
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
    return Literals.of(literal, row.getFieldList().get(ref.getIndex()))
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
}
