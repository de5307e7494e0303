package dev.plumbline.integration.functions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Functions that Redshift documents and PostgreSQL lacks: SQL with them cannot be run here. */
final class RedshiftOnly {
  private static final Path LIST =
      Path.of("..", "connector-redshift", "src", "test", "resources", "redshift-functions.txt");
  private static final Set<String> NAMES = names();
  private static final Pattern TEXT = Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*'");
  private static final Pattern WORD = Pattern.compile("\\b([a-z_][a-z0-9_]*)\\s*\\(");

  private RedshiftOnly() {}

  private static Set<String> names() {
    try {
      return Files.readAllLines(LIST).stream()
          .filter(line -> line.endsWith(" redshift"))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean uses(String sql) {
    String code = TEXT.matcher(sql).replaceAll("''").toLowerCase(Locale.ROOT);
    return WORD.matcher(code).results().anyMatch(word -> NAMES.contains(word.group(1)));
  }
}
