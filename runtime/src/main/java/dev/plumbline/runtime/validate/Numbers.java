package dev.plumbline.runtime.validate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Numbers of a column compared with demands, in the column's own type: no value is converted. */
final class Numbers {
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private Numbers() {}

  /** Rows outside of a range with both ends inside; NaN is outside of every range. */
  static Term outside(
      CheckedColumn column, Optional<BigDecimal> least, Optional<BigDecimal> greatest) {
    List<String> parts = new ArrayList<>();
    least.ifPresent(end -> side(column, "<", end).ifPresent(parts::add));
    greatest.ifPresent(end -> side(column, ">", end).ifPresent(parts::add));
    if (column.isFloating()) {
      parts.add("isnan(" + column.sql() + ")");
    }
    return Term.sql(parts.isEmpty() ? "1 = 0" : String.join(" OR ", parts));
  }

  /** A condition; empty where no value of the type can meet it. */
  private static Optional<String> side(CheckedColumn column, String sign, BigDecimal end) {
    RoundingMode inside = sign.equals("<") ? RoundingMode.CEILING : RoundingMode.FLOOR;
    int beyond;
    String literal;
    if (column.isFloating()) {
      boolean single = column.kind().equals("real");
      double value = single ? end.floatValue() : end.doubleValue();
      beyond = Double.isInfinite(value) ? end.signum() : 0;
      literal = single ? end.floatValue() + "F" : value + "D";
    } else if (column.bound().column().getType() instanceof ArrowType.Decimal decimal) {
      BigDecimal scaled = end.setScale(decimal.getScale(), inside);
      beyond = scaled.precision() > decimal.getPrecision() ? end.signum() : 0;
      literal = scaled.toPlainString();
    } else {
      BigDecimal whole = end.setScale(0, inside);
      beyond = whole.compareTo(GREATEST) > 0 ? 1 : whole.compareTo(LEAST) < 0 ? -1 : 0;
      literal = whole.toPlainString();
    }
    if (beyond != 0) {
      boolean all = sign.equals("<") == beyond > 0;
      return all ? Optional.of(column.sql() + " IS NOT NULL") : Optional.empty();
    }
    return Optional.of(column.sql() + " " + sign + " " + literal);
  }

  /** Rows that are NaN or infinite: NaN is greater than every number. */
  static Term notFinite(CheckedColumn column) {
    return Term.sql(notFinite(column.sql(), column.kind().equals("real")));
  }

  static String notFinite(String value, boolean single) {
    String most = single ? Float.MAX_VALUE + "F" : Double.MAX_VALUE + "D";
    return value + " > " + most + " OR " + value + " < -" + most;
  }

  /** One of the values allowed, as a constant of the column's type; empty if it is none. */
  static Optional<String> literal(CheckedColumn column, String value) {
    if (column.isText()) {
      return Optional.of(Term.text(value));
    }
    String text = value.strip();
    if (column.isBoolean()) {
      return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")
          ? Optional.of(text)
          : Optional.empty();
    }
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    if (column.isFloating()) {
      return Optional.of(
          column.kind().equals("real") ? number.floatValue() + "F" : number.doubleValue() + "D");
    }
    int scale =
        column.bound().column().getType() instanceof ArrowType.Decimal decimal
            ? decimal.getScale()
            : 0;
    BigDecimal exact = number.setScale(scale, RoundingMode.DOWN);
    return exact.compareTo(number) == 0 ? Optional.of(exact.toPlainString()) : Optional.empty();
  }
}
