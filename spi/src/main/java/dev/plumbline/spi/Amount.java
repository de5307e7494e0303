package dev.plumbline.spi;

import java.util.OptionalLong;

/**
 * How much of something: what is expected, and what it cannot exceed.
 *
 * @param expected the best guess, where there is one
 * @param atMost an upper bound that holds, where there is one
 * @since 0.1.0
 */
public record Amount(OptionalLong expected, OptionalLong atMost) {
  /** Nothing is known. */
  public static final Amount UNKNOWN = new Amount(OptionalLong.empty(), OptionalLong.empty());

  /**
   * An amount that is known exactly.
   *
   * @param amount how much
   * @return expected and bound at once
   */
  public static Amount exactly(long amount) {
    return new Amount(OptionalLong.of(amount), OptionalLong.of(amount));
  }

  /**
   * An amount that is guessed.
   *
   * @param amount how much
   * @return an expectation without a bound
   */
  public static Amount about(long amount) {
    return new Amount(OptionalLong.of(amount), OptionalLong.empty());
  }

  /**
   * An amount of which only a bound is known.
   *
   * @param amount how much
   * @return a bound without an expectation
   */
  public static Amount bounded(long amount) {
    return new Amount(OptionalLong.empty(), OptionalLong.of(amount));
  }
}
