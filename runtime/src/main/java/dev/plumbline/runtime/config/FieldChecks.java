package dev.plumbline.runtime.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a team demands of the values of one field.
 *
 * @param maxNullRatio the greatest share of rows that may be NULL, 0 to 1
 * @param min the least number allowed, inclusive
 * @param max the greatest number allowed, inclusive
 * @param allowed the only values allowed, as text; empty allows all. NULL is always allowed.
 * @param at where they stand in the file
 * @since 0.1.0
 */
public record FieldChecks(
    Optional<BigDecimal> maxNullRatio,
    Optional<BigDecimal> min,
    Optional<BigDecimal> max,
    List<String> allowed,
    Position at) {
  /** Copies the values. */
  public FieldChecks {
    Objects.requireNonNull(maxNullRatio, "maxNullRatio");
    Objects.requireNonNull(min, "min");
    Objects.requireNonNull(max, "max");
    allowed = List.copyOf(allowed);
    Objects.requireNonNull(at, "at");
  }
}
