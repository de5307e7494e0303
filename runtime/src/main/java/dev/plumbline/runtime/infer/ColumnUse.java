package dev.plumbline.runtime.infer;

/**
 * What a column seems to be for.
 *
 * @since 0.1.0
 */
public enum ColumnUse {
  /** Names the row. */
  ID,
  /** Says when. */
  TIMESTAMP,
  /** What the model was given, before it was made into numbers. */
  RAW_INPUT,
  /** What the model was given. */
  FEATURE,
  /** What the model answered. */
  PREDICTION,
  /** What came true. */
  LABEL,
  /** None of these; it is not mapped. */
  NONE
}
