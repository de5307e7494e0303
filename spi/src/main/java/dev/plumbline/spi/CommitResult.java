package dev.plumbline.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A finished write.
 *
 * @since 0.1.0
 */
public final class CommitResult {
  private final Provenance provenance;
  private final long rows;
  private final boolean alreadyCommitted;

  private CommitResult(Builder builder) {
    this.provenance = builder.provenance;
    this.rows = builder.rows;
    this.alreadyCommitted = builder.alreadyCommitted;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param provenance the state of the table that has the rows
   * @param rows how many rows were written
   * @return a builder
   */
  public static Builder builder(Provenance provenance, long rows) {
    return new Builder(provenance, rows);
  }

  /** {@return the state of the table that has the rows} */
  public Provenance provenance() {
    return provenance;
  }

  /** {@return how many rows were written} */
  public long rows() {
    return rows;
  }

  /** {@return whether an earlier attempt with the same key had already committed} */
  public boolean alreadyCommitted() {
    return alreadyCommitted;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CommitResult that
        && provenance.equals(that.provenance)
        && rows == that.rows
        && alreadyCommitted == that.alreadyCommitted;
  }

  @Override
  public int hashCode() {
    return Objects.hash(provenance, rows, alreadyCommitted);
  }

  @Override
  public String toString() {
    return "CommitResult["
        + "provenance="
        + provenance
        + ", rows="
        + rows
        + ", alreadyCommitted="
        + alreadyCommitted
        + ']';
  }

  /**
   * Builds a {@link CommitResult}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final Provenance provenance;
    private final long rows;
    private boolean alreadyCommitted = false;

    private Builder(Provenance provenance, long rows) {
      this.provenance = Objects.requireNonNull(provenance, "provenance");
      this.rows = rows;
    }

    /**
     * Sets whether an earlier attempt with the same key had already committed.
     *
     * @param alreadyCommitted whether an earlier attempt with the same key had already committed
     * @return this builder
     */
    public Builder alreadyCommitted(boolean alreadyCommitted) {
      this.alreadyCommitted = alreadyCommitted;
      return this;
    }

    /** {@return the finished commit result} */
    public CommitResult build() {
      return new CommitResult(this);
    }
  }
}
