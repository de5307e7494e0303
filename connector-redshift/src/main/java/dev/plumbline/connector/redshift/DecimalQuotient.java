package dev.plumbline.connector.redshift;

import dev.plumbline.spi.SqlCall;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Quotients of decimals as Spark rounds them, by long division of whole numbers. */
final class DecimalQuotient {
  private static final int BIGINT_DIGITS = 18;

  private DecimalQuotient() {}

  /** The quotient, if BIGINT holds what comes in between. */
  static Optional<String> of(SqlCall call) {
    Optional<ArrowType.Decimal> a = Fragments.decimal(call.operands().get(0).type().getType());
    Optional<ArrowType.Decimal> b = Fragments.decimal(call.operands().get(1).type().getType());
    Optional<ArrowType.Decimal> result = Fragments.decimal(call.result().getType());
    if (a.isEmpty() || b.isEmpty() || result.isEmpty()) {
      return Optional.empty();
    }
    int precision = result.get().getPrecision();
    int scale = result.get().getScale();
    // So many digits of the quotient of the unscaled numbers come after its point.
    int digits = scale - a.get().getScale() + b.get().getScale();
    // Twice the remainder with its zeros and the divisor must stay in BIGINT.
    boolean small =
        a.get().getPrecision() <= BIGINT_DIGITS
            && digits >= 0
            && b.get().getPrecision() + digits < BIGINT_DIGITS
            && scale <= BIGINT_DIGITS
            && precision < 38
            && precision - scale
                >= a.get().getPrecision() - a.get().getScale() + b.get().getScale();
    if (!small) {
      return Optional.empty();
    }
    String dividend = unscaled(call.operands().get(0).sql(), a.get());
    String divisor = "NULLIF(" + unscaled(call.operands().get(1).sql(), b.get()) + ", 0)";
    String type = "DECIMAL(" + precision + "," + scale + ")";
    // Both parts have the quotient's sign, and so does what rounds: half of the divisor.
    String rest =
        "(MOD({0}, {1}) * 2"
            + "0".repeat(digits)
            + " + ABS({1}) * CASE WHEN {0} < 0 THEN -1 ELSE 1 END) / ({1} * 2)";
    return Optional.of(
        Fragments.with(
            "CAST(CAST({0} / {1} AS DECIMAL(19,0)) * {2} + CAST("
                + rest
                + " AS DECIMAL(19,0)) * {3} AS {4})",
            dividend,
            divisor,
            unit(a.get().getScale() - b.get().getScale()),
            unit(scale),
            type));
  }

  private static String unscaled(String number, ArrowType.Decimal type) {
    return type.getScale() == 0
        ? "CAST(" + number + " AS BIGINT)"
        : "CAST(" + number + " * 1" + "0".repeat(type.getScale()) + " AS BIGINT)";
  }

  private static String unit(int scale) {
    return scale <= 0 ? "1" + "0".repeat(-scale) : "0." + "0".repeat(scale - 1) + "1";
  }
}
