package dev.plumbline.integration.catalogue;

import java.util.List;

/** What looks like a defect and is none: nothing may be found in it. */
final class Harmless {
  private Harmless() {}

  static List<Defect> all() {
    return List.of(
        Defect.of("ids_of_two_cases", "ids differ in capitals only")
            .sql("training", "UPDATE {t} SET prediction_id = 'T-000000' WHERE n = 1"),
        Defect.of("nulls_allowed", "as many rows are NULL as were allowed, in other rows")
            .sql("serving", "UPDATE {t} SET amount = if(n % 20 = 4, NULL, abs(balance))"),
        Defect.of("range_ends", "all values are ends of the range")
            .sql("serving", "UPDATE {t} SET amount = if(n % 2 = 0, 0, 1000)"),
        Defect.of("columns_in_capitals", "columns are written in other capitals, once each")
            .sql("training", "ALTER TABLE {t} RENAME COLUMN amount TO AMOUNT"),
        Defect.of("zone_declared", "timestamps have no zone and the right one is declared")
            .sql(
                "training",
                "ALTER TABLE {t} ALTER predicted_at TYPE TIMESTAMP"
                    + " USING timezone('America/New_York', predicted_at)")
            .yaml("training", "path: {path}", "path: {path}\ntimezone: America/New_York"),
        Defect.of("labels_late_seldom", "fewer than 1% of the labels arrive after the maturity")
            .sql(
                "actuals",
                "UPDATE {t} SET observed_at = observed_at + INTERVAL 14 DAY WHERE n % 100 = 5"
                    + " AND n < 1000"),
        Defect.of("labels_not_due", "no prediction of the last days has a label yet")
            .sql("actuals", "DELETE FROM {t} WHERE n > 2300"),
        Defect.of("tensor_absent", "some rows have no tensor")
            .sql("training", "UPDATE {t} SET pixels = NULL, embedding = NULL WHERE n % 10 = 1"),
        Defect.of("images_in_buckets", "image addresses are objects of a bucket")
            .sql("training", "UPDATE {t} SET photo = 's3://images/' || n || '.png'"),
        Defect.of("decision_at_another_threshold", "the decision is made at 0.3")
            .sql("training", "UPDATE {t} SET will_buy = proba >= 0.3"),
        Defect.of(Twins.MULTICLASS, "classes_rounded", "probabilities were rounded to three digits")
            .sql(
                "serving",
                "UPDATE {t} SET shares = MAP {'cat': 0.333, 'dog': 0.333, 'owl': 0.333}"
                    + " WHERE n % 10 = 1"));
  }
}
