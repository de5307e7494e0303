package dev.plumbline.runtime.engine;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.Lock;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DuckDB's driver, and the few calls that JDBC does not have. By reflection, because the classes
 * may come from {@link NativeLibraryLoader}.
 */
final class DuckDb {
  private static final Logger log = LoggerFactory.getLogger(DuckDb.class);
  private static final Object LOCK = new Object();

  // One for all engines: a native library can belong to one class loader only.
  private static @Nullable DuckDb loaded;

  private final Driver driver;
  private final Method registerArrowStream;
  private final Method arrowExportStream;
  private final Method interrupt;
  private final Field connectionLock;

  private DuckDb(ClassLoader loader) throws ReflectiveOperationException {
    this.driver =
        Class.forName(DuckDBDriver.class.getName(), true, loader)
            .asSubclass(Driver.class)
            .getDeclaredConstructor()
            .newInstance();
    Class<?> connection = Class.forName("org.duckdb.DuckDBConnection", true, loader);
    Class<?> resultSet = Class.forName("org.duckdb.DuckDBResultSet", true, loader);
    this.registerArrowStream =
        connection.getMethod("registerArrowStream", String.class, Object.class);
    this.arrowExportStream = resultSet.getMethod("arrowExportStream", Object.class, long.class);
    this.interrupt = connection.getDeclaredMethod("interrupt");
    interrupt.setAccessible(true);
    this.connectionLock = connection.getDeclaredField("connRefLock");
    connectionLock.setAccessible(true);
    Class.forName("org.duckdb.DuckDBNative", true, loader);
  }

  /** Loads DuckDB once for this process; later calls ignore the folder. */
  static DuckDb load(Optional<Path> nativeFolder) {
    synchronized (LOCK) {
      if (loaded == null) {
        loaded =
            nativeFolder
                .flatMap(NativeLibrary::unpacked)
                .flatMap(DuckDb::withLibrary)
                .orElseGet(DuckDb::inItsOwnWay);
      }
      return loaded;
    }
  }

  private static Optional<DuckDb> withLibrary(Path library) {
    try {
      return Optional.of(new DuckDb(new NativeLibraryLoader(library)));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      log.debug("cannot use the native library {}", library, e);
      return Optional.empty();
    }
  }

  private static DuckDb inItsOwnWay() {
    try {
      return new DuckDb(DuckDb.class.getClassLoader());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the DuckDB driver on the class path is not the expected one", e);
    }
  }

  Connection open(Properties properties) throws SQLException {
    Connection connection = driver.connect("jdbc:duckdb:", properties);
    if (connection == null) {
      throw new SQLException("the driver does not know its own URL");
    }
    return connection;
  }

  void register(Connection connection, String name, ArrowArrayStream stream) throws SQLException {
    call(registerArrowStream, connection, name, stream);
  }

  ArrowReader export(ResultSet results, BufferAllocator allocator, long batchRows)
      throws SQLException {
    return (ArrowReader) call(arrowExportStream, results, allocator, batchRows);
  }

  /**
   * Interrupts what runs on the connection. {@link java.sql.Statement#cancel()} does nothing while
   * a streamed result is being fetched.
   */
  void interrupt(Connection connection) throws SQLException {
    try {
      Lock lock = (Lock) connectionLock.get(connection);
      lock.lock();
      try {
        if (!connection.isClosed()) {
          call(interrupt, connection);
        }
      } finally {
        lock.unlock();
      }
    } catch (IllegalAccessException e) {
      throw new SQLException("cannot interrupt", e);
    }
  }

  private static Object call(Method method, Object target, Object... arguments)
      throws SQLException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      throw new SQLException(method.getName() + " failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new SQLException(method.getName() + " is not accessible", e);
    }
  }
}
