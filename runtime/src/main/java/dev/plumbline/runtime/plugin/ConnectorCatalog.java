package dev.plumbline.runtime.plugin;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.NearestName;
import dev.plumbline.spi.StandardErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every connector that was found, ready or failed.
 *
 * <p>Two connectors of one name both fail: which of them a configuration means cannot be known, and
 * to choose by the order of folders would let a stray copy win unseen.
 *
 * @since 0.1.0
 */
public final class ConnectorCatalog implements AutoCloseable {
  private final List<InstalledConnector> installed;
  private final Map<String, ConnectorFactory> factories;
  private final List<ConnectorClassLoader> loaders;

  private ConnectorCatalog(List<Candidate> candidates) {
    installed =
        candidates.stream()
            .map(Candidate::describe)
            .sorted(
                Comparator.comparing(InstalledConnector::name)
                    .thenComparing(InstalledConnector::location))
            .toList();
    factories = new TreeMap<>();
    candidates.forEach(c -> c.factory().ifPresent(factory -> factories.put(c.name(), factory)));
    loaders = candidates.stream().flatMap(c -> c.loader().stream()).toList();
  }

  /**
   * Finds connectors. Each folder of jars gets a class loader of its own, which sees the JDK, its
   * jars and, of the runtime, the contract and what appears in its signatures.
   *
   * @param folders each holds one folder of jars for each connector; one that does not exist holds
   *     none
   * @param classPath also looks here, for hosts that bundle connectors
   * @return what was found; a broken connector is in it as failed
   */
  public static ConnectorCatalog load(List<Path> folders, Optional<ClassLoader> classPath) {
    List<Candidate> found = new ArrayList<>();
    folders.stream()
        .map(folder -> folder.toAbsolutePath().normalize())
        .distinct()
        .forEach(
            folder ->
                found.addAll(Candidate.below(folder, ConnectorCatalog.class.getClassLoader())));
    classPath.ifPresent(loader -> found.addAll(Candidate.onClassPath(loader)));
    failDuplicates(found);
    return new ConnectorCatalog(found);
  }

  private static void failDuplicates(List<Candidate> found) {
    found.stream()
        .filter(candidate -> candidate.factory().isPresent())
        .collect(groupingBy(Candidate::name))
        .forEach(
            (name, same) -> {
              if (same.size() > 1) {
                String places = same.stream().map(Candidate::place).collect(joining(" and "));
                same.forEach(
                    candidate ->
                        candidate.fail(
                            "connector '"
                                + name
                                + "' is installed more than once, in "
                                + places
                                + "; remove all but one"));
              }
            });
  }

  /** {@return every connector found, by name, then location} */
  public List<InstalledConnector> installed() {
    return installed;
  }

  /** {@return the names of those that are ready, sorted} */
  public List<String> names() {
    return List.copyOf(factories.keySet());
  }

  /**
   * Gives a connector's factory. Around every call to it, and to all that comes out of it, the
   * context class loader is the connector's; what is thrown is a {@link ConnectorException}, a
   * foreign exception becoming one with {@code INTERNAL} that names connector and method.
   *
   * @param name the connector's name
   * @return the factory
   * @throws ConnectorException with {@code NOT_FOUND}, naming the nearest name or what is
   *     installed, or with the reason why it failed to load
   */
  public ConnectorFactory factory(String name) {
    ConnectorFactory factory = factories.get(name);
    if (factory == null) {
      throw new ConnectorException(StandardErrorCode.NOT_FOUND, why(name));
    }
    return factory;
  }

  private String why(String name) {
    Optional<InstalledConnector> failed =
        installed.stream().filter(connector -> connector.name().equals(name)).findFirst();
    if (failed.isPresent()) {
      return "connector '"
          + name
          + "' in "
          + failed.get().location()
          + " failed to load: "
          + failed.get().reason().orElse("");
    }
    return "no connector '"
        + name
        + "' is installed; "
        + NearestName.of(name, factories.keySet())
            .map(near -> "did you mean '" + near + "'?")
            .orElseGet(
                () ->
                    factories.isEmpty()
                        ? "none is: put the connector's folder of jars into the connectors folder"
                        : "installed are " + String.join(", ", factories.keySet()));
  }

  /** The loaders of the connectors that came from folders. */
  List<ConnectorClassLoader> loaders() {
    return loaders;
  }

  /**
   * Closes the connectors' class loaders. Connectors made by their factories must be closed before.
   *
   * @throws UncheckedIOException if a jar cannot be closed; the others are
   */
  @Override
  public void close() {
    IOException failure = null;
    for (ConnectorClassLoader loader : loaders) {
      try {
        loader.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw new UncheckedIOException("the connectors' jars cannot be closed", failure);
    }
  }
}
