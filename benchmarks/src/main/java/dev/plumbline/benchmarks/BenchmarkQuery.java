package dev.plumbline.benchmarks;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Registration;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TemporaryObject;
import java.time.Instant;
import org.apache.arrow.memory.BufferAllocator;

/** A query that nobody cancels. */
record BenchmarkQuery(BufferAllocator allocator) implements QueryContext {
  @Override
  public String queryId() {
    return "benchmark";
  }

  @Override
  public Instant deadline() {
    return Instant.MAX;
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
    throw new ConnectorException(
        StandardErrorCode.UNSUPPORTED,
        "temporary object '" + object.location() + "': a benchmark keeps no ledger of them");
  }
}
