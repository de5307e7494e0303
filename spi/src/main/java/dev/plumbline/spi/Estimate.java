package dev.plumbline.spi;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What reading something is expected to take; every amount may be unknown.
 *
 * @since 0.1.0
 */
public final class Estimate {
  private final Amount rows;
  private final Amount files;
  private final Amount bytesScanned;
  private final Amount bytesMoved;
  private final Optional<Price> price;

  private Estimate(Builder builder) {
    this.rows = builder.rows;
    this.files = builder.files;
    this.bytesScanned = builder.bytesScanned;
    this.bytesMoved = builder.bytesMoved;
    this.price = builder.price;
  }

  /**
   * Starts building.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return rows that come back} */
  public Amount rows() {
    return rows;
  }

  /** {@return files that are opened} */
  public Amount files() {
    return files;
  }

  /** {@return bytes that the source reads, which is what some of them bill} */
  public Amount bytesScanned() {
    return bytesScanned;
  }

  /** {@return bytes that travel to the caller} */
  public Amount bytesMoved() {
    return bytesMoved;
  }

  /** {@return what it costs at most} */
  public Optional<Price> price() {
    return price;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Estimate that
        && rows.equals(that.rows)
        && files.equals(that.files)
        && bytesScanned.equals(that.bytesScanned)
        && bytesMoved.equals(that.bytesMoved)
        && price.equals(that.price);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rows, files, bytesScanned, bytesMoved, price);
  }

  @Override
  public String toString() {
    return "Estimate["
        + "rows="
        + rows
        + ", files="
        + files
        + ", bytesScanned="
        + bytesScanned
        + ", bytesMoved="
        + bytesMoved
        + ", price="
        + price
        + ']';
  }

  /**
   * Builds a {@link Estimate}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private Amount rows = Amount.UNKNOWN;
    private Amount files = Amount.UNKNOWN;
    private Amount bytesScanned = Amount.UNKNOWN;
    private Amount bytesMoved = Amount.UNKNOWN;
    private Optional<Price> price = Optional.empty();

    private Builder() {}

    /**
     * Sets rows that come back.
     *
     * @param rows rows that come back
     * @return this builder
     */
    public Builder rows(Amount rows) {
      this.rows = Objects.requireNonNull(rows, "rows");
      return this;
    }

    /**
     * Sets files that are opened.
     *
     * @param files files that are opened
     * @return this builder
     */
    public Builder files(Amount files) {
      this.files = Objects.requireNonNull(files, "files");
      return this;
    }

    /**
     * Sets bytes that the source reads, which is what some of them bill.
     *
     * @param bytesScanned bytes that the source reads, which is what some of them bill
     * @return this builder
     */
    public Builder bytesScanned(Amount bytesScanned) {
      this.bytesScanned = Objects.requireNonNull(bytesScanned, "bytesScanned");
      return this;
    }

    /**
     * Sets bytes that travel to the caller.
     *
     * @param bytesMoved bytes that travel to the caller
     * @return this builder
     */
    public Builder bytesMoved(Amount bytesMoved) {
      this.bytesMoved = Objects.requireNonNull(bytesMoved, "bytesMoved");
      return this;
    }

    /**
     * Sets what it costs at most.
     *
     * @param price what it costs at most
     * @return this builder
     */
    public Builder price(Price price) {
      this.price = Optional.of(price);
      return this;
    }

    /** {@return the finished estimate} */
    public Estimate build() {
      return new Estimate(this);
    }
  }
}
