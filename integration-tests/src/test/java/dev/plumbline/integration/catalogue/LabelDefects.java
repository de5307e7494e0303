package dev.plumbline.integration.catalogue;

import dev.plumbline.runtime.validate.Check;
import java.util.List;

/** What is wrong with labels, and between datasets of a model. */
final class LabelDefects {
  private static final String LABELS = "labels: {will_buy: did_buy, proba: did_buy}";

  private LabelDefects() {}

  static List<Defect> labels() {
    return List.of(
        Defect.of("label_of_two", "labels of a binary model are 0, 1 and sometimes 2")
            .sql(
                "testing",
                "ALTER TABLE {t} ALTER did_buy TYPE BIGINT USING did_buy::BIGINT",
                "UPDATE {t} SET did_buy = 2 WHERE n % 200 = 5")
            .yaml("testing", LABELS, "labels: {proba: did_buy}")
            .finds("testing", Check.LABEL_DOMAIN, "proba", 3),
        Defect.of("label_of_fractions", "probabilities were delivered as labels")
            .sql("testing", "ALTER TABLE {t} ALTER did_buy TYPE DOUBLE USING proba")
            .yaml("testing", LABELS, "labels: {proba: did_buy}")
            .finds("testing", Check.LABEL_DOMAIN, "proba", 600)
            .finds("testing", Check.LABEL_NOT_COPIED, "proba", 600),
        Defect.of(Twins.MULTICLASS, "label_unknown_class", "labels name a class never predicted")
            .sql("serving", "UPDATE {t} SET true_kind = 'wolf' WHERE n % 100 = 5")
            .finds("serving", Check.LABEL_DOMAIN, "kind", 1),
        Defect.of(Twins.MULTICLASS, "label_spelling", "labels write a class in another way")
            .sql("serving", "UPDATE {t} SET true_kind = upper(true_kind) WHERE n % 50 = 5")
            .finds("serving", Check.LABEL_DOMAIN, "kind", 3),
        Defect.of("labels_lost", "labels of all predictions of January are lost")
            .sql(
                "actuals",
                "DELETE FROM {t} WHERE prediction_id IN (SELECT prediction_id FROM"
                    + " insurance_serving WHERE predicted_at < '2026-02-01 00:00:00+00')")
            .finds("serving", Check.LABEL_COVERAGE, "", 1591),
        Defect.of("labels_null", "labels are delivered without a value")
            .sql("actuals", "UPDATE {t} SET did_buy = NULL WHERE n % 3 = 0")
            .finds("serving", Check.LABEL_COVERAGE, "", 794),
        Defect.of("labels_late", "labels arrive after the maturity")
            .sql(
                "actuals",
                "UPDATE {t} SET observed_at = observed_at + INTERVAL 14 DAY WHERE n % 25 = 5"
                    + " AND n < 1000")
            .finds("serving", Check.LABEL_LATE, "", 40),
        Defect.of("labels_before", "labels are older than their predictions")
            .sql(
                "actuals",
                "UPDATE {t} SET observed_at = observed_at - INTERVAL 20 DAY WHERE n % 200 = 5"
                    + " AND n < 1000")
            .finds("serving", Check.LABEL_BEFORE_PREDICTION, "", 5),
        Defect.of("labels_contradict", "ids have two labels that contradict")
            .sql(
                "actuals",
                "INSERT INTO {t} SELECT * REPLACE (NOT did_buy AS did_buy,"
                    + " observed_at + INTERVAL 1 HOUR AS observed_at) FROM {t}"
                    + " WHERE n % 150 = 5 AND n < 900")
            .finds("actuals", Check.ID_UNIQUE, "prediction_id", 6)
            .finds("actuals", Check.LABEL_CONFLICT, "prediction_id", 6),
        Defect.of("labels_repeated", "labels are delivered twice without a contradiction")
            .sql(
                "actuals",
                "INSERT INTO {t} SELECT * REPLACE (observed_at + INTERVAL 1 HOUR AS observed_at)"
                    + " FROM {t} WHERE n % 10 = 5 AND n < 1000")
            .finds("actuals", Check.ID_UNIQUE, "prediction_id", 100),
        Defect.of("labels_orphaned", "labels belong to no prediction")
            .sql(
                "actuals",
                "INSERT INTO {t} SELECT * REPLACE ('x' || n AS prediction_id) FROM {t}"
                    + " WHERE n % 100 = 5 AND n < 900")
            .finds("serving", Check.LABEL_WITHOUT_PREDICTION, "prediction_id", 9),
        Defect.of("labels_of_other_ids", "ids of labels are written in capitals")
            .sql("actuals", "UPDATE {t} SET prediction_id = upper(prediction_id)")
            .finds("serving", Check.LABEL_WITHOUT_PREDICTION, "prediction_id", 2663)
            .finds("serving", Check.LABEL_COVERAGE, "", 2289),
        Defect.of("labels_of_numbers", "ids of labels are numbers, those of predictions text")
            .sql("actuals", "ALTER TABLE {t} ALTER prediction_id TYPE BIGINT USING n")
            .finds("serving", Check.LABEL_JOINABLE, "prediction_id"),
        Defect.of("labels_copied", "the label is a copy of the prediction")
            .sql("training", "UPDATE {t} SET did_buy = will_buy")
            .finds("training", Check.LABEL_NOT_COPIED, "will_buy", 2000),
        Defect.of("labels_copied_late", "labels that arrive later are copies of the prediction")
            .sql(
                "actuals",
                "UPDATE {t} SET did_buy = (SELECT s.will_buy FROM insurance_serving s"
                    + " WHERE s.n = mutant.n)")
            .finds("serving", Check.LABEL_NOT_COPIED, "will_buy", 2663));
  }

  static List<Defect> drift() {
    return List.of(
        Defect.of("drift_breaking", "a category is a number in training and text in serving")
            .sql("training", "ALTER TABLE {t} ALTER plan TYPE BIGINT USING n % 3")
            .finds("training", Check.SCHEMA_DRIFT, "plan"),
        Defect.of("drift_to_float", "serving keeps half of the digits of training")
            .sql("serving", "ALTER TABLE {t} ALTER balance TYPE FLOAT")
            .finds("training", Check.SCHEMA_DRIFT, "balance")
            .finds("testing", Check.SCHEMA_DRIFT, "balance"),
        Defect.of("drift_to_whole", "serving has cut the decimals off")
            .sql(
                "serving", "ALTER TABLE {t} ALTER balance TYPE BIGINT USING trunc(balance)::BIGINT")
            .finds("training", Check.SCHEMA_DRIFT, "balance")
            .finds("testing", Check.SCHEMA_DRIFT, "balance"),
        Defect.of("drift_to_date", "training has the time of day, serving has the day")
            .sql(
                "training",
                "ALTER TABLE {t} ALTER signed_up TYPE TIMESTAMPTZ USING signed_up::TIMESTAMPTZ")
            .finds("training", Check.SCHEMA_DRIFT, "signed_up"),
        Defect.of("drift_widening", "training counts in 32 bits, serving in 64")
            .sql("training", "ALTER TABLE {t} ALTER age TYPE INTEGER")
            .finds("training", Check.SCHEMA_DRIFT, "age"),
        Defect.of("drift_missing", "training lacks a feature that serving has")
            .sql("training", "ALTER TABLE {t} DROP COLUMN balance")
            .finds("training", Check.COLUMN_EXISTS, "balance")
            .finds("training", Check.SCHEMA_DRIFT, "balance"),
        Defect.of("split_overlap", "rows of training were tested on")
            .sql("testing", "INSERT INTO {t} FROM insurance_training WHERE n % 200 = 5")
            .finds("testing", Check.SPLIT_OVERLAP, "prediction_id", 10));
  }
}
