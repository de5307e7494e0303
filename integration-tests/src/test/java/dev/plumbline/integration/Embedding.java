package dev.plumbline.integration;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.PlumblineListener;
import dev.plumbline.runtime.ReadEnd;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.runtime.RowStream;
import dev.plumbline.runtime.config.ConfigurationDocument;
import dev.plumbline.runtime.config.ConfigurationException;
import dev.plumbline.runtime.config.DatasetDocument;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.config.LocatedProblem;
import dev.plumbline.runtime.config.ModelDocument;
import dev.plumbline.runtime.config.ModelType;
import dev.plumbline.runtime.metrics.PlumblineMetrics;
import dev.plumbline.runtime.validate.CheckResult;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.Outcome;
import dev.plumbline.runtime.validate.Severity;
import dev.plumbline.runtime.validate.ValidationReport;
import dev.plumbline.runtime.validate.ValidationRequest;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Secret;
import dev.plumbline.spi.StandardErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** What {@code docs/embedding.md} shows, between its marks. */
final class Embedding {
  private Embedding() {}

  /** Stands for what a host does with what it hears. */
  interface Host {
    void show(String line);

    /** Runs an action in a thread of its own when somebody presses a button. */
    void onStop(Runnable action);
  }

  static List<String> open(Path file) {
    // docs: open
    try (Plumbline plumbline = Plumbline.open(file)) {
      return plumbline.configuration().datasets().stream().map(d -> d.name()).toList();
    }
    // docs: end
  }

  static Plumbline openWithMore(Path folder, Path cache) {
    // docs: builder
    Plumbline plumbline =
        Plumbline.builder()
            .configuration(folder.resolve("plumbline.yaml"))
            .connectorFolder(folder.resolve("connectors"))
            .classPathConnectors(Embedding.class.getClassLoader())
            .secretsFolder(folder.resolve("secrets"))
            .cacheFolder(cache)
            .threads(2)
            .memoryBytes(512L << 20)
            .open();
    // docs: end
    return plumbline;
  }

  static List<String> problems(Path file) {
    List<String> lines = new ArrayList<>();
    // docs: problems
    try (Plumbline plumbline = Plumbline.open(file)) {
      plumbline.configuration().warnings().forEach(warning -> lines.add(warning.toString()));
    } catch (ConfigurationException e) {
      for (LocatedProblem problem : e.problems()) {
        lines.add(problem.at().line() + " " + problem.problem().code() + " " + problem);
      }
    }
    // docs: end
    return lines;
  }

  static ConfigurationDocument document(String table) {
    // docs: document
    ModelDocument model =
        ModelDocument.builder("insurance", "v1", ModelType.BINARY)
            .feature("amount", FieldType.of(FieldType.Kind.NUMERIC))
            .feature("owner", FieldType.of(FieldType.Kind.STRING))
            .feature("embeddings", new FieldType(FieldType.Kind.TENSOR, List.of(768)))
            .prediction("will_buy_insurance", FieldType.of(FieldType.Kind.BOOLEAN))
            .prediction("proba", FieldType.of(FieldType.Kind.NUMERIC))
            .dataset(
                DatasetDocument.builder(DatasetRole.SERVING, "lake")
                    .path(table)
                    .idColumn("prediction_id")
                    .timestampColumn("prediction_timestamp")
                    .freshness(Duration.ofDays(2))
                    .maxNullRatio("amount", new BigDecimal("0.05"))
                    .range("proba", BigDecimal.ZERO, BigDecimal.ONE)
                    .build())
            .build();
    ConfigurationDocument document =
        ConfigurationDocument.builder()
            .source("lake", "delta", Map.of("path", "data"))
            .model(model)
            .build();
    // docs: end
    return document;
  }

  static Plumbline openDocument(Path folder, Path cache) {
    ConfigurationDocument document = document("model_predictions");
    // docs: open-document
    Plumbline plumbline =
        Plumbline.builder()
            .configuration(document)
            .workingFolder(folder)
            .classPathConnectors(Embedding.class.getClassLoader())
            .cacheFolder(cache)
            .open();
    // docs: end
    return plumbline;
  }

  static Map<String, Object> options(Map<String, String> vault) {
    // docs: secret
    Secret password = Secret.reference("vault:warehouse", () -> vault.get("warehouse"));
    Map<String, Object> options = Map.of("user", "etl", "password", password);
    // docs: end
    return options;
  }

  static void validate(Plumbline plumbline, Host host) {
    // docs: validate
    ValidationReport report =
        plumbline.validate(
            ValidationRequest.builder().datasets(List.of("insurance.serving")).build(),
            (dataset, doing) -> host.show(dataset + ": " + doing));
    for (DatasetReport dataset : report.datasets()) {
      for (CheckResult check : dataset.checks()) {
        if (check.outcome() == Outcome.FAILED && check.severity() == Severity.ERROR) {
          host.show(check.code() + " " + check.subject() + ": " + check.message());
          host.show(check.count() + " rows, such as " + check.examples());
          host.show(check.advice());
        }
      }
    }
    // docs: end
  }

  static long read(Plumbline plumbline, Host host) {
    // docs: read
    ReadRequest request =
        ReadRequest.builder("insurance.serving")
            .columns(List.of("prediction_id", "proba"))
            .from(Instant.parse("2026-02-02T00:00:00Z"))
            .where("proba > 0.5")
            .build();
    long rows = 0;
    try (RowStream stream = plumbline.read(request)) {
      for (Optional<VectorSchemaRoot> next = stream.next();
          next.isPresent();
          next = stream.next()) {
        try (VectorSchemaRoot batch = next.get()) {
          FieldVector probabilities = batch.getVector("proba");
          host.show("the first of a batch: " + probabilities.getObject(0));
          rows += batch.getRowCount();
        }
      }
      host.show(stream.provenance().kind() + " " + stream.provenance().id());
      host.show(stream.stamp().rows().getAsLong() + " rows, as " + stream.stamp().specHash());
    }
    // docs: end
    return rows;
  }

  static void cancel(Plumbline plumbline, Host host) {
    // docs: cancel
    host.onStop(plumbline::cancel);
    try {
      plumbline.validate(List.of(), (dataset, doing) -> host.show(doing));
    } catch (ConnectorException e) {
      if (e.code() != StandardErrorCode.CANCELLED) {
        throw e;
      }
      host.show("stopped");
    }
    // docs: end
  }

  // docs: events
  /** A progress bar's ear. */
  static final class Progress implements PlumblineListener {
    private final Host host;

    Progress(Host host) {
      this.host = host;
    }

    @Override
    public void datasetStarted(String dataset) {
      host.show(dataset);
    }

    @Override
    public void step(String dataset, String doing) {
      host.show("  " + doing);
    }

    @Override
    public void checkFinished(String dataset, CheckResult result) {
      host.show("  " + result.code() + " " + result.outcome());
    }

    @Override
    public void batchRead(String target, int rows, long bytes) {
      host.show(target + " +" + rows);
    }

    @Override
    public void readFinished(String target, long rows, Duration elapsed, ReadEnd end) {
      host.show(target + ": " + rows + " rows, " + end);
    }
  }

  // docs: end

  static Plumbline listening(Path file, Host host, MeterRegistry registry, Path cache) {
    // docs: listeners
    Plumbline plumbline =
        Plumbline.builder()
            .configuration(file)
            .listener(new Progress(host))
            .listener(PlumblineMetrics.of(registry))
            .classPathConnectors(Embedding.class.getClassLoader())
            .cacheFolder(cache)
            .open();
    // docs: end
    return plumbline;
  }
}
