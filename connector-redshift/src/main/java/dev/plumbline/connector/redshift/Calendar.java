package dev.plumbline.connector.redshift;

/** Dates of any year out of their parts, and the regular expressions of those that exist. */
final class Calendar {
  private static final String YEAR_OF_FOUR = "[0-9][0-9][0-9][0-9]";
  private static final String LEAP_YEAR =
      "([0-9][0-9](0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)";

  private Calendar() {}

  /**
   * A date out of a year and the rest of its text. The calendar repeats after 400 years, so that it
   * is read in the years 2000 to 2399 and then moved.
   */
  static String date(String year, String rest) {
    String near = "(2000 + MOD(MOD(" + year + ", 400) + 400, 400))";
    return "(CAST(CAST("
        + near
        + " AS VARCHAR(4)) || "
        + rest
        + " AS DATE) + ("
        + year
        + " - "
        + near
        + ") / 400 * 146097)";
  }

  /**
   * Texts of dates that exist.
   *
   * @param before what may stand before the last four digits of the year
   * @param separator what stands between the numbers
   * @param zero whether one digit is enough for months and days: an optional zero, or a zero
   * @param after what may follow
   */
  static String existing(String before, String separator, String zero, String after) {
    String year = before + YEAR_OF_FOUR + separator;
    String days31 =
        "(" + zero + "[13578]|1[02])" + separator + "(" + zero + "[1-9]|[12][0-9]|3[01])";
    String days30 = "(" + zero + "[469]|11)" + separator + "(" + zero + "[1-9]|[12][0-9]|30)";
    String days28 = zero + "2" + separator + "(" + zero + "[1-9]|1[0-9]|2[0-8])";
    return "^(" + year + "(" + days31 + "|" + days30 + "|" + days28 + ")|" + before + LEAP_YEAR
        + separator + zero + "2" + separator + "29)" + after;
  }

  static String yearOfFour() {
    return YEAR_OF_FOUR;
  }
}
