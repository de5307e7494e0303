package dev.plumbline.runtime.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * Defines DuckDB's classes anew, with a native library that lies outside their jar: a library found
 * in the jar is always unpacked, so these classes must not see it.
 */
final class NativeLibraryLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final ClassLoader source;
  private final Path library;

  NativeLibraryLoader(Path library) {
    super(NativeLibraryLoader.class.getClassLoader());
    this.source = DuckDBDriver.class.getClassLoader();
    this.library = library;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("org.duckdb.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        loaded = define(name);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = source.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length, DuckDBDriver.class.getProtectionDomain());
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    return name.startsWith("libduckdb_java") ? null : super.getResource(name);
  }

  @Override
  protected @Nullable String findLibrary(String name) {
    return name.equals("duckdb_java") ? library.toString() : super.findLibrary(name);
  }
}
