package dev.plumbline.runtime.plan;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.NearestName;
import dev.plumbline.spi.StandardErrorCode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlBetweenOperator;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;

/**
 * Reads a condition in SQL over named columns: comparisons, IN, BETWEEN, LIKE, NULL tests, AND, OR
 * and NOT. A constant takes the type of the column beside it, exactly, or the condition is refused.
 */
final class ConditionParser {
  private static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withQuoting(Quoting.DOUBLE_QUOTE)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withQuotedCasing(Casing.UNCHANGED)
          .withCaseSensitive(true)
          .withIdentifierMaxLength(1_024)
          .withConformance(SqlConformanceEnum.BABEL);

  private final RexBuilder rex;
  private final RelDataType row;
  private final String text;

  private ConditionParser(RexBuilder rex, RelDataType row, String text) {
    this.rex = rex;
    this.row = row;
    this.text = text;
  }

  static RexNode parse(RexBuilder rex, RelDataType row, String text) {
    ConditionParser parser = new ConditionParser(rex, row, text);
    if (text.length() > 65_536) {
      throw parser.refuse("is longer than 65536 characters", "shorten it");
    }
    try {
      return parser.condition(SqlParser.create(text, CONFIG).parseExpression());
    } catch (SqlParseException e) {
      // Calcite wraps whatever ends its parser, also the stack of a text that nests without end.
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof StackOverflowError) {
          throw parser.refuse("is nested too deeply", "flatten it");
        }
      }
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw parser.refuse(
          "cannot be read: " + first, "write SQL such as \"amount > 5 AND owner IN ('a', 'b')\"");
    } catch (StackOverflowError e) {
      throw parser.refuse("is nested too deeply", "flatten it");
    }
  }

  private ConnectorException refuse(String what, String advice) {
    return new ConnectorException(
        StandardErrorCode.INVALID_REQUEST,
        "condition '"
            + (text.length() > 200 ? text.substring(0, 200) + "..." : text)
            + "' "
            + what
            + "; "
            + advice);
  }

  private RexNode condition(SqlNode node) {
    if (node instanceof SqlIdentifier identifier) {
      RexNode column = column(identifier);
      if (column.getType().getSqlTypeName() != SqlTypeName.BOOLEAN) {
        throw refuse(
            "uses '"
                + identifier
                + "' as a condition, but it is "
                + PlanTypes.typeId(column.getType()),
            "compare it with something");
      }
      return column;
    }
    if (node instanceof SqlLiteral literal && literal.getTypeName() == SqlTypeName.BOOLEAN) {
      // Not a bare constant: the builder would drop the table from a tree that has no rows.
      return rex.makeCall(
          SqlStdOperatorTable.EQUALS,
          rex.makeLiteral(literal.booleanValue()),
          rex.makeLiteral(true));
    }
    if (!(node instanceof SqlBasicCall call)) {
      throw refuse("has '" + node + "' where a condition must be", accepted());
    }
    return switch (call.getKind()) {
      case AND -> call(SqlStdOperatorTable.AND, conditions(call));
      case OR -> call(SqlStdOperatorTable.OR, conditions(call));
      case NOT -> call(SqlStdOperatorTable.NOT, conditions(call));
      case IS_NULL -> call(SqlStdOperatorTable.IS_NULL, List.of(column(call.operand(0))));
      case IS_NOT_NULL -> call(SqlStdOperatorTable.IS_NOT_NULL, List.of(column(call.operand(0))));
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          compare(call.getKind(), call.operand(0), call.operand(1));
      case IN -> oneOf(call);
      case NOT_IN -> call(SqlStdOperatorTable.NOT, List.of(oneOf(call)));
      case BETWEEN -> between(call);
      case LIKE -> like(call);
      default -> throw refuse("uses " + call.getOperator().getName(), accepted());
    };
  }

  private static String accepted() {
    return "accepted are =, <>, <, <=, >, >=, IN, BETWEEN, LIKE, IS NULL, AND, OR and NOT";
  }

  private List<RexNode> conditions(SqlBasicCall call) {
    return call.getOperandList().stream().map(this::condition).toList();
  }

  /** Calcite wants no AND directly below an AND, and no OR below an OR. */
  private RexNode call(SqlOperator operator, List<RexNode> operands) {
    if (operator.getKind() != SqlKind.AND && operator.getKind() != SqlKind.OR) {
      return rex.makeCall(operator, operands);
    }
    List<RexNode> flat = new ArrayList<>();
    for (RexNode operand : operands) {
      if (operand instanceof RexCall inner && inner.getKind() == operator.getKind()) {
        flat.addAll(inner.getOperands());
      } else {
        flat.add(operand);
      }
    }
    return flat.size() == 1 ? flat.get(0) : rex.makeCall(operator, flat);
  }

  private RexNode compare(SqlKind kind, SqlNode left, SqlNode right) {
    if (!(left instanceof SqlIdentifier) && right instanceof SqlIdentifier) {
      return compare(kind.reverse(), right, left);
    }
    RexInputRef column = column(left);
    RexNode other =
        right instanceof SqlIdentifier identifier
            ? comparable(column, column(identifier))
            : literal(right, column);
    return rex.makeCall(operator(kind), column, other);
  }

  private static SqlOperator operator(SqlKind kind) {
    return switch (kind) {
      case EQUALS -> SqlStdOperatorTable.EQUALS;
      case NOT_EQUALS -> SqlStdOperatorTable.NOT_EQUALS;
      case LESS_THAN -> SqlStdOperatorTable.LESS_THAN;
      case LESS_THAN_OR_EQUAL -> SqlStdOperatorTable.LESS_THAN_OR_EQUAL;
      case GREATER_THAN -> SqlStdOperatorTable.GREATER_THAN;
      default -> SqlStdOperatorTable.GREATER_THAN_OR_EQUAL;
    };
  }

  private RexNode comparable(RexInputRef left, RexInputRef right) {
    boolean numbers =
        left.getType().getSqlTypeName().getFamily() == SqlTypeFamily.NUMERIC
            && right.getType().getSqlTypeName().getFamily() == SqlTypeFamily.NUMERIC;
    if (!numbers && !PlanTypes.typeId(left.getType()).equals(PlanTypes.typeId(right.getType()))) {
      throw refuse(
          "compares " + name(left) + " with " + name(right), "compare columns of one type");
    }
    return right;
  }

  private RexNode oneOf(SqlBasicCall call) {
    RexInputRef column = column(call.operand(0));
    if (!(call.operand(1) instanceof SqlNodeList list)) {
      throw refuse("has IN with a query", "write the values, such as IN (1, 2)");
    }
    List<RexNode> equalities = new ArrayList<>();
    for (SqlNode item : list) {
      equalities.add(rex.makeCall(SqlStdOperatorTable.EQUALS, column, literal(item, column)));
    }
    return call(SqlStdOperatorTable.OR, equalities);
  }

  private RexNode between(SqlBasicCall call) {
    RexInputRef column = column(call.operand(0));
    RexNode low = literal(call.operand(1), column);
    RexNode high = literal(call.operand(2), column);
    SqlBetweenOperator operator = (SqlBetweenOperator) call.getOperator();
    if (operator.flag == SqlBetweenOperator.Flag.SYMMETRIC) {
      throw refuse("uses BETWEEN SYMMETRIC", "write the lower bound first, without SYMMETRIC");
    }
    RexNode inside =
        rex.makeCall(
            SqlStdOperatorTable.AND,
            rex.makeCall(SqlStdOperatorTable.GREATER_THAN_OR_EQUAL, column, low),
            rex.makeCall(SqlStdOperatorTable.LESS_THAN_OR_EQUAL, column, high));
    return operator.isNegated() ? rex.makeCall(SqlStdOperatorTable.NOT, inside) : inside;
  }

  private RexNode like(SqlBasicCall call) {
    SqlLikeOperator operator = (SqlLikeOperator) call.getOperator();
    if (!operator.isCaseSensitive()) {
      throw refuse("uses " + operator.getName(), "write LIKE, in which case matters");
    }
    RexInputRef column = column(call.operand(0));
    if (!PlanTypes.typeId(column.getType()).equals("varchar")) {
      throw refuse("uses LIKE on " + name(column), "use it on text");
    }
    List<RexNode> operands = new ArrayList<>();
    operands.add(column);
    for (int i = 1; i < call.operandCount(); i++) {
      operands.add(literal(call.operand(i), column));
    }
    requireEscapes(operands);
    RexNode like = rex.makeCall(SqlStdOperatorTable.LIKE, operands);
    return operator.isNegated() ? rex.makeCall(SqlStdOperatorTable.NOT, like) : like;
  }

  private void requireEscapes(List<RexNode> operands) {
    if (operands.size() < 3) {
      return;
    }
    String pattern = String.valueOf(((RexLiteral) operands.get(1)).getValueAs(String.class));
    String escape = String.valueOf(((RexLiteral) operands.get(2)).getValueAs(String.class));
    if (escape.length() != 1 || escape.charAt(0) > 0x7e) {
      throw refuse("has the escape '" + escape + "'", "write one ASCII character, such as '!'");
    }
    char sign = escape.charAt(0);
    int at = pattern.indexOf(sign);
    while (at >= 0) {
      int escaped = at + 1;
      if (escaped == pattern.length() || ("%_" + sign).indexOf(pattern.charAt(escaped)) < 0) {
        throw refuse(
            "has the pattern '" + pattern + "', in which '" + sign + "' escapes nothing",
            "write it before %, _ or itself only");
      }
      at = pattern.indexOf(sign, escaped + 1);
    }
  }

  private RexInputRef column(SqlNode node) {
    if (!(node instanceof SqlIdentifier identifier) || !identifier.isSimple()) {
      throw refuse("has '" + node + "' where a column must be", "name a column");
    }
    String name = identifier.getSimple();
    List<RelDataTypeField> fields = row.getFieldList();
    Optional<RelDataTypeField> exact =
        fields.stream().filter(f -> f.getName().equals(name)).findFirst();
    if (exact.isPresent()) {
      return new RexInputRef(exact.get().getIndex(), exact.get().getType());
    }
    List<RelDataTypeField> others =
        fields.stream().filter(f -> f.getName().equalsIgnoreCase(name)).toList();
    if (others.size() == 1) {
      return new RexInputRef(others.get(0).getIndex(), others.get(0).getType());
    }
    if (others.size() > 1) {
      throw refuse(
          "names '"
              + name
              + "', which could be "
              + String.join(" or ", others.stream().map(f -> "\"" + f.getName() + "\"").toList()),
          "write it between double quotes as the source does");
    }
    throw refuse(
        "names '" + name + "', which is no column",
        NearestName.of(name, row.getFieldNames())
            .map(near -> "did you mean '" + near + "'?")
            .orElse("columns are " + String.join(", ", row.getFieldNames())));
  }

  private String name(RexInputRef column) {
    return "'"
        + row.getFieldNames().get(column.getIndex())
        + "' ("
        + PlanTypes.typeId(column.getType())
        + ")";
  }

  private RexNode literal(SqlNode node, RexInputRef column) {
    RelDataType type = column.getType();
    BigDecimal sign = BigDecimal.ONE;
    SqlNode value = node;
    if (node instanceof SqlBasicCall call && call.getKind() == SqlKind.MINUS_PREFIX) {
      sign = sign.negate();
      value = call.operand(0);
    }
    if (!(value instanceof SqlLiteral literal)) {
      throw refuse("has '" + node + "' where a constant must be", "write a constant");
    }
    if (literal.getTypeName() == SqlTypeName.NULL) {
      throw refuse("compares with NULL, which is never true", "write IS NULL or IS NOT NULL");
    }
    try {
      return switch (PlanTypes.typeId(type)) {
        case "boolean" -> rex.makeLiteral(literal.booleanValue());
        case "tinyint",
            "smallint",
            "integer",
            "bigint",
            "utinyint",
            "usmallint",
            "uinteger",
            "ubigint",
            "decimal" ->
            number(literal, sign);
        case "real", "double" ->
            rex.makeApproxLiteral(
                Double.valueOf(nearest(decimal(literal, sign), type)),
                PlanTypes.FACTORY.createSqlType(SqlTypeName.DOUBLE));
        case "varchar" ->
            rex.makeLiteral(
                text(literal), PlanTypes.FACTORY.createSqlType(SqlTypeName.VARCHAR), true);
        case "date" ->
            rex.makeDateLiteral(new DateString(LocalDate.parse(text(literal)).toString()));
        case "time" -> {
          LocalTime time = LocalTime.parse(text(literal));
          yield rex.makeTimeLiteral(
              new TimeString(time.format(DateTimeFormatter.ISO_LOCAL_TIME)), 6);
        }
        case "timestamp" ->
            rex.makeTimestampLiteral(PlanTypes.timestamp(localTime(text(literal))), 6);
        case "instant" ->
            rex.makeTimestampWithLocalTimeZoneLiteral(
                PlanTypes.timestamp(
                    LocalDateTime.ofInstant(instant(text(literal)), ZoneOffset.UTC)),
                6);
        default -> throw refuse("compares " + name(column), "this type has no comparisons");
      };
    } catch (DateTimeException | IllegalArgumentException | ClassCastException | AssertionError e) {
      throw refuse(
          "compares " + name(column) + " with " + node + ", which is not of its type",
          "write " + example(type));
    }
  }

  private static String example(RelDataType type) {
    return switch (PlanTypes.typeId(type)) {
      case "boolean" -> "TRUE or FALSE";
      case "varchar" -> "a text between single quotes";
      case "date" -> "a date such as DATE '2026-03-01'";
      case "time" -> "a time such as TIME '12:30:00'";
      case "timestamp" -> "a timestamp such as TIMESTAMP '2026-03-01 12:30:00'";
      case "instant" -> "an instant such as '2026-03-01T12:30:00Z'";
      default -> "a number that " + PlanTypes.typeId(type) + " holds";
    };
  }

  private RexNode number(SqlLiteral literal, BigDecimal sign) {
    BigDecimal value = decimal(literal, sign);
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    if (plain.precision() > 38 || plain.scale() > 38) {
      throw new IllegalArgumentException("too many digits");
    }
    return rex.makeExactLiteral(plain);
  }

  /** Fractions are rounded as everywhere; a whole number that no float holds is another number. */
  private static double nearest(BigDecimal number, RelDataType type) {
    double near =
        PlanTypes.typeId(type).equals("real") ? number.floatValue() : number.doubleValue();
    boolean whole = number.scale() == 0;
    if (Double.isInfinite(near) || (whole && new BigDecimal(near).compareTo(number) != 0)) {
      throw new IllegalArgumentException("no such floating point number");
    }
    return near;
  }

  private static BigDecimal decimal(SqlLiteral literal, BigDecimal sign) {
    if (!(literal instanceof SqlNumericLiteral)) {
      throw new IllegalArgumentException("no number");
    }
    BigDecimal value = literal.bigDecimalValue();
    if (value == null) {
      throw new IllegalArgumentException("no number");
    }
    return value.multiply(sign);
  }

  private static String text(SqlLiteral literal) {
    String text =
        switch (literal.getTypeName()) {
          case CHAR, VARCHAR -> literal.getValueAs(String.class);
          case DATE, TIME, TIMESTAMP -> temporal(literal);
          case UNKNOWN -> literal.getValueAs(String.class);
          default -> null;
        };
    if (text == null) {
      throw new IllegalArgumentException("no text");
    }
    return text;
  }

  private static String temporal(SqlLiteral literal) {
    return String.valueOf(literal.getValue());
  }

  private static LocalDateTime localTime(String text) {
    String iso = text.strip().replace(' ', 'T');
    return micros(
        iso.contains("T") ? LocalDateTime.parse(iso) : LocalDate.parse(iso).atStartOfDay());
  }

  /** An instant without a zone is in UTC, as everywhere in a condition. */
  private static Instant instant(String text) {
    String iso = text.strip().replace(' ', 'T');
    return iso.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)")
        ? micros(OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime())
            .toInstant(ZoneOffset.UTC)
        : localTime(iso).toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime micros(LocalDateTime time) {
    if (!time.equals(time.truncatedTo(ChronoUnit.MICROS))) {
      throw new IllegalArgumentException("finer than microseconds");
    }
    return time;
  }
}
