package dev.plumbline.runtime.validate;

import dev.plumbline.spi.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All checks of one dataset.
 *
 * @param dataset its name
 * @param source the source's name
 * @param relation the table, path or query
 * @param provenance the state that was checked; empty where it could not be opened
 * @param rows how many rows it has; empty where that is not known
 * @param firstTime the earliest timestamp
 * @param lastTime the latest timestamp
 * @param bytesRead bytes of data files that were opened
 * @param elapsed how long it took
 * @param checks the checks, in the order in which they were made
 * @since 0.1.0
 */
public record DatasetReport(
    String dataset,
    String source,
    String relation,
    Optional<Provenance> provenance,
    OptionalLong rows,
    Optional<Instant> firstTime,
    Optional<Instant> lastTime,
    long bytesRead,
    Duration elapsed,
    List<CheckResult> checks) {
  /** Copies the checks. */
  public DatasetReport {
    checks = List.copyOf(checks);
  }

  /**
   * Counts failed checks.
   *
   * @param severity the severity to count
   * @return how many failed with it
   */
  public long failed(Severity severity) {
    return checks.stream()
        .filter(c -> c.outcome() == Outcome.FAILED && c.severity() == severity)
        .count();
  }
}
