package dev.plumbline.spi;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a source's SQL writes constants. Text is always between single quotes with the quote doubled.
 *
 * @since 0.1.0
 */
public final class LiteralRules {
  private final boolean backslashEscapes;
  private final String escapedQuote;
  private final Map<String, String> templates;

  private LiteralRules(Builder builder) {
    this.backslashEscapes = builder.backslashEscapes;
    this.escapedQuote = builder.escapedQuote;
    this.templates = Frozen.map(builder.templates);
  }

  /**
   * Starts building.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return whether a backslash inside quotes is an escape and so must be doubled} */
  public boolean backslashEscapes() {
    return backslashEscapes;
  }

  /** {@return how a quote inside quotes is written, after backslashes have been doubled} */
  public String escapedQuote() {
    return escapedQuote;
  }

  /** {@return for a type id the text of a literal with {@code {0}} for its quoted value} */
  public Map<String, String> templates() {
    return templates;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LiteralRules that
        && backslashEscapes == that.backslashEscapes
        && escapedQuote.equals(that.escapedQuote)
        && templates.equals(that.templates);
  }

  @Override
  public int hashCode() {
    return Objects.hash(backslashEscapes, escapedQuote, templates);
  }

  @Override
  public String toString() {
    return "LiteralRules["
        + "backslashEscapes="
        + backslashEscapes
        + ", escapedQuote="
        + escapedQuote
        + ", templates="
        + templates
        + ']';
  }

  /**
   * Builds a {@link LiteralRules}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private boolean backslashEscapes = false;
    private String escapedQuote = "''";
    private Map<String, String> templates = Map.of();

    private Builder() {}

    /**
     * Sets whether a backslash inside quotes is an escape and so must be doubled.
     *
     * @param backslashEscapes whether a backslash inside quotes is an escape and so must be doubled
     * @return this builder
     */
    public Builder backslashEscapes(boolean backslashEscapes) {
      this.backslashEscapes = backslashEscapes;
      return this;
    }

    /**
     * Sets how a quote inside quotes is written, after backslashes have been doubled.
     *
     * @param escapedQuote two quotes, as in the standard, or a backslash and a quote
     * @return this builder
     */
    public Builder escapedQuote(String escapedQuote) {
      this.escapedQuote = Objects.requireNonNull(escapedQuote, "escapedQuote");
      return this;
    }

    /**
     * Sets for a type id the text of a literal with {@code {0}} for its quoted value.
     *
     * @param templates for a type id the text of a literal with {@code {0}} for its quoted value
     * @return this builder
     */
    public Builder templates(Map<String, String> templates) {
      this.templates = Objects.requireNonNull(templates, "templates");
      return this;
    }

    /** {@return the finished literal rules} */
    public LiteralRules build() {
      return new LiteralRules(this);
    }
  }
}
