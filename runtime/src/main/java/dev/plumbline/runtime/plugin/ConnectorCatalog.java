package dev.plumbline.runtime.plugin;

import dev.plumbline.spi.ConnectorFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Every connector that was found, ready or failed.
 *
 * @since 0.1.0
 */
public final class ConnectorCatalog implements AutoCloseable {
  private ConnectorCatalog() {}

  /**
   * Finds connectors.
   *
   * @param folders each holds one folder of jars for each connector
   * @param classPath also looks here, for hosts that bundle connectors
   * @return what was found; a broken connector is in it as failed
   */
  public static ConnectorCatalog load(List<Path> folders, Optional<ClassLoader> classPath) {
    throw new UnsupportedOperationException(folders + " " + classPath);
  }

  /** {@return every connector found, by name, then location} */
  public List<InstalledConnector> installed() {
    throw new UnsupportedOperationException();
  }

  /** {@return the names of those that are ready, sorted} */
  public List<String> names() {
    throw new UnsupportedOperationException();
  }

  /**
   * Gives a connector's factory, which sets the context class loader around every call.
   *
   * @param name the connector's name
   * @return the factory
   * @throws dev.plumbline.spi.ConnectorException with {@code NOT_FOUND}, naming the nearest name or
   *     what is installed, or with the reason why it failed to load
   */
  public ConnectorFactory factory(String name) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  public void close() {}
}
