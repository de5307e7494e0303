package dev.plumbline.runtime.sql;

import dev.plumbline.runtime.expression.Literals;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.expression.VocabularyOperators;
import dev.plumbline.spi.CastRule;
import dev.plumbline.spi.LiteralRules;
import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Overload;
import dev.plumbline.spi.Shape;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import dev.plumbline.spi.SqlProfile;
import dev.plumbline.spi.TypePattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFieldImpl;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Writes expressions by a profile. */
final class SqlExpressions {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d+|\\*|type)}");

  private final SqlProfile profile;

  SqlExpressions(SqlProfile profile) {
    this.profile = profile;
  }

  Written expression(RexNode node, List<Written> columns) {
    if (node instanceof RexInputRef ref) {
      return columns.get(ref.getIndex());
    }
    if (node instanceof RexLiteral literal) {
      return new Written(literal(literal), Shape.ATOM, false);
    }
    if (node instanceof RexCall call) {
      if (call.getKind() == SqlKind.CAST) {
        return cast(call, columns);
      }
      if (call.getKind() == SqlKind.AND || call.getKind() == SqlKind.OR) {
        String word = call.getKind() == SqlKind.AND ? " AND " : " OR ";
        return new Written(
            call.getOperands().stream()
                .map(o -> expression(o, columns).operand())
                .collect(Collectors.joining(word)),
            Shape.INFIX,
            false);
      }
      List<SqlOperand> operands = new ArrayList<>();
      for (RexNode operand : call.getOperands()) {
        operands.add(operand(operand, columns));
      }
      return write(
          VocabularyOperators.id(call.getOperator()),
          operands,
          call.getOperands().stream().map(o -> PlanTypes.typeId(o.getType())).toList(),
          call.getType());
    }
    throw new Refused("expression " + node + " cannot be written");
  }

  /** Empty where a computed lowering has nothing to say: the next overload may. */
  private Optional<Written> lower(
      String id, Lowering lowering, List<SqlOperand> operands, RelDataType result) {
    if (lowering instanceof Lowering.Template template) {
      return Optional.of(
          new Written(fill(template.text(), operands, result), template.shape(), false));
    }
    if (lowering instanceof Lowering.Computed computed) {
      SqlCall call = SqlCall.builder(id, operands, PlanTypes.field("r", result)).build();
      return computed.lower().apply(call).map(sql -> new Written(sql, Shape.INFIX, false));
    }
    throw new Refused(id + ": " + ((Lowering.Refusal) lowering).reason());
  }

  private SqlOperand operand(RexNode node, List<Written> columns) {
    Field type = PlanTypes.field("a", node.getType());
    SqlOperand.Builder operand = SqlOperand.builder(expression(node, columns).operand(), type);
    if (node instanceof RexLiteral literal) {
      Literals.of(literal, new RelDataTypeFieldImpl("a", 0, node.getType()))
          .ifPresent(operand::literal);
    }
    return operand.build();
  }

  Written write(String id, List<SqlOperand> operands, List<String> typeIds, RelDataType result) {
    for (Overload overload : profile.operators().getOrDefault(id, List.of())) {
      if (!matches(overload.arguments(), typeIds)) {
        continue;
      }
      Optional<Written> written = lower(id, overload.lowering(), operands, result);
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
    for (CastRule rule : profile.casts()) {
      if (matches(List.of(rule.from()), List.of(from))
          && matches(List.of(rule.to()), List.of(to))) {
        Optional<Written> written =
            lower("cast", rule.lowering(), List.of(operand(operand, columns)), call.getType());
        if (written.isPresent()) {
          return written.get();
        }
      }
    }
    throw new Refused("a conversion from " + from + " to " + to + " cannot be written");
  }

  /** One pass: an operand that looks like a place is not filled again. */
  private String fill(String template, List<SqlOperand> operands, RelDataType result) {
    return PLACE
        .matcher(template)
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    switch (place.group(1)) {
                      case "type" -> typeName(result);
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

  String typeName(RelDataType type) {
    String name = profile.typeNames().get(PlanTypes.typeId(type));
    if (name == null) {
      throw new Refused("type " + type + " cannot be written");
    }
    return name.replace("{p}", Integer.toString(type.getPrecision()))
        .replace("{s}", Integer.toString(type.getScale()));
  }

  private String literal(RexLiteral literal) {
    RelDataType type = literal.getType();
    if (literal.isNull()) {
      return type.getSqlTypeName().getName().equals("NULL")
          ? "NULL"
          : "CAST(NULL AS " + typeName(type) + ")";
    }
    String id = PlanTypes.typeId(type);
    return switch (id) {
      case "boolean" -> Boolean.TRUE.equals(literal.getValueAs(Boolean.class)) ? "TRUE" : "FALSE";
      case "varchar" -> quoteText(required(literal.getValueAs(String.class)));
      case "varbinary" ->
          template(id, quoteText(required(literal.getValueAs(ByteString.class)).toString(16)));
      case "double", "real" ->
          template("double", quoteText(required(literal.getValueAs(Double.class)).toString()));
      case "date" ->
          template(id, quoteText(required(literal.getValueAs(DateString.class)).toString()));
      case "time" ->
          template(id, quoteText(required(literal.getValueAs(TimeString.class)).toString()));
      case "timestamp" ->
          template(id, quoteText(required(literal.getValueAs(TimestampString.class)).toString()));
      case "instant" ->
          template(id, quoteText(required(literal.getValueAs(TimestampString.class)) + "+00"));
      default -> number(required(literal.getValueAs(BigDecimal.class)));
    };
  }

  private static String number(BigDecimal number) {
    String plain = number.toPlainString();
    return number.signum() < 0 ? "(" + plain + ")" : plain;
  }

  private static <T> T required(@Nullable T value) {
    return Objects.requireNonNull(value, "literal");
  }

  private String template(String id, String quoted) {
    String template = profile.literals().templates().get(id);
    if (template == null) {
      throw new Refused("literals of type " + id + " cannot be written");
    }
    return template.replace("{0}", quoted);
  }

  private String quoteText(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new Refused("text with a zero character cannot be written");
    }
    LiteralRules rules = profile.literals();
    String escaped = rules.backslashEscapes() ? text.replace("\\", "\\\\") : text;
    return "'" + escaped.replace("'", rules.escapedQuote()) + "'";
  }

  String quote(String name) {
    char close = profile.identifiers().close();
    if (name.indexOf('\0') >= 0) {
      throw new Refused("a name with a zero character cannot be written");
    }
    return profile.identifiers().open()
        + name.replace(String.valueOf(close), String.valueOf(close) + close)
        + close;
  }
}
