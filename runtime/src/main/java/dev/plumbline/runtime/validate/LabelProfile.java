package dev.plumbline.runtime.validate;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How labels come in after their predictions.
 *
 * @param maturity how long a label may still be missing; empty where nothing is declared, and every
 *     row counts as mature
 * @param rows how many predictions there are
 * @param labelled how many have a label
 * @param mature how many are older than the maturity
 * @param matureLabelled how many of these have a label
 * @param curve the share of labelled predictions whose label was known after a delay, by rising
 *     delay; empty where labels have no time of their own
 * @since 0.1.0
 */
public record LabelProfile(
    Optional<Duration> maturity,
    long rows,
    long labelled,
    long mature,
    long matureLabelled,
    List<Point> curve) {
  /**
   * One point of the curve.
   *
   * @param delay the time after the prediction
   * @param share how many of the labels were known by then, 0 to 1
   * @since 0.1.0
   */
  public record Point(Duration delay, double share) {}

  /** Copies the curve. */
  public LabelProfile {
    Objects.requireNonNull(maturity, "maturity");
    curve = List.copyOf(curve);
  }
}
