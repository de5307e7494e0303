package dev.plumbline.spi;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value that is printed nowhere. It is resolved at each call, so that a rotated credential is
 * seen, and it travels as its reference, never as its value.
 *
 * @since 0.1.0
 */
public final class Secret {
  private final Optional<String> reference;
  private final Supplier<String> value;

  private Secret(Optional<String> reference, Supplier<String> value) {
    this.reference = reference;
    this.value = value;
  }

  /**
   * Wraps a value that stands in the configuration itself.
   *
   * @param value the secret
   * @return the wrapped secret, which has no reference
   */
  public static Secret literal(String value) {
    Objects.requireNonNull(value, "value");
    return new Secret(Optional.empty(), () -> value);
  }

  /**
   * Wraps a reference.
   *
   * @param reference where the value is, such as <code>${env:NAME}</code>
   * @param value resolves it; called each time
   * @return the wrapped secret
   */
  public static Secret reference(String reference, Supplier<String> value) {
    return new Secret(Optional.of(reference), Objects.requireNonNull(value, "value"));
  }

  /** {@return where the value is, unless the configuration held the value itself} */
  public Optional<String> reference() {
    return reference;
  }

  /**
   * Resolves the value.
   *
   * @return the secret itself; never log it, put it in a message or keep it
   */
  public String reveal() {
    return value.get();
  }

  /** {@return six asterisks} */
  @Override
  public String toString() {
    return "******";
  }
}
