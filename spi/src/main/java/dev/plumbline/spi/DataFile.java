package dev.plumbline.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One immutable file of a part.
 *
 * @since 0.1.0
 */
public final class DataFile {
  private final FileRef ref;
  private final OptionalLong rows;
  private final List<Literal> values;
  private final Optional<Deletes> deletes;
  private final List<ColumnStatistics> statistics;

  private DataFile(Builder builder) {
    this.ref = builder.ref;
    this.rows = builder.rows;
    this.values = List.copyOf(builder.values);
    this.deletes = builder.deletes;
    this.statistics = List.copyOf(builder.statistics);
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param ref which file, and how its bytes are read
   * @return a builder
   */
  public static Builder builder(FileRef ref) {
    return new Builder(ref);
  }

  /** {@return which file, and how its bytes are read} */
  public FileRef ref() {
    return ref;
  }

  /** {@return the exact number of rows stored, deleted ones included} */
  public OptionalLong rows() {
    return rows;
  }

  /** {@return constants of this file, addressed by {@link Origin.PerFile#valueIndex()}} */
  public List<Literal> values() {
    return values;
  }

  /** {@return which of its rows do not count} */
  public Optional<Deletes> deletes() {
    return deletes;
  }

  /** {@return what is known of its columns without reading it} */
  public List<ColumnStatistics> statistics() {
    return statistics;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DataFile that
        && ref.equals(that.ref)
        && rows.equals(that.rows)
        && values.equals(that.values)
        && deletes.equals(that.deletes)
        && statistics.equals(that.statistics);
  }

  @Override
  public int hashCode() {
    return Objects.hash(ref, rows, values, deletes, statistics);
  }

  @Override
  public String toString() {
    return "DataFile["
        + "ref="
        + ref
        + ", rows="
        + rows
        + ", values="
        + values
        + ", deletes="
        + deletes
        + ", statistics="
        + statistics
        + ']';
  }

  /**
   * Builds a {@link DataFile}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final FileRef ref;
    private OptionalLong rows = OptionalLong.empty();
    private List<Literal> values = List.of();
    private Optional<Deletes> deletes = Optional.empty();
    private List<ColumnStatistics> statistics = List.of();

    private Builder(FileRef ref) {
      this.ref = Objects.requireNonNull(ref, "ref");
    }

    /**
     * Sets the exact number of rows stored, deleted ones included.
     *
     * @param rows the exact number of rows stored, deleted ones included
     * @return this builder
     */
    public Builder rows(long rows) {
      this.rows = OptionalLong.of(rows);
      return this;
    }

    /**
     * Sets constants of this file, addressed by {@link Origin.PerFile#valueIndex()}.
     *
     * @param values constants of this file, addressed by {@link Origin.PerFile#valueIndex()}
     * @return this builder
     */
    public Builder values(List<Literal> values) {
      this.values = Objects.requireNonNull(values, "values");
      return this;
    }

    /**
     * Sets which of its rows do not count.
     *
     * @param deletes which of its rows do not count
     * @return this builder
     */
    public Builder deletes(Deletes deletes) {
      this.deletes = Optional.of(deletes);
      return this;
    }

    /**
     * Sets what is known of its columns without reading it.
     *
     * @param statistics what is known of its columns without reading it
     * @return this builder
     */
    public Builder statistics(List<ColumnStatistics> statistics) {
      this.statistics = Objects.requireNonNull(statistics, "statistics");
      return this;
    }

    /** {@return the finished data file} */
    public DataFile build() {
      return new DataFile(this);
    }
  }
}
