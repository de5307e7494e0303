package dev.plumbline.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables that Spark wrote, and what Spark reads from them. */
final class GoldenTables {
  static final Path FOLDER =
      Path.of("..", "connector-delta", "src", "test", "resources", "golden").toAbsolutePath();
  private static final Pattern NAME = Pattern.compile("\"table\":\"([a-z0-9_]+)\"");

  private GoldenTables() {}

  static Stream<String> readable() {
    return names().filter(GoldenTables::isReadable);
  }

  static Stream<String> refused() {
    return names().filter(name -> !isReadable(name));
  }

  /** Spark rebases the days of its old calendar; we refuse them rather than shift them. */
  private static boolean isReadable(String name) {
    return !name.equals("legacy_calendar")
        && Files.exists(FOLDER.resolve(name + ".expected.jsonl"));
  }

  static List<String> expected(String table) {
    return lines(FOLDER.resolve(table + ".expected.jsonl"));
  }

  private static Stream<String> names() {
    return lines(FOLDER.resolve("tables.jsonl")).stream()
        .map(
            line -> {
              Matcher matcher = NAME.matcher(line);
              if (!matcher.find()) {
                throw new IllegalStateException("no table in " + line);
              }
              return matcher.group(1);
            });
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
