package dev.plumbline.runtime.plugin;

import dev.plumbline.spi.ConfigProperty;
import dev.plumbline.spi.ConfigSpec;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.SpiVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One connector while it is loaded. Whatever goes wrong ends as a reason, not as an exception, so
 * that one broken connector leaves the others alone.
 */
final class Candidate {
  static final String CLASS_PATH = "class path";

  private static final Pattern SPI_CLASS =
      Pattern.compile("(META-INF/versions/\\d+/)?dev/plumbline/spi/[^/]+\\.class");
  // A source's own key: a connector that declared it would never be given its value.
  private static final String RESERVED_KEY = "connector";
  // A service loader goes on after a broken entry; this ends one that never gets past it.
  private static final int MOST_BROKEN_ENTRIES = 100;

  private final String location;
  private String name;
  private List<String> jars = List.of();
  private Optional<String> version = Optional.empty();
  private Optional<Integer> spiVersion = Optional.empty();
  private Optional<String> reason = Optional.empty();
  private @Nullable ConnectorFactory factory;
  private @Nullable ConnectorClassLoader loader;

  private Candidate(String name, String location) {
    this.name = name;
    this.location = location;
  }

  /** Lists one of the folders that hold connectors; one that does not exist holds none. */
  static List<Candidate> below(Path folder, ClassLoader runtime) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !fileName(entry).startsWith("."))
          .sorted()
          .flatMap(
              entry ->
                  Files.isDirectory(entry)
                      ? Stream.of(in(entry, runtime))
                      : fileName(entry).endsWith(".jar")
                          ? Stream.of(looseJar(entry))
                          : Stream.empty())
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(
          broken(
              fileName(folder),
              folder.toString(),
              "the folder cannot be listed (" + e + "); check that it is a folder and readable"));
    }
  }

  private static Candidate looseJar(Path jar) {
    String stem = fileName(jar).substring(0, fileName(jar).length() - ".jar".length());
    return broken(
        stem,
        jar.toString(),
        "'"
            + fileName(jar)
            + "' lies outside of a connector's folder; move it into '"
            + jar.resolveSibling(stem)
            + "' together with the jars that it needs");
  }

  private static Candidate in(Path folder, ClassLoader runtime) {
    Candidate candidate = new Candidate(fileName(folder), folder.toString());
    candidate.attempt(() -> candidate.load(folder, runtime));
    return candidate;
  }

  /** Finds the connectors that a host has on its class path. */
  static List<Candidate> onClassPath(ClassLoader classPath) {
    List<Candidate> found = new ArrayList<>();
    Iterator<ServiceLoader.Provider<ConnectorFactory>> providers =
        ServiceLoader.load(ConnectorFactory.class, classPath).stream().iterator();
    for (int brokenEntries = 0; brokenEntries < MOST_BROKEN_ENTRIES; ) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        found.add(onClassPath(providers.next(), classPath));
      } catch (ServiceConfigurationError | LinkageError e) {
        brokenEntries++;
        found.add(broken("unknown", CLASS_PATH, unusable(e)));
      }
    }
    return found;
  }

  private static Candidate onClassPath(
      ServiceLoader.Provider<ConnectorFactory> provider, ClassLoader classPath) {
    Candidate candidate = new Candidate(provider.type().getName(), CLASS_PATH);
    candidate.attempt(
        () -> {
          CodeSource source = provider.type().getProtectionDomain().getCodeSource();
          if (source != null && source.getLocation() != null) {
            String path = source.getLocation().getPath();
            if (path.endsWith(".jar")) {
              candidate.jars = List.of(path.substring(path.lastIndexOf('/') + 1));
            }
          }
          candidate.adopt(provider, classPath);
        });
    return candidate;
  }

  private static Candidate broken(String name, String location, String reason) {
    Candidate candidate = new Candidate(name, location);
    candidate.fail(reason);
    return candidate;
  }

  /** A step of loading. */
  private interface Step {
    void run() throws RefusedException;
  }

  private void attempt(Step step) {
    try {
      step.run();
    } catch (RefusedException | ConnectorException e) {
      fail(String.valueOf(e.getMessage()));
    } catch (Throwable e) {
      // A connector's code runs here for the first time: a missing class, a failed initialiser and
      // an endless recursion are its failure, not the runtime's.
      SpiBoundary.rethrowIfFatal(e);
      fail(unusable(e));
    }
  }

  private static String unusable(Throwable thrown) {
    return "its classes cannot be used: "
        + thrown
        + (thrown.getCause() == null ? "" : ", caused by " + thrown.getCause())
        + "; install it again with every jar that it needs, or a release for this version";
  }

  private void load(Path folder, ClassLoader runtime) throws RefusedException {
    List<Path> files = jarsIn(folder);
    jars = files.stream().map(Candidate::fileName).toList();
    if (files.isEmpty()) {
      throw new RefusedException(
          "the folder holds no jars; copy the connector's jars into it or remove it");
    }
    List<URL> urls = new ArrayList<>();
    for (Path jar : files) {
      inspect(jar);
      urls.add(url(jar));
    }
    ConnectorClassLoader own = new ConnectorClassLoader("connector-" + name, urls, runtime);
    loader = own;
    adopt(onlyProvider(own), own);
  }

  private static List<Path> jarsIn(Path folder) throws RefusedException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> fileName(entry).endsWith(".jar")).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new RefusedException(
          "the folder cannot be listed (" + e + "); check its permissions", e);
    }
  }

  private static void inspect(Path jar) throws RefusedException {
    try (JarFile file = new JarFile(jar.toFile())) {
      if (file.stream().anyMatch(entry -> SPI_CLASS.matcher(entry.getName()).matches())) {
        throw new RefusedException(
            "'"
                + fileName(jar)
                + "' holds classes of dev.plumbline.spi, which the runtime provides; build it with"
                + " plumbline-spi in scope 'provided', or remove that jar");
      }
    } catch (IOException e) {
      throw new RefusedException(
          "'"
              + fileName(jar)
              + "' cannot be read as a jar ("
              + e.getMessage()
              + "); copy it again or remove it",
          e);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError("a file always has a URL", e);
    }
  }

  private static ServiceLoader.Provider<ConnectorFactory> onlyProvider(ClassLoader loader)
      throws RefusedException {
    List<ServiceLoader.Provider<ConnectorFactory>> providers =
        ServiceLoader.load(ConnectorFactory.class, loader).stream().toList();
    if (providers.isEmpty()) {
      throw new RefusedException(
          "no jar has a service file META-INF/services/"
              + ConnectorFactory.class.getName()
              + " that names its factory; add it, or remove the folder if this is no connector");
    }
    if (providers.size() > 1) {
      throw new RefusedException(
          "the folder holds several connectors ("
              + String.join(", ", providers.stream().map(p -> p.type().getName()).sorted().toList())
              + "); give each a folder of its own");
    }
    return providers.get(0);
  }

  private void adopt(Supplier<ConnectorFactory> provider, ClassLoader context)
      throws RefusedException {
    ConnectorFactory authors = SpiBoundary.inContext(context, provider);
    version =
        Optional.ofNullable(authors.getClass().getPackage()).map(Package::getImplementationVersion);
    ConnectorFactory unnamed = SpiBoundary.around(ConnectorFactory.class, authors, name, context);
    name = unnamed.name().value();
    ConnectorFactory guarded = SpiBoundary.around(ConnectorFactory.class, authors, name, context);
    check(guarded);
    factory = guarded;
  }

  private void check(ConnectorFactory guarded) throws RefusedException {
    int writtenFor = guarded.spiVersion();
    spiVersion = Optional.of(writtenFor);
    if (writtenFor > SpiVersion.CURRENT) {
      throw new RefusedException(
          "it was written for SPI version "
              + writtenFor
              + ", this runtime has "
              + SpiVersion.CURRENT
              + "; upgrade Plumbline or install an older release of the connector");
    }
    if (writtenFor < 1) {
      throw new RefusedException(
          "it claims SPI version "
              + writtenFor
              + ", the first is 1; its author must return SpiVersion.CURRENT");
    }
    List<String> source = keys(guarded.sourceSpec());
    List<String> both = new ArrayList<>(source);
    both.retainAll(keys(guarded.relationSpec()));
    if (!both.isEmpty()) {
      throw new RefusedException(
          "both sourceSpec() and relationSpec() declare "
              + String.join(", ", both)
              + "; its author must keep each key in one of them");
    }
    if (source.contains(RESERVED_KEY)) {
      throw new RefusedException(
          "sourceSpec() declares '"
              + RESERVED_KEY
              + "', which names the connector itself; its author must choose another key");
    }
  }

  private static List<String> keys(ConfigSpec spec) {
    return spec.properties().stream().map(ConfigProperty::name).toList();
  }

  private static String fileName(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** Makes it failed, for good. */
  void fail(String why) {
    reason = Optional.of(why.replaceAll("\\s+", " "));
    factory = null;
    if (loader != null) {
      try {
        loader.close();
      } catch (IOException e) {
        reason = reason.map(text -> text + " (its jars could not be closed: " + e + ")");
      }
      loader = null;
    }
  }

  String name() {
    return name;
  }

  /** Where it is, as a reason says it. */
  String place() {
    return jars.isEmpty() || !location.equals(CLASS_PATH)
        ? location
        : location + " (" + jars.get(0) + ")";
  }

  /** Empty if it failed. */
  Optional<ConnectorFactory> factory() {
    return Optional.ofNullable(factory);
  }

  /** Empty if it failed or is on the class path, whose loader is the host's. */
  Optional<ConnectorClassLoader> loader() {
    return Optional.ofNullable(loader);
  }

  InstalledConnector describe() {
    return new InstalledConnector(
        name,
        factory == null ? InstalledConnector.Status.FAILED : InstalledConnector.Status.READY,
        version,
        spiVersion,
        location,
        jars,
        reason);
  }
}
