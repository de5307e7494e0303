package dev.plumbline.runtime.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One model version: what it takes, what it predicts, and where its rows are.
 *
 * @param name its name in the configuration
 * @param version its version
 * @param type what kind of model
 * @param rawInputs schema name to type, in the order of the file
 * @param features schema name to type, in the order of the file
 * @param predictions schema name to type, in the order of the file
 * @param datasets its datasets by role, in the order of {@link DatasetRole}
 * @since 0.1.0
 */
public record ModelConfig(
    String name,
    String version,
    ModelType type,
    Map<String, FieldType> rawInputs,
    Map<String, FieldType> features,
    Map<String, FieldType> predictions,
    Map<DatasetRole, DatasetConfig> datasets) {
  /** Copies the maps, keeping their order. */
  public ModelConfig {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(type, "type");
    rawInputs = Collections.unmodifiableMap(new LinkedHashMap<>(rawInputs));
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    predictions = Collections.unmodifiableMap(new LinkedHashMap<>(predictions));
    datasets = Collections.unmodifiableMap(new LinkedHashMap<>(datasets));
  }
}
