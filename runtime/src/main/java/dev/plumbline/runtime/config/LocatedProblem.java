package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConfigProblem;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A problem and the place where it stands.
 *
 * @param problem what is wrong
 * @param file the configuration file; empty for what a program built
 * @param at where in it
 * @since 0.1.0
 */
public record LocatedProblem(ConfigProblem problem, Path file, Position at) {
  /** Checks that nothing is absent. */
  public LocatedProblem {
    Objects.requireNonNull(problem, "problem");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(at, "at");
  }

  /**
   * {@return {@code file:line:column: 'key': message}, of what a program built without the place}
   */
  @Override
  public String toString() {
    if (file.toString().isEmpty()) {
      return problem.toString();
    }
    String place = at.line() == 0 ? "" : ":" + at.line() + ":" + at.column();
    return file.getFileName() + place + ": " + problem;
  }
}
