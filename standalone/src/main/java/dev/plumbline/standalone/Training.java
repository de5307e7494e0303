package dev.plumbline.standalone;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * Runs the demo for nobody: the launcher lets Java write down which classes it loads, so that later
 * starts need not look for them. Whatever fails here only makes the list shorter.
 */
final class Training {
  private Training() {}

  static void run() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Application application =
        new Application(
            new Terminal(nowhere, nowhere, Set.of(), Map.of(), 120),
            new Interruption(),
            Installation.of(System.getProperties(), Map.of()));
    application.run("demo");
    application.run("read", "--help");
    application.run("connectors");
  }
}
