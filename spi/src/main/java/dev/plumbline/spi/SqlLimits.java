package dev.plumbline.spi;

import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The sizes that a source accepts.
 *
 * @since 0.1.0
 */
public final class SqlLimits {
  private final OptionalLong statementBytes;
  private final OptionalLong listItems;
  private final OptionalLong parameters;

  private SqlLimits(Builder builder) {
    this.statementBytes = builder.statementBytes;
    this.listItems = builder.listItems;
    this.parameters = builder.parameters;
  }

  /**
   * Starts building.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the longest statement in UTF-8 bytes} */
  public OptionalLong statementBytes() {
    return statementBytes;
  }

  /** {@return the most items of an {@code IN} list} */
  public OptionalLong listItems() {
    return listItems;
  }

  /** {@return the most bound parameters} */
  public OptionalLong parameters() {
    return parameters;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SqlLimits that
        && statementBytes.equals(that.statementBytes)
        && listItems.equals(that.listItems)
        && parameters.equals(that.parameters);
  }

  @Override
  public int hashCode() {
    return Objects.hash(statementBytes, listItems, parameters);
  }

  @Override
  public String toString() {
    return "SqlLimits["
        + "statementBytes="
        + statementBytes
        + ", listItems="
        + listItems
        + ", parameters="
        + parameters
        + ']';
  }

  /**
   * Builds a {@link SqlLimits}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private OptionalLong statementBytes = OptionalLong.empty();
    private OptionalLong listItems = OptionalLong.empty();
    private OptionalLong parameters = OptionalLong.empty();

    private Builder() {}

    /**
     * Sets the longest statement in UTF-8 bytes.
     *
     * @param statementBytes the longest statement in UTF-8 bytes
     * @return this builder
     */
    public Builder statementBytes(long statementBytes) {
      this.statementBytes = OptionalLong.of(statementBytes);
      return this;
    }

    /**
     * Sets the most items of an {@code IN} list.
     *
     * @param listItems the most items of an {@code IN} list
     * @return this builder
     */
    public Builder listItems(long listItems) {
      this.listItems = OptionalLong.of(listItems);
      return this;
    }

    /**
     * Sets the most bound parameters.
     *
     * @param parameters the most bound parameters
     * @return this builder
     */
    public Builder parameters(long parameters) {
      this.parameters = OptionalLong.of(parameters);
      return this;
    }

    /** {@return the finished sql limits} */
    public SqlLimits build() {
      return new SqlLimits(this);
    }
  }
}
