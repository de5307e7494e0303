package dev.plumbline.runtime.validate;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What to validate, and how deep to look.
 *
 * @since 0.1.0
 */
public final class ValidationRequest {
  private final List<String> datasets;
  private final Depth depth;
  private final Set<Check> only;

  private ValidationRequest(Builder builder) {
    this.datasets = List.copyOf(builder.datasets);
    this.depth = builder.depth;
    this.only = Set.copyOf(builder.only);
  }

  /**
   * Starts building a request for every check of every dataset.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the datasets, such as {@code churn.serving}; none means all of the configuration} */
  public List<String> datasets() {
    return datasets;
  }

  /** {@return how deep to look} */
  public Depth depth() {
    return depth;
  }

  /** {@return the checks to make; none means all} */
  public Set<Check> only() {
    return only;
  }

  /**
   * {@return whether a check is to be made}
   *
   * @param check the check
   */
  public boolean wants(Check check) {
    return only.isEmpty() || only.contains(check);
  }

  /**
   * How deep a validation looks. What needs more is skipped.
   *
   * @since 0.1.0
   */
  public enum Depth {
    /** The configuration and the columns alone. */
    SCHEMA,
    /** What the source's statistics decide as well; no row is read. */
    STATISTICS,
    /** Everything, by one pass over the rows where it takes one. */
    SCAN
  }

  /**
   * Builds a {@link ValidationRequest}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private List<String> datasets = List.of();
    private Depth depth = Depth.SCAN;
    private Set<Check> only = Set.of();

    private Builder() {}

    /**
     * Sets the datasets, such as {@code churn.serving}; none means all of the configuration.
     *
     * @param datasets the datasets, such as {@code churn.serving}; none means all of the
     *     configuration
     * @return this builder
     */
    public Builder datasets(List<String> datasets) {
      this.datasets = Objects.requireNonNull(datasets, "datasets");
      return this;
    }

    /**
     * Sets how deep to look.
     *
     * @param depth how deep to look
     * @return this builder
     */
    public Builder depth(Depth depth) {
      this.depth = Objects.requireNonNull(depth, "depth");
      return this;
    }

    /**
     * Sets the checks to make; none means all.
     *
     * @param only the checks to make; none means all
     * @return this builder
     */
    public Builder only(Set<Check> only) {
      this.only = Objects.requireNonNull(only, "only");
      return this;
    }

    /** {@return the finished value} */
    public ValidationRequest build() {
      return new ValidationRequest(this);
    }
  }
}
