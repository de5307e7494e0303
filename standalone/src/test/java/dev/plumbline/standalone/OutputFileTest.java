package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir private Path folder;

  private final Interruption interruption = new Interruption();

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  @Test
  void appearsWhenItIsComplete() throws IOException {
    Path target = folder.resolve("rows.csv");

    long bytes =
        OutputFile.at(target)
            .write(
                interruption,
                unfinished -> {
                  assertThat(target).doesNotExist();
                  assertThat(unfinished.getParent()).isEqualTo(folder);
                  Files.writeString(unfinished, "a\n1\n");
                });

    assertThat(bytes).isEqualTo(4);
    assertThat(target).hasContent("a\n1\n");
    assertThat(names()).containsExactly("rows.csv");
  }

  @Test
  void replacesWhatWasThereInOneStep() throws IOException {
    Path target = Files.writeString(folder.resolve("rows.csv"), "old");

    OutputFile.at(target)
        .write(
            interruption,
            unfinished -> {
              Files.writeString(unfinished, "new");
              assertThat(target).hasContent("old");
            });

    assertThat(target).hasContent("new");
  }

  @Test
  void leavesWhatWasThereWhenTheReadFails() throws IOException {
    Path target = Files.writeString(folder.resolve("rows.csv"), "old");
    OutputFile output = OutputFile.at(target);

    assertThatThrownBy(
            () ->
                output.write(
                    interruption,
                    unfinished -> {
                      Files.writeString(unfinished, "hal");
                      throw new ConnectorException(StandardErrorCode.CORRUPT_DATA, "torn");
                    }))
        .isInstanceOf(ConnectorException.class);

    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("rows.csv");
  }

  @Test
  void saysWhichFileCouldNotBeWritten() throws IOException {
    OutputFile output = OutputFile.at(folder.resolve("rows.csv"));

    assertThatThrownBy(
            () ->
                output.write(
                    interruption,
                    unfinished -> {
                      throw new IOException("no space left on device");
                    }))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("rows.csv")
        .hasMessageContaining("no space left on device");
    assertThat(names()).isEmpty();
  }

  @Test
  void disappearsWhenTheUserInterrupts() throws IOException {
    OutputFile output = OutputFile.at(folder.resolve("rows.csv"));

    assertThatThrownBy(
            () ->
                output.write(
                    interruption,
                    unfinished -> {
                      Files.writeString(unfinished, "hal");
                      interruption.interrupt();
                      assertThat(unfinished).doesNotExist();
                    }))
        .isInstanceOf(OutputException.class);

    assertThat(names()).isEmpty();
    assertThat(interruption.happened()).isTrue();
  }

  @Test
  void keepsALinkAndReplacesWhatItPointsTo() throws IOException {
    Path target = Files.writeString(folder.resolve("rows-1.csv"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("rows.csv"), target);

    OutputFile.at(link).write(interruption, unfinished -> Files.writeString(unfinished, "new"));

    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("new");
  }

  @Test
  void refusesAFolder() {
    assertThatThrownBy(() -> OutputFile.at(folder)).isInstanceOf(UsageException.class);
  }
}
