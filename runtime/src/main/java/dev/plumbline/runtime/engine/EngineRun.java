package dev.plumbline.runtime.engine;

import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Registration;
import dev.plumbline.spi.StandardErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One statement that runs: its streams fill one bounded queue, its reader empties it. */
final class EngineRun implements BatchReader {
  private static final Logger log = LoggerFactory.getLogger(EngineRun.class);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_INTERRUPTS = Duration.ofMillis(20);

  private final QueryContext q;
  private final EngineQuery query;
  private final List<EngineStream> streams;
  private final List<Thread> threads;
  private final Consumer<EngineRun> ended;
  private final int capacity;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<VectorSchemaRoot> ready = new ArrayDeque<>();
  private int active;
  private @Nullable ConnectorException failure;
  private boolean closed;
  private @Nullable Registration registration;

  EngineRun(
      QueryContext q,
      EngineQuery query,
      LocalEngineOptions options,
      DuckDb duckDb,
      List<List<InputShare>> shares,
      Consumer<EngineRun> ended) {
    this.q = q;
    this.query = query;
    this.ended = ended;
    this.capacity = Math.max(2, shares.size());
    this.active = shares.size();
    int threadsEach = Math.max(1, options.threads() / shares.size());
    long memoryEach = options.memoryBytes() / shares.size();
    this.streams =
        shares.stream()
            .map(share -> new EngineStream(this, duckDb, share, threadsEach, memoryEach, options))
            .toList();
    this.threads = streams.stream().map(this::thread).toList();
  }

  private Thread thread(EngineStream stream) {
    Thread thread = new Thread(() -> work(stream), "plumbline-engine-" + q.queryId());
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    for (Thread thread : threads) {
      thread.start();
    }
    Registration registered =
        q.onCancel(
            () ->
                fail(
                    new ConnectorException(
                        StandardErrorCode.CANCELLED, "the query was cancelled")));
    lock.lock();
    try {
      if (!closed) {
        registration = registered;
        return;
      }
    } finally {
      lock.unlock();
    }
    registered.close();
  }

  private void work(EngineStream stream) {
    try {
      stream.run();
    } catch (ConnectorException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(new ConnectorException(StandardErrorCode.INTERNAL, "engine: a stream failed: " + e, e));
    } finally {
      lock.lock();
      try {
        active--;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  QueryContext context() {
    return q;
  }

  EngineQuery query() {
    return query;
  }

  boolean isStopped() {
    lock.lock();
    try {
      return closed || failure != null;
    } finally {
      lock.unlock();
    }
  }

  /** Hands a batch over, waiting for room; false if nobody wants it any more. */
  boolean put(VectorSchemaRoot batch) {
    lock.lock();
    try {
      while (ready.size() >= capacity && !closed && failure == null) {
        changed.awaitUninterruptibly();
      }
      if (closed || failure != null) {
        return false;
      }
      ready.add(batch);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void fail(ConnectorException e) {
    lock.lock();
    try {
      if (closed || failure != null) {
        return;
      }
      failure = e;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    for (EngineStream stream : streams) {
      stream.interrupt();
    }
  }

  @Override
  public Schema schema() {
    return query.schema();
  }

  @Override
  public Optional<VectorSchemaRoot> next() {
    lock.lock();
    try {
      while (true) {
        if (closed) {
          throw new ConnectorException(StandardErrorCode.CANCELLED, "the reader was closed");
        }
        if (failure != null) {
          throw failure;
        }
        VectorSchemaRoot batch = ready.poll();
        if (batch != null) {
          changed.signalAll();
          return Optional.of(batch);
        }
        if (active == 0) {
          return Optional.empty();
        }
        Duration left = untilDeadline();
        if (left.isZero() || left.isNegative()) {
          fail(
              new ConnectorException(
                  StandardErrorCode.TIMEOUT,
                  "engine: the statement was not ready at its deadline, " + q.deadline()));
        } else {
          changed.awaitNanos(left.toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ConnectorException interrupted =
          new ConnectorException(
              StandardErrorCode.CANCELLED, "the thread that read the batches was interrupted", e);
      fail(interrupted);
      throw interrupted;
    } finally {
      lock.unlock();
    }
  }

  private Duration untilDeadline() {
    Instant now = Instant.now();
    // Deadlines can be too far away to be counted in nanoseconds.
    return q.deadline().isAfter(now.plus(LONGEST_WAIT))
        ? LONGEST_WAIT
        : Duration.between(now, q.deadline());
  }

  @Override
  public void close() {
    Registration registered;
    lock.lock();
    try {
      closed = true;
      registered = registration;
      registration = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (registered != null) {
      registered.close();
    }
    for (EngineStream stream : streams) {
      stream.stop();
    }
    awaitThreads();
    release();
    ended.accept(this);
  }

  /**
   * Interrupts again and again: an interrupt that comes between two statements is lost to DuckDB.
   */
  private void awaitThreads() {
    boolean interrupted = Thread.interrupted();
    Instant giveUp = Instant.now().plus(PATIENCE);
    for (int i = 0; i < threads.size(); i++) {
      Thread thread = threads.get(i);
      if (thread == Thread.currentThread()) {
        continue;
      }
      while (thread.isAlive() && Instant.now().isBefore(giveUp)) {
        try {
          thread.join(BETWEEN_INTERRUPTS.toMillis());
        } catch (InterruptedException e) {
          interrupted = true;
        }
        streams.get(i).stop();
      }
      if (thread.isAlive()) {
        log.warn("query {}: a connector does not end its reader when closed", q.queryId());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void release() {
    lock.lock();
    try {
      ready.forEach(VectorSchemaRoot::close);
      ready.clear();
    } finally {
      lock.unlock();
    }
  }
}
