package dev.plumbline.spi;

import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What reading options by a {@link ConfigSpec} gave.
 *
 * @param config the typed options; empty if any problem is an error
 * @param problems every problem, in the order of the spec and then of the input
 * @since 0.1.0
 */
public record ConfigOutcome(Optional<ConnectorConfig> config, List<ConfigProblem> problems) {
  /** Copies the problems. */
  public ConfigOutcome {
    problems = List.copyOf(problems);
  }

  /**
   * Gives the options, or fails with every error at once.
   *
   * @return the typed options
   * @throws ConnectorException with {@link StandardErrorCode#INVALID_CONFIGURATION}
   */
  public ConnectorConfig orThrow() {
    return config.orElseThrow(
        () -> {
          StringJoiner all = new StringJoiner("; ");
          problems.stream()
              .filter(p -> p.severity() == ConfigProblem.Severity.ERROR)
              .forEach(p -> all.add(p.toString()));
          return new ConnectorException(StandardErrorCode.INVALID_CONFIGURATION, all.toString());
        });
  }
}
