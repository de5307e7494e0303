package dev.plumbline.runtime.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of one connector: the JDK, its own jars, and from the runtime only the packages
 * listed here. There is no fallback: what is neither listed nor in the jars does not exist.
 */
final class ConnectorClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String SPI = "dev.plumbline.spi.";
  // Packages that appear in the contract's signatures, so that both sides mean the same classes.
  private static final List<String> SHARED =
      List.of(
          "org.apache.arrow.memory.",
          "org.apache.arrow.vector.",
          "org.apache.arrow.util.",
          "org.slf4j.",
          "org.jspecify.annotations.");

  private final ClassLoader runtime;

  ConnectorClassLoader(String name, List<URL> jars, ClassLoader runtime) {
    super(name, jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    this.runtime = runtime;
  }

  /** Says whether a class comes from the runtime; of the SPI only the package itself. */
  static boolean isShared(String className) {
    return (className.startsWith(SPI) && className.indexOf('.', SPI.length()) < 0)
        || SHARED.stream().anyMatch(className::startsWith);
  }

  private static boolean isSharedResource(String name) {
    // META-INF is in no package, so service files of shared libraries stay with their owner.
    return isShared(
        name.endsWith(".class") ? dotted(name.substring(0, name.length() - 6)) : dotted(name));
  }

  private static String dotted(String path) {
    return path.replace('/', '.');
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return isShared(name) ? runtime.loadClass(name) : super.loadClass(name, resolve);
  }

  @Override
  public @Nullable URL getResource(String name) {
    return isSharedResource(name) ? runtime.getResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (!isSharedResource(name)) {
      return super.getResources(name);
    }
    URL shared = runtime.getResource(name);
    return shared == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(List.of(shared));
  }
}
