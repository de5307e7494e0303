package dev.plumbline.runtime.sql;

import dev.plumbline.spi.Literal;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** What computed lowerings read of a call. */
final class Calls {
  private Calls() {}

  static String sql(SqlCall call, int index) {
    return call.operands().get(index).sql();
  }

  static String joined(SqlCall call, String separator) {
    return call.operands().stream().map(SqlOperand::sql).collect(Collectors.joining(separator));
  }

  /** Empty if the operand is no constant text, NULL included. */
  static Optional<String> text(SqlCall call, int index) {
    return literal(call, index, String.class);
  }

  /** Empty if the operand is no constant whole number, NULL included. */
  static Optional<Long> number(SqlCall call, int index) {
    return literal(call, index, Long.class);
  }

  static <T> Optional<T> literal(SqlCall call, int index, Class<T> type) {
    return call.operands()
        .get(index)
        .literal()
        .map(Literal::value)
        .filter(type::isInstance)
        .map(type::cast);
  }

  static ArrowType.Decimal decimal(SqlCall call, int index) {
    return (ArrowType.Decimal) call.operands().get(index).type().getType();
  }

  static ArrowType.Decimal decimal(SqlCall call) {
    return (ArrowType.Decimal) call.result().getType();
  }

  static String name(ArrowType.Decimal type) {
    return "DECIMAL(" + type.getPrecision() + "," + type.getScale() + ")";
  }

  /** Text in DuckDB's quotes. */
  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
