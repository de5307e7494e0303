package dev.plumbline.runtime.validate;

/**
 * Hears how far a long call has come. Called from any thread, quickly.
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
}
