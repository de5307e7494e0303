package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the distribution's launcher as a child process whose streams are no terminals. */
final class CommandLine {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Path CACHE = Path.of("target", "command-line-cache").toAbsolutePath();
  private static final int TIMEOUT_SECONDS = 120;

  private final Path home;
  private final Path workingFolder;
  private final Map<String, String> environment;

  private CommandLine(Path home, Path workingFolder, Map<String, String> environment) {
    this.home = home;
    this.workingFolder = workingFolder;
    this.environment = Map.copyOf(environment);
  }

  /** How a command ended, and what it printed. */
  record Result(List<String> command, int code, String out, String err) {
    Result succeeded() {
      assertThat(code).as("%s", this).isEqualTo(0);
      assertThat(err).as("%s", this).isEmpty();
      return this;
    }

    Result ended(int expected) {
      assertThat(code).as("%s", this).isEqualTo(expected);
      return this;
    }

    List<String> lines() {
      return out.lines().toList();
    }

    JsonNode json() {
      return CommandLine.json(out);
    }

    /** The one block on standard error that a failed command prints, and nothing else. */
    String error(int expected) {
      ended(expected);
      assertThat(out).as("%s", this).isEmpty();
      List<String> lines = err.lines().toList();
      assertThat(lines).as("%s", this).isNotEmpty();
      assertThat(lines.get(0)).as("%s", this).matches("error: .+");
      assertThat(lines.subList(1, lines.size()))
          .as("%s", this)
          .allMatch(line -> line.startsWith("  ") || line.startsWith("try '"));
      assertThat(err).as("%s", this).doesNotContain("\tat ", "Exception", "\u001b");
      return err;
    }
  }

  static CommandLine in(Path workingFolder) {
    return new CommandLine(Distribution.HOME, workingFolder, Map.of());
  }

  /** Runs another copy of the distribution. */
  CommandLine of(Path otherHome) {
    return new CommandLine(otherHome, workingFolder, environment);
  }

  CommandLine with(String variable, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(variable, value);
    return new CommandLine(home, workingFolder, more);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  Result run(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("plumbline").toString());
    command.addAll(List.of(arguments));
    return start(command);
  }

  Result shell(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    command.addAll(List.of(arguments));
    return start(command);
  }

  private Result start(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(workingFolder.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeAll(List.of("NO_COLOR", "COLUMNS", "PLUMBLINE_JAVA_OPTS"));
    variables.put("TERM", "xterm-256color");
    variables.put("PLUMBLINE_ARCHIVE", "off");
    variables.put("XDG_CACHE_HOME", CACHE.toString());
    variables.putAll(environment);
    try {
      Path out = Files.createTempFile("command-line", ".out");
      Path err = Files.createTempFile("command-line", ".err");
      try {
        return wait(command, builder.redirectOutput(out.toFile()).redirectError(err.toFile()));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Result wait(List<String> command, ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("no end after " + TIMEOUT_SECONDS + " s: " + command);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted: " + command, e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Result(
        command,
        process.exitValue(),
        text(builder.redirectOutput()),
        text(builder.redirectError()));
  }

  private static String text(ProcessBuilder.Redirect redirect) throws IOException {
    return Files.readString(redirect.file().toPath(), StandardCharsets.UTF_8);
  }
}
