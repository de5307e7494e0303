package dev.plumbline.runtime;

import dev.plumbline.runtime.validate.ProgressListener;
import java.time.Duration;

/**
 * Hears of everything that a {@link Plumbline} does, for logs, progress bars and metrics. Called
 * from any thread, several at a time, quickly; what it throws ends the call that it hears of.
 *
 * @since 0.1.0
 */
public interface PlumblineListener extends ProgressListener {
  @Override
  default void step(String dataset, String doing) {}

  /**
   * A read has been planned and begins.
   *
   * @param target the dataset, or {@code CONNECTOR:LOCATION}
   */
  default void readStarted(String target) {}

  /**
   * A batch has come.
   *
   * @param target the dataset, or {@code CONNECTOR:LOCATION}
   * @param rows how many rows it has
   * @param bytes how much memory they take
   */
  default void batchRead(String target, int rows, long bytes) {}

  /**
   * A read that began has ended.
   *
   * @param target the dataset, or {@code CONNECTOR:LOCATION}
   * @param rows how many rows came
   * @param elapsed the time since it began
   * @param end why it ended
   */
  default void readFinished(String target, long rows, Duration elapsed, ReadEnd end) {}
}
