package dev.plumbline.connector.athena;

import static dev.plumbline.connector.athena.AthenaCalls.fill;
import static dev.plumbline.connector.athena.AthenaCalls.sql;
import static dev.plumbline.connector.athena.AthenaNumbers.BLANKS;
import static dev.plumbline.connector.athena.AthenaNumbers.low64Bits;
import static dev.plumbline.connector.athena.AthenaNumbers.lowBits;
import static dev.plumbline.connector.athena.AthenaNumbers.saturated;
import static dev.plumbline.connector.athena.AthenaNumbers.saturatedInteger;
import static dev.plumbline.connector.athena.AthenaTimes.micros;
import static dev.plumbline.connector.athena.AthenaTimes.seconds;
import static dev.plumbline.connector.athena.AthenaTimes.utc;

import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Shape;
import dev.plumbline.spi.SqlCall;
import dev.plumbline.spi.SqlProfile;
import java.util.Optional;

/** Conversions, which in Spark give NULL, cut or wrap where they fail here. */
final class AthenaCasts {
  static final String TEXT_WITH_ZONE =
      "text may name a zone, or a time without a day, which is not read here as in Spark";

  /** Year, or year and month, or a date that anything may follow after a blank or a T. */
  static final String TEXT_TO_DATE = textToDate();

  private static final String INTEGRAL = "integral";
  private static final int MOST_PLAIN_DECIMALS = 6;

  private AthenaCasts() {}

  static void into(SqlProfile.Builder profile) {
    ofTexts(profile);
    ofNumbers(profile);
    ofTimes(profile);
    toTexts(profile);
    tried(profile);
  }

  private static SqlProfile.Builder atom(
      SqlProfile.Builder profile, String from, String to, String template) {
    return profile.cast(from, to, new Lowering.Template(template, Shape.ATOM));
  }

  private static void refuse(SqlProfile.Builder profile, String from, String to, String reason) {
    profile.cast(from, to, new Lowering.Refusal(reason));
  }

  private static void ofTexts(SqlProfile.Builder profile) {
    atom(profile, "varchar", INTEGRAL, textToWhole("{type}"));
    atom(profile, "varchar", "real|double", textToFloating("{type}"));
    atom(profile, "varchar", "decimal", textToDecimal("{type}"));
    atom(profile, "varchar", "boolean", textToBoolean());
    atom(profile, "varchar", "date", TEXT_TO_DATE);
    atom(profile, "varchar", "varbinary", "to_utf8({0})");
    refuse(profile, "varchar", "timestamp|instant", TEXT_WITH_ZONE);
  }

  /** A fraction is cut off. */
  private static String textToWhole(String type) {
    return fill(
        "COALESCE(TRY_CAST(regexp_extract({0}, '^{1}([+-]?[0-9]+)(?:\\.[0-9]*)?{1}\\z', 1) AS {2}),"
            + " IF(regexp_like({0}, '^{1}[+-]?\\.[0-9]*{1}\\z'), CAST(0 AS {2})))",
        "{0}", BLANKS, type);
  }

  private static String textToFloating(String type) {
    String blanks = "[\\x00-\\x20]*";
    String infinity = "[iI][nN][fF](?:[iI][nN][iI][tT][yY])?";
    return fill(
        "COALESCE(TRY_CAST({0} AS {4}), CAST(CASE"
            + " WHEN regexp_like({0}, '^{1}[+]?{2}{1}\\z') THEN infinity()"
            + " WHEN regexp_like({0}, '^{1}-{2}{1}\\z') THEN -infinity()"
            + " WHEN regexp_like({0}, '^{1}[nN][aA][nN]{1}\\z') THEN nan() END AS {4}))",
        "{0}", blanks, infinity, "", type);
  }

  private static String textToDecimal(String type) {
    return fill(
        "TRY_CAST(regexp_replace({0}, '^[\\x00-\\x20]+|[\\x00-\\x20]+\\z', '') AS {1})",
        "{0}", type);
  }

  private static String textToBoolean() {
    String word =
        fill("lower(regexp_replace({0}, '^{1}|{1}\\z', ''))", "{0}", BLANKS.replace('*', '+'));
    return fill(
        "CASE WHEN {0} IN ('t', 'true', 'y', 'yes', '1') THEN TRUE"
            + " WHEN {0} IN ('f', 'false', 'n', 'no', '0') THEN FALSE END",
        word);
  }

  private static String textToDate() {
    String date =
        "'^"
            + BLANKS
            + "([+-]?[0-9]{4,6})(?:-([0-9]{1,2})(?:-([0-9]{1,2})(?:[ T][\\x00-\\x{10ffff}]*)?)?)?"
            + BLANKS
            + "\\z'";
    return fill(
        "TRY_CAST(concat(regexp_extract({0}, {1}, 1), '-',"
            + " COALESCE(regexp_extract({0}, {1}, 2), '01'), '-',"
            + " COALESCE(regexp_extract({0}, {1}, 3), '01')) AS DATE)",
        "{0}", date);
  }

  private static void ofNumbers(SqlProfile.Builder profile) {
    Object[][] narrow = {
      {"tinyint", Byte.SIZE}, {"smallint", Short.SIZE}, {"integer", Integer.SIZE}
    };
    String wider = "";
    for (Object[] type : narrow) {
      String name = (String) type[0];
      int bits = (int) type[1];
      wider += wider.isEmpty() ? name : "|" + name;
      atom(profile, wider, name, "CAST({0} AS {type})");
      atom(profile, INTEGRAL, name, lowBits("CAST({0} AS BIGINT)", bits, "{type}"));
      atom(profile, "decimal", name, lowBits(low64Bits("truncate({0})"), bits, "{type}"));
      if (bits < Integer.SIZE) {
        atom(
            profile,
            "real|double",
            name,
            lowBits("CAST(" + saturatedInteger("{0}") + " AS BIGINT)", bits, "{type}"));
      }
    }
    atom(profile, "real|double", "integer", saturatedInteger("{0}"));
    atom(profile, "real|double", "bigint", saturated("{0}", "truncate({0})"));
    atom(profile, "decimal", "bigint", low64Bits("truncate({0})"));
    atom(profile, INTEGRAL, "bigint|real|double", "CAST({0} AS {type})");
    atom(profile, INTEGRAL, "decimal", "TRY_CAST({0} AS {type})");
    atom(profile, "real|double", "real|double", "CAST({0} AS {type})");
    atom(profile, "decimal", "decimal", "TRY_CAST({0} AS {type})");
    // The digits of the text, as in Spark; the number itself has more.
    atom(profile, "decimal", "real|double", "CAST(CAST({0} AS VARCHAR) AS {type})");
    atom(profile, "double", "decimal", "TRY_CAST(CAST({0} AS VARCHAR) AS {type})");
    atom(profile, "real", "decimal", "TRY_CAST(CAST(CAST({0} AS DOUBLE) AS VARCHAR) AS {type})");
    profile.cast("numeric", "boolean", "{0} <> 0");
    atom(profile, "boolean", "numeric|boolean", "CAST({0} AS {type})");
    atom(profile, INTEGRAL, "instant", "CAST(from_unixtime({0}, 'UTC') AS {type})");
    refuse(profile, "numeric", "instant", "fractions of seconds are rounded otherwise here");
  }

  private static void ofTimes(SqlProfile.Builder profile) {
    atom(profile, "instant", "date", "CAST(" + utc("{0}") + " AS DATE)");
    atom(profile, "timestamp", "date", "CAST({0} AS DATE)");
    atom(profile, "date", "timestamp", "CAST({0} AS TIMESTAMP(6))");
    atom(profile, "date|timestamp", "instant", "with_timezone(CAST({0} AS TIMESTAMP(6)), 'UTC')");
    atom(profile, "instant", "timestamp", "CAST(" + utc("{0}") + " AS TIMESTAMP(6))");
    atom(profile, "instant", "bigint", seconds("{0}"));
    atom(profile, "instant", "double", "(CAST(" + micros("{0}") + " AS DOUBLE) / 1E6)");
    refuse(profile, "instant", "numeric", "go by BIGINT or DOUBLE");
  }

  private static void toTexts(SqlProfile.Builder profile) {
    String time = "regexp_replace(CAST({0} AS VARCHAR), '\\.?0+\\z', '')";
    atom(profile, INTEGRAL, "varchar", "CAST({0} AS VARCHAR)");
    atom(profile, "boolean", "varchar", "CAST({0} AS VARCHAR)");
    profile.cast(
        "decimal",
        "varchar",
        new Lowering.Computed(
            "of at most 6 decimals",
            call ->
                AthenaTypes.decimal(call.operands().get(0).type()).getScale() > MOST_PLAIN_DECIMALS
                    ? Optional.empty()
                    : Optional.of("CAST(" + sql(call, 0) + " AS VARCHAR)")));
    refuse(
        profile,
        "decimal",
        "varchar",
        "small numbers of more than 6 decimals have exponents in Spark");
    refuse(
        profile, "real|double", "varchar", "floating point numbers have other digits as text here");
    atom(profile, "date", "varchar", "CAST({0} AS VARCHAR)");
    atom(profile, "timestamp", "varchar", fill(time, "CAST({0} AS TIMESTAMP(6))"));
    atom(profile, "instant", "varchar", fill(time, "CAST(" + utc("{0}") + " AS TIMESTAMP(6))"));
    refuse(profile, "varbinary", "varchar", "bytes that are no UTF-8 are kept in Spark's text");
  }

  private static void tried(SqlProfile.Builder profile) {
    profile
        .compute("try_cast", "of text", AthenaCasts::triedText, "varchar")
        .compute("try_cast", "of whole numbers", AthenaCasts::triedNumber, INTEGRAL)
        .refuse("try_cast", "only text and whole numbers can be tried");
  }

  private static Optional<String> triedText(SqlCall call) {
    String type = AthenaTypes.name(call.result()).orElse("");
    // Unlike a cast, an attempt takes no fractions.
    String whole =
        fill(
            "TRY_CAST(regexp_extract({0}, '^{1}([+-]?[0-9]+){1}\\z', 1) AS {2})",
            "{0}", BLANKS, type);
    String template =
        switch (AthenaTypes.id(call.result()).orElse("")) {
          case "tinyint", "smallint", "integer", "bigint" -> whole;
          case "real", "double" -> textToFloating(type);
          case "decimal" -> textToDecimal(type);
          case "boolean" -> textToBoolean();
          case "date" -> TEXT_TO_DATE;
          default -> "";
        };
    return template.isEmpty() ? Optional.empty() : Optional.of(fill(template, sql(call, 0)));
  }

  private static Optional<String> triedNumber(SqlCall call) {
    return switch (AthenaTypes.id(call.result()).orElse("")) {
      case "tinyint", "smallint", "integer", "bigint", "real", "double", "decimal" ->
          AthenaTypes.name(call.result())
              .map(type -> "TRY_CAST(" + sql(call, 0) + " AS " + type + ")");
      default -> Optional.empty();
    };
  }
}
