package dev.plumbline.connector.athena;

/** Templates for whole numbers that wrap around, and for numbers as Java writes them. */
final class AthenaNumbers {
  static final String LEAST_BIGINT = "BIGINT '-9223372036854775808'";

  /** Blanks and control characters, which Spark leaves out around texts of numbers and dates. */
  static final String BLANKS = "[\\x00-\\x20\\x7f]*";

  private AthenaNumbers() {}

  /** The low bits of a BIGINT expression. */
  static String lowBits(String bigint, int bits, String type) {
    int unused = Long.SIZE - bits;
    return "CAST(bitwise_right_shift_arithmetic(bitwise_left_shift("
        + bigint
        + ", "
        + unused
        + "), "
        + unused
        + ") AS "
        + type
        + ")";
  }

  /** The low 64 bits of an expression that is a whole DECIMAL. */
  static String low64Bits(String decimal) {
    String range = "DECIMAL '18446744073709551616'";
    return "CAST((("
        + decimal
        + ") % "
        + range
        + " + DECIMAL '27670116110564327424') % "
        + range
        + " - DECIMAL '9223372036854775808' AS BIGINT)";
  }

  /** A double that has no fraction as BIGINT: NaN gives 0, others saturate. */
  static String saturated(String operand, String whole) {
    return AthenaCalls.fill(
        "CASE WHEN is_nan({0}) THEN BIGINT '0' WHEN {0} >= 9.223372036854775807E18"
            + " THEN BIGINT '9223372036854775807' WHEN {0} <= -9.223372036854775808E18"
            + " THEN "
            + LEAST_BIGINT
            + " ELSE CAST({1} AS BIGINT) END",
        operand,
        whole);
  }

  /** As {@link #saturated}, but for INTEGER. */
  static String saturatedInteger(String operand) {
    return AthenaCalls.fill(
        "CASE WHEN is_nan({0}) THEN 0 WHEN {0} >= 2.147483647E9 THEN 2147483647"
            + " WHEN {0} <= -2.147483648E9 THEN -2147483648"
            + " ELSE CAST(truncate({0}) AS INTEGER) END",
        operand);
  }

  /** A double below 1E16 as the decimal number that its text says. */
  static String read(String number, int scale) {
    return "CAST(CAST(" + number + " AS VARCHAR) AS DECIMAL(38," + scale + "))";
  }
}
