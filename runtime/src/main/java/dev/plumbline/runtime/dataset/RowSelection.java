package dev.plumbline.runtime.dataset;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which rows and columns of a dataset or table are wanted.
 *
 * @since 0.1.0
 */
public final class RowSelection {
  private final String target;
  private final List<String> columns;
  private final Optional<String> where;
  private final Optional<Instant> from;
  private final Optional<Instant> until;
  private final OptionalLong limit;

  private RowSelection(Builder builder) {
    this.target = builder.target;
    this.columns = List.copyOf(builder.columns);
    this.where = builder.where;
    this.from = builder.from;
    this.until = builder.until;
    this.limit = builder.limit;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param target what is read, for messages
   * @return a builder
   */
  public static Builder builder(String target) {
    return new Builder(target);
  }

  /** {@return what is read, for messages} */
  public String target() {
    return target;
  }

  /** {@return the columns to return, in this order; empty returns all} */
  public List<String> columns() {
    return columns;
  }

  /** {@return a condition in SQL on the columns returned} */
  public Optional<String> where() {
    return where;
  }

  /** {@return the first instant wanted, inclusive} */
  public Optional<Instant> from() {
    return from;
  }

  /** {@return the first instant no longer wanted} */
  public Optional<Instant> until() {
    return until;
  }

  /** {@return the most rows wanted} */
  public OptionalLong limit() {
    return limit;
  }

  /**
   * Builds a {@link RowSelection}; every setter returns this builder.
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

    private Builder(String target) {
      this.target = Objects.requireNonNull(target, "target");
    }

    /**
     * Sets the columns to return, in this order; empty returns all.
     *
     * @param columns their names
     * @return this builder
     */
    public Builder columns(List<String> columns) {
      this.columns = Objects.requireNonNull(columns, "columns");
      return this;
    }

    /**
     * Sets a condition in SQL on the columns returned.
     *
     * @param where the condition
     * @return this builder
     */
    public Builder where(String where) {
      this.where = Optional.of(where);
      return this;
    }

    /**
     * Sets the first instant wanted, inclusive.
     *
     * @param from the instant
     * @return this builder
     */
    public Builder from(Instant from) {
      this.from = Optional.of(from);
      return this;
    }

    /**
     * Sets the first instant no longer wanted.
     *
     * @param until the instant
     * @return this builder
     */
    public Builder until(Instant until) {
      this.until = Optional.of(until);
      return this;
    }

    /**
     * Sets the most rows wanted.
     *
     * @param limit how many
     * @return this builder
     */
    public Builder limit(long limit) {
      this.limit = OptionalLong.of(limit);
      return this;
    }

    /** {@return the finished selection} */
    public RowSelection build() {
      return new RowSelection(this);
    }
  }
}
