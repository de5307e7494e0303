package dev.plumbline.runtime.validate;

import java.util.Locale;

/**
 * Every check that a validation makes, in the order of a report. The name is the stable code: it is
 * never given to another check.
 *
 * @since 0.1.0
 */
public enum Check {
  /** The source can be reached and its rows can be read. */
  SOURCE_READABLE(Severity.ERROR, "The source can be reached and its rows can be read."),
  /** Every item of select_expr fits the columns of the relation. */
  SELECT_EXPR_VALID(Severity.ERROR, "Every item of select_expr fits the columns of the relation."),
  /** The column that a field is mapped to exists, once. */
  COLUMN_EXISTS(Severity.ERROR, "The column that a field is mapped to exists, once."),
  /** The column's type fits the field without loss. */
  COLUMN_TYPE(Severity.ERROR, "The column's type fits the field without loss."),
  /** No two fields take the same column. */
  COLUMN_MAPPED_ONCE(Severity.ERROR, "No two fields take the same column."),
  /** Every column of the relation is mapped. */
  COLUMN_UNUSED(Severity.INFO, "Every column of the relation is mapped."),
  /** Every option has an effect. */
  OPTION_USED(Severity.INFO, "Every option has an effect."),
  /** The dataset has rows. */
  ROWS_PRESENT(Severity.WARNING, "The dataset has rows."),
  /** Every row has an id. */
  ID_NOT_NULL(Severity.ERROR, "Every row has an id."),
  /** No id is an empty or blank text. */
  ID_NOT_BLANK(Severity.ERROR, "No id is an empty or blank text."),
  /** No id occurs twice. */
  ID_UNIQUE(Severity.ERROR, "No id occurs twice."),
  /** It is known in which zone timestamps are. */
  TIMESTAMP_ZONE(Severity.ERROR, "It is known in which zone timestamps are."),
  /** Every row has a timestamp. */
  TIMESTAMP_NOT_NULL(Severity.ERROR, "Every row has a timestamp."),
  /** Every timestamp is written as timestamp_format says. */
  TIMESTAMP_FORMAT(Severity.ERROR, "Every timestamp is written as timestamp_format says."),
  /** No timestamp lies in the future. */
  TIMESTAMP_NOT_FUTURE(Severity.WARNING, "No timestamp lies in the future."),
  /** No timestamp lies before 2000. */
  TIMESTAMP_PLAUSIBLE(Severity.WARNING, "No timestamp lies before 2000."),
  /** No local time falls into a gap of the declared zone. */
  TIMESTAMP_LOCAL_TIME(Severity.WARNING, "No local time falls into a gap of the declared zone."),
  /** The newest row is as fresh as demanded. */
  FRESHNESS(Severity.WARNING, "The newest row is as fresh as demanded."),
  /** No more rows are NULL than allowed. */
  NULL_RATIO(Severity.ERROR, "No more rows are NULL than allowed."),
  /** A field has values. */
  NOT_ALL_NULL(Severity.WARNING, "A field has values."),
  /** Every row has its predictions. */
  PREDICTION_NOT_NULL(Severity.WARNING, "Every row has its predictions."),
  /** Every number is in the range allowed. */
  RANGE(Severity.ERROR, "Every number is in the range allowed."),
  /** Every value is one of those allowed. */
  ALLOWED_VALUES(Severity.ERROR, "Every value is one of those allowed."),
  /** No number is NaN or infinite. */
  NUMBER_FINITE(Severity.WARNING, "No number is NaN or infinite."),
  /** A categorical field has a limited number of values. */
  CATEGORY_COUNT(Severity.WARNING, "A categorical field has a limited number of values."),
  /** No two categories differ in case or blanks only. */
  CATEGORY_SPELLING(Severity.WARNING, "No two categories differ in case or blanks only."),
  /** No text is empty or blank. */
  TEXT_NOT_BLANK(Severity.INFO, "No text is empty or blank."),
  /** A feature has more than one value. */
  NOT_CONSTANT(Severity.INFO, "A feature has more than one value."),
  /** Every tensor has the declared number of elements. */
  TENSOR_LENGTH(Severity.ERROR, "Every tensor has the declared number of elements."),
  /** No element of a tensor is NULL, NaN or infinite. */
  TENSOR_ELEMENTS(Severity.WARNING, "No element of a tensor is NULL, NaN or infinite."),
  /** Every image address has a scheme that can be fetched. */
  IMAGE_URL(Severity.WARNING, "Every image address has a scheme that can be fetched."),
  /** Every probability lies between 0 and 1. */
  PROBABILITY_RANGE(Severity.ERROR, "Every probability lies between 0 and 1."),
  /** The probabilities of the classes add up to 1. */
  PROBABILITY_SUM(Severity.WARNING, "The probabilities of the classes add up to 1."),
  /** The decision rises with its probability. */
  DECISION_AGREES(Severity.INFO, "The decision rises with its probability."),
  /** Labels are of the values that the prediction can have. */
  LABEL_DOMAIN(Severity.ERROR, "Labels are of the values that the prediction can have."),
  /** Mature rows have a label. */
  LABEL_COVERAGE(Severity.WARNING, "Mature rows have a label."),
  /** Labels arrive within the maturity. */
  LABEL_LATE(Severity.WARNING, "Labels arrive within the maturity."),
  /** No label is older than its prediction. */
  LABEL_BEFORE_PREDICTION(Severity.WARNING, "No label is older than its prediction."),
  /** No id has labels that contradict. */
  LABEL_CONFLICT(Severity.WARNING, "No id has labels that contradict."),
  /** Every label belongs to a prediction. */
  LABEL_WITHOUT_PREDICTION(Severity.WARNING, "Every label belongs to a prediction."),
  /** Ids of labels and predictions have types that can be equal. */
  LABEL_JOINABLE(Severity.ERROR, "Ids of labels and predictions have types that can be equal."),
  /** The label is not a copy of the prediction. */
  LABEL_NOT_COPIED(Severity.WARNING, "The label is not a copy of the prediction."),
  /** Training and serving have the same types. */
  SCHEMA_DRIFT(Severity.ERROR, "Training and serving have the same types."),
  /** No row of training is in testing as well. */
  SPLIT_OVERLAP(Severity.WARNING, "No row of training is in testing as well.");

  private final Severity severity;
  private final String holds;

  Check(Severity severity, String holds) {
    this.severity = severity;
    this.holds = holds;
  }

  /** {@return how bad it is, unless a dataset says otherwise, that it fails} */
  public Severity severity() {
    return severity;
  }

  /** {@return what holds where the check passes, one sentence} */
  public String holds() {
    return holds;
  }

  /** {@return where the documentation explains it, such as {@code checks.md#id_unique}} */
  public String anchor() {
    return "checks.md#" + name().toLowerCase(Locale.ROOT);
  }
}
