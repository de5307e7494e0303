package dev.plumbline.runtime;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * How far a series of reads has come: each takes the rows from the end of the one before. As a file
 * it is JSON.
 *
 * <p>Rows that arrive later with a time before the end are not read any more; a series therefore
 * keeps a lag behind the clock that is longer than rows take to arrive.
 *
 * @param target the dataset that is read
 * @param specHash what of it is read, by {@link ReadStamp#specHash()}
 * @param end the first instant that was not read yet
 * @since 0.1.0
 */
public record Watermark(String target, String specHash, Instant end) {
  /** Checks that nothing is absent. */
  public Watermark {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(specHash, "specHash");
    Objects.requireNonNull(end, "end");
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @return the watermark; empty if there is no file, before the first read of a series
   * @throws ConnectorException with {@code INVALID_REQUEST} if the file is no watermark
   */
  public static Optional<Watermark> read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw invalid(file, "cannot be read: " + e, e);
    }
    Object json;
    try {
      // JSON is YAML.
      json = new Load(LoadSettings.builder().build()).loadFromString(text);
    } catch (YamlEngineException e) {
      throw invalid(file, "is no JSON", e);
    }
    if (!(json instanceof Map<?, ?> map)
        || !(map.get("dataset") instanceof String dataset)
        || !(map.get("spec_hash") instanceof String hash)
        || !(map.get("end") instanceof String end)) {
      throw invalid(file, "is no watermark: it needs dataset, spec_hash and end", null);
    }
    try {
      return Optional.of(new Watermark(dataset, hash, Instant.parse(end)));
    } catch (DateTimeException e) {
      throw invalid(file, "has the end '" + end + "', which is no instant", e);
    }
  }

  private static ConnectorException invalid(Path file, String what, @Nullable Exception cause) {
    String message =
        "watermark '"
            + file
            + "' "
            + what
            + "; correct it, or remove it to read from the beginning again";
    return cause == null
        ? new ConnectorException(StandardErrorCode.INVALID_REQUEST, message)
        : new ConnectorException(StandardErrorCode.INVALID_REQUEST, message, cause);
  }

  /**
   * Refuses to go on with another read than the one that the series began with.
   *
   * @param stamp the stamp of the read that is to go on
   * @throws ConnectorException with {@code INVALID_REQUEST} that says what to do
   */
  public void requireSame(ReadStamp stamp) {
    if (!target.equals(stamp.target())) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          "the watermark is that of "
              + target
              + ", not of "
              + stamp.target()
              + "; give each dataset a file of its own");
    }
    if (!specHash.equals(stamp.specHash())) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST,
          target
              + ": the dataset, its model or the request is not what the watermark was written for,"
              + " so new rows would not fit those read before; remove the file to read everything"
              + " again, or keep what was read and write spec_hash "
              + stamp.specHash()
              + " into it to go on from "
              + end);
    }
  }

  /**
   * Writes a file, whole or not at all; one that is there is replaced.
   *
   * @param file the file
   * @throws ConnectorException with {@code INVALID_REQUEST} if it cannot be written
   */
  public void write(Path file) {
    Path target = file.toAbsolutePath();
    Path unfinished =
        target.resolveSibling(
            "." + target.getFileName() + "." + UUID.randomUUID().toString().substring(0, 8));
    try {
      try {
        Files.write(unfinished, json().getBytes(StandardCharsets.UTF_8));
        try {
          Files.move(
              unfinished,
              target,
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
          Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        }
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST, "watermark '" + file + "' cannot be written: " + e, e);
    }
  }

  // Names of datasets and hashes have nothing that JSON would escape.
  private String json() {
    return "{\n  \"version\": 1,\n  \"dataset\": \""
        + target.replace("\\", "\\\\").replace("\"", "\\\"")
        + "\",\n  \"spec_hash\": \""
        + specHash
        + "\",\n  \"end\": \""
        + end
        + "\"\n}\n";
  }
}
