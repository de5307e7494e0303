package dev.plumbline.runtime.engine;

import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Registration;
import dev.plumbline.spi.TemporaryObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.arrow.memory.BufferAllocator;

/** A query whose end the test decides. */
final class TestQuery implements QueryContext {
  private final BufferAllocator allocator;
  private final Instant deadline;
  private final List<Runnable> onCancel = new CopyOnWriteArrayList<>();
  private volatile boolean cancelled;

  TestQuery(BufferAllocator allocator, Instant deadline) {
    this.allocator = allocator;
    this.deadline = deadline;
  }

  void cancel() {
    cancelled = true;
    onCancel.forEach(Runnable::run);
  }

  int registrations() {
    return onCancel.size();
  }

  @Override
  public String queryId() {
    return "test";
  }

  @Override
  public Instant deadline() {
    return deadline;
  }

  @Override
  public BufferAllocator allocator() {
    return allocator;
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public Registration onCancel(Runnable quick) {
    onCancel.add(quick);
    if (cancelled) {
      quick.run();
    }
    return () -> onCancel.remove(quick);
  }

  @Override
  public void remember(TemporaryObject object) {
    throw new UnsupportedOperationException();
  }
}
