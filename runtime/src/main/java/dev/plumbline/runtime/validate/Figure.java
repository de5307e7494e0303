package dev.plumbline.runtime.validate;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One figure of the pass over the rows; known when that has run. */
final class Figure {
  /** How rows become a figure. */
  enum Kind {
    ROWS,
    COUNT,
    DISTINCT,
    MIN,
    MAX
  }

  final Kind kind;
  final @Nullable Term value;
  final @Nullable Term condition;

  /** Whether a source that does not compute it is not asked for rows because of it. */
  boolean dispensable = true;

  private boolean known;
  private @Nullable Object result;

  Figure(Kind kind, @Nullable Term value, @Nullable Term condition) {
    this.kind = kind;
    this.value = value;
    this.condition = condition;
  }

  String key() {
    return kind
        + "|"
        + (value == null ? "" : value.key())
        + "|"
        + (condition == null ? "" : condition.key());
  }

  void set(@Nullable Object found) {
    result = found;
    known = true;
  }

  boolean isKnown() {
    return known;
  }

  long count() {
    return (Long) Objects.requireNonNull(result, "a count");
  }

  Optional<Object> value() {
    return Optional.ofNullable(result);
  }
}
