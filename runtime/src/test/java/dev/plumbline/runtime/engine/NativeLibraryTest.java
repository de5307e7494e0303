package dev.plumbline.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "DuckDB's own way is used there")
class NativeLibraryTest {
  @TempDir Path folder;

  @Test
  void isUnpackedOnce() throws IOException {
    Path first = NativeLibrary.unpacked(folder.resolve("native")).orElseThrow();
    FileTime longAgo = FileTime.from(Instant.EPOCH);
    Files.setLastModifiedTime(first, longAgo);
    assertThat(NativeLibrary.unpacked(folder.resolve("native"))).contains(first);
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(longAgo);
  }

  @Test
  void isUnpackedAgainWhenItWasCutOff() throws IOException {
    Path first = NativeLibrary.unpacked(folder.resolve("native")).orElseThrow();
    long size = Files.size(first);
    Files.write(first, new byte[10]);
    assertThat(NativeLibrary.unpacked(folder.resolve("native"))).contains(first);
    assertThat(first).hasSize(size);
    try (Stream<Path> files = Files.list(folder.resolve("native"))) {
      assertThat(files).containsExactly(first);
    }
  }

  @Test
  void isNotTakenFromAFolderThatOthersCanWrite() throws IOException {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(NativeLibrary.unpacked(shared)).isEmpty();
  }

  @Test
  void isLeftToDuckDbWhereTheFolderCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(NativeLibrary.unpacked(file.resolve("below"))).isEmpty();
  }

  @Test
  void carriesStatementsInANewProcess() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    assertThat(
            exitCode(
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                folder.resolve("native").toString()))
        .isZero();
    try (Stream<Path> unpacked = Files.list(temporary)) {
      assertThat(unpacked).noneMatch(path -> path.toString().contains("duckdb"));
    }
    try (Stream<Path> cached = Files.list(folder.resolve("native"))) {
      assertThat(cached).hasSize(1);
    }
  }

  @Test
  void namesTheFlagThatArrowNeeds() throws Exception {
    assertThat(exitCode("-Dnone=x", "-Dnone=y", folder.resolve("native").toString())).isEqualTo(3);
  }

  private static int exitCode(String option, String other, String argument) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                other,
                "-cp",
                System.getProperty("java.class.path"),
                OneStatement.class.getName(),
                argument)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } finally {
      process.destroyForcibly();
    }
  }

  static Optional<Path> folderOf(String argument) {
    return argument.isEmpty() ? Optional.empty() : Optional.of(Path.of(argument));
  }
}
