package dev.plumbline.runtime.sql;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.spi.LiteralRules;
import dev.plumbline.spi.SqlProfile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Writes constants, names and types by a profile. */
final class SqlLiterals {
  private final SqlProfile profile;

  SqlLiterals(SqlProfile profile) {
    this.profile = profile;
  }

  /** A constant that has its own type wherever it stands. */
  String typed(RexLiteral literal) {
    String text = bare(literal);
    if (literal.isNull()) {
      return text;
    }
    return switch (PlanTypes.typeId(literal.getType())) {
      case "tinyint",
          "smallint",
          "bigint",
          "utinyint",
          "usmallint",
          "uinteger",
          "ubigint",
          "decimal" ->
          text.startsWith("CAST(")
              ? text
              : "CAST(" + text + " AS " + typeName(literal.getType()) + ")";
      default -> text;
    };
  }

  /** A constant whose type the other side of a comparison settles. */
  String bare(RexLiteral literal) {
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
          template(
              type, quoteText(required(literal.getValueAs(ByteString.class)).toString(16)), id);
      case "double", "real" ->
          template(
              type,
              quoteText(required(literal.getValueAs(Double.class)).toString()),
              profile.literals().templates().containsKey(id) ? id : "double");
      case "date" ->
          template(type, quoteText(required(literal.getValueAs(DateString.class)).toString()), id);
      case "time" ->
          template(type, quoteText(required(literal.getValueAs(TimeString.class)).toString()), id);
      case "timestamp" ->
          template(
              type, quoteText(required(literal.getValueAs(TimestampString.class)).toString()), id);
      case "instant" ->
          template(
              type, quoteText(required(literal.getValueAs(TimestampString.class)) + "+00"), id);
      default -> number(type, required(literal.getValueAs(BigDecimal.class)), id);
    };
  }

  private String number(RelDataType type, BigDecimal number, String id) {
    String plain = number.toPlainString();
    if (profile.literals().templates().containsKey(id)) {
      return template(type, quoteText(plain), id);
    }
    return number.signum() < 0 ? "(" + plain + ")" : plain;
  }

  private static <T> T required(@Nullable T value) {
    return Objects.requireNonNull(value, "literal");
  }

  private String template(RelDataType type, String quoted, String id) {
    String template = profile.literals().templates().get(id);
    if (template == null) {
      throw new Refused("literals of type " + id + " cannot be written");
    }
    return sized(template, type).replace("{0}", quoted);
  }

  private static String sized(String text, RelDataType type) {
    return text.replace("{p}", Integer.toString(type.getPrecision()))
        .replace("{s}", Integer.toString(type.getScale()));
  }

  String typeName(RelDataType type) {
    String name = profile.typeNames().get(PlanTypes.typeId(type));
    if (name == null) {
      throw new Refused("type " + type + " cannot be written");
    }
    return sized(name, type);
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
    if (!fits(name)) {
      throw new Refused(
          "name '" + name + "' is longer than " + profile.identifiers().maxBytes() + " bytes");
    }
    return profile.identifiers().open()
        + name.replace(String.valueOf(close), String.valueOf(close) + close)
        + close;
  }

  /** Whether a column may be given this name. */
  boolean fits(String name) {
    return !name.isEmpty()
        && name.getBytes(StandardCharsets.UTF_8).length <= profile.identifiers().maxBytes();
  }
}
