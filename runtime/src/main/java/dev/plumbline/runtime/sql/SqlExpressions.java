package dev.plumbline.runtime.sql;

import dev.plumbline.runtime.expression.Literals;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.expression.VocabularyOperators;
import dev.plumbline.spi.CastRule;
import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Overload;
import dev.plumbline.spi.Shape;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.TypePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFieldImpl;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/** Writes expressions by a profile. */
final class SqlExpressions {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d+|\\*|type|over)}");
  private static final RexBuilder REX = new RexBuilder(PlanTypes.FACTORY);

  private final SqlProfile profile;
  private final SqlLiterals literals;

  SqlExpressions(SqlProfile profile) {
    this.profile = profile;
    this.literals = new SqlLiterals(profile);
  }

  SqlProfile profile() {
    return profile;
  }

  SqlLiterals literals() {
    return literals;
  }

  Written expression(RexNode node, List<Written> columns) {
    if (node instanceof RexInputRef ref) {
      return columns.get(ref.getIndex());
    }
    if (node instanceof RexLiteral literal) {
      return Written.atom(literals.typed(literal));
    }
    if (node instanceof RexOver over) {
      return new SqlWindows(this).over(over, columns);
    }
    if (node instanceof RexFieldAccess access) {
      String name = literals.quote(access.getField().getName());
      Field text = PlanTypes.field("a", access.getType());
      return write(
          "field",
          List.of(
              operand(access.getReferenceExpr(), columns), SqlOperand.builder(name, text).build()),
          List.of("struct", "varchar"),
          access.getType());
    }
    if (node instanceof RexCall call) {
      return call(call, columns);
    }
    throw new Refused("expression " + node + " cannot be written");
  }

  private Written call(RexCall call, List<Written> columns) {
    return switch (call.getKind()) {
      case CAST -> cast(call, columns);
      case SEARCH -> expression(RexUtil.expandSearch(REX, null, call), columns);
      case AND -> joined(call.getOperands(), " AND ", columns);
      case OR -> {
        Optional<Written> list = list(call, columns);
        yield list.isPresent() ? list.get() : joined(call.getOperands(), " OR ", columns);
      }
      case CASE -> caseWhen(call, columns);
      case COALESCE ->
          Written.atom(
              call.getOperands().stream()
                  .map(o -> expression(o, columns).sql())
                  .collect(Collectors.joining(", ", "COALESCE(", ")")));
      default -> {
        boolean comparison = call.isA(SqlKind.COMPARISON);
        List<SqlOperand> operands = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
          operands.add(comparison ? compared(operand, columns) : operand(operand, columns));
        }
        yield write(
            VocabularyOperators.id(call.getOperator()),
            operands,
            call.getOperands().stream().map(o -> PlanTypes.typeId(o.getType())).toList(),
            call.getType());
      }
    };
  }

  private Written joined(List<RexNode> operands, String word, List<Written> columns) {
    return new Written(
        operands.stream()
            .map(o -> expression(o, columns).operand())
            .collect(Collectors.joining(word)),
        Shape.INFIX,
        false);
  }

  private Written caseWhen(RexCall call, List<Written> columns) {
    StringBuilder text = new StringBuilder("CASE");
    List<RexNode> operands = call.getOperands();
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      text.append(" WHEN ")
          .append(expression(operands.get(i), columns).sql())
          .append(" THEN ")
          .append(expression(operands.get(i + 1), columns).sql());
    }
    text.append(" ELSE ").append(expression(operands.get(operands.size() - 1), columns).sql());
    return Written.atom(text.append(" END").toString());
  }

  /** Equalities of one operand with constants, where equality is the plain sign, are a list. */
  private Optional<Written> list(RexCall call, List<Written> columns) {
    RexNode left = null;
    List<RexLiteral> values = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      if (!(operand instanceof RexCall equal)
          || equal.getKind() != SqlKind.EQUALS
          || !(equal.getOperands().get(1) instanceof RexLiteral value)
          || (left != null && !left.equals(equal.getOperands().get(0)))) {
        return Optional.empty();
      }
      left = equal.getOperands().get(0);
      values.add(value);
    }
    if (left == null || !isPlainSign(left.getType(), values.get(0).getType())) {
      return Optional.empty();
    }
    OptionalLong most = profile.limits().listItems();
    if (most.isPresent() && values.size() > most.getAsLong()) {
      throw new Refused(
          "a list of " + values.size() + " values: the source takes " + most.getAsLong());
    }
    String items = values.stream().map(literals::bare).collect(Collectors.joining(", ", "(", ")"));
    String text = expression(left, columns).operand() + " IN " + items;
    return Optional.of(new Written(text, Shape.INFIX, false));
  }

  private boolean isPlainSign(RelDataType left, RelDataType right) {
    List<String> types = List.of(PlanTypes.typeId(left), PlanTypes.typeId(right));
    return profile.operators().getOrDefault("equal", List.of()).stream()
        .filter(overload -> matches(overload.arguments(), types))
        .findFirst()
        .map(Overload::lowering)
        .filter(new Lowering.Template("{0} = {1}", Shape.INFIX)::equals)
        .isPresent();
  }

  /** Empty where a computed lowering has nothing to say: the next overload may. */
  private Optional<Written> lower(
      String id, Lowering lowering, List<SqlOperand> operands, RelDataType result, String over) {
    if (lowering instanceof Lowering.Template template) {
      return Optional.of(
          new Written(fill(template.text(), operands, result, over), template.shape(), false));
    }
    if (lowering instanceof Lowering.Computed computed) {
      if (!over.isEmpty()) {
        throw new Refused(id + ": it is computed, so no clause can follow it");
      }
      SqlCall call = SqlCall.builder(id, operands, PlanTypes.field("r", result)).build();
      return computed.lower().apply(call).map(sql -> new Written(sql, Shape.INFIX, false));
    }
    throw new Refused(id + ": " + ((Lowering.Refusal) lowering).reason());
  }

  SqlOperand operand(RexNode node, List<Written> columns) {
    return operand(node, expression(node, columns).operand());
  }

  /** A constant beside a comparison takes the other side's type anyway. */
  private SqlOperand compared(RexNode node, List<Written> columns) {
    return node instanceof RexLiteral literal
        ? operand(node, literals.bare(literal))
        : operand(node, columns);
  }

  private static SqlOperand operand(RexNode node, String sql) {
    SqlOperand.Builder operand = SqlOperand.builder(sql, PlanTypes.field("a", node.getType()));
    if (node instanceof RexLiteral literal) {
      Literals.of(literal, new RelDataTypeFieldImpl("a", 0, node.getType()))
          .ifPresent(operand::literal);
    }
    return operand.build();
  }

  Written write(String id, List<SqlOperand> operands, List<String> typeIds, RelDataType result) {
    return write(id, operands, typeIds, result, "");
  }

  /** {@code over} is what follows an aggregate: a filter or a window. */
  Written write(
      String id, List<SqlOperand> operands, List<String> typeIds, RelDataType result, String over) {
    for (Overload overload : profile.operators().getOrDefault(id, List.of())) {
      if (!matches(overload.arguments(), typeIds)) {
        continue;
      }
      Optional<Written> written = lower(id, overload.lowering(), operands, result, over);
      if (written.isPresent()) {
        return written.get();
      }
    }
    throw new Refused("operator " + id + " of " + typeIds + " cannot be written");
  }

  private Written cast(RexCall call, List<Written> columns) {
    RexNode operand = call.getOperands().get(0);
    String from = PlanTypes.typeId(operand.getType());
    String to = PlanTypes.typeId(call.getType());
    if (operand instanceof RexLiteral literal && literal.isNull()) {
      return Written.atom("CAST(NULL AS " + literals.typeName(call.getType()) + ")");
    }
    if (sameButForNulls(operand.getType(), call.getType())) {
      return expression(operand, columns);
    }
    for (CastRule rule : profile.casts()) {
      if (matches(List.of(rule.from()), List.of(from))
          && matches(List.of(rule.to()), List.of(to))) {
        Optional<Written> written =
            lower("cast", rule.lowering(), List.of(operand(operand, columns)), call.getType(), "");
        if (written.isPresent()) {
          return written.get();
        }
      }
    }
    throw new Refused("a conversion from " + from + " to " + to + " cannot be written");
  }

  private static boolean sameButForNulls(RelDataType a, RelDataType b) {
    return PlanTypes.FACTORY
        .createTypeWithNullability(a, true)
        .equals(PlanTypes.FACTORY.createTypeWithNullability(b, true));
  }

  /** One pass: an operand that looks like a place is not filled again. */
  private String fill(String template, List<SqlOperand> operands, RelDataType result, String over) {
    String text = template;
    if (!over.isEmpty() && !template.contains("{over}")) {
      if (!template.matches("[A-Za-z_0-9]+\\([^()]*\\)")) {
        throw new Refused("'" + template + "' has no place for" + over);
      }
      text = template + "{over}";
    }
    return PLACE
        .matcher(text)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    switch (place.group(1)) {
                      case "type" -> literals.typeName(result);
                      case "over" -> over;
                      case "*" ->
                          operands.stream().map(SqlOperand::sql).collect(Collectors.joining(", "));
                      default -> operands.get(Integer.parseInt(place.group(1))).sql();
                    }));
  }

  private static boolean matches(List<TypePattern> patterns, List<String> typeIds) {
    int at = 0;
    for (String typeId : typeIds) {
      if (at == patterns.size()) {
        return false;
      }
      TypePattern pattern = patterns.get(at);
      if (!pattern.typeIds().isEmpty() && !pattern.typeIds().contains(typeId)) {
        return false;
      }
      if (!pattern.repeats()) {
        at++;
      }
    }
    return at == patterns.size() || (at == patterns.size() - 1 && patterns.get(at).repeats());
  }
}
