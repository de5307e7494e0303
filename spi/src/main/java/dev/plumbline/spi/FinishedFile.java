package dev.plumbline.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A data file that the engine wrote on local disk and that a {@link FragmentWriter} puts into
 * place.
 *
 * @since 0.1.0
 */
public final class FinishedFile {
  private final Path local;
  private final long rows;
  private final List<Literal> values;
  private final List<ColumnStatistics> statistics;

  private FinishedFile(Builder builder) {
    this.local = builder.local;
    this.rows = builder.rows;
    this.values = List.copyOf(builder.values);
    this.statistics = List.copyOf(builder.statistics);
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param local the file
   * @param rows how many rows it has
   * @return a builder
   */
  public static Builder builder(Path local, long rows) {
    return new Builder(local, rows);
  }

  /** {@return the file} */
  public Path local() {
    return local;
  }

  /** {@return how many rows it has} */
  public long rows() {
    return rows;
  }

  /** {@return its partition values, in the order of the target's layout} */
  public List<Literal> values() {
    return values;
  }

  /** {@return statistics of the columns that the target asked for} */
  public List<ColumnStatistics> statistics() {
    return statistics;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FinishedFile that
        && local.equals(that.local)
        && rows == that.rows
        && values.equals(that.values)
        && statistics.equals(that.statistics);
  }

  @Override
  public int hashCode() {
    return Objects.hash(local, rows, values, statistics);
  }

  @Override
  public String toString() {
    return "FinishedFile["
        + "local="
        + local
        + ", rows="
        + rows
        + ", values="
        + values
        + ", statistics="
        + statistics
        + ']';
  }

  /**
   * Builds a {@link FinishedFile}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final Path local;
    private final long rows;
    private List<Literal> values = List.of();
    private List<ColumnStatistics> statistics = List.of();

    private Builder(Path local, long rows) {
      this.local = Objects.requireNonNull(local, "local");
      this.rows = rows;
    }

    /**
     * Sets its partition values, in the order of the target's layout.
     *
     * @param values its partition values, in the order of the target's layout
     * @return this builder
     */
    public Builder values(List<Literal> values) {
      this.values = Objects.requireNonNull(values, "values");
      return this;
    }

    /**
     * Sets statistics of the columns that the target asked for.
     *
     * @param statistics statistics of the columns that the target asked for
     * @return this builder
     */
    public Builder statistics(List<ColumnStatistics> statistics) {
      this.statistics = Objects.requireNonNull(statistics, "statistics");
      return this;
    }

    /** {@return the finished finished file} */
    public FinishedFile build() {
      return new FinishedFile(this);
    }
  }
}
