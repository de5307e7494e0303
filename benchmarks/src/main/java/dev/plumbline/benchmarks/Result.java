package dev.plumbline.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was measured of one peer.
 *
 * @param peer the peer
 * @param walls the measured runs, shortest first; at least one
 * @param peakBytes the most memory that its process has taken; empty where unknown
 */
record Result(PeerKind peer, List<Duration> walls, OptionalLong peakBytes) {
  Result {
    walls = walls.stream().sorted().toList();
  }

  double bestSeconds() {
    return seconds(walls.get(0));
  }

  double medianSeconds() {
    int half = walls.size() / 2;
    return walls.size() % 2 == 1
        ? seconds(walls.get(half))
        : (seconds(walls.get(half - 1)) + seconds(walls.get(half))) / 2;
  }

  private static double seconds(Duration wall) {
    return wall.toNanos() / 1e9;
  }
}
