package dev.plumbline.standalone;

import dev.plumbline.runtime.config.ConfigurationException;
import dev.plumbline.runtime.config.LocatedProblem;
import dev.plumbline.spi.ConfigProblem;
import dev.plumbline.spi.ConnectorException;
import java.util.List;

/** A failed command as the one block that the user reads. */
final class Failure {
  private Failure() {}

  static String text(Throwable failure, Style style) {
    if (failure instanceof ConfigurationException configuration) {
      return problems(configuration.problems(), style);
    }
    if (failure instanceof ConnectorException
        || failure instanceof UsageException
        || failure instanceof OutputException) {
      return block("error", Style.Paint.RED, message(failure), style);
    }
    if (failure instanceof OutOfMemoryError) {
      return block(
          "error",
          Style.Paint.RED,
          "not enough memory ("
              + message(failure)
              + "); give more with PLUMBLINE_JAVA_OPTS=-Xmx4g, or read fewer columns",
          style);
    }
    return block(
        "internal error",
        Style.Paint.RED,
        failure.getClass().getSimpleName()
            + ": "
            + message(failure)
            + "\nthis is a fault of plumbline; run again with --debug for the stack trace",
        style);
  }

  static String warning(String message, Style style) {
    return block("warning", Style.Paint.YELLOW, message, style);
  }

  private static String problems(List<LocatedProblem> problems, Style style) {
    StringBuilder text = new StringBuilder();
    long errors =
        problems.stream()
            .filter(p -> p.problem().severity() == ConfigProblem.Severity.ERROR)
            .count();
    if (problems.size() == 1) {
      return block("error", Style.Paint.RED, problems.get(0).toString(), style);
    }
    text.append(
        block(
            "error",
            Style.Paint.RED,
            "the configuration has " + Units.count(errors, "problem", "problems"),
            style));
    for (LocatedProblem problem : problems) {
      boolean warns = problem.problem().severity() == ConfigProblem.Severity.WARNING;
      text.append("  ")
          .append(warns ? style.paint(Style.Paint.YELLOW, "warning: ") : "")
          .append(Text.lines(problem.toString(), "    "))
          .append('\n');
    }
    return text.toString();
  }

  private static String block(String word, Style.Paint paint, String message, Style style) {
    return style.paint(paint, word + ":") + " " + Text.lines(message, "  ") + "\n";
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
