package dev.plumbline.runtime.model;

/**
 * What a column is to a dataset, in the order in which reads give them.
 *
 * @since 0.1.0
 */
public enum FieldRole {
  /** The prediction's id. */
  ID,
  /** The time. */
  TIMESTAMP,
  /** An input as it came. */
  RAW_INPUT,
  /** What the model saw. */
  FEATURE,
  /** What the model answered. */
  PREDICTION,
  /** What turned out to be true. */
  LABEL
}
