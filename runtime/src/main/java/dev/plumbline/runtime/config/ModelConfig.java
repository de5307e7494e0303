package dev.plumbline.runtime.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One model version: what it takes, what it predicts, and where its rows are.
 *
 * @since 0.1.0
 */
public final class ModelConfig {
  private final String name;
  private final String version;
  private final ModelType type;
  private final Map<String, FieldType> rawInputs;
  private final Map<String, FieldType> features;
  private final Map<String, FieldType> predictions;
  private final Map<DatasetRole, DatasetConfig> datasets;
  private final Map<String, Position> positions;

  private ModelConfig(Builder builder) {
    this.name = builder.name;
    this.version = builder.version;
    this.type = builder.type;
    this.rawInputs = Collections.unmodifiableMap(new LinkedHashMap<>(builder.rawInputs));
    this.features = Collections.unmodifiableMap(new LinkedHashMap<>(builder.features));
    this.predictions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.predictions));
    this.datasets = Collections.unmodifiableMap(new LinkedHashMap<>(builder.datasets));
    this.positions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.positions));
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param name its name in the configuration
   * @param version its version
   * @param type what kind of model
   * @return a builder
   */
  public static Builder builder(String name, String version, ModelType type) {
    return new Builder(name, version, type);
  }

  /** {@return its name in the configuration} */
  public String name() {
    return name;
  }

  /** {@return its version} */
  public String version() {
    return version;
  }

  /** {@return what kind of model} */
  public ModelType type() {
    return type;
  }

  /** {@return schema name to type, in the order of the file} */
  public Map<String, FieldType> rawInputs() {
    return rawInputs;
  }

  /** {@return schema name to type, in the order of the file} */
  public Map<String, FieldType> features() {
    return features;
  }

  /** {@return schema name to type, in the order of the file} */
  public Map<String, FieldType> predictions() {
    return predictions;
  }

  /** {@return its datasets by role, in the order of {@link DatasetRole}} */
  public Map<DatasetRole, DatasetConfig> datasets() {
    return datasets;
  }

  /** {@return where its fields are declared in the file, by schema name} */
  public Map<String, Position> positions() {
    return positions;
  }

  /**
   * Builds a {@link ModelConfig}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String name;
    private final String version;
    private final ModelType type;
    private Map<String, FieldType> rawInputs = Map.of();
    private Map<String, FieldType> features = Map.of();
    private Map<String, FieldType> predictions = Map.of();
    private Map<DatasetRole, DatasetConfig> datasets = Map.of();
    private Map<String, Position> positions = Map.of();

    private Builder(String name, String version, ModelType type) {
      this.name = Objects.requireNonNull(name, "name");
      this.version = Objects.requireNonNull(version, "version");
      this.type = Objects.requireNonNull(type, "type");
    }

    /**
     * Sets schema name to type, in the order of the file.
     *
     * @param rawInputs schema name to type, in the order of the file
     * @return this builder
     */
    public Builder rawInputs(Map<String, FieldType> rawInputs) {
      this.rawInputs = Objects.requireNonNull(rawInputs, "rawInputs");
      return this;
    }

    /**
     * Sets schema name to type, in the order of the file.
     *
     * @param features schema name to type, in the order of the file
     * @return this builder
     */
    public Builder features(Map<String, FieldType> features) {
      this.features = Objects.requireNonNull(features, "features");
      return this;
    }

    /**
     * Sets schema name to type, in the order of the file.
     *
     * @param predictions schema name to type, in the order of the file
     * @return this builder
     */
    public Builder predictions(Map<String, FieldType> predictions) {
      this.predictions = Objects.requireNonNull(predictions, "predictions");
      return this;
    }

    /**
     * Sets its datasets by role, in the order of {@link DatasetRole}.
     *
     * @param datasets its datasets by role, in the order of {@link DatasetRole}
     * @return this builder
     */
    public Builder datasets(Map<DatasetRole, DatasetConfig> datasets) {
      this.datasets = Objects.requireNonNull(datasets, "datasets");
      return this;
    }

    /**
     * Sets where its fields are declared in the file, by schema name.
     *
     * @param positions where its fields are declared in the file, by schema name
     * @return this builder
     */
    public Builder positions(Map<String, Position> positions) {
      this.positions = Objects.requireNonNull(positions, "positions");
      return this;
    }

    /** {@return the finished value} */
    public ModelConfig build() {
      return new ModelConfig(this);
    }
  }
}
