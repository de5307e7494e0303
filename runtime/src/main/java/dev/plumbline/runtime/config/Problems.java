package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConfigProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers the problems of one file. */
final class Problems {
  private static final Comparator<LocatedProblem> FILE_ORDER =
      Comparator.comparingInt((LocatedProblem p) -> p.at().line())
          .thenComparingInt(p -> p.at().column());

  private final Path file;
  private final List<LocatedProblem> found = new ArrayList<>();

  Problems(Path file) {
    this.file = file;
  }

  void error(ConfigProblem.Code code, String key, Position at, String message) {
    add(ConfigProblem.error(code, key, message), at);
  }

  void warning(ConfigProblem.Code code, String key, Position at, String message) {
    add(ConfigProblem.warning(code, key, message), at);
  }

  void add(ConfigProblem problem, Position at) {
    found.add(new LocatedProblem(problem, file, at));
  }

  /** Ends the reading: what follows cannot be made sense of. */
  ConfigurationException stop(String key, Position at, String message) {
    error(ConfigProblem.Code.UNREADABLE, key, at, message);
    return new ConfigurationException(inFileOrder());
  }

  boolean hasErrors() {
    return found.stream().anyMatch(p -> p.problem().severity() == ConfigProblem.Severity.ERROR);
  }

  List<LocatedProblem> inFileOrder() {
    return found.stream().sorted(FILE_ORDER).toList();
  }
}
