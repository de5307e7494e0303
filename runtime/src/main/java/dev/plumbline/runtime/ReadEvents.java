package dev.plumbline.runtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Tells of one read that has begun; of its end once, whoever sees it first. */
final class ReadEvents {
  private final PlumblineListener listener;
  private final String target;
  private final Clock clock;
  private final Instant started;
  private final AtomicLong rows = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();

  private ReadEvents(PlumblineListener listener, String target, Clock clock) {
    this.listener = listener;
    this.target = target;
    this.clock = clock;
    this.started = clock.instant();
  }

  static ReadEvents begin(PlumblineListener listener, String target, Clock clock) {
    ReadEvents events = new ReadEvents(listener, target, clock);
    listener.readStarted(target);
    return events;
  }

  void batch(VectorSchemaRoot batch) {
    rows.addAndGet(batch.getRowCount());
    long bytes = batch.getFieldVectors().stream().mapToLong(FieldVector::getBufferSize).sum();
    listener.batchRead(target, batch.getRowCount(), bytes);
  }

  void end(ReadEnd end) {
    if (ended.compareAndSet(false, true)) {
      Duration elapsed = Duration.between(started, clock.instant());
      listener.readFinished(target, rows.get(), elapsed, end);
    }
  }
}
