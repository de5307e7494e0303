package dev.plumbline.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What to read: a dataset, or a table by location, and which of its rows and columns.
 *
 * @since 0.1.0
 */
public final class ReadRequest {
  private final String target;
  private final List<String> columns;
  private final Optional<String> where;
  private final Optional<Instant> from;
  private final Optional<Instant> until;
  private final OptionalLong limit;
  private final Optional<Instant> labelsAsOf;
  private final boolean labelStatus;

  private ReadRequest(Builder builder) {
    this.target = builder.target;
    this.columns = List.copyOf(builder.columns);
    this.where = builder.where;
    this.from = builder.from;
    this.until = builder.until;
    this.limit = builder.limit;
    this.labelsAsOf = builder.labelsAsOf;
    this.labelStatus = builder.labelStatus;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param target a dataset such as {@code churn.serving}, or {@code CONNECTOR:LOCATION} such as
   *     {@code delta:./table}
   * @return a builder
   */
  public static Builder builder(String target) {
    return new Builder(target);
  }

  /**
   * {@return a dataset such as {@code churn.serving}, or {@code CONNECTOR:LOCATION} such as {@code
   * delta:./table}}
   */
  public String target() {
    return target;
  }

  /** {@return the columns to return, in this order; empty returns all} */
  public List<String> columns() {
    return columns;
  }

  /** {@return a condition in SQL on the columns returned by the dataset} */
  public Optional<String> where() {
    return where;
  }

  /** {@return the first instant wanted, inclusive; datasets only} */
  public Optional<Instant> from() {
    return from;
  }

  /** {@return the first instant no longer wanted; datasets only} */
  public Optional<Instant> until() {
    return until;
  }

  /** {@return the most rows wanted} */
  public OptionalLong limit() {
    return limit;
  }

  /**
   * {@return the instant as of which labels are read, where the request says one; datasets whose
   * labels come from actuals only}
   */
  public Optional<Instant> labelsAsOf() {
    return labelsAsOf;
  }

  /**
   * {@return whether a last column says which rows have their labels; datasets with labels only}
   */
  public boolean labelStatus() {
    return labelStatus;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ReadRequest that
        && target.equals(that.target)
        && columns.equals(that.columns)
        && where.equals(that.where)
        && from.equals(that.from)
        && until.equals(that.until)
        && limit.equals(that.limit)
        && labelsAsOf.equals(that.labelsAsOf)
        && labelStatus == that.labelStatus;
  }

  @Override
  public int hashCode() {
    return Objects.hash(target, columns, where, from, until, limit, labelsAsOf, labelStatus);
  }

  @Override
  public String toString() {
    return "ReadRequest["
        + "target="
        + target
        + ", columns="
        + columns
        + ", where="
        + where
        + ", from="
        + from
        + ", until="
        + until
        + ", limit="
        + limit
        + ", labelsAsOf="
        + labelsAsOf
        + ", labelStatus="
        + labelStatus
        + ']';
  }

  /**
   * Builds a {@link ReadRequest}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String target;
    private List<String> columns = List.of();
    private Optional<String> where = Optional.empty();
    private Optional<Instant> from = Optional.empty();
    private Optional<Instant> until = Optional.empty();
    private OptionalLong limit = OptionalLong.empty();
    private Optional<Instant> labelsAsOf = Optional.empty();
    private boolean labelStatus;

    private Builder(String target) {
      this.target = Objects.requireNonNull(target, "target");
    }

    /**
     * Sets the columns to return, in this order; empty returns all.
     *
     * @param columns the columns to return, in this order; empty returns all
     * @return this builder
     */
    public Builder columns(List<String> columns) {
      this.columns = Objects.requireNonNull(columns, "columns");
      return this;
    }

    /**
     * Sets a condition in SQL on the columns returned by the dataset.
     *
     * @param where a condition in SQL on the columns returned by the dataset
     * @return this builder
     */
    public Builder where(String where) {
      this.where = Optional.of(where);
      return this;
    }

    /**
     * Sets the first instant wanted, inclusive; datasets only.
     *
     * @param from the first instant wanted, inclusive; datasets only
     * @return this builder
     */
    public Builder from(Instant from) {
      this.from = Optional.of(from);
      return this;
    }

    /**
     * Sets the first instant no longer wanted; datasets only.
     *
     * @param until the first instant no longer wanted; datasets only
     * @return this builder
     */
    public Builder until(Instant until) {
      this.until = Optional.of(until);
      return this;
    }

    /**
     * Sets the most rows wanted.
     *
     * @param limit the most rows wanted
     * @return this builder
     */
    public Builder limit(long limit) {
      this.limit = OptionalLong.of(limit);
      return this;
    }

    /**
     * Reads labels as they were known at an instant, whatever the dataset says; only where they
     * come from actuals.
     *
     * @param labelsAsOf the last instant of which labels are known
     * @return this builder
     */
    public Builder labelsAsOf(Instant labelsAsOf) {
      this.labelsAsOf = Optional.of(labelsAsOf);
      return this;
    }

    /**
     * Adds a last column {@code label_status}: {@code known} where all labels of a row are there,
     * {@code pending} where one is not and the row is younger than the maturity, else {@code
     * missing}.
     *
     * @return this builder
     */
    public Builder labelStatus() {
      this.labelStatus = true;
      return this;
    }

    /** {@return the finished read request} */
    public ReadRequest build() {
      return new ReadRequest(this);
    }
  }
}
