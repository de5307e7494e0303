package dev.plumbline.runtime.engine;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of the streams of a statement: a database of its own, over its share of the inputs. */
final class EngineStream {
  private static final Logger log = LoggerFactory.getLogger(EngineStream.class);
  private static final long VECTOR_ROWS = 2_048;
  private static final long MOST_BATCH_ROWS = 32 * VECTOR_ROWS;
  private static final long UNKNOWN_BATCH_ROWS = 8 * VECTOR_ROWS;
  private static final long BATCH_BYTES = 16L << 20;
  // Parquet takes about a quarter of what the same values take in Arrow.
  private static final long EXPANSION = 4;

  private final EngineRun run;
  private final DuckDb duckDb;
  private final List<InputShare> inputs;
  private final int threads;
  private final long memoryBytes;
  private final LocalEngineOptions options;
  private final Feeds feeds;
  private final Object lock = new Object();
  private @Nullable DuckSession session;

  EngineStream(
      EngineRun run,
      DuckDb duckDb,
      List<InputShare> inputs,
      int threads,
      long memoryBytes,
      LocalEngineOptions options) {
    this.run = run;
    this.duckDb = duckDb;
    this.inputs = inputs;
    this.threads = threads;
    this.memoryBytes = memoryBytes;
    this.options = options;
    this.feeds = new Feeds(run.context());
  }

  /** Runs to the end, or until the run is stopped. */
  void run() {
    try {
      try {
        read();
      } finally {
        feeds.close();
      }
    } catch (SQLException | IOException | RuntimeException e) {
      if (run.isStopped()) {
        log.debug("query {}: ended early", run.context().queryId(), e);
      } else {
        throw explained(e);
      }
    }
  }

  private void read() throws SQLException, IOException {
    BufferAllocator allocator = run.context().allocator();
    try (DuckSession opened = open(inputs)) {
      requireOneSelect(opened);
      InputView views = new InputView(opened, allocator, feeds);
      for (InputShare input : inputs) {
        views.create(input, run.query().sql());
      }
      if (!run.isStopped()) {
        opened.stream(run.query().sql(), allocator, batchRows(), this::handOver);
      }
    } finally {
      forgetSession();
    }
  }

  private DuckSession open(List<InputShare> read) throws SQLException {
    DuckSession opened =
        DuckSession.open(duckDb, threads, memoryBytes, options.spillFolder(), paths(read));
    synchronized (lock) {
      session = opened;
    }
    return opened;
  }

  private void forgetSession() {
    synchronized (lock) {
      session = null;
    }
  }

  /** A COPY or a second statement could write to the files that may be read. */
  private void requireOneSelect(DuckSession opened) throws SQLException {
    List<String> parsed =
        opened
            .rows(
                "SELECT s->>'error', json_array_length(s, '$.statements') FROM"
                    + " (SELECT json_serialize_sql("
                    + DuckSql.text(run.query().sql())
                    + ") AS s)")
            .get(0);
    if (!parsed.equals(List.of("false", "1"))) {
      log.debug("query {}: refused {}", run.context().queryId(), run.query().sql());
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST, "engine: the statement is not exactly one SELECT");
    }
  }

  private void handOver(ArrowReader batches) throws IOException {
    BatchShape.requireSame(
        run.query().schema(),
        batches.getVectorSchemaRoot().getSchema(),
        StandardErrorCode.INTERNAL);
    while (!run.isStopped() && batches.loadNextBatch()) {
      VectorSchemaRoot loaded = batches.getVectorSchemaRoot();
      if (loaded.getRowCount() == 0) {
        continue;
      }
      VectorSchemaRoot batch =
          BatchShape.take(loaded, run.query().schema(), run.context().allocator());
      if (!run.put(batch)) {
        batch.close();
        return;
      }
    }
  }

  /** Fewer rows a batch where rows are wide, so that memory stays bounded. */
  private long batchRows() {
    List<FileShare.LocalFile> files = inputs.stream().flatMap(InputShare::localFiles).toList();
    OptionalLong rows =
        files.stream().allMatch(file -> file.data().rows().isPresent())
            ? OptionalLong.of(files.stream().mapToLong(f -> f.data().rows().orElse(0)).sum())
            : OptionalLong.empty();
    if (files.isEmpty() || rows.isEmpty()) {
      return UNKNOWN_BATCH_ROWS;
    }
    long bytes = files.stream().mapToLong(file -> file.data().ref().size()).sum();
    long bytesPerRow = Math.max(1, bytes * EXPANSION / Math.max(1, rows.getAsLong()));
    long vectors = BATCH_BYTES / bytesPerRow / VECTOR_ROWS;
    return Math.max(1, Math.min(vectors, MOST_BATCH_ROWS / VECTOR_ROWS)) * VECTOR_ROWS;
  }

  private static Set<String> paths(List<InputShare> inputs) {
    Set<String> paths = new LinkedHashSet<>();
    inputs.stream()
        .flatMap(InputShare::localFiles)
        .forEach(file -> paths.add(file.path().toString()));
    return paths;
  }

  private ConnectorException explained(Exception thrown) {
    Optional<ConnectorException> connector = feeds.failure();
    if (connector.isPresent()) {
      return connector.get();
    }
    List<String> paths = List.copyOf(paths(inputs));
    ConnectorException mapped = EngineErrors.map(thrown, paths);
    if (mapped.code() == StandardErrorCode.INTERNAL) {
      log.debug("query {}: failed: {}", run.context().queryId(), run.query().sql(), thrown);
    }
    return thrown instanceof ConnectorException || !EngineErrors.mayBeAFile(mapped, paths)
        ? mapped
        : unreadableFile().orElse(mapped);
  }

  /** Some errors of a Parquet file do not name it; reading the files one by one tells. */
  private Optional<ConnectorException> unreadableFile() {
    for (InputShare input : inputs) {
      for (FileShare share : input.files()) {
        for (FileShare.LocalFile file : share.files()) {
          Optional<ConnectorException> failure = readAlone(input, share, file);
          if (failure.isPresent() || run.isStopped()) {
            return failure;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<ConnectorException> readAlone(
      InputShare input, FileShare share, FileShare.LocalFile file) {
    List<FileShare> alone = List.of(new FileShare(share.part(), List.of(file)));
    List<InputShare> only = 
        List.of(new InputShare(input.input(), input.reader(), alone, List.of()));
    try (DuckSession opened = open(only)) {
      opened.rows(
          "SELECT count(COLUMNS(*)) FROM ("
              + FileScan.select(opened, "alone_", alone.get(0), "")
              + ")");
      return Optional.empty();
    } catch (SQLException | RuntimeException e) {
      return Optional.of(
          new ConnectorException(
              StandardErrorCode.CORRUPT_DATA,
              "engine: file '"
                  + file.path()
                  + "' cannot be read: "
                  + EngineErrors.map(e, List.of()).getMessage(),
              e));
    } finally {
      forgetSession();
    }
  }

  /** Interrupts the engine; quick. */
  void interrupt() {
    synchronized (lock) {
      if (session != null) {
        session.interrupt();
      }
    }
  }

  /** Interrupts the engine and the connector. */
  void stop() {
    interrupt();
    feeds.close();
  }
}
