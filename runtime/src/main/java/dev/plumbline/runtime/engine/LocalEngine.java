package dev.plumbline.runtime.engine;

import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.StandardErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs statements in this process with DuckDB: vectorised, within a bound of memory, and unable to
 * read anything but the files and batches of the statement's inputs. Thread-safe.
 *
 * @since 0.1.0
 */
public final class LocalEngine implements AutoCloseable {
  private final LocalEngineOptions options;
  private final DuckDb duckDb;
  private final Set<EngineRun> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Loads DuckDB.
   *
   * @param options what it may use of the machine
   * @throws ConnectorException {@link StandardErrorCode#INVALID_CONFIGURATION} if this JVM lacks a
   *     flag that Arrow needs
   */
  public LocalEngine(LocalEngineOptions options) {
    this.options = options;
    ArrowAccess.check();
    this.duckDb = DuckDb.load(options.nativeFolder());
  }

  /**
   * Starts a statement.
   *
   * <p>Batches have exactly the schema of the query, are allocated from the query's allocator and
   * belong to the caller, who may keep them after closing the reader. Closing the reader,
   * cancelling the query and its deadline all interrupt the engine and the connector's readers;
   * after {@link BatchReader#close()} nothing of the statement is left.
   *
   * @param q the query
   * @param query the statement and its inputs
   * @return its batches, in no particular order unless the statement asks for one
   * @throws ConnectorException here or from {@link BatchReader#next()}: {@link
   *     StandardErrorCode#SNAPSHOT_GONE} for a missing file; {@link StandardErrorCode#CORRUPT_DATA}
   *     for a file that is cut off, replaced, or has not the promised rows; {@link
   *     StandardErrorCode#SCHEMA_CHANGED} if a part has other columns than its input; {@link
   *     StandardErrorCode#LIMIT_EXCEEDED} if memory and disk are used up; {@link
   *     StandardErrorCode#CANCELLED} and {@link StandardErrorCode#TIMEOUT}; {@link
   *     StandardErrorCode#INVALID_REQUEST} if a value has no result, such as a text that is no
   *     number; {@link StandardErrorCode#PERMISSION_DENIED} if the statement reads anything else; a
   *     failure of the connector as it is
   */
  public BatchReader run(QueryContext q, EngineQuery query) {
    if (closed) {
      throw new ConnectorException(StandardErrorCode.INVALID_REQUEST, "engine: it is closed");
    }
    if (query.schema().getFields().isEmpty()) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST, "engine: a statement needs at least one column");
    }
    OpenedInputs opened = new OpenedInputs(q, this::run);
    EngineRun run;
    try {
      opened.open(query.inputs());
      List<List<InputShare>> shares = Shares.of(q, query, opened::of, options.threads());
      run =
          new EngineRun(
              q,
              query,
              options,
              duckDb,
              shares,
              ended -> {
                running.remove(ended);
                opened.close();
              });
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
    running.add(run);
    run.start();
    if (closed) {
      run.close();
    }
    return run;
  }

  /**
   * Writes rows into a Parquet file, compressed with zstd.
   *
   * @param q the query
   * @param rows the rows, taken to their end; the caller closes the reader
   * @param metadata keys and values for the file's own metadata
   * @param file the file; after a failure it may be incomplete, and the caller removes it
   * @return how many rows were written
   * @throws ConnectorException as {@link #run} does, and what the rows fail with
   */
  public long write(QueryContext q, BatchReader rows, Map<String, String> metadata, Path file) {
    return ParquetFile.write(q, rows, metadata, file, duckDb, options);
  }

  /** Ends all statements that still run. */
  @Override
  public void close() {
    closed = true;
    for (EngineRun run : running) {
      run.close();
    }
  }
}
