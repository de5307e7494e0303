package dev.plumbline.benchmarks;

/** What every peer has to do. */
enum Workload {
  SCAN("3-column scan"),
  GROUP_BY("group by"),
  FILTERED_COUNT("filtered count");

  static final String LONG_COLUMN = "id";
  static final String TEXT_COLUMN = "country";
  static final String DOUBLE_COLUMN = "amount";

  static final double AMOUNT_ABOVE = 900;
  static final String COUNTRY = "DE";

  private final String title;

  Workload(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
