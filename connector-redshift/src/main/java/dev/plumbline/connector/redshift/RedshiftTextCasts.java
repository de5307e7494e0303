package dev.plumbline.connector.redshift;

import static dev.plumbline.connector.redshift.Fragments.atom;

import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Conversions from text: a regular expression first decides whether there is a value. */
final class RedshiftTextCasts {
  /** Spark's date in text {0}: a year, with a month, with a day and anything behind it. */
  static final String DATE = date();

  private static final String TRIMMED = "BTRIM({0}, " + Fragments.BLANKS_AND_DELETE + ")";
  private static final Pattern FULL_TIME =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,6})?))?");

  private RedshiftTextCasts() {}

  static void into(SqlProfile.Builder profile) {
    profile
        .cast("varchar", "boolean", atom(toBoolean()))
        .cast("varchar", "smallint", atom(toWhole("SMALLINT", "([.][0-9]*)?")))
        .cast("varchar", "integer", atom(toWhole("INTEGER", "([.][0-9]*)?")))
        .cast("varchar", "bigint", atom(toWhole("BIGINT", "([.][0-9]*)?")))
        .cast("varchar", "double", atom(toFloating("DOUBLE PRECISION", "308.3", "-323.7")))
        .cast("varchar", "real", atom(toFloating("REAL", "38.6", "-45.3")))
        .cast(
            "varchar",
            "decimal",
            new Lowering.Computed(
                "the digits of the text, rounded by the one behind them", RedshiftTextCasts::tried))
        .cast(
            "varchar",
            "decimal",
            new Lowering.Refusal("Redshift's decimals cannot hold all digits that a text may have"))
        .cast("varchar", "date", atom(DATE))
        .cast(
            "varchar",
            "timestamp|instant",
            new Lowering.Computed(
                "constant text as a constant time", RedshiftTextCasts::constantTime))
        .cast(
            "varchar",
            "timestamp|instant",
            new Lowering.Refusal("Redshift reads other texts as times, and other zones in them"));
  }

  static Optional<String> tried(SqlCall call) {
    ArrowType to = call.result().getType();
    String template = "";
    if (to instanceof ArrowType.Int whole && whole.getBitWidth() > 8) {
      template =
          toWhole(
              switch (whole.getBitWidth()) {
                case 16 -> "SMALLINT";
                case 32 -> "INTEGER";
                default -> "BIGINT";
              },
              "");
    } else if (to instanceof ArrowType.FloatingPoint floating) {
      template =
          floating.getPrecision() == FloatingPointPrecision.DOUBLE
              ? toFloating("DOUBLE PRECISION", "308.3", "-323.7")
              : toFloating("REAL", "38.6", "-45.3");
    } else if (to instanceof ArrowType.Date) {
      template = DATE;
    } else if (to instanceof ArrowType.Decimal decimal) {
      return DecimalText.cast(call.operands().get(0).sql(), decimal);
    } else if (to instanceof ArrowType.Bool) {
      template = toBoolean();
    }
    return template.isEmpty()
        ? Optional.empty()
        : Optional.of(template.replace("{0}", call.operands().get(0).sql()));
  }

  private static String toBoolean() {
    return "CASE WHEN "
        + TRIMMED
        + " ~ '^([Tt]([Rr][Uu][Ee])?|[Yy]([Ee][Ss])?|1)$' THEN TRUE WHEN "
        + TRIMMED
        + " ~ '^([Ff]([Aa][Ll][Ss][Ee])?|[Nn][Oo]?|0)$' THEN FALSE END";
  }

  private static String toWhole(String type, String fraction) {
    String wide = type.equals("BIGINT") ? "DECIMAL(20,0)" : "BIGINT";
    String range =
        switch (type) {
          case "SMALLINT" -> "-32768 AND 32767";
          case "INTEGER" -> "-2147483648 AND 2147483647";
          default -> "-9223372036854775808 AND 9223372036854775807";
        };
    String number = "CAST(REGEXP_SUBSTR(" + TRIMMED + ", '^[+-]?[0-9]+') AS " + wide + ")";
    String whole =
        "CASE WHEN "
            + TRIMMED
            + " ~ '^[+-]?0*[0-9]{1,"
            // So many digits fit into the wide type.
            + (type.equals("BIGINT") ? 19 : 18)
            + "}"
            + fraction
            + "$' THEN CASE WHEN "
            + number
            + " BETWEEN "
            + range
            + " THEN CAST("
            + number
            + " AS "
            + type
            + ") END";
    return fraction.isEmpty()
        ? whole + " END"
        : whole + " WHEN " + TRIMMED + " ~ '^[+-]?[.][0-9]*$' THEN CAST(0 AS " + type + ") END";
  }

  /**
   * A number whose power of ten tells that it is infinite or 0 must not meet the cast, which would
   * fail.
   */
  private static String toFloating(String type, String greatest, String least) {
    String text = "BTRIM({0}, " + Fragments.BLANKS + ")";
    String mantissa =
        "CAST(REGEXP_SUBSTR(" + text + ", '^[+-]?[0-9]*[.]?[0-9]*') AS DOUBLE PRECISION)";
    String power =
        "LOG(ABS("
            + mantissa
            + ")) + COALESCE(CAST(SUBSTRING(NULLIF(REGEXP_SUBSTR("
            + text
            + ", '[eE][+-]?[0-9]+'), ''), 2) AS DOUBLE PRECISION), 0)";
    return "CASE WHEN "
        + text
        + " ~ '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?[fFdD]?$' THEN CASE WHEN "
        + mantissa
        + " = 0 THEN CAST("
        + mantissa
        + " AS "
        + type
        + ") WHEN "
        + power
        + " > "
        + greatest
        + " THEN CAST(SIGN("
        + mantissa
        + ") * CAST('Infinity' AS DOUBLE PRECISION) AS "
        + type
        + ") WHEN "
        + power
        + " < "
        + least
        + " THEN CAST(SIGN("
        + mantissa
        + ") * CAST('0.0' AS DOUBLE PRECISION) AS "
        + type
        + ") ELSE CAST(RTRIM("
        + text
        + ", 'fFdD') AS "
        + type
        + ") END WHEN "
        + text
        + " ~ '^[+]?[Ii][Nn][Ff]([Ii][Nn][Ii][Tt][Yy])?$' THEN CAST('Infinity' AS "
        + type
        + ") WHEN "
        + text
        + " ~ '^-[Ii][Nn][Ff]([Ii][Nn][Ii][Tt][Yy])?$' THEN CAST('-Infinity' AS "
        + type
        + ") WHEN "
        + text
        + " ~ '^([Nn][Aa][Nn]|[+-]NaN)$' THEN CAST('NaN' AS "
        + type
        // Java's hexadecimal fractions: right, or an error.
        + ") WHEN "
        + text
        + " ~ '^[+-]?0[xX]([0-9a-fA-F]+[.]?|[0-9a-fA-F]*[.][0-9a-fA-F]+)[pP][+-]?[0-9]+[fFdD]?$'"
        + " THEN CAST(RTRIM("
        + text
        + ", 'fFdD') AS "
        + type
        + ") END";
  }

  private static String date() {
    String text = "BTRIM({0}, " + Fragments.BLANKS_AND_DELETE + ")";
    String before = "[+-]?[0-9]{0,3}";
    String year = "CAST(REGEXP_SUBSTR(" + text + ", '^[+-]?[0-9]+') AS INTEGER)";
    String months = "(0?[1-9]|1[0-2])";
    String wholeDay = Calendar.existing(before, "-", "0?", "([ T].*)?$");
    String month = "^" + before + Calendar.yearOfFour() + "-" + months + "$";
    String onlyYear = "^" + before + Calendar.yearOfFour() + "$";
    return "CASE WHEN "
        + text
        + " ~ '"
        + wholeDay
        + "' THEN "
        + Calendar.date(year, "REGEXP_SUBSTR(" + text + ", '-[0-9]{1,2}-[0-9]{1,2}')")
        + " WHEN "
        + text
        + " ~ '"
        + month
        + "' THEN "
        + Calendar.date(year, "REGEXP_SUBSTR(" + text + ", '-[0-9]{1,2}$') || '-01'")
        + " WHEN "
        + text
        + " ~ '"
        + onlyYear
        + "' THEN "
        + Calendar.date(year, "'-01-01'")
        + " END";
  }

  private static Optional<String> constantTime(SqlCall call) {
    boolean instant =
        call.result().getType() instanceof ArrowType.Timestamp type && type.getTimezone() != null;
    return Fragments.text(call, 0)
        .map(text -> FULL_TIME.matcher(text.strip()))
        .filter(Matcher::matches)
        .filter(RedshiftTextCasts::exists)
        .map(time -> time.group(1) + " " + (time.group(2) == null ? "00:00:00" : time.group(2)))
        .map(
            time ->
                instant ? "CAST('" + time + "+00' AS TIMESTAMPTZ)" : "TIMESTAMP '" + time + "'");
  }

  private static boolean exists(Matcher time) {
    try {
      LocalDateTime parsed =
          LocalDateTime.parse(
              time.group(1) + "T" + (time.group(2) == null ? "00:00:00" : time.group(2)));
      return parsed.getYear() > 0;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
