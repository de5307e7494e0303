package dev.plumbline.integration;

import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Registration;
import dev.plumbline.spi.TemporaryObject;
import java.time.Instant;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** A query that nobody cancels. */
public final class OpenQuery implements QueryContext, AutoCloseable {
  private final BufferAllocator allocator = new RootAllocator();

  @Override
  public String queryId() {
    return "open";
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
  public boolean isCancelled() {
    return false;
  }

  @Override
  public Registration onCancel(Runnable quick) {
    return () -> {};
  }

  @Override
  public void remember(TemporaryObject object) {
    throw new UnsupportedOperationException("nothing temporary");
  }

  @Override
  public void close() {
    allocator.close();
  }
}
