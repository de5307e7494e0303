package dev.plumbline.spi;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of one column without being read.
 *
 * @since 0.1.0
 */
public final class ColumnStatistics {
  private final FieldPath column;
  private final OptionalLong nulls;
  private final Optional<Bound> min;
  private final Optional<Bound> max;

  private ColumnStatistics(Builder builder) {
    this.column = builder.column;
    this.nulls = builder.nulls;
    this.min = builder.min;
    this.max = builder.max;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param column the column
   * @return a builder
   */
  public static Builder builder(FieldPath column) {
    return new Builder(column);
  }

  /** {@return the column} */
  public FieldPath column() {
    return column;
  }

  /** {@return the exact number of rows in which it is NULL} */
  public OptionalLong nulls() {
    return nulls;
  }

  /** {@return a lower bound of its values that are not NULL} */
  public Optional<Bound> min() {
    return min;
  }

  /** {@return an upper bound of its values that are not NULL} */
  public Optional<Bound> max() {
    return max;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ColumnStatistics that
        && column.equals(that.column)
        && nulls.equals(that.nulls)
        && min.equals(that.min)
        && max.equals(that.max);
  }

  @Override
  public int hashCode() {
    return Objects.hash(column, nulls, min, max);
  }

  @Override
  public String toString() {
    return "ColumnStatistics["
        + "column="
        + column
        + ", nulls="
        + nulls
        + ", min="
        + min
        + ", max="
        + max
        + ']';
  }

  /**
   * Builds a {@link ColumnStatistics}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final FieldPath column;
    private OptionalLong nulls = OptionalLong.empty();
    private Optional<Bound> min = Optional.empty();
    private Optional<Bound> max = Optional.empty();

    private Builder(FieldPath column) {
      this.column = Objects.requireNonNull(column, "column");
    }

    /**
     * Sets the exact number of rows in which it is NULL.
     *
     * @param nulls the exact number of rows in which it is NULL
     * @return this builder
     */
    public Builder nulls(long nulls) {
      this.nulls = OptionalLong.of(nulls);
      return this;
    }

    /**
     * Sets a lower bound of its values that are not NULL.
     *
     * @param min a lower bound of its values that are not NULL
     * @return this builder
     */
    public Builder min(Bound min) {
      this.min = Optional.of(min);
      return this;
    }

    /**
     * Sets an upper bound of its values that are not NULL.
     *
     * @param max an upper bound of its values that are not NULL
     * @return this builder
     */
    public Builder max(Bound max) {
      this.max = Optional.of(max);
      return this;
    }

    /** {@return the finished column statistics} */
    public ColumnStatistics build() {
      return new ColumnStatistics(this);
    }
  }
}
