package dev.plumbline.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Where the product below test lies, and the repository that it was built from. */
final class Distribution {
  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  static final Path HOME = folder("plumbline.distribution");
  static final Path CONNECTORS = HOME.resolve("connectors");
  static final Path QUICKSTART = REPOSITORY.resolve("examples").resolve("quickstart");
  static final Path QUICKSTART_FILE = QUICKSTART.resolve("plumbline.yaml");
  static final Path CSV_CONNECTOR =
      folder("plumbline.examples").resolve("connector-csv/target/connector");

  private Distribution() {}

  private static Path folder(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("start the tests with -D" + property + "=FOLDER");
    }
    return Path.of(value).toAbsolutePath().normalize();
  }

  /** Copies a folder with all that is in it. */
  static Path copy(Path from, Path to) {
    try {
      Files.walkFileTree(
          from,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
              Files.createDirectories(to.resolve(from.relativize(folder).toString()));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.copy(file, to.resolve(from.relativize(file).toString()));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to;
  }
}
