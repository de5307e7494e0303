package dev.plumbline.runtime.metrics;

import dev.plumbline.runtime.PlumblineListener;
import dev.plumbline.runtime.ReadEnd;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.Severity;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Meters of a Plumbline.
 *
 * <ul>
 *   <li>{@code plumbline.validation}, a timer of validations by {@code dataset} and {@code
 *       outcome}: {@code passed}, {@code warning} or {@code error}, by the worst failed check.
 *   <li>{@code plumbline.checks.failed}, a counter by {@code dataset}, {@code code} and {@code
 *       severity}.
 *   <li>{@code plumbline.validation.bytes}, a counter of the bytes of data files that validations
 *       opened, by {@code dataset}.
 *   <li>{@code plumbline.read}, a timer of reads by {@code target} and {@code end}: {@code
 *       complete}, {@code closed} or {@code failed}.
 *   <li>{@code plumbline.read.rows} and {@code plumbline.read.bytes}, counters of what came, by
 *       {@code target}.
 * </ul>
 *
 * <p>A target is a dataset; locations, of which there may be any number, count under the name of
 * their connector.
 *
 * @since 0.1.0
 */
public final class PlumblineMetrics implements PlumblineListener {
  private static final String TARGET = "target";
  private static final String DATASET = "dataset";

  private final MeterRegistry registry;

  private PlumblineMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Makes a listener for {@link dev.plumbline.runtime.Plumbline.Builder#listener}.
   *
   * @param registry where the meters go
   * @return the listener, which may serve several Plumblines
   */
  public static PlumblineMetrics of(MeterRegistry registry) {
    return new PlumblineMetrics(Objects.requireNonNull(registry, "registry"));
  }

  @Override
  public void checkFinished(String dataset, CheckResult result) {
    if (result.outcome() == Outcome.FAILED) {
      registry
          .counter(
              "plumbline.checks.failed",
              DATASET,
              dataset,
              "code",
              result.code(),
              "severity",
              word(result.severity()))
          .increment();
    }
  }

  @Override
  public void datasetFinished(DatasetReport report) {
    String outcome =
        report.failed(Severity.ERROR) > 0
            ? word(Severity.ERROR)
            : report.failed(Severity.WARNING) > 0 ? word(Severity.WARNING) : "passed";
    registry
        .timer("plumbline.validation", DATASET, report.dataset(), "outcome", outcome)
        .record(report.elapsed());
    registry
        .counter("plumbline.validation.bytes", DATASET, report.dataset())
        .increment((double) report.bytesRead());
  }

  @Override
  public void batchRead(String target, int rows, long bytes) {
    registry.counter("plumbline.read.rows", TARGET, tag(target)).increment(rows);
    registry.counter("plumbline.read.bytes", TARGET, tag(target)).increment((double) bytes);
  }

  @Override
  public void readFinished(String target, long rows, Duration elapsed, ReadEnd end) {
    registry.timer("plumbline.read", TARGET, tag(target), "end", word(end)).record(elapsed);
  }

  private static String tag(String target) {
    int colon = target.indexOf(':');
    return colon < 0 ? target : target.substring(0, colon);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
