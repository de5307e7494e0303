package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration that cannot be used, with every problem that it has.
 *
 * @since 0.1.0
 */
public final class ConfigurationException extends ConnectorException {
  private static final long serialVersionUID = 1L;

  private final transient List<LocatedProblem> problems;

  /**
   * Fails with problems, errors and warnings in the order of the file.
   *
   * @param problems at least one error
   */
  public ConfigurationException(List<LocatedProblem> problems) {
    super(
        StandardErrorCode.INVALID_CONFIGURATION,
        problems.stream().map(LocatedProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** {@return every problem} */
  public List<LocatedProblem> problems() {
    return problems;
  }
}
