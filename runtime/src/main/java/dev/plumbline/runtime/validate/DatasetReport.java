package dev.plumbline.runtime.validate;

import dev.plumbline.spi.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was found about one dataset.
 *
 * @since 0.1.0
 */
public final class DatasetReport {
  private final String dataset;
  private final String source;
  private final String relation;
  private final Optional<Provenance> provenance;
  private final OptionalLong rows;
  private final Optional<Instant> firstTime;
  private final Optional<Instant> lastTime;
  private final long bytesRead;
  private final Duration elapsed;
  private final List<CheckResult> checks;
  private final List<FieldProfile> fields;
  private final Optional<TimeHistogram> times;
  private final Optional<LabelProfile> labels;

  private DatasetReport(Builder builder) {
    this.dataset = builder.dataset;
    this.source = builder.source;
    this.relation = builder.relation;
    this.provenance = builder.provenance;
    this.rows = builder.rows;
    this.firstTime = builder.firstTime;
    this.lastTime = builder.lastTime;
    this.bytesRead = builder.bytesRead;
    this.elapsed = builder.elapsed;
    this.checks = List.copyOf(builder.checks);
    this.fields = List.copyOf(builder.fields);
    this.times = builder.times;
    this.labels = builder.labels;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param dataset the dataset, such as {@code churn.serving}
   * @param source the name of its source
   * @param relation its table, path or query
   * @return a builder
   */
  public static Builder builder(String dataset, String source, String relation) {
    return new Builder(dataset, source, relation);
  }

  /** {@return the dataset, such as {@code churn.serving}} */
  public String dataset() {
    return dataset;
  }

  /** {@return the name of its source} */
  public String source() {
    return source;
  }

  /** {@return its table, path or query} */
  public String relation() {
    return relation;
  }

  /** {@return the state of the source that was checked} */
  public Optional<Provenance> provenance() {
    return provenance;
  }

  /** {@return how many rows it has, if that was found out} */
  public OptionalLong rows() {
    return rows;
  }

  /** {@return the earliest timestamp} */
  public Optional<Instant> firstTime() {
    return firstTime;
  }

  /** {@return the latest timestamp} */
  public Optional<Instant> lastTime() {
    return lastTime;
  }

  /** {@return about how many bytes were read to decide} */
  public long bytesRead() {
    return bytesRead;
  }

  /** {@return how long it took} */
  public Duration elapsed() {
    return elapsed;
  }

  /** {@return every check, in the order of {@link Check}} */
  public List<CheckResult> checks() {
    return checks;
  }

  /** {@return what is known of each mapped column, in the order of a read} */
  public List<FieldProfile> fields() {
    return fields;
  }

  /** {@return how the rows lie over time} */
  public Optional<TimeHistogram> times() {
    return times;
  }

  /** {@return how labels come in} */
  public Optional<LabelProfile> labels() {
    return labels;
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

  /** {@return a builder of a report like this one} */
  public Builder toBuilder() {
    Builder builder = new Builder(dataset, source, relation);
    builder.provenance = provenance;
    builder.rows = rows;
    builder.firstTime = firstTime;
    builder.lastTime = lastTime;
    builder.bytesRead = bytesRead;
    builder.elapsed = elapsed;
    builder.checks = checks;
    builder.fields = fields;
    builder.times = times;
    builder.labels = labels;
    return builder;
  }

  /**
   * Builds a {@link DatasetReport}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String dataset;
    private final String source;
    private final String relation;
    private Optional<Provenance> provenance = Optional.empty();
    private OptionalLong rows = OptionalLong.empty();
    private Optional<Instant> firstTime = Optional.empty();
    private Optional<Instant> lastTime = Optional.empty();
    private long bytesRead = 0;
    private Duration elapsed = Duration.ZERO;
    private List<CheckResult> checks = List.of();
    private List<FieldProfile> fields = List.of();
    private Optional<TimeHistogram> times = Optional.empty();
    private Optional<LabelProfile> labels = Optional.empty();

    private Builder(String dataset, String source, String relation) {
      this.dataset = Objects.requireNonNull(dataset, "dataset");
      this.source = Objects.requireNonNull(source, "source");
      this.relation = Objects.requireNonNull(relation, "relation");
    }

    /**
     * Sets the state of the source that was checked.
     *
     * @param provenance the state of the source that was checked
     * @return this builder
     */
    public Builder provenance(Provenance provenance) {
      this.provenance = Optional.of(provenance);
      return this;
    }

    /**
     * Sets how many rows it has, if that was found out.
     *
     * @param rows how many rows it has, if that was found out
     * @return this builder
     */
    public Builder rows(long rows) {
      this.rows = OptionalLong.of(rows);
      return this;
    }

    /**
     * Sets the earliest timestamp.
     *
     * @param firstTime the earliest timestamp
     * @return this builder
     */
    public Builder firstTime(Instant firstTime) {
      this.firstTime = Optional.of(firstTime);
      return this;
    }

    /**
     * Sets the latest timestamp.
     *
     * @param lastTime the latest timestamp
     * @return this builder
     */
    public Builder lastTime(Instant lastTime) {
      this.lastTime = Optional.of(lastTime);
      return this;
    }

    /**
     * Sets about how many bytes were read to decide.
     *
     * @param bytesRead about how many bytes were read to decide
     * @return this builder
     */
    public Builder bytesRead(long bytesRead) {
      this.bytesRead = bytesRead;
      return this;
    }

    /**
     * Sets how long it took.
     *
     * @param elapsed how long it took
     * @return this builder
     */
    public Builder elapsed(Duration elapsed) {
      this.elapsed = Objects.requireNonNull(elapsed, "elapsed");
      return this;
    }

    /**
     * Sets every check, in the order of {@link Check}.
     *
     * @param checks every check, in the order of {@link Check}
     * @return this builder
     */
    public Builder checks(List<CheckResult> checks) {
      this.checks = Objects.requireNonNull(checks, "checks");
      return this;
    }

    /**
     * Sets what is known of each mapped column, in the order of a read.
     *
     * @param fields what is known of each mapped column, in the order of a read
     * @return this builder
     */
    public Builder fields(List<FieldProfile> fields) {
      this.fields = Objects.requireNonNull(fields, "fields");
      return this;
    }

    /**
     * Sets how the rows lie over time.
     *
     * @param times how the rows lie over time
     * @return this builder
     */
    public Builder times(TimeHistogram times) {
      this.times = Optional.of(times);
      return this;
    }

    /**
     * Sets how labels come in.
     *
     * @param labels how labels come in
     * @return this builder
     */
    public Builder labels(LabelProfile labels) {
      this.labels = Optional.of(labels);
      return this;
    }

    /** {@return the finished value} */
    public DatasetReport build() {
      return new DatasetReport(this);
    }
  }
}
