package dev.plumbline.spi;

import java.util.List;
import java.util.Objects;

/**
 * One form of an operator: the types that it takes and the type that it gives, in the words of the
 * vocabulary file.
 *
 * <p>An argument is a type id ({@code varchar}, {@code array<T>}), several between {@code |}, a
 * class ({@code integral}, {@code numeric}, {@code any}) or a variable ({@code T}); a variable
 * stands for Spark's common type of all its arguments. A trailing {@code ?} marks an optional
 * argument, a trailing {@code ...} one that repeats.
 *
 * @param arguments one word for each argument
 * @param result a type id, a variable, or {@code =rule} for a rule of Spark that depends on
 *     precision, scale or constants
 * @since 0.1.0
 */
public record SqlForm(List<String> arguments, String result) {
  /** Copies the arguments. */
  public SqlForm {
    arguments = List.copyOf(arguments);
    Objects.requireNonNull(result, "result");
  }

  @Override
  public String toString() {
    return "(" + String.join(", ", arguments) + ") -> " + result;
  }
}
