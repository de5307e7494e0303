package dev.plumbline.connector.redshift;

import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Shape;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Pieces of Redshift's SQL that several tables use. */
final class Fragments {
  static final String NAN = "CAST('NaN' AS DOUBLE PRECISION)";
  static final String INFINITY = "CAST('Infinity' AS DOUBLE PRECISION)";
  static final String LEAST_BIGINT = "(-9223372036854775807 - 1)";

  /** What Java's trim takes for a blank, and what Spark's does. */
  static final String BLANKS = blanks("");

  static final String BLANKS_AND_DELETE = blanks("\u007f");

  private Fragments() {}

  private static String blanks(String more) {
    StringBuilder blanks = new StringBuilder();
    for (char c = 1; c <= ' '; c++) {
      blanks.append(c);
    }
    return quoted(blanks + more);
  }

  /** A text as a literal: backslashes escape here. */
  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  static Lowering atom(String template) {
    return new Lowering.Template(template, Shape.ATOM);
  }

  static Lowering infix(String template) {
    return new Lowering.Template(template, Shape.INFIX);
  }

  /** A template with other templates for its operands. */
  static String with(String template, String... operands) {
    String filled = template;
    for (int i = 0; i < operands.length; i++) {
      filled = filled.replace("{" + i + "}", "\u0000" + i + "\u0000");
    }
    for (int i = 0; i < operands.length; i++) {
      filled = filled.replace("\u0000" + i + "\u0000", operands[i]);
    }
    return filled;
  }

  static List<String> texts(SqlCall call) {
    return call.operands().stream().map(SqlOperand::sql).toList();
  }

  static Optional<String> text(SqlCall call, int operand) {
    return constant(call, operand, String.class);
  }

  static Optional<Long> whole(SqlCall call, int operand) {
    return constant(call, operand, Long.class);
  }

  static <T> Optional<T> constant(SqlCall call, int operand, Class<T> type) {
    return operand >= call.operands().size()
        ? Optional.empty()
        : call.operands()
            .get(operand)
            .literal()
            .map(literal -> literal.value())
            .filter(type::isInstance)
            .map(type::cast);
  }

  /** The vocabulary's name of an operand's type, for the few types that need a look. */
  static String typeId(SqlOperand operand) {
    ArrowType type = operand.type().getType();
    if (type instanceof ArrowType.Utf8) {
      return "varchar";
    }
    if (type instanceof ArrowType.Int whole) {
      return switch (whole.getBitWidth()) {
        case 8 -> "tinyint";
        case 16 -> "smallint";
        case 32 -> "integer";
        default -> "bigint";
      };
    }
    return type.getTypeID().name();
  }

  static Optional<ArrowType.Decimal> decimal(ArrowType type) {
    return type instanceof ArrowType.Decimal decimal ? Optional.of(decimal) : Optional.empty();
  }
}
