package dev.plumbline.connector.athena;

import dev.plumbline.spi.Literal;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlOperand;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What computed lowerings read of a call, and templates that they fill. */
final class AthenaCalls {
  private AthenaCalls() {}

  static String sql(SqlCall call, int operand) {
    return call.operands().get(operand).sql();
  }

  static String sql(SqlCall call) {
    return sql(call.operands());
  }

  static String sql(List<SqlOperand> operands) {
    return operands.stream().map(SqlOperand::sql).collect(Collectors.joining(", "));
  }

  /** A constant text that is not NULL. */
  static Optional<String> text(SqlCall call, int operand) {
    return value(call, operand, String.class);
  }

  /** A constant whole number that is not NULL. */
  static Optional<Long> whole(SqlCall call, int operand) {
    return value(call, operand, Long.class);
  }

  private static <T> Optional<T> value(SqlCall call, int operand, Class<T> type) {
    return operand >= call.operands().size()
        ? Optional.empty()
        : call.operands()
            .get(operand)
            .literal()
            .map(Literal::value)
            .filter(type::isInstance)
            .map(type::cast);
  }

  /** Fills a template, from its end so that no operand is taken for a place. */
  static String fill(String template, String... operands) {
    StringBuilder text = new StringBuilder(template);
    for (int at = text.lastIndexOf("{");
        at >= 0;
        at = at == 0 ? -1 : text.lastIndexOf("{", at - 1)) {
      int end = text.indexOf("}", at);
      String place = end < 0 ? "" : text.substring(at + 1, end);
      if (place.length() == 1 && Character.isDigit(place.charAt(0))) {
        text.replace(at, end + 1, operands[place.charAt(0) - '0']);
      }
    }
    return text.toString();
  }

  static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
