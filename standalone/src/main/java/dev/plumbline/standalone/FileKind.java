package dev.plumbline.standalone;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of file that rows are written to, told by the file's name. */
enum FileKind {
  CSV("csv"),
  JSON_LINES("jsonl"),
  ARROW("arrow"),
  PARQUET("parquet");

  private final String extension;

  FileKind(String extension) {
    this.extension = extension;
  }

  static FileKind of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(kind -> name.endsWith("." + kind.extension))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "--to: '"
                        + file
                        + "' says no file format; end the name with "
                        + Arrays.stream(values())
                            .map(kind -> "." + kind.extension)
                            .collect(Collectors.joining(", "))));
  }
}
