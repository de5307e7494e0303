package dev.plumbline.spi;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One way to write an operator, for the argument types that it accepts.
 *
 * @since 0.1.0
 */
public final class Overload {
  private final List<TypePattern> arguments;
  private final Lowering lowering;

  private Overload(Builder builder) {
    this.arguments = List.copyOf(builder.arguments);
    this.lowering = builder.lowering;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param arguments a pattern for each argument; a last pattern that repeats takes all further
   *     ones
   * @param lowering what is written, or why nothing can be
   * @return a builder
   */
  public static Builder builder(List<TypePattern> arguments, Lowering lowering) {
    return new Builder(arguments, lowering);
  }

  /** {@return a pattern for each argument; a last pattern that repeats takes all further ones} */
  public List<TypePattern> arguments() {
    return arguments;
  }

  /** {@return what is written, or why nothing can be} */
  public Lowering lowering() {
    return lowering;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Overload that
        && arguments.equals(that.arguments)
        && lowering.equals(that.lowering);
  }

  @Override
  public int hashCode() {
    return Objects.hash(arguments, lowering);
  }

  @Override
  public String toString() {
    return "Overload[" + "arguments=" + arguments + ", lowering=" + lowering + ']';
  }

  /**
   * Builds a {@link Overload}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final List<TypePattern> arguments;
    private final Lowering lowering;

    private Builder(List<TypePattern> arguments, Lowering lowering) {
      this.arguments = Objects.requireNonNull(arguments, "arguments");
      this.lowering = Objects.requireNonNull(lowering, "lowering");
    }

    /** {@return the finished overload} */
    public Overload build() {
      return new Overload(this);
    }
  }
}
