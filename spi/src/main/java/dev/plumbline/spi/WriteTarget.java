package dev.plumbline.spi;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a write's rows go: as Arrow batches to the connector, or as files that the engine writes.
 *
 * @since 0.1.0
 */
public sealed interface WriteTarget {
  /** {@return the connector's own description of the target} */
  Token token();

  /**
   * Rows go to {@link FragmentWriter#write} as Arrow batches.
   *
   * @since 0.1.0
   */
  final class Batches implements WriteTarget {
    private final Token token;

    private Batches(Builder builder) {
      this.token = builder.token;
    }

    /**
     * Starts building; the arguments are what every one must have.
     *
     * @param token the connector's own description of the target
     * @return a builder
     */
    public static Builder builder(Token token) {
      return new Builder(token);
    }

    /** {@return the connector's own description of the target} */
    @Override
    public Token token() {
      return token;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Batches that && token.equals(that.token);
    }

    @Override
    public int hashCode() {
      return Objects.hash(token);
    }

    @Override
    public String toString() {
      return "Batches[" + "token=" + token + ']';
    }

    /**
     * Builds a {@link Batches}; every setter returns this builder.
     *
     * @since 0.1.0
     */
    public static final class Builder {
      private final Token token;

      private Builder(Token token) {
        this.token = Objects.requireNonNull(token, "token");
      }

      /** {@return the finished batches} */
      public Batches build() {
        return new Batches(this);
      }
    }
  }

  /**
   * The engine writes files by the layout and hands them to {@link FragmentWriter#put}.
   *
   * @since 0.1.0
   */
  final class Files implements WriteTarget {
    private final Token token;
    private final FileLayout layout;
    private final Set<FieldPath> statisticsFor;
    private final long targetBytes;

    private Files(Builder builder) {
      this.token = builder.token;
      this.layout = builder.layout;
      this.statisticsFor = Frozen.set(builder.statisticsFor);
      this.targetBytes = builder.targetBytes;
    }

    /**
     * Starts building; the arguments are what every one must have.
     *
     * @param token the connector's own description of the target
     * @param layout physical names, field ids and partition columns to write by
     * @return a builder
     */
    public static Builder builder(Token token, FileLayout layout) {
      return new Builder(token, layout);
    }

    /** {@return the connector's own description of the target} */
    @Override
    public Token token() {
      return token;
    }

    /** {@return physical names, field ids and partition columns to write by} */
    public FileLayout layout() {
      return layout;
    }

    /** {@return the columns whose statistics {@link FinishedFile#statistics()} must carry} */
    public Set<FieldPath> statisticsFor() {
      return statisticsFor;
    }

    /** {@return the file size to aim at} */
    public long targetBytes() {
      return targetBytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Files that
          && token.equals(that.token)
          && layout.equals(that.layout)
          && statisticsFor.equals(that.statisticsFor)
          && targetBytes == that.targetBytes;
    }

    @Override
    public int hashCode() {
      return Objects.hash(token, layout, statisticsFor, targetBytes);
    }

    @Override
    public String toString() {
      return "Files["
          + "token="
          + token
          + ", layout="
          + layout
          + ", statisticsFor="
          + statisticsFor
          + ", targetBytes="
          + targetBytes
          + ']';
    }

    /**
     * Builds a {@link Files}; every setter returns this builder.
     *
     * @since 0.1.0
     */
    public static final class Builder {
      private final Token token;
      private final FileLayout layout;
      private Set<FieldPath> statisticsFor = Set.of();
      private long targetBytes = 134_217_728L;

      private Builder(Token token, FileLayout layout) {
        this.token = Objects.requireNonNull(token, "token");
        this.layout = Objects.requireNonNull(layout, "layout");
      }

      /**
       * Sets the columns whose statistics {@link FinishedFile#statistics()} must carry.
       *
       * @param statisticsFor the columns whose statistics {@link FinishedFile#statistics()} must
       *     carry
       * @return this builder
       */
      public Builder statisticsFor(Set<FieldPath> statisticsFor) {
        this.statisticsFor = Objects.requireNonNull(statisticsFor, "statisticsFor");
        return this;
      }

      /**
       * Sets the file size to aim at.
       *
       * @param targetBytes the file size to aim at
       * @return this builder
       */
      public Builder targetBytes(long targetBytes) {
        this.targetBytes = targetBytes;
        return this;
      }

      /** {@return the finished files} */
      public Files build() {
        return new Files(this);
      }
    }
  }
}
