package dev.plumbline.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/**
 * A file that appears whole or not at all: written beside its target under another name, and
 * renamed at the end. A target that is there is replaced at that moment.
 */
final class OutputFile {
  /** Writes the content into a file that does not exist yet. */
  interface Content {
    void write(Path file) throws IOException;
  }

  private final Path target;

  private OutputFile(Path target) {
    this.target = target;
  }

  /** Checks early, before a long read, that the file can be written. */
  static OutputFile at(Path given) {
    return at(given, "--to");
  }

  /** The same for the file of another option. */
  static OutputFile at(Path given, String option) {
    Path target = given.toAbsolutePath().normalize();
    if (Files.isDirectory(target)) {
      throw new UsageException(
          option + ": '" + given + "' is a folder; write the name of a file in it");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new UsageException(option + ": '" + given + "' is no regular file");
    }
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException(
          option + ": the folder of '" + given + "' does not exist; create it");
    }
    try {
      // A link stays a link: what it points to is replaced.
      return new OutputFile(Files.exists(target) ? target.toRealPath() : target);
    } catch (IOException e) {
      throw failed(given, e);
    }
  }

  /** Its name. */
  @Override
  public String toString() {
    return target.toString();
  }

  /**
   * Writes it.
   *
   * @return how many bytes it has
   */
  long write(Interruption interruption, Content content) {
    Path unfinished =
        target.resolveSibling(
            "." + target.getFileName() + "." + UUID.randomUUID().toString().substring(0, 8));
    try {
      return interruption.during(() -> deleteQuietly(unfinished), () -> write(unfinished, content));
    } catch (UncheckedIOException e) {
      throw failed(target, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw failed(target, e);
    } finally {
      deleteQuietly(unfinished);
    }
  }

  private long write(Path unfinished, Content content) throws IOException {
    content.write(unfinished);
    try (FileChannel file = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      file.force(true);
    }
    long bytes = Files.size(unfinished);
    move(unfinished, target);
    return bytes;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Nothing was promised about the unfinished file; the failure that led here is reported.
      file.toFile().deleteOnExit();
    }
  }

  static OutputException failed(Path file, IOException cause) {
    String reason =
        cause instanceof FileSystemException system && system.getReason() != null
            ? system.getReason()
            : cause.getClass().getSimpleName()
                + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    return new OutputException("cannot write '" + file + "': " + reason, cause);
  }
}
