package dev.plumbline.integration.functions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Redshift documents and PostgreSQL lacks or means otherwise: SQL with it is not run here. */
final class RedshiftOnly {
  private static final Path LIST =
      Path.of("..", "connector-redshift", "src", "test", "resources", "redshift-functions.txt");
  private static final Set<String> FUNCTIONS = words("function");
  private static final Set<String> TYPES = words("type");
  private static final Pattern TEXT = Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*'");
  private static final Pattern WORD = Pattern.compile("\\b([A-Z_][A-Z0-9_]*)\\b(\\s*\\()?");

  private RedshiftOnly() {}

  private static Set<String> words(String kind) {
    try {
      return Files.readAllLines(LIST).stream()
          .filter(line -> line.startsWith(kind + " ") && line.endsWith(" redshift"))
          .map(line -> line.split(" ", -1)[1].toUpperCase(Locale.ROOT))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean uses(String sql) {
    String code = TEXT.matcher(sql).replaceAll("''").toUpperCase(Locale.ROOT);
    return WORD.matcher(code)
        .results()
        .anyMatch(
            word ->
                word.group(2) == null
                    ? TYPES.contains(word.group(1))
                    : FUNCTIONS.contains(word.group(1)));
  }
}
