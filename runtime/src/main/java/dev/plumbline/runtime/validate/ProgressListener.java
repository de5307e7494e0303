package dev.plumbline.runtime.validate;

/**
 * Hears how far a long call has come. Called from any thread, quickly; what it throws ends the
 * call.
 *
 * @since 0.1.0
 */
public interface ProgressListener {
  /**
   * A dataset has begun a step.
   *
   * @param dataset the dataset
   * @param doing what is being done, such as {@code scanning 3 columns of 14 files}
   */
  void step(String dataset, String doing);

  /**
   * The validation of a dataset has begun.
   *
   * @param dataset the dataset
   */
  default void datasetStarted(String dataset) {}

  /**
   * A check of a dataset is decided. Checks of one scan are decided together, at its end; they come
   * in the order of the report.
   *
   * @param dataset the dataset
   * @param result what was decided
   */
  default void checkFinished(String dataset, CheckResult result) {}

  /**
   * The validation of a dataset is complete; also where its source could not be reached.
   *
   * @param report what was found
   */
  default void datasetFinished(DatasetReport report) {}
}
