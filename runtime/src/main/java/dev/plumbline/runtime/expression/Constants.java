package dev.plumbline.runtime.expression;

import dev.plumbline.runtime.expression.Expression.Constant;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.jspecify.annotations.Nullable;

/**
 * Constants of the planner's tree, and the conversions of constants that are exact and plain enough
 * to do here, so that conditions stay a column beside a constant. All others stay casts.
 */
final class Constants {
  private final RexBuilder rex;

  Constants(RexBuilder rex) {
    this.rex = rex;
  }

  RexNode of(Constant constant) {
    String text = constant.text();
    return switch (constant.kind()) {
      case NULL -> rex.constantNull();
      case BOOLEAN -> rex.makeLiteral(text.equals("TRUE"));
      case TINYINT -> exact(new BigDecimal(text), SparkTypes.of(SqlTypeName.TINYINT));
      case SMALLINT -> exact(new BigDecimal(text), SparkTypes.of(SqlTypeName.SMALLINT));
      case INTEGER -> exact(new BigDecimal(text), SparkTypes.INTEGER);
      case BIGINT -> exact(new BigDecimal(text), SparkTypes.BIGINT);
      case DECIMAL -> decimal(new BigDecimal(text));
      case REAL -> cast(floating(Float.parseFloat(text)), SparkTypes.of(SqlTypeName.REAL));
      case DOUBLE -> floating(Double.parseDouble(text));
      case TEXT -> text(text);
      case BINARY -> rex.makeBinaryLiteral(new ByteString(bytes(text)));
      case DATE -> date(TimeText.date(text).orElseThrow());
      case TIME -> time(TimeText.time(text).orElseThrow());
      case TIMESTAMP -> instant(TimeText.instant(text).orElseThrow());
      case TIMESTAMP_NTZ -> timestamp(TimeText.timestamp(text).orElseThrow());
    };
  }

  private static byte[] bytes(String digits) {
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }

  RexNode exact(BigDecimal value, RelDataType type) {
    return rex.makeExactLiteral(value, notNull(type));
  }

  RexNode integer(long value) {
    return exact(BigDecimal.valueOf(value), SparkTypes.INTEGER);
  }

  private RexNode decimal(BigDecimal value) {
    return exact(
        value, SparkTypes.decimal(Math.max(value.precision(), value.scale()), value.scale()));
  }

  RexNode text(String text) {
    return rex.makeLiteral(text, notNull(SparkTypes.TEXT), true);
  }

  private RexNode floating(double value) {
    return rex.makeApproxLiteral(Double.valueOf(value), notNull(SparkTypes.DOUBLE));
  }

  private RexNode date(LocalDate date) {
    return rex.makeDateLiteral(new DateString(date.toString()));
  }

  private RexNode time(LocalTime time) {
    return rex.makeTimeLiteral(new TimeString(time.format(DateTimeFormatter.ISO_LOCAL_TIME)), 6);
  }

  private RexNode timestamp(LocalDateTime time) {
    return rex.makeTimestampLiteral(PlanTypes.timestamp(time), 6);
  }

  private RexNode instant(LocalDateTime utc) {
    return rex.makeTimestampWithLocalTimeZoneLiteral(PlanTypes.timestamp(utc), 6);
  }

  private static RelDataType notNull(RelDataType type) {
    return PlanTypes.FACTORY.createTypeWithNullability(type, false);
  }

  /** A conversion that stays in the tree. */
  RexNode cast(RexNode node, RelDataType type) {
    return rex.makeAbstractCast(SparkTypes.nullable(type), node, false);
  }

  /** An implicit conversion: a constant of the type where that is exact, else a cast. */
  RexNode convert(RexNode node, RelDataType type) {
    if (SparkTypes.same(node.getType(), type)) {
      return node;
    }
    if (SparkTypes.isNull(node.getType())) {
      return rex.makeNullLiteral(SparkTypes.nullable(type));
    }
    return node instanceof RexLiteral literal
        ? fold(literal, type).orElseGet(() -> cast(node, type))
        : cast(node, type);
  }

  /** A constant as the same value of another type, as Spark's cast gives it; empty if in doubt. */
  Optional<RexNode> fold(RexLiteral literal, RelDataType type) {
    if (literal.isNull()) {
      return Optional.empty();
    }
    RelDataType from = literal.getType();
    Optional<RexNode> folded = Optional.empty();
    if (SparkTypes.isIntegral(from) || SparkTypes.isDecimal(from)) {
      folded = number(value(literal, BigDecimal.class), type);
    } else if (SparkTypes.isText(from)) {
      folded = fromText(value(literal, String.class), type);
    } else if (SparkTypes.is(from, "date")) {
      LocalDateTime midnight =
          LocalDate.parse(value(literal, DateString.class).toString()).atStartOfDay();
      folded = moment(midnight, type);
    }
    return folded;
  }

  /** A constant of a time as the same moment of another type of times, of a date only at midnight. */
  Optional<RexNode> sameMoment(RexLiteral literal, RelDataType type) {
    LocalDateTime time =
        SparkTypes.is(literal.getType(), "date")
            ? LocalDate.parse(value(literal, DateString.class).toString()).atStartOfDay()
            : Literals.local(literal);
    if (time == null) {
      return Optional.empty();
    }
    return SparkTypes.is(type, "date")
        ? Optional.of(time)
            .filter(t -> t.toLocalTime().equals(LocalTime.MIDNIGHT))
            .map(t -> date(t.toLocalDate()))
        : moment(time, type);
  }

  private Optional<RexNode> moment(LocalDateTime time, RelDataType type) {
    return switch (SparkTypes.id(type)) {
      case "instant" -> Optional.of(instant(time));
      case "timestamp" -> Optional.of(timestamp(time));
      default -> Optional.empty();
    };
  }

  private static <T> T value(RexLiteral literal, Class<T> type) {
    @Nullable T value = literal.getValueAs(type);
    if (value == null) {
      throw new IllegalStateException("constant without a value: " + literal);
    }
    return value;
  }

  private Optional<RexNode> number(BigDecimal value, RelDataType type) {
    if (SparkTypes.is(type, "double")) {
      return Optional.of(floating(Double.parseDouble(value.toString())));
    }
    if (SparkTypes.isText(type)) {
      return value.scale() == 0 ? Optional.of(text(value.toPlainString())) : Optional.empty();
    }
    if (SparkTypes.isIntegral(type)) {
      boolean fits =
          value.scale() == 0
              && value.toBigInteger().bitLength() < 8 << Math.max(0, SparkTypes.rank(type));
      return fits ? Optional.of(exact(value, type)) : Optional.empty();
    }
    if (SparkTypes.isDecimal(type) && value.scale() <= type.getScale()) {
      BigDecimal scaled = value.setScale(type.getScale());
      return scaled.precision() <= type.getPrecision()
          ? Optional.of(exact(scaled, type))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private Optional<RexNode> fromText(String text, RelDataType type) {
    return switch (SparkTypes.id(type)) {
      case "tinyint", "smallint", "integer", "bigint" ->
          text.strip().matches("[+-]?[0-9]{1,20}")
              ? number(new BigDecimal(text.strip()), type)
              : Optional.empty();
      case "double" -> {
        boolean plain =
            text.strip().matches("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?");
        double value = plain ? Double.parseDouble(text.strip()) : Double.NaN;
        yield Double.isFinite(value) ? Optional.of(floating(value)) : Optional.empty();
      }
      case "varbinary" ->
          Optional.of(
              rex.makeBinaryLiteral(new ByteString(text.getBytes(StandardCharsets.UTF_8))));
      case "date" -> TimeText.date(text).map(this::date);
      case "time" -> TimeText.time(text).map(this::time);
      case "timestamp" -> TimeText.timestamp(text).map(this::timestamp);
      case "instant" -> TimeText.instant(text).map(this::instant);
      case "boolean" ->
          text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")
              ? Optional.of(rex.makeLiteral(text.equalsIgnoreCase("true")))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** A text as the value that Spark's cast to text would write just so; empty if none does. */
  Optional<RexNode> canonical(RexLiteral literal, RelDataType type) {
    if (!SparkTypes.isText(literal.getType()) || literal.isNull()) {
      return Optional.empty();
    }
    String text = value(literal, String.class);
    String pattern =
        switch (SparkTypes.id(type)) {
          case "tinyint", "smallint", "integer", "bigint" -> "0|-?[1-9][0-9]*";
          case "date" -> "\\d{4}-\\d\\d-\\d\\d";
          case "timestamp", "instant" ->
              "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{0,5}[1-9])?";
          default -> "";
        };
    return !pattern.isEmpty() && text.matches(pattern) ? fold(literal, type) : Optional.empty();
  }
}
