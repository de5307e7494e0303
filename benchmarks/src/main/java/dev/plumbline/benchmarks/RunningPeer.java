package dev.plumbline.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The runner's side of a {@link PeerProcess}. */
final class RunningPeer implements AutoCloseable {
  private final PeerKind kind;
  private final String workload;
  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;

  private RunningPeer(PeerKind kind, String workload, Process process) {
    this.kind = kind;
    this.workload = workload;
    this.process = process;
    this.in =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static RunningPeer start(PeerKind kind, Workload workload, Path data, long rows)
      throws IOException {
    return start(
        kind,
        workload.title(),
        PeerProcess.class,
        List.of(kind.name(), workload.name(), data.toString(), Long.toString(rows)));
  }

  /** Starts a process that serves runs; its error messages come with this one's. */
  static RunningPeer start(PeerKind kind, String workload, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return new RunningPeer(
        kind,
        workload,
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** One run, how long it took, and how long processors were busy with it. */
  record Run(Duration wall, Duration processor, Answer answer) {}

  PeerKind kind() {
    return kind;
  }

  Run run() throws IOException {
    in.write("run\n");
    in.flush();
    String[] words = reply(PeerProcess.ANSWER).split(" ", 6);
    return new Run(
        Duration.ofNanos(Long.parseLong(words[2])),
        Duration.ofNanos(Long.parseLong(words[3])),
        new Answer(Long.parseLong(words[4]), words[5]));
  }

  /** Ends the process and returns the most memory that it has taken; empty where unknown. */
  OptionalLong end() throws IOException {
    in.close();
    long bytes = Long.parseLong(reply(PeerProcess.PEAK).split(" ", 3)[2]);
    return bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  private String reply(String kindOfReply) throws IOException {
    String line = out.readLine();
    while (line != null && !line.startsWith(PeerProcess.MARK + " " + kindOfReply + " ")) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IllegalStateException(
          kind.title() + " ended during the " + workload + "; its errors are above");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
