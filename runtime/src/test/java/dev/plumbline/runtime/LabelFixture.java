package dev.plumbline.runtime;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.spi.Relation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Predictions in {@code events} and labels that arrive later in {@code truth}. */
abstract class LabelFixture extends ShelfFixture {
  static final Instant T0 = Instant.parse("2026-02-01T00:00:00Z");

  Optional<Duration> maturity = Optional.empty();
  Optional<Instant> labelsAsOf = Optional.empty();
  Optional<String> actualsTime = Optional.of("seen");
  Map<String, String> actualLabels = Map.of("score", "outcome");
  List<String> actualsSelectExpr = List.of();

  /** Serving with an id of a type, a timestamp and a numeric prediction. */
  void events(ArrowType id, List<@Nullable Object[]> rows) {
    predictions.put("score", FieldType.of(FieldType.Kind.NUMERIC));
    table(
        "events", List.of(column("id", id), column("at", INSTANT), column("score", DOUBLE)), rows);
  }

  /** Labels with an id of a type, the time at which they were seen, and the outcome. */
  void truth(ArrowType id, List<@Nullable Object[]> rows) {
    table(
        "truth",
        List.of(column("key", id), column("seen", INSTANT), column("outcome", DOUBLE)),
        rows);
  }

  DatasetConfig actuals() {
    DatasetConfig.Builder dataset =
        DatasetConfig.builder(
                "churn", DatasetRole.ACTUALS, "here", new Relation.Table(List.of("truth")))
            .idColumn("key")
            .labels(actualLabels)
            .selectExpr(actualsSelectExpr);
    actualsTime.ifPresent(dataset::timestampColumn);
    maturity.ifPresent(dataset::maturity);
    labelsAsOf.ifPresent(dataset::labelsAsOf);
    return dataset.build();
  }

  Plumbline openBoth() {
    return open(dataset(DatasetRole.SERVING, "events"), actuals());
  }

  static Instant day(int day) {
    return T0.plus(Duration.ofDays(day));
  }
}
