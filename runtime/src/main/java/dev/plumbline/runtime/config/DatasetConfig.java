package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.Relation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
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
 * @since 0.1.0
 */
public final class DatasetConfig {
  private final String model;
  private final DatasetRole role;
  private final String source;
  private final Relation relation;
  private final Optional<String> idColumn;
  private final Optional<String> timestampColumn;
  private final Optional<ZoneId> timezone;
  private final Optional<TimestampFormat> timestampFormat;
  private final Map<String, String> rawInputs;
  private final Map<String, String> features;
  private final Map<String, String> predictions;
  private final Map<String, String> labels;
  private final List<String> selectExpr;
  private final ConnectorConfig readOptions;
  private final DuplicateIds duplicateIds;
  private final BigDecimal sampleSize;
  private final Optional<Duration> maturity;
  private final Optional<Instant> labelsAsOf;
  private final DatasetChecks checks;
  private final Position at;
  private final Map<String, Position> positions;

  private DatasetConfig(Builder builder) {
    this.model = builder.model;
    this.role = builder.role;
    this.source = builder.source;
    this.relation = builder.relation;
    this.idColumn = builder.idColumn;
    this.timestampColumn = builder.timestampColumn;
    this.timezone = builder.timezone;
    this.timestampFormat = builder.timestampFormat;
    this.rawInputs = Collections.unmodifiableMap(new LinkedHashMap<>(builder.rawInputs));
    this.features = Collections.unmodifiableMap(new LinkedHashMap<>(builder.features));
    this.predictions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.predictions));
    this.labels = Collections.unmodifiableMap(new LinkedHashMap<>(builder.labels));
    this.selectExpr = List.copyOf(builder.selectExpr);
    this.readOptions = builder.readOptions;
    this.duplicateIds = builder.duplicateIds;
    this.sampleSize = builder.sampleSize;
    this.maturity = builder.maturity;
    this.labelsAsOf = builder.labelsAsOf;
    this.checks = builder.checks;
    this.at = builder.at;
    this.positions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.positions));
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param model the model that it belongs to
   * @param role what it is to the model
   * @param source the name of its source
   * @param relation the table, path or query
   * @return a builder
   */
  public static Builder builder(String model, DatasetRole role, String source, Relation relation) {
    return new Builder(model, role, source, relation);
  }

  /** {@return the model that it belongs to} */
  public String model() {
    return model;
  }

  /** {@return what it is to the model} */
  public DatasetRole role() {
    return role;
  }

  /** {@return the name of its source} */
  public String source() {
    return source;
  }

  /** {@return the table, path or query} */
  public Relation relation() {
    return relation;
  }

  /** {@return the column of the prediction's id; empty only where the role does without} */
  public Optional<String> idColumn() {
    return idColumn;
  }

  /** {@return the column of the time; empty only where the role does without} */
  public Optional<String> timestampColumn() {
    return timestampColumn;
  }

  /** {@return the zone of timestamps that have none} */
  public Optional<ZoneId> timezone() {
    return timezone;
  }

  /** {@return how the timestamp column tells the time where it is no timestamp} */
  public Optional<TimestampFormat> timestampFormat() {
    return timestampFormat;
  }

  /** {@return schema name to column, where they differ} */
  public Map<String, String> rawInputs() {
    return rawInputs;
  }

  /** {@return schema name to column, where they differ} */
  public Map<String, String> features() {
    return features;
  }

  /** {@return schema name to column, where they differ} */
  public Map<String, String> predictions() {
    return predictions;
  }

  /** {@return prediction name to the column of its label} */
  public Map<String, String> labels() {
    return labels;
  }

  /**
   * {@return Spark SQL over the relation's columns, from which the dataset's columns are made;
   * empty means the columns as they are}
   */
  public List<String> selectExpr() {
    return selectExpr;
  }

  /** {@return options of the relation, read by the connector's spec} */
  public ConnectorConfig readOptions() {
    return readOptions;
  }

  /** {@return what a read does with rows that share an id} */
  public DuplicateIds duplicateIds() {
    return duplicateIds;
  }

  /** {@return the share of ids that are read, above 0 and at most 1} */
  public BigDecimal sampleSize() {
    return sampleSize;
  }

  /** {@return how long after its prediction a label may still be missing} */
  public Optional<Duration> maturity() {
    return maturity;
  }

  /** {@return the instant as of which labels from elsewhere are read} */
  public Optional<Instant> labelsAsOf() {
    return labelsAsOf;
  }

  /** {@return what is demanded of its rows} */
  public DatasetChecks checks() {
    return checks;
  }

  /** {@return where the dataset stands in the file} */
  public Position at() {
    return at;
  }

  /**
   * {@return where its keys stand in the file, by the path below the dataset such as {@code
   * features.owner}}
   */
  public Map<String, Position> positions() {
    return positions;
  }

  /** {@return the dataset as commands name it, such as {@code churn.serving}} */
  public String name() {
    return model + "." + role.word();
  }

  /**
   * Finds where a key stands in the file.
   *
   * @param path the path below the dataset, such as {@code id_column} or {@code features.owner}
   * @return its place; that of the dataset where it is not written
   */
  public Position at(String path) {
    return positions.getOrDefault(path, at);
  }

  /**
   * Builds a {@link DatasetConfig}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String model;
    private final DatasetRole role;
    private final String source;
    private final Relation relation;
    private Optional<String> idColumn = Optional.empty();
    private Optional<String> timestampColumn = Optional.empty();
    private Optional<ZoneId> timezone = Optional.empty();
    private Optional<TimestampFormat> timestampFormat = Optional.empty();
    private Map<String, String> rawInputs = Map.of();
    private Map<String, String> features = Map.of();
    private Map<String, String> predictions = Map.of();
    private Map<String, String> labels = Map.of();
    private List<String> selectExpr = List.of();
    private ConnectorConfig readOptions = ConnectorConfig.empty();
    private DuplicateIds duplicateIds = DuplicateIds.IGNORE;
    private BigDecimal sampleSize = BigDecimal.ONE;
    private Optional<Duration> maturity = Optional.empty();
    private Optional<Instant> labelsAsOf = Optional.empty();
    private DatasetChecks checks = DatasetChecks.none();
    private Position at = Position.UNKNOWN;
    private Map<String, Position> positions = Map.of();

    private Builder(String model, DatasetRole role, String source, Relation relation) {
      this.model = Objects.requireNonNull(model, "model");
      this.role = Objects.requireNonNull(role, "role");
      this.source = Objects.requireNonNull(source, "source");
      this.relation = Objects.requireNonNull(relation, "relation");
    }

    /**
     * Sets the column of the prediction's id; empty only where the role does without.
     *
     * @param idColumn the column of the prediction's id; empty only where the role does without
     * @return this builder
     */
    public Builder idColumn(String idColumn) {
      this.idColumn = Optional.of(idColumn);
      return this;
    }

    /**
     * Sets the column of the time; empty only where the role does without.
     *
     * @param timestampColumn the column of the time; empty only where the role does without
     * @return this builder
     */
    public Builder timestampColumn(String timestampColumn) {
      this.timestampColumn = Optional.of(timestampColumn);
      return this;
    }

    /**
     * Sets the zone of timestamps that have none.
     *
     * @param timezone the zone of timestamps that have none
     * @return this builder
     */
    public Builder timezone(ZoneId timezone) {
      this.timezone = Optional.of(timezone);
      return this;
    }

    /**
     * Sets how the timestamp column tells the time where it is no timestamp.
     *
     * @param timestampFormat how the timestamp column tells the time where it is no timestamp
     * @return this builder
     */
    public Builder timestampFormat(TimestampFormat timestampFormat) {
      this.timestampFormat = Optional.of(timestampFormat);
      return this;
    }

    /**
     * Sets schema name to column, where they differ.
     *
     * @param rawInputs schema name to column, where they differ
     * @return this builder
     */
    public Builder rawInputs(Map<String, String> rawInputs) {
      this.rawInputs = Objects.requireNonNull(rawInputs, "rawInputs");
      return this;
    }

    /**
     * Sets schema name to column, where they differ.
     *
     * @param features schema name to column, where they differ
     * @return this builder
     */
    public Builder features(Map<String, String> features) {
      this.features = Objects.requireNonNull(features, "features");
      return this;
    }

    /**
     * Sets schema name to column, where they differ.
     *
     * @param predictions schema name to column, where they differ
     * @return this builder
     */
    public Builder predictions(Map<String, String> predictions) {
      this.predictions = Objects.requireNonNull(predictions, "predictions");
      return this;
    }

    /**
     * Sets prediction name to the column of its label.
     *
     * @param labels prediction name to the column of its label
     * @return this builder
     */
    public Builder labels(Map<String, String> labels) {
      this.labels = Objects.requireNonNull(labels, "labels");
      return this;
    }

    /**
     * Sets Spark SQL over the relation's columns, from which the dataset's columns are made; empty
     * means the columns as they are.
     *
     * @param selectExpr Spark SQL over the relation's columns, from which the dataset's columns are
     *     made; empty means the columns as they are
     * @return this builder
     */
    public Builder selectExpr(List<String> selectExpr) {
      this.selectExpr = Objects.requireNonNull(selectExpr, "selectExpr");
      return this;
    }

    /**
     * Sets options of the relation, read by the connector's spec.
     *
     * @param readOptions options of the relation, read by the connector's spec
     * @return this builder
     */
    public Builder readOptions(ConnectorConfig readOptions) {
      this.readOptions = Objects.requireNonNull(readOptions, "readOptions");
      return this;
    }

    /**
     * Sets what a read does with rows that share an id.
     *
     * @param duplicateIds what a read does with rows that share an id
     * @return this builder
     */
    public Builder duplicateIds(DuplicateIds duplicateIds) {
      this.duplicateIds = Objects.requireNonNull(duplicateIds, "duplicateIds");
      return this;
    }

    /**
     * Sets the share of ids that are read, above 0 and at most 1.
     *
     * @param sampleSize the share of ids that are read, above 0 and at most 1
     * @return this builder
     */
    public Builder sampleSize(BigDecimal sampleSize) {
      this.sampleSize = Objects.requireNonNull(sampleSize, "sampleSize");
      return this;
    }

    /**
     * Sets how long after its prediction a label may still be missing.
     *
     * @param maturity how long after its prediction a label may still be missing
     * @return this builder
     */
    public Builder maturity(Duration maturity) {
      this.maturity = Optional.of(maturity);
      return this;
    }

    /**
     * Sets the instant as of which labels from elsewhere are read.
     *
     * @param labelsAsOf the instant as of which labels from elsewhere are read
     * @return this builder
     */
    public Builder labelsAsOf(Instant labelsAsOf) {
      this.labelsAsOf = Optional.of(labelsAsOf);
      return this;
    }

    /**
     * Sets what is demanded of its rows.
     *
     * @param checks what is demanded of its rows
     * @return this builder
     */
    public Builder checks(DatasetChecks checks) {
      this.checks = Objects.requireNonNull(checks, "checks");
      return this;
    }

    /**
     * Sets where the dataset stands in the file.
     *
     * @param at where the dataset stands in the file
     * @return this builder
     */
    public Builder at(Position at) {
      this.at = Objects.requireNonNull(at, "at");
      return this;
    }

    /**
     * Sets where its keys stand in the file, by the path below the dataset such as {@code
     * features.owner}.
     *
     * @param positions where its keys stand in the file, by the path below the dataset such as
     *     {@code features.owner}
     * @return this builder
     */
    public Builder positions(Map<String, Position> positions) {
      this.positions = Objects.requireNonNull(positions, "positions");
      return this;
    }

    /** {@return the finished value} */
    public DatasetConfig build() {
      return new DatasetConfig(this);
    }
  }
}
