package dev.plumbline.runtime.dataset;

import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.tools.RelBuilder;

/** The rows of a share of all ids, chosen by the ids alone (rule S8). */
final class IdSample {
  private static final int DIGITS = 13;
  private static final BigInteger WHOLE = BigInteger.ONE.shiftLeft(4 * DIGITS);

  private IdSample() {}

  /**
   * Says which rows stay.
   *
   * @return the condition; empty where all do
   */
  static Optional<RexNode> condition(
      BigDecimal share, int ordinal, RelBuilder builder, Planning planning) {
    if (share.signum() <= 0 || share.compareTo(BigDecimal.ONE) > 0) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_CONFIGURATION,
          "sample_size is " + share.toPlainString() + "; it must be above 0 and at most 1");
    }
    if (share.compareTo(BigDecimal.ONE) == 0) {
      return Optional.empty();
    }
    // Whole numbers are below a bound if and only if they are below the next whole number.
    BigInteger bound =
        share.multiply(new BigDecimal(WHOLE)).setScale(0, RoundingMode.CEILING).toBigInteger();
    String name = builder.peek().getRowType().getFieldNames().get(ordinal);
    String id = "`" + name.replace("`", "``") + "`";
    // Digits of one length order as text the way their numbers do.
    return Optional.of(
        planning.condition(
            builder,
            bound.equals(WHOLE)
                ? id + " IS NOT NULL"
                : "substring(md5(CAST("
                    + id
                    + " AS STRING)), 1, "
                    + DIGITS
                    + ") < '"
                    + String.format("%0" + DIGITS + "x", bound)
                    + "'"));
  }
}
