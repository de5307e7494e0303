package dev.plumbline.runtime.model;

import java.util.Objects;

/**
 * Why a field of a dataset cannot be read from its source.
 *
 * @param code the stable code
 * @param role what the field is to the dataset
 * @param subject the schema name, or the column of the id or timestamp
 * @param message what was found, one sentence
 * @param advice what to do, one sentence
 * @since 0.1.0
 */
public record BindingProblem(
    Code code, FieldRole role, String subject, String message, String advice) {
  /**
   * What kind of problem.
   *
   * @since 0.1.0
   */
  public enum Code {
    /** The source has no such column. */
    COLUMN_MISSING,
    /** Several columns of the source have the name. */
    COLUMN_AMBIGUOUS,
    /** The column's type does not fit the field without loss. */
    TYPE_MISMATCH,
    /** The timestamps have no zone and the dataset names none. */
    TIMEZONE_MISSING
  }

  /** Checks that nothing is absent. */
  public BindingProblem {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(advice, "advice");
  }
}
