package dev.plumbline.runtime.validate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes the curve of labels that come in from how many came in after which delay. */
final class LabelCurve {
  private static final int POINTS = 20;

  /** So many steps lie between no delay and the longest. */
  private static final long STEPS = 100_000;

  private LabelCurve() {}

  /** How long a step is in microseconds, where delays are counted by steps. */
  static long step(long longest) {
    return Math.max(1, longest / STEPS);
  }

  /**
   * Makes the curve.
   *
   * @param steps pairs of a number of steps and how many labels came in then
   * @param step how long a step is, in microseconds
   * @param maturity the least that the curve reaches to
   */
  static List<LabelProfile.Point> of(List<long[]> steps, long step, Optional<Duration> maturity) {
    List<long[]> sorted =
        steps.stream().sorted(Comparator.comparingLong((long[] pair) -> pair[0])).toList();
    long all = sorted.stream().mapToLong(pair -> pair[1]).sum();
    if (all == 0) {
      return List.of();
    }
    long end =
        Math.max(
            maturity.map(LabelFigures::micros).orElse(0L),
            Math.multiplyExact(percentile(sorted, all), step));
    List<LabelProfile.Point> points = new ArrayList<>();
    for (int i = 0; i <= POINTS; i++) {
      long delay = Math.max(0, Math.round((double) end * i / POINTS));
      long known =
          sorted.stream().filter(pair -> pair[0] * step <= delay).mapToLong(pair -> pair[1]).sum();
      points.add(
          new LabelProfile.Point(
              Duration.ofSeconds(delay / 1_000_000, delay % 1_000_000 * 1_000),
              (double) known / all));
      if (end == 0) {
        break;
      }
    }
    return points;
  }

  /** The step by which 99 of 100 labels are there. */
  private static long percentile(List<long[]> sorted, long all) {
    long wanted = all - all / 100;
    long seen = 0;
    for (long[] pair : sorted) {
      seen += pair[1];
      if (seen >= wanted) {
        return pair[0];
      }
    }
    return sorted.get(sorted.size() - 1)[0];
  }
}
