package dev.plumbline.spi;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a source knows of a whole table without reading it.
 *
 * @since 0.1.0
 */
public final class TableStatistics {
  private final Amount rows;
  private final Amount files;
  private final Amount bytes;
  private final Map<FieldPath, Long> distinct;

  private TableStatistics(Builder builder) {
    this.rows = builder.rows;
    this.files = builder.files;
    this.bytes = builder.bytes;
    this.distinct = Frozen.map(builder.distinct);
  }

  /**
   * Starts building.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return its rows} */
  public Amount rows() {
    return rows;
  }

  /** {@return its files} */
  public Amount files() {
    return files;
  }

  /** {@return its size in bytes as stored} */
  public Amount bytes() {
    return bytes;
  }

  /** {@return estimated numbers of distinct values} */
  public Map<FieldPath, Long> distinct() {
    return distinct;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TableStatistics that
        && rows.equals(that.rows)
        && files.equals(that.files)
        && bytes.equals(that.bytes)
        && distinct.equals(that.distinct);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rows, files, bytes, distinct);
  }

  @Override
  public String toString() {
    return "TableStatistics["
        + "rows="
        + rows
        + ", files="
        + files
        + ", bytes="
        + bytes
        + ", distinct="
        + distinct
        + ']';
  }

  /**
   * Builds a {@link TableStatistics}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private Amount rows = Amount.UNKNOWN;
    private Amount files = Amount.UNKNOWN;
    private Amount bytes = Amount.UNKNOWN;
    private Map<FieldPath, Long> distinct = Map.of();

    private Builder() {}

    /**
     * Sets its rows.
     *
     * @param rows its rows
     * @return this builder
     */
    public Builder rows(Amount rows) {
      this.rows = Objects.requireNonNull(rows, "rows");
      return this;
    }

    /**
     * Sets its files.
     *
     * @param files its files
     * @return this builder
     */
    public Builder files(Amount files) {
      this.files = Objects.requireNonNull(files, "files");
      return this;
    }

    /**
     * Sets its size in bytes as stored.
     *
     * @param bytes its size in bytes as stored
     * @return this builder
     */
    public Builder bytes(Amount bytes) {
      this.bytes = Objects.requireNonNull(bytes, "bytes");
      return this;
    }

    /**
     * Sets estimated numbers of distinct values.
     *
     * @param distinct estimated numbers of distinct values
     * @return this builder
     */
    public Builder distinct(Map<FieldPath, Long> distinct) {
      this.distinct = Objects.requireNonNull(distinct, "distinct");
      return this;
    }

    /** {@return the finished table statistics} */
    public TableStatistics build() {
      return new TableStatistics(this);
    }
  }
}
