package dev.plumbline.benchmarks;

import java.util.List;

/**
 * One selection, as items with a condition and as DuckDB's SQL by hand.
 *
 * @param table what it is made of; the condition keeps a quarter of its files
 */
record Selection(BenchmarkTable table) {
  static final String CONTINENT = "Europe";

  static final List<String> ITEMS =
      List.of(
          "id",
          "placed_on",
          "amount",
          "upper(country) AS country",
          "amount * quantity AS total",
          "date_trunc('HOUR', placed_at) AS hour",
          "CASE WHEN returned THEN 'returned' ELSE note END AS note");

  String condition() {
    return "placed_on >= DATE '" + table.lastQuarter() + "' AND amount > " + Workload.AMOUNT_ABOVE;
  }

  String byHand(String from) {
    return "SELECT id, placed_on, amount, upper(country) AS country, amount * quantity AS total,"
        + " date_trunc('hour', placed_at) AS hour,"
        + " CASE WHEN returned THEN 'returned' ELSE note END AS note"
        + from
        + " WHERE "
        + condition();
  }

  static String joinByHand() {
    return "SELECT name, count(*), sum(amount), min(amount), max(amount) FROM orders"
        + " JOIN countries ON country = code WHERE continent = '"
        + CONTINENT
        + "' GROUP BY name";
  }
}
