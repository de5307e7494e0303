package dev.plumbline.spi;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A scan of one pinned table: which columns, and which conditions the caller will apply.
 *
 * @since 0.1.0
 */
public final class ScanRequest {
  private final TableHandle table;
  private final List<String> columns;
  private final List<Predicate> conjuncts;
  private final OptionalLong limit;
  private final Set<FieldPath> statisticsFor;
  private final int parallelism;

  private ScanRequest(Builder builder) {
    this.table = builder.table;
    this.columns = List.copyOf(builder.columns);
    this.conjuncts = List.copyOf(builder.conjuncts);
    this.limit = builder.limit;
    this.statisticsFor = Frozen.set(builder.statisticsFor);
    this.parallelism = builder.parallelism;
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism is " + parallelism + ", must be at least 1");
    }
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param table the pinned table
   * @param columns the columns to return, in this order; empty asks for row counts only
   * @return a builder
   */
  public static Builder builder(TableHandle table, List<String> columns) {
    return new Builder(table, columns);
  }

  /** {@return the pinned table} */
  public TableHandle table() {
    return table;
  }

  /** {@return the columns to return, in this order; empty asks for row counts only} */
  public List<String> columns() {
    return columns;
  }

  /**
   * {@return conditions that all hold for every row wanted; a connector may use any of them to read
   * less}
   */
  public List<Predicate> conjuncts() {
    return conjuncts;
  }

  /**
   * {@return how many rows suffice, counted after {@link #conjuncts()}; a hint unless {@link
   * ScanPlan#limitGuaranteed()}}
   */
  public OptionalLong limit() {
    return limit;
  }

  /** {@return the columns whose statistics {@link DataFile#statistics()} should carry} */
  public Set<FieldPath> statisticsFor() {
    return statisticsFor;
  }

  /** {@return how many parts the caller can read at once, at least 1} */
  public int parallelism() {
    return parallelism;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScanRequest that
        && table.equals(that.table)
        && columns.equals(that.columns)
        && conjuncts.equals(that.conjuncts)
        && limit.equals(that.limit)
        && statisticsFor.equals(that.statisticsFor)
        && parallelism == that.parallelism;
  }

  @Override
  public int hashCode() {
    return Objects.hash(table, columns, conjuncts, limit, statisticsFor, parallelism);
  }

  @Override
  public String toString() {
    return "ScanRequest["
        + "table="
        + table
        + ", columns="
        + columns
        + ", conjuncts="
        + conjuncts
        + ", limit="
        + limit
        + ", statisticsFor="
        + statisticsFor
        + ", parallelism="
        + parallelism
        + ']';
  }

  /**
   * Builds a {@link ScanRequest}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final TableHandle table;
    private final List<String> columns;
    private List<Predicate> conjuncts = List.of();
    private OptionalLong limit = OptionalLong.empty();
    private Set<FieldPath> statisticsFor = Set.of();
    private int parallelism = 1;

    private Builder(TableHandle table, List<String> columns) {
      this.table = Objects.requireNonNull(table, "table");
      this.columns = Objects.requireNonNull(columns, "columns");
    }

    /**
     * Sets conditions that all hold for every row wanted; a connector may use any of them to read
     * less.
     *
     * @param conjuncts conditions that all hold for every row wanted; a connector may use any of
     *     them to read less
     * @return this builder
     */
    public Builder conjuncts(List<Predicate> conjuncts) {
      this.conjuncts = Objects.requireNonNull(conjuncts, "conjuncts");
      return this;
    }

    /**
     * Sets how many rows suffice, counted after {@link #conjuncts()}; a hint unless {@link
     * ScanPlan#limitGuaranteed()}.
     *
     * @param limit how many rows suffice, counted after {@link #conjuncts()}; a hint unless {@link
     *     ScanPlan#limitGuaranteed()}
     * @return this builder
     */
    public Builder limit(long limit) {
      this.limit = OptionalLong.of(limit);
      return this;
    }

    /**
     * Sets the columns whose statistics {@link DataFile#statistics()} should carry.
     *
     * @param statisticsFor the columns whose statistics {@link DataFile#statistics()} should carry
     * @return this builder
     */
    public Builder statisticsFor(Set<FieldPath> statisticsFor) {
      this.statisticsFor = Objects.requireNonNull(statisticsFor, "statisticsFor");
      return this;
    }

    /**
     * Sets how many parts the caller can read at once, at least 1.
     *
     * @param parallelism how many parts the caller can read at once, at least 1
     * @return this builder
     */
    public Builder parallelism(int parallelism) {
      this.parallelism = parallelism;
      return this;
    }

    /** {@return the finished scan request} */
    public ScanRequest build() {
      return new ScanRequest(this);
    }
  }
}
