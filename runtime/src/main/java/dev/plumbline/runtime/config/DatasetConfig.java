package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.Relation;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One dataset: a relation on a source, and which of its columns mean what.
 *
 * @param model the model that it belongs to
 * @param role what it is to the model
 * @param source the name of its source
 * @param relation the table, path or query
 * @param idColumn the column of the prediction's id; empty only where the role does without
 * @param timestampColumn the column of the time; empty only where the role does without
 * @param timezone the zone of timestamps that have none
 * @param rawInputs schema name to column, where they differ
 * @param features schema name to column, where they differ
 * @param predictions schema name to column, where they differ
 * @param labels prediction name to the column of its label
 * @param selectExpr Spark SQL over the relation's columns, from which the dataset's columns are
 *     made; empty means the columns as they are
 * @param readOptions options of the relation, read by the connector's spec
 * @param at where the dataset stands in the file
 * @since 0.1.0
 */
public record DatasetConfig(
    String model,
    DatasetRole role,
    String source,
    Relation relation,
    Optional<String> idColumn,
    Optional<String> timestampColumn,
    Optional<ZoneId> timezone,
    Map<String, String> rawInputs,
    Map<String, String> features,
    Map<String, String> predictions,
    Map<String, String> labels,
    List<String> selectExpr,
    ConnectorConfig readOptions,
    Position at) {
  /** Copies the maps, keeping their order. */
  public DatasetConfig {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(relation, "relation");
    rawInputs = Collections.unmodifiableMap(new LinkedHashMap<>(rawInputs));
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    predictions = Collections.unmodifiableMap(new LinkedHashMap<>(predictions));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    selectExpr = List.copyOf(selectExpr);
    Objects.requireNonNull(readOptions, "readOptions");
    Objects.requireNonNull(at, "at");
  }

  /** {@return the dataset as commands name it, such as {@code churn.serving}} */
  public String name() {
    return model + "." + role.word();
  }
}
