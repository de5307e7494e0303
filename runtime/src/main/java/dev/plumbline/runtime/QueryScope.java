package dev.plumbline.runtime;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Registration;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TemporaryObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query: its memory, its cancellation, and what it opened, which is closed in reverse when the
 * query ends.
 */
final class QueryScope implements QueryContext, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(QueryScope.class);
  private static final AtomicLong IDS = new AtomicLong();

  private final String id = "q" + IDS.incrementAndGet();
  private final BufferAllocator allocator;
  private final Set<Runnable> onCancel = new LinkedHashSet<>();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Consumer<QueryScope> ended;
  private boolean cancelled;
  private boolean closed;

  QueryScope(BufferAllocator parent, Consumer<QueryScope> ended) {
    this.ended = ended;
    this.allocator = parent.newChildAllocator(id, 0, Long.MAX_VALUE);
  }

  @Override
  public String queryId() {
    return id;
  }

  @Override
  public Instant deadline() {
    return Instant.MAX;
  }

  @Override
  public BufferAllocator allocator() {
    return allocator;
  }

  @Override
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  @Override
  public Registration onCancel(Runnable quick) {
    synchronized (this) {
      if (!cancelled) {
        onCancel.add(quick);
        return () -> {
          synchronized (this) {
            onCancel.remove(quick);
          }
        };
      }
    }
    quick.run();
    return () -> {};
  }

  @Override
  public void remember(TemporaryObject object) {
    throw new ConnectorException(
        StandardErrorCode.UNSUPPORTED,
        "temporary object '"
            + object.location()
            + "': this version keeps no ledger of temporary objects, so none may be created");
  }

  /** Throws if the query was cancelled. */
  void requireRunning() {
    if (isCancelled()) {
      throw new ConnectorException(StandardErrorCode.CANCELLED, "the query was cancelled");
    }
  }

  /** Closes a resource when the query ends; gives it back. */
  synchronized <T extends AutoCloseable> T closing(T resource) {
    opened.push(resource);
    return resource;
  }

  void cancel() {
    List<Runnable> calls;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      calls = new ArrayList<>(onCancel);
      onCancel.clear();
    }
    for (Runnable call : calls) {
      try {
        call.run();
      } catch (RuntimeException e) {
        // One connector that cannot be told must not keep the others from hearing.
        log.debug("query {}: cancelling failed", id, e);
      }
    }
  }

  @Override
  public void close() {
    List<AutoCloseable> resources;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      resources = new ArrayList<>(opened);
      opened.clear();
    }
    RuntimeException failure = null;
    resources.add(allocator);
    for (AutoCloseable resource : resources) {
      try {
        resource.close();
      } catch (RuntimeException e) {
        failure = merge(failure, e);
      } catch (Exception e) {
        failure =
            merge(
                failure,
                new ConnectorException(
                    StandardErrorCode.INTERNAL,
                    "a resource of query " + id + " failed to close",
                    e));
      }
    }
    ended.accept(this);
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException merge(@Nullable RuntimeException first, RuntimeException next) {
    if (first == null) {
      return next;
    }
    first.addSuppressed(next);
    return first;
  }
}
