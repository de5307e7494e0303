package dev.plumbline.integration.functions;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of one of the modules that run on a foreign class path. It ends when its standard input
 * does, so it cannot outlive this JVM.
 */
final class ChildJvm {
  private final String module;
  private final Process process;
  private final BufferedReader out;
  private final Path errors;

  private ChildJvm(String module, Process process, Path errors) {
    this.module = module;
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.errors = errors;
  }

  static ChildJvm start(String module, String main, String... options) throws IOException {
    Path target = Path.of("..", module, "target").toAbsolutePath().normalize();
    Path folder =
        Files.createDirectories(
            Path.of("target", module, Long.toString(ProcessHandle.current().pid()))
                .toAbsolutePath());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options));
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-cp");
    command.add(
        target.resolve("classes")
            + File.pathSeparator
            + Files.readString(target.resolve("classpath.txt")).strip());
    command.add(main);
    command.add(folder.toString());
    Path errors = folder.resolve("stderr.txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    return new ChildJvm(module, process, errors);
  }

  synchronized void send(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(module + " takes no more requests, see " + errors, e);
    }
  }

  synchronized String line() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException(module + " ended, see " + errors);
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
