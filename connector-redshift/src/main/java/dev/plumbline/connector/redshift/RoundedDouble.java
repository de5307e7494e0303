package dev.plumbline.connector.redshift;

import java.util.Optional;

/**
 * Rounding of a double's decimal text, halves up, without the text. A quotient of two whole numbers
 * is the double nearest to their decimal fraction, so that a double is halfway by its text if it is
 * that quotient.
 */
final class RoundedDouble {
  private static final int MAX_DIGITS = 6;
  private static final int LAST_PLACE = 52;

  private RoundedDouble() {}

  static Optional<String> template(long digits) {
    if (digits < 1 || digits > MAX_DIGITS) {
      return Optional.empty();
    }
    double power = Math.pow(10.0, (double) digits);
    // Below, a text of one digit more is the only one so short for its double.
    double exact = firstWithStep(1 / (power * 10));
    // From here on the text has no more digits than are kept.
    double end = firstWithStep(1 / power);
    return Optional.of(
        "CASE WHEN {0} = "
            + Fragments.NAN
            + " OR ABS({0}) >= "
            + RedshiftDoubles.number(end)
            + " THEN {0} WHEN ABS({0}) < "
            + RedshiftDoubles.number(exact)
            + " THEN SIGN({0}) * "
            + halfway(power)
            + " ELSE SIGN({0}) * "
            + near(power, end)
            + " END + 0");
  }

  private static String halfway(double power) {
    return Fragments.with(
        "((FLOOR({0}) + CASE WHEN ABS({2}) >= (2 * FLOOR({0}) + 1) / {3} THEN 1 ELSE 0 END) /"
            + " {1})",
        "ABS({0}) * " + RedshiftDoubles.number(power),
        RedshiftDoubles.number(power),
        "{0}",
        RedshiftDoubles.number(2 * power));
  }

  /** The text has one digit too many, or none; a 5 stands for what is half a unit around it. */
  private static String near(double power, double end) {
    double widest = Math.ulp(end / 2) / 2 * power;
    String up = RedshiftDoubles.number(0.45);
    String least =
        widest <= 0.45
            ? up
            : "CASE WHEN ABS({0}) < "
                + RedshiftDoubles.number(end / 2)
                + " THEN "
                + up
                + " ELSE "
                + RedshiftDoubles.number(widest)
                + " END";
    String rest = "(ABS({0}) - FLOOR(ABS({0}))) * " + RedshiftDoubles.number(power);
    return Fragments.with(
        "((FLOOR(ABS({0})) * {1} + FLOOR({2}) + CASE WHEN {2} - FLOOR({2}) >= {3} THEN 1 ELSE 0"
            + " END) / {1})",
        "{0}", RedshiftDoubles.number(power), rest, least);
  }

  /** The power of two from which on neighbours are at least so far apart. */
  private static double firstWithStep(double step) {
    return Math.scalb(1.0, LAST_PLACE + 1 + Math.getExponent(step));
  }
}
