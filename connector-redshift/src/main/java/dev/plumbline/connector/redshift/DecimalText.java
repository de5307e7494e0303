package dev.plumbline.connector.redshift;

import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Texts as decimals, with as many digits and such powers of ten as a text may have. */
final class DecimalText {
  private static final int MAX_DIGITS = 35;

  /** The operand stands in the text often. */
  private static final int LONGEST_OPERAND = 300;

  private static final String TEXT = text();

  /** How many digits come after the point. */
  private static final String FRACTION =
      "LENGTH(COALESCE(SUBSTRING(NULLIF(REGEXP_SUBSTR(" + TEXT + ", '[.][0-9]*'), ''), 2), ''))";

  private static final String POWER =
      "COALESCE(CAST(SUBSTRING(NULLIF(REGEXP_SUBSTR("
          + TEXT
          + ", '[eE][+-]?[0-9]+'), ''), 2) AS BIGINT), 0)";

  /** All digits from the first that is not 0. */
  private static final String DIGITS =
      "LTRIM(REPLACE(REGEXP_SUBSTR(" + TEXT + ", '[0-9.]+'), '.', ''), '0')";

  private DecimalText() {}

  /** The text's value; empty if Redshift's decimals do not hold what comes in between. */
  static Optional<String> cast(String operand, ArrowType.Decimal type) {
    int precision = type.getPrecision();
    int scale = type.getScale();
    if (precision + scale > MAX_DIGITS || operand.length() > LONGEST_OPERAND) {
      return Optional.empty();
    }
    // How many digits come before the one that decides the rounding.
    String kept = "(LENGTH(" + DIGITS + ") - " + FRACTION + " + " + POWER + " + " + scale + ")";
    // A zero with a power of ten has that many digits before its point; Spark counts them in an
    // INTEGER, which the greatest power overflows.
    String template =
        "CASE WHEN {1} ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?0*[0-9]{1,10})?$' THEN CASE"
            + " WHEN {2} - {3} > 2147483647 THEN NULL WHEN NOT {1} ~ '^[^eE]*[1-9]' THEN CASE WHEN"
            + " {3} - {2} < 38 OR ({2} = 0 AND {3} = 2147483647) THEN CAST(0 AS {4}) END WHEN {5} >"
            + " {6} THEN NULL WHEN {5} < 0 THEN CAST(0 AS {4}) ELSE CAST(ROUND(CAST(RPAD({7},"
            + " CAST({5} AS INTEGER) + 1, '0') AS DECIMAL({8},0)) * CASE WHEN LEFT({1}, 1) = '-'"
            + " THEN -{9} ELSE {9} END, {10}) AS {4}) END END";
    return Optional.of(
        Fragments.with(
                template,
                "{0}",
                TEXT,
                FRACTION,
                POWER,
                "DECIMAL(" + precision + "," + scale + ")",
                kept,
                // Nines that are rounded up have one digit more.
                "CASE WHEN "
                    + DIGITS
                    + " ~ '^9{"
                    + precision
                    + "}[5-9]' THEN "
                    + (precision - 1)
                    + " ELSE "
                    + precision
                    + " END",
                DIGITS,
                Integer.toString(precision + 1),
                "0." + "0".repeat(scale) + "1",
                Integer.toString(scale))
            .replace("{0}", operand));
  }

  /** Java reads the digits of every script; those beyond U+FFFF are no digits to it here. */
  private static String text() {
    StringBuilder digits = new StringBuilder();
    StringBuilder ascii = new StringBuilder();
    for (char c = 128; c < Character.MIN_SURROGATE; c++) {
      if (Character.isDigit(c)) {
        digits.append(c);
        ascii.append(Character.digit(c, 10));
      }
    }
    for (char c = 0xf900; c < 0xffff; c++) {
      if (Character.isDigit(c)) {
        digits.append(c);
        ascii.append(Character.digit(c, 10));
      }
    }
    return "TRANSLATE(BTRIM({0}, " + Fragments.BLANKS + "), '" + digits + "', '" + ascii + "')";
  }
}
