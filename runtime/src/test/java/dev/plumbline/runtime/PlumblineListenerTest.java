package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.metrics.PlumblineMetrics;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.ProgressListener;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationReport;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlumblineListenerTest extends ShelfFixture {
  private static final List<Field> COLUMNS =
      List.of(column("id", TEXT), column("at", INSTANT), column("score", DOUBLE));

  /** Writes down what it hears. */
  private static final class Heard implements PlumblineListener {
    private final List<String> events = new ArrayList<>();
    private final List<CheckResult> checks = new ArrayList<>();

    @Override
    public void datasetStarted(String dataset) {
      events.add("started " + dataset);
    }

    @Override
    public void step(String dataset, String doing) {
      events.add("step");
    }

    @Override
    public void checkFinished(String dataset, CheckResult result) {
      checks.add(result);
    }

    @Override
    public void datasetFinished(DatasetReport report) {
      events.add("finished " + report.dataset());
    }

    @Override
    public void readStarted(String target) {
      events.add("read " + target);
    }

    @Override
    public void batchRead(String target, int rows, long bytes) {
      assertThat(bytes).isPositive();
      events.add("batch of " + rows);
    }

    @Override
    public void readFinished(String target, long rows, Duration elapsed, ReadEnd end) {
      assertThat(elapsed).isGreaterThanOrEqualTo(Duration.ZERO);
      events.add("read " + rows + " " + end);
    }
  }

  private final Heard heard = new Heard();

  private Plumbline openRows(List<@Nullable Object[]> rows) {
    predictions.put("score", FieldType.of(FieldType.Kind.NUMERIC));
    table("events", COLUMNS, rows);
    return open(dataset(DatasetRole.SERVING, "events"), dataset(DatasetRole.TRAINING, "events"));
  }

  private static List<@Nullable Object[]> twoRows() {
    return List.of(row("a", NOW, 0.1), row("b", null, 0.2));
  }

  @Test
  void tellsOfAValidationFromItsStartToItsReport() {
    listeners.add(heard);
    ValidationReport report =
        openRows(twoRows()).validate(List.of("churn.serving"), (dataset, doing) -> {});
    assertThat(heard.events).startsWith("started churn.serving", "step");
    assertThat(heard.events).endsWith("finished churn.serving");
    assertThat(heard.checks).isEqualTo(report.datasets().get(0).checks());
  }

  @Test
  void tellsTheListenerOfOneCallOfEveryDataset() {
    List<String> datasets = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    ProgressListener progress =
        new ProgressListener() {
          @Override
          public void step(String dataset, String doing) {}

          @Override
          public void checkFinished(String dataset, CheckResult result) {
            if (result.outcome() == Outcome.FAILED && result.severity() == Severity.ERROR) {
              failed.add(dataset + " " + result.code());
            }
          }

          @Override
          public void datasetFinished(DatasetReport report) {
            datasets.add(report.dataset());
          }
        };
    openRows(twoRows()).validate(List.of(), progress);
    assertThat(datasets).containsExactly("churn.serving", "churn.training");
    assertThat(failed)
        .containsExactly("churn.serving TIMESTAMP_NOT_NULL", "churn.training TIMESTAMP_NOT_NULL");
  }

  @Test
  void tellsOfAReadWithItsRowsAndItsEnd() {
    listeners.add(heard);
    Plumbline plumbline = openRows(twoRows());
    try (RowStream stream = plumbline.read(ReadRequest.builder("churn.serving").build())) {
      assertThat(rows(stream)).hasSize(2);
    }
    assertThat(heard.events).containsExactly("read churn.serving", "batch of 2", "read 2 COMPLETE");
  }

  @Test
  void tellsOfAReadThatWasClosedEarlyAndOfOneThatFailed() {
    listeners.add(heard);
    Plumbline plumbline = openRows(twoRows());
    plumbline.read(ReadRequest.builder("churn.serving").build()).close();
    try (RowStream stream = plumbline.read(ReadRequest.builder("churn.serving").build())) {
      plumbline.cancel();
      assertThatThrownBy(
              () -> {
                for (Optional<VectorSchemaRoot> next = stream.next();
                    next.isPresent();
                    next = stream.next()) {
                  next.get().close();
                }
              })
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(StandardErrorCode.CANCELLED));
    }
    assertThat(heard.events)
        .containsExactly(
            "read churn.serving", "read 0 CLOSED", "read churn.serving", "read 0 FAILED");
  }

  @Test
  void endsTheCallThatAListenerFailsIn() {
    listeners.add(
        new PlumblineListener() {
          @Override
          public void datasetFinished(DatasetReport report) {
            throw new IllegalStateException("full");
          }
        });
    Plumbline plumbline = openRows(twoRows());
    assertThatThrownBy(() -> plumbline.validate(List.of(), (dataset, doing) -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void countsAndTimesInARegistryOfTheHost() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    listeners.add(PlumblineMetrics.of(registry));
    Plumbline plumbline = openRows(twoRows());
    plumbline.validate(List.of("churn.serving"), (dataset, doing) -> {});
    plumbline.validate(List.of("churn.serving"), (dataset, doing) -> {});
    try (RowStream stream = plumbline.read(ReadRequest.builder("churn.training").build())) {
      rows(stream);
    }
    assertThat(
            registry
                .get("plumbline.validation")
                .tags("dataset", "churn.serving", "outcome", "error")
                .timer()
                .count())
        .isEqualTo(2);
    assertThat(
            registry
                .get("plumbline.checks.failed")
                .tags("dataset", "churn.serving", "code", "TIMESTAMP_NOT_NULL", "severity", "error")
                .counter()
                .count())
        .isEqualTo(2);
    assertThat(
            registry.get("plumbline.read.rows").tag("target", "churn.training").counter().count())
        .isEqualTo(2);
    assertThat(
            registry.get("plumbline.read.bytes").tag("target", "churn.training").counter().count())
        .isPositive();
    assertThat(
            registry
                .get("plumbline.read")
                .tags("target", "churn.training", "end", "complete")
                .timer()
                .count())
        .isEqualTo(1);
  }

  @Test
  void countsLocationsUnderTheirConnectorAndBytesOfValidations() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    PlumblineMetrics metrics = PlumblineMetrics.of(registry);
    metrics.batchRead("delta:./a", 3, 10);
    metrics.batchRead("delta:./b", 4, 10);
    metrics.datasetFinished(
        DatasetReport.builder("m.serving", "lake", "t")
            .bytesRead(77)
            .elapsed(Duration.ofSeconds(2))
            .build());
    assertThat(registry.get("plumbline.read.rows").tag("target", "delta").counter().count())
        .isEqualTo(7);
    assertThat(
            Objects.requireNonNull(registry.find("plumbline.validation.bytes").counter()).count())
        .isEqualTo(77);
    assertThat(
            registry
                .get("plumbline.validation")
                .tag("outcome", "passed")
                .timer()
                .totalTime(TimeUnit.SECONDS))
        .isEqualTo(2);
  }
}
