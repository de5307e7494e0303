package dev.plumbline.runtime.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One database in memory with one connection, which can read nothing but the files and streams that
 * it was given. One thread runs statements; {@link #interrupt()} may come from any.
 */
final class DuckSession implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DuckSession.class);

  private final DuckDb duckDb;
  private final Connection connection;
  private final Path spill;
  private final List<ArrowArrayStream> streams = new ArrayList<>();

  private DuckSession(DuckDb duckDb, Connection connection, Path spill) {
    this.duckDb = duckDb;
    this.connection = connection;
    this.spill = spill;
  }

  static DuckSession open(
      DuckDb duckDb, int threads, long memoryBytes, Path spillFolder, Collection<String> readable)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    properties.setProperty("threads", Integer.toString(threads));
    properties.setProperty("memory_limit", memoryBytes / 1024 + "KiB");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("preserve_insertion_order", "false");
    properties.setProperty("arrow_large_buffer_size", "false");
    // Its own for each database: DuckDB's names of temporary files are not unique.
    createSpillFolder(spillFolder);
    Path spill = spillFolder.toAbsolutePath().resolve("plumbline-spill-" + UUID.randomUUID());
    DuckSession session = new DuckSession(duckDb, duckDb.open(properties), spill);
    try {
      session.execute("SET TimeZone = 'UTC'");
      session.execute("SET temp_directory = " + DuckSql.text(spill.toString()));
      session.execute(
          "SET allowed_paths = "
              + readable.stream()
                  .flatMap(path -> Stream.of(path, DuckSql.escapeGlob(path)).distinct())
                  .map(DuckSql::text)
                  .collect(Collectors.joining(", ", "[", "]")));
      // DuckDB 1.5.6 hands the keys of a join to rows before they are cut by ORDER BY ... LIMIT.
      session.execute("SET disabled_optimizers = 'join_filter_pushdown'");
      session.execute("SET enable_external_access = false");
      session.execute("SET lock_configuration = true");
      return session;
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static void createSpillFolder(Path folder) throws SQLException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new SQLException("cannot create the folder " + folder + " for spilling", e);
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a statement that writes, and returns how many rows it wrote. */
  long write(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeLargeUpdate(sql);
    }
  }

  List<List<String>> rows(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (results.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(results.getString(i)));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /** Makes batches readable under a name, once. */
  void register(String name, ArrowReader batches, BufferAllocator allocator) throws SQLException {
    ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
    streams.add(stream);
    Data.exportArrayStream(allocator, batches, stream);
    duckDb.register(connection, name, stream);
  }

  /** Runs a statement; what consumes the batches ends before this returns. */
  void stream(String sql, BufferAllocator allocator, long batchRows, BatchConsumer consumer)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(sql);
        ArrowReader batches = duckDb.export(results, allocator, batchRows)) {
      consumer.accept(batches);
    }
  }

  void interrupt() {
    try {
      duckDb.interrupt(connection);
    } catch (SQLException e) {
      log.debug("nothing left to interrupt", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("closing a database in memory", e);
    }
    for (ArrowArrayStream stream : streams) {
      // A stream that no statement came to read is still ours to release.
      if (stream.snapshot().release != 0) {
        stream.release();
      }
      stream.close();
    }
    streams.clear();
    deleteSpill();
  }

  private void deleteSpill() {
    if (!Files.exists(spill)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(spill)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      log.debug("leaving {} behind", spill, e);
    }
  }

  /** Takes the batches of one result. */
  interface BatchConsumer {
    void accept(ArrowReader batches) throws IOException;
  }
}
