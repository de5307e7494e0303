package dev.plumbline.runtime.validate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * How many rows fall into each of a row of equally long times.
 *
 * @param start when the first of them begins
 * @param width how long each is
 * @param counts the rows of each, in order
 * @since 0.1.0
 */
public record TimeHistogram(Instant start, Duration width, List<Long> counts) {
  /** Copies the counts. */
  public TimeHistogram {
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(width, "width");
    counts = List.copyOf(counts);
  }
}
