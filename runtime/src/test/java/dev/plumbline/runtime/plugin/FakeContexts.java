package dev.plumbline.runtime.plugin;

import dev.plumbline.spi.ConnectorContext;
import dev.plumbline.spi.Place;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Registration;
import dev.plumbline.spi.TemporaryObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.arrow.memory.BufferAllocator;

/** What the runtime hands to connectors, as plain as can be. */
final class FakeContexts {
  private FakeContexts() {}

  static final class ForConnector implements ConnectorContext {
    @Override
    public String sourceName() {
      return "zoo";
    }

    @Override
    public Clock clock() {
      return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    }

    @Override
    public Place place() {
      return Place.COORDINATOR;
    }
  }

  record ForQuery(BufferAllocator allocator) implements QueryContext {
    @Override
    public String queryId() {
      return "q1";
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
    public void remember(TemporaryObject object) {}
  }
}
