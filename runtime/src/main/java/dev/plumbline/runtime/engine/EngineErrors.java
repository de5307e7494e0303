package dev.plumbline.runtime.engine;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ErrorCode;
import dev.plumbline.spi.StandardErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.memory.OutOfMemoryException;

/** Gives DuckDB's errors their codes. DuckDB names their kind at the start of the text only. */
final class EngineErrors {
  private static final Pattern KIND = Pattern.compile("([A-Za-z]+(?: [A-Za-z]+){0,3}) Error: ");
  private static final Pattern PARQUET =
      Pattern.compile(
          "parquet|magic bytes|thrift|snappy|zstd|gzip|lz4|brotli|dictionary|page|row group|"
              + "don't know what type|while reading file",
          Pattern.CASE_INSENSITIVE);

  // What a statement raises itself, by error(): the rest is for people to read.
  private static final String UNREADABLE = "unreadable value: ";

  private EngineErrors() {}

  /**
   * Wraps a failure of DuckDB or Arrow.
   *
   * @param thrown what was thrown
   * @param files the paths of the files that were being read
   */
  static ConnectorException map(Throwable thrown, List<String> files) {
    if (thrown instanceof ConnectorException known) {
      return known;
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryException) {
        return new ConnectorException(
            StandardErrorCode.LIMIT_EXCEEDED,
            "engine: the query's memory for batches is used up: " + firstLine(cause.toString()),
            thrown);
      }
    }
    String text = innermost(String.valueOf(thrown.getMessage()));
    Matcher matcher = KIND.matcher(text);
    if (matcher.lookingAt() && text.startsWith(UNREADABLE, matcher.end())) {
      return new ConnectorException(
          StandardErrorCode.CORRUPT_DATA,
          firstLine(text.substring(matcher.end() + UNREADABLE.length())),
          thrown);
    }
    String kind = matcher.lookingAt() ? matcher.group(1) : "";
    return new ConnectorException(
        code(kind, text, files), "engine: " + firstLine(text) + where(text, files), thrown);
  }

  /** Whether a file may be the reason although the error does not say so. */
  static boolean mayBeAFile(ConnectorException mapped, List<String> files) {
    String text = String.valueOf(mapped.getMessage());
    return (mapped.code() == StandardErrorCode.CORRUPT_DATA
            || mapped.code() == StandardErrorCode.INVALID_REQUEST
            || mapped.code() == StandardErrorCode.INTERNAL)
        && text.startsWith("engine: ")
        && !files.isEmpty()
        && named(text, files).isEmpty();
  }

  private static ErrorCode code(String kind, String text, List<String> files) {
    boolean parquet = !files.isEmpty() && PARQUET.matcher(text).find();
    if (text.contains("Error: broken promise: ")) {
      return StandardErrorCode.INTERNAL;
    }
    return switch (kind) {
      case "INTERRUPT" -> StandardErrorCode.CANCELLED;
      case "Out of Memory" -> StandardErrorCode.LIMIT_EXCEEDED;
      case "Permission" -> StandardErrorCode.PERMISSION_DENIED;
      case "IO" -> {
        if (text.contains("No files found") || text.contains("No such file")) {
          yield StandardErrorCode.SNAPSHOT_GONE;
        }
        yield text.contains("No space left") || text.contains("max_temp_directory_size")
            ? StandardErrorCode.LIMIT_EXCEEDED
            : StandardErrorCode.CORRUPT_DATA;
      }
      case "Invalid Input", "Conversion", "Out of Range" ->
          parquet ? StandardErrorCode.CORRUPT_DATA : StandardErrorCode.INVALID_REQUEST;
      case "Invalid" -> parquet ? StandardErrorCode.CORRUPT_DATA : StandardErrorCode.INTERNAL;
      default -> StandardErrorCode.INTERNAL;
    };
  }

  /** DuckDB and Arrow put their own lines and prefixes before the text that says why. */
  private static String innermost(String message) {
    String text = message;
    int error = text.indexOf("\nError: ");
    if (error >= 0) {
      text = text.substring(error + "\nError: ".length());
    }
    int inner = text.indexOf("message=");
    if (text.contains("CDataJniException") && inner >= 0) {
      text = text.substring(inner + "message=".length());
      text = text.endsWith("}") ? text.substring(0, text.length() - 1) : text;
    }
    return text;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse(text);
  }

  private static String where(String text, List<String> files) {
    Optional<String> file = named(text, files);
    return file.isPresent() && !firstLine(text).contains(file.get())
        ? " (file '" + file.get() + "')"
        : "";
  }

  private static Optional<String> named(String text, List<String> files) {
    return files.stream().filter(text::contains).findFirst();
  }
}
