package dev.plumbline.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a conversion from one type to another is written.
 *
 * @since 0.1.0
 */
public final class CastRule {
  private final TypePattern from;
  private final TypePattern to;
  private final Lowering lowering;

  private CastRule(Builder builder) {
    this.from = builder.from;
    this.to = builder.to;
    this.lowering = builder.lowering;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param from the types that it converts
   * @param to the types that it gives
   * @param lowering what is written, or why nothing can be
   * @return a builder
   */
  public static Builder builder(TypePattern from, TypePattern to, Lowering lowering) {
    return new Builder(from, to, lowering);
  }

  /** {@return the types that it converts} */
  public TypePattern from() {
    return from;
  }

  /** {@return the types that it gives} */
  public TypePattern to() {
    return to;
  }

  /** {@return what is written, or why nothing can be} */
  public Lowering lowering() {
    return lowering;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CastRule that
        && from.equals(that.from)
        && to.equals(that.to)
        && lowering.equals(that.lowering);
  }

  @Override
  public int hashCode() {
    return Objects.hash(from, to, lowering);
  }

  @Override
  public String toString() {
    return "CastRule[" + "from=" + from + ", to=" + to + ", lowering=" + lowering + ']';
  }

  /**
   * Builds a {@link CastRule}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final TypePattern from;
    private final TypePattern to;
    private final Lowering lowering;

    private Builder(TypePattern from, TypePattern to, Lowering lowering) {
      this.from = Objects.requireNonNull(from, "from");
      this.to = Objects.requireNonNull(to, "to");
      this.lowering = Objects.requireNonNull(lowering, "lowering");
    }

    /** {@return the finished cast rule} */
    public CastRule build() {
      return new CastRule(this);
    }
  }
}
