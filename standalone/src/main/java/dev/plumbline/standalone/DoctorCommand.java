package dev.plumbline.standalone;

import dev.plumbline.runtime.DiscoveredTable;
import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.runtime.RowStream;
import dev.plumbline.runtime.config.ConfigurationException;
import dev.plumbline.runtime.config.LocatedProblem;
import dev.plumbline.runtime.plugin.ConnectorCatalog;
import dev.plumbline.runtime.plugin.InstalledConnector;
import dev.plumbline.spi.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks for everything that could be wrong. */
@Command(
    name = "doctor",
    description = "Look at Java, connectors, the configuration and whether sources answer.",
    footerHeading = "%nExamples:%n",
    footer = {"  plumbline doctor", "  plumbline doctor -c other.yaml --output json"})
final class DoctorCommand implements Callable<Integer> {
  private static final int OLDEST_JAVA = 17;

  private final RootCommand root;

  @Mixin private Output output = new Output();

  DoctorCommand(RootCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Diagnosis diagnosis = new Diagnosis();
    try (Progress progress = root.progress("looking at Java")) {
      java(diagnosis);
      cache(diagnosis);
      progress.step("connectors", "loading");
      connectors(diagnosis);
      progress.step("engine", "starting");
      engine(diagnosis);
      configuration(diagnosis, progress);
    }
    root.print(output.isJson() ? Json.pretty(diagnosis.json()) : diagnosis.text(root.outStyle()));
    return (diagnosis.isHealthy() ? ExitCode.PASSED : ExitCode.CHECKS_FAILED).number();
  }

  private static void java(Diagnosis diagnosis) {
    String version =
        System.getProperty("java.version")
            + " ("
            + System.getProperty("java.vm.name")
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ")";
    if (Runtime.version().feature() < OLDEST_JAVA) {
      diagnosis.failed("java", version, "install Java 17 or newer and set JAVA_HOME to it");
    } else {
      diagnosis.ok("java", version);
    }
    boolean opened = Object.class.getModule().isOpen("java.nio", DoctorCommand.class.getModule());
    if (opened) {
      diagnosis.ok("java flags", "java.nio is open");
    } else {
      diagnosis.failed(
          "java flags",
          "java.nio is closed, which Arrow needs",
          "start by the launcher, or add --add-opens=java.base/java.nio=ALL-UNNAMED");
    }
    diagnosis.ok(
        "memory",
        Units.bytes(Runtime.getRuntime().maxMemory())
            + " for Java, "
            + Units.count(Runtime.getRuntime().availableProcessors(), "core", "cores"));
  }

  private void cache(Diagnosis diagnosis) {
    Path folder = root.installation().cacheFolder();
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "doctor", ".tmp"));
      diagnosis.ok("cache", folder.toString());
    } catch (IOException e) {
      diagnosis.failed(
          "cache",
          folder + " cannot be written (" + e.getClass().getSimpleName() + ")",
          "make it writable, or name another folder in XDG_CACHE_HOME");
    }
  }

  private void connectors(Diagnosis diagnosis) {
    try (ConnectorCatalog catalog = root.catalog()) {
      List<InstalledConnector> installed = catalog.installed();
      if (installed.isEmpty()) {
        diagnosis.failed(
            "connectors",
            "none is installed",
            "put each into a folder of its own below connectors/, or name their folder with"
                + " --connectors");
      }
      for (InstalledConnector connector : installed) {
        String subject = "connector " + connector.name();
        if (connector.status() == InstalledConnector.Status.READY) {
          diagnosis.ok(subject, connector.version().orElse("ready"));
        } else {
          diagnosis.failed(
              subject, connector.reason().orElse("failed"), "look into " + connector.location());
        }
      }
    } catch (ConnectorException e) {
      diagnosis.failed("connectors", message(e), "");
    }
  }

  // The engine is native code: only a query shows that it works here.
  private void engine(Diagnosis diagnosis) {
    Optional<Path> quickstart = root.installation().quickstart();
    if (quickstart.isEmpty()) {
      diagnosis.note("engine", "not tried, because the quickstart is not there", "");
      return;
    }
    long began = System.nanoTime();
    String target = "delta:" + quickstart.get().resolve("data").resolve("training");
    try (Plumbline plumbline = root.openBare();
        RowStream rows = plumbline.read(ReadRequest.builder(target).limit(1).build())) {
      Rows.preview(rows, 1);
      diagnosis.ok(
          "engine",
          "read a row of the quickstart ("
              + Units.duration(Duration.ofNanos(System.nanoTime() - began))
              + ")");
    } catch (ConnectorException e) {
      diagnosis.failed("engine", message(e), "");
    }
  }

  private void configuration(Diagnosis diagnosis, Progress progress) {
    Optional<Path> file = root.file();
    if (file.isEmpty()) {
      diagnosis.note(
          "configuration", "there is no plumbline.yaml in this folder", "name one with -c FILE");
      return;
    }
    try (Plumbline plumbline = root.openFile(file.get())) {
      diagnosis.ok(
          "configuration",
          file.get()
              + ": "
              + Units.count(plumbline.configuration().sources().size(), "source", "sources")
              + ", "
              + Units.count(plumbline.configuration().datasets().size(), "dataset", "datasets"));
      sources(diagnosis, plumbline, progress);
    } catch (ConfigurationException e) {
      diagnosis.failed(
          "configuration",
          e.problems().stream().map(LocatedProblem::toString).collect(Collectors.joining("\n")),
          "");
    } catch (ConnectorException e) {
      diagnosis.failed("configuration", message(e), "");
    }
  }

  private void sources(Diagnosis diagnosis, Plumbline plumbline, Progress progress) {
    for (String source : plumbline.configuration().sources().keySet()) {
      progress.step(source, "asking for its tables");
      source(diagnosis, plumbline, source);
    }
  }

  private static void source(Diagnosis diagnosis, Plumbline plumbline, String source) {
    long began = System.nanoTime();
    try {
      List<DiscoveredTable> tables = plumbline.discover(source, Optional.empty());
      String elapsed = Units.duration(Duration.ofNanos(System.nanoTime() - began));
      String found =
          tables.isEmpty()
              ? "answers, and has no tables"
              : "answers: "
                  + Units.count(tables.size(), "table", "tables")
                  + ", the first is "
                  + tables.get(0).name();
      diagnosis.ok("source " + source, found + " (" + elapsed + ")");
    } catch (ConnectorException e) {
      diagnosis.failed("source " + source, message(e), "");
    }
  }

  private static String message(ConnectorException failure) {
    return String.valueOf(failure.getMessage());
  }
}
