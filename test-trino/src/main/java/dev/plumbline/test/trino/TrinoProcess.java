package dev.plumbline.test.trino;

import io.trino.plugin.memory.MemoryPlugin;
import io.trino.server.testing.TestingTrinoServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogManager;

/**
 * A Trino server with the catalog {@code memory}. Prints its address as one line on standard output
 * and ends when its standard input does.
 */
final class TrinoProcess {
  private TrinoProcess() {}

  /** Takes the folder for Trino's own files. */
  public static void main(String[] arguments) throws IOException {
    // Whatever a library prints must not mix with the address.
    PrintStream address = System.out;
    System.setOut(System.err);
    LogManager.getLogManager().reset();
    try (TestingTrinoServer server =
        TestingTrinoServer.builder().setBaseDataDir(Optional.of(Path.of(arguments[0]))).build()) {
      server.installPlugin(new MemoryPlugin());
      server.createCatalog("memory", "memory", Map.of());
      address.write((server.getBaseUrl() + "\n").getBytes(StandardCharsets.UTF_8));
      address.flush();
      while (System.in.read() >= 0) {}
    }
    // Threads of the server's libraries stay behind.
    System.exit(0);
  }
}
