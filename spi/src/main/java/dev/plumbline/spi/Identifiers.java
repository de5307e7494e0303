package dev.plumbline.spi;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a source's SQL writes and compares names.
 *
 * @since 0.1.0
 */
public final class Identifiers {
  private final char open;
  private final char close;
  private final int maxBytes;
  private final CaseRule caseRule;
  private final Set<String> unwritable;

  private Identifiers(Builder builder) {
    this.open = builder.open;
    this.close = builder.close;
    this.maxBytes = builder.maxBytes;
    this.caseRule = builder.caseRule;
    this.unwritable = Frozen.set(builder.unwritable);
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param open the character that starts a quoted name
   * @param close the character that ends a quoted name; inside a name it is doubled
   * @return a builder
   */
  public static Builder builder(char open, char close) {
    return new Builder(open, close);
  }

  /** {@return the character that starts a quoted name} */
  public char open() {
    return open;
  }

  /** {@return the character that ends a quoted name; inside a name it is doubled} */
  public char close() {
    return close;
  }

  /** {@return the longest name in UTF-8 bytes} */
  public int maxBytes() {
    return maxBytes;
  }

  /** {@return how a quoted name finds a column} */
  public CaseRule caseRule() {
    return caseRule;
  }

  /**
   * {@return texts that a name with quotes around it must not contain: the source replaces them}
   */
  public Set<String> unwritable() {
    return unwritable;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Identifiers that
        && open == that.open
        && close == that.close
        && maxBytes == that.maxBytes
        && caseRule.equals(that.caseRule)
        && unwritable.equals(that.unwritable);
  }

  @Override
  public int hashCode() {
    return Objects.hash(open, close, maxBytes, caseRule, unwritable);
  }

  @Override
  public String toString() {
    return "Identifiers["
        + "open="
        + open
        + ", close="
        + close
        + ", maxBytes="
        + maxBytes
        + ", caseRule="
        + caseRule
        + ", unwritable="
        + unwritable
        + ']';
  }

  /**
   * Builds a {@link Identifiers}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final char open;
    private final char close;
    private int maxBytes = Integer.MAX_VALUE;
    private CaseRule caseRule = CaseRule.EXACT;
    private Set<String> unwritable = Set.of();

    private Builder(char open, char close) {
      this.open = open;
      this.close = close;
    }

    /**
     * Sets the longest name in UTF-8 bytes.
     *
     * @param maxBytes the longest name in UTF-8 bytes
     * @return this builder
     */
    public Builder maxBytes(int maxBytes) {
      this.maxBytes = maxBytes;
      return this;
    }

    /**
     * Sets how a quoted name finds a column.
     *
     * @param caseRule how a quoted name finds a column
     * @return this builder
     */
    public Builder caseRule(CaseRule caseRule) {
      this.caseRule = Objects.requireNonNull(caseRule, "caseRule");
      return this;
    }

    /**
     * Sets texts that a name with quotes around it must not contain: the source replaces them.
     *
     * @param unwritable such as the start of a reference to a variable
     * @return this builder
     */
    public Builder unwritable(Set<String> unwritable) {
      this.unwritable = Objects.requireNonNull(unwritable, "unwritable");
      return this;
    }

    /** {@return the finished identifiers} */
    public Identifiers build() {
      return new Identifiers(this);
    }
  }
}
