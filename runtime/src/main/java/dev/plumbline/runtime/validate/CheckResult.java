package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.Position;
import java.util.List;

/**
 * One check of one dataset.
 *
 * @param code the stable code, such as {@code ID_DUPLICATE}
 * @param severity how bad it is if failed
 * @param outcome how it ended
 * @param subject the column or field that it is about; empty for the whole dataset
 * @param message what was found, one sentence with figures
 * @param advice what to do; empty when passed
 * @param basis how it was decided
 * @param count how many rows are affected; 0 when passed or where rows do not matter
 * @param examples up to 5 examples: ids or values
 * @param at where the configuration says it
 * @since 0.1.0
 */
public record CheckResult(
    String code,
    Severity severity,
    Outcome outcome,
    String subject,
    String message,
    String advice,
    Basis basis,
    long count,
    List<String> examples,
    Position at) {
  /** Copies the examples. */
  public CheckResult {
    examples = List.copyOf(examples);
  }
}
