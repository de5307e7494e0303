package dev.plumbline.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which stored rows of a file do not count.
 *
 * @since 0.1.0
 */
public sealed interface Deletes {
  /**
   * Rows by position: {@link PartReader#deletedRows} lists them, counted from 0.
   *
   * @since 0.1.0
   */
  final class Positions implements Deletes {
    private final Token token;
    private final long count;

    private Positions(Builder builder) {
      this.token = builder.token;
      this.count = builder.count;
    }

    /**
     * Starts building; the arguments are what every one must have.
     *
     * @param token what the connector needs to list them
     * @param count how many there are
     * @return a builder
     */
    public static Builder builder(Token token, long count) {
      return new Builder(token, count);
    }

    /** {@return what the connector needs to list them} */
    public Token token() {
      return token;
    }

    /** {@return how many there are} */
    public long count() {
      return count;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Positions that && token.equals(that.token) && count == that.count;
    }

    @Override
    public int hashCode() {
      return Objects.hash(token, count);
    }

    @Override
    public String toString() {
      return "Positions[" + "token=" + token + ", count=" + count + ']';
    }

    /**
     * Builds a {@link Positions}; every setter returns this builder.
     *
     * @since 0.1.0
     */
    public static final class Builder {
      private final Token token;
      private final long count;

      private Builder(Token token, long count) {
        this.token = Objects.requireNonNull(token, "token");
        this.count = count;
      }

      /** {@return the finished positions} */
      public Positions build() {
        return new Positions(this);
      }
    }
  }
}
