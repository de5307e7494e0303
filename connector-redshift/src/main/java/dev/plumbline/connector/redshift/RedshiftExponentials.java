package dev.plumbline.connector.redshift;

import dev.plumbline.spi.SqlProfile;

/**
 * Functions of the exponential function that Redshift lacks: in closed form where no digits get
 * lost by it, and by their series near 0.
 */
final class RedshiftExponentials {
  private static final String INFINITY = Fragments.INFINITY;
  private static final String HALF = RedshiftDoubles.number(0.5);

  private RedshiftExponentials() {}

  static void into(SqlProfile.Builder profile) {
    profile
        .write("expm1", expm1(), "double")
        .write("log1p", log1p(), "double")
        .write("sinh", sinh(), "double")
        .write("cosh", cosh(), "double")
        .write("tanh", tanh(), "double")
        .write("hypot", hypot(), "double", "double");
  }

  /** The logarithm of what was rounded makes up for the rounding. */
  private static String expm1() {
    return "CASE WHEN {0} = "
        + Fragments.NAN
        + " THEN {0} WHEN {0} > "
        + RedshiftDoubles.number(709.782712893384)
        + " THEN "
        + INFINITY
        + " WHEN {0} < -50 THEN "
        + RedshiftDoubles.number(-1)
        + " WHEN ABS({0}) > 1 THEN EXP({0}) - 1 WHEN EXP({0}) = 1 THEN {0} ELSE (EXP({0}) - 1) * {0}"
        + " / LN(EXP({0})) END";
  }

  private static String log1p() {
    return "CASE WHEN {0} <= -1 THEN NULL WHEN {0} > 1 THEN LN({0} + 1) WHEN {0} + 1 = 1 THEN {0}"
        + " ELSE LN({0} + 1) * {0} / (({0} + 1) - 1) END";
  }

  private static String sinh() {
    return "CASE WHEN {0} = "
        + Fragments.NAN
        + " OR ABS({0}) < "
        + RedshiftDoubles.number(1e-8)
        + " THEN {0} WHEN ABS({0}) <= 1 THEN {0} * "
        + series(6, 20, 42, 72, 110, 156, 210, 272)
        + " WHEN ABS({0}) > "
        + RedshiftDoubles.number(710.4758600739439)
        + " THEN {0} * "
        + INFINITY
        + " ELSE SIGN({0}) * "
        + "CASE WHEN ABS({0}) < 40 THEN (EXP(ABS({0})) - EXP(- ABS({0}))) * "
        + HALF
        + " ELSE "
        + halfExponential()
        + " END END";
  }

  private static String cosh() {
    return "CASE WHEN {0} = "
        + Fragments.NAN
        + " THEN {0} WHEN ABS({0}) > "
        + RedshiftDoubles.number(710.4758600739439)
        + " THEN "
        + INFINITY
        + " WHEN ABS({0}) < 40 THEN (EXP(ABS({0})) + EXP(- ABS({0}))) * "
        + HALF
        + " ELSE "
        + halfExponential()
        + " END";
  }

  /** Half of an exponential that may be beyond the greatest double. */
  private static String halfExponential() {
    return Fragments.with("({1} * EXP(ABS({0}) * {1})) * EXP(ABS({0}) * {1})", "{0}", HALF);
  }

  private static String tanh() {
    return "CASE WHEN {0} = "
        + Fragments.NAN
        + " OR ABS({0}) < "
        + RedshiftDoubles.number(1e-9)
        + " THEN {0} WHEN ABS({0}) > 22 THEN SIGN({0}) WHEN ABS({0}) < "
        + HALF
        + " THEN {0} * "
        + series(6, 20, 42, 72, 110, 156, 210)
        + " / "
        + series(2, 12, 30, 56, 90, 132, 182)
        + " ELSE SIGN({0}) * (1 - 2 / (EXP(2 * ABS({0})) + 1)) END";
  }

  /** Sums 1 + x*x/a * (1 + x*x/b * ...). */
  private static String series(int... divisors) {
    StringBuilder sum = new StringBuilder();
    for (int divisor : divisors) {
      sum.append("(1 + {0} * {0} / " + divisor + " * ");
    }
    return sum.append("1").append(")".repeat(divisors.length)).toString();
  }

  private static String hypot() {
    String far =
        "CASE WHEN {1} <= 1 THEN {1} * "
            + RedshiftDoubles.number(0x1p30)
            + " < {0} ELSE {1} < {0} * "
            + RedshiftDoubles.number(0x1p-30)
            + " END";
    String root = "SQRT(1 + ({1} / {0}) * ({1} / {0}))";
    String great = RedshiftDoubles.number(0x1p1023);
    String sides =
        "CASE WHEN "
            + far
            + " THEN {0} WHEN {0} >= "
            + great
            + " THEN CASE WHEN {0} * "
            + HALF
            + " * "
            + root
            + " >= "
            + great
            + " THEN "
            + INFINITY
            + " ELSE {0} * "
            + root
            + " END ELSE {0} * "
            + root
            + " END";
    return "CASE WHEN {0} IS NULL OR {1} IS NULL THEN NULL WHEN ABS({0}) = "
        + INFINITY
        + " OR ABS({1}) = "
        + INFINITY
        + " THEN "
        + INFINITY
        + " WHEN {0} = "
        + Fragments.NAN
        + " OR {1} = "
        + Fragments.NAN
        + " THEN "
        + Fragments.NAN
        + " WHEN {0} = 0 THEN ABS({1}) WHEN {1} = 0 THEN ABS({0}) WHEN ABS({0}) >= ABS({1}) THEN "
        + Fragments.with(sides, "ABS({0})", "ABS({1})")
        + " ELSE "
        + Fragments.with(sides, "ABS({1})", "ABS({0})")
        + " END";
  }
}
