package dev.plumbline.spi;

import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A share of an answer that can be read on its own: a stream of Arrow batches, or files that the
 * engine reads itself.
 *
 * @since 0.1.0
 */
public sealed interface Part {
  /** {@return the connector's own description of the part} */
  Token token();

  /** {@return where the part can be read} */
  Reach reach();

  /** {@return what reading the part is expected to take} */
  Estimate estimate();

  /**
   * A part that comes as Arrow batches from {@link PartReader#open}.
   *
   * @since 0.1.0
   */
  final class Batches implements Part {
    private final Token token;
    private final Reach reach;
    private final Estimate estimate;

    private Batches(Builder builder) {
      this.token = builder.token;
      this.reach = builder.reach;
      this.estimate = builder.estimate;
    }

    /**
     * Starts building; the arguments are what every one must have.
     *
     * @param token the connector's own description of the part
     * @param reach where the part can be read
     * @return a builder
     */
    public static Builder builder(Token token, Reach reach) {
      return new Builder(token, reach);
    }

    /** {@return the connector's own description of the part} */
    @Override
    public Token token() {
      return token;
    }

    /** {@return where the part can be read} */
    @Override
    public Reach reach() {
      return reach;
    }

    /** {@return what reading it is expected to take} */
    @Override
    public Estimate estimate() {
      return estimate;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Batches that
          && token.equals(that.token)
          && reach.equals(that.reach)
          && estimate.equals(that.estimate);
    }

    @Override
    public int hashCode() {
      return Objects.hash(token, reach, estimate);
    }

    @Override
    public String toString() {
      return "Batches[" + "token=" + token + ", reach=" + reach + ", estimate=" + estimate + ']';
    }

    /**
     * Builds a {@link Batches}; every setter returns this builder.
     *
     * @since 0.1.0
     */
    public static final class Builder {
      private final Token token;
      private final Reach reach;
      private Estimate estimate = Estimate.builder().build();

      private Builder(Token token, Reach reach) {
        this.token = Objects.requireNonNull(token, "token");
        this.reach = Objects.requireNonNull(reach, "reach");
      }

      /**
       * Sets what reading it is expected to take.
       *
       * @param estimate what reading it is expected to take
       * @return this builder
       */
      public Builder estimate(Estimate estimate) {
        this.estimate = Objects.requireNonNull(estimate, "estimate");
        return this;
      }

      /** {@return the finished batches} */
      public Batches build() {
        return new Batches(this);
      }
    }
  }

  /**
   * A part that is files: {@link PartReader#files} lists them, the engine reads them by {@link
   * #layout()}.
   *
   * @since 0.1.0
   */
  final class Files implements Part {
    private final Token token;
    private final Reach reach;
    private final FileLayout layout;
    private final Estimate estimate;
    private final OptionalLong exactRows;

    private Files(Builder builder) {
      this.token = builder.token;
      this.reach = builder.reach;
      this.layout = builder.layout;
      this.estimate = builder.estimate;
      this.exactRows = builder.exactRows;
    }

    /**
     * Starts building; the arguments are what every one must have.
     *
     * @param token the connector's own description of the part
     * @param reach where the part can be read
     * @param layout how the files become rows
     * @return a builder
     */
    public static Builder builder(Token token, Reach reach, FileLayout layout) {
      return new Builder(token, reach, layout);
    }

    /** {@return the connector's own description of the part} */
    @Override
    public Token token() {
      return token;
    }

    /** {@return where the part can be read} */
    @Override
    public Reach reach() {
      return reach;
    }

    /** {@return how the files become rows} */
    public FileLayout layout() {
      return layout;
    }

    /** {@return what reading it is expected to take} */
    @Override
    public Estimate estimate() {
      return estimate;
    }

    /** {@return how many rows the part has after deletes, for checking that none is missing} */
    public OptionalLong exactRows() {
      return exactRows;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Files that
          && token.equals(that.token)
          && reach.equals(that.reach)
          && layout.equals(that.layout)
          && estimate.equals(that.estimate)
          && exactRows.equals(that.exactRows);
    }

    @Override
    public int hashCode() {
      return Objects.hash(token, reach, layout, estimate, exactRows);
    }

    @Override
    public String toString() {
      return "Files["
          + "token="
          + token
          + ", reach="
          + reach
          + ", layout="
          + layout
          + ", estimate="
          + estimate
          + ", exactRows="
          + exactRows
          + ']';
    }

    /**
     * Builds a {@link Files}; every setter returns this builder.
     *
     * @since 0.1.0
     */
    public static final class Builder {
      private final Token token;
      private final Reach reach;
      private final FileLayout layout;
      private Estimate estimate = Estimate.builder().build();
      private OptionalLong exactRows = OptionalLong.empty();

      private Builder(Token token, Reach reach, FileLayout layout) {
        this.token = Objects.requireNonNull(token, "token");
        this.reach = Objects.requireNonNull(reach, "reach");
        this.layout = Objects.requireNonNull(layout, "layout");
      }

      /**
       * Sets what reading it is expected to take.
       *
       * @param estimate what reading it is expected to take
       * @return this builder
       */
      public Builder estimate(Estimate estimate) {
        this.estimate = Objects.requireNonNull(estimate, "estimate");
        return this;
      }

      /**
       * Sets how many rows the part has after deletes, for checking that none is missing.
       *
       * @param exactRows how many rows the part has after deletes, for checking that none is
       *     missing
       * @return this builder
       */
      public Builder exactRows(long exactRows) {
        this.exactRows = OptionalLong.of(exactRows);
        return this;
      }

      /** {@return the finished files} */
      public Files build() {
        return new Files(this);
      }
    }
  }
}
