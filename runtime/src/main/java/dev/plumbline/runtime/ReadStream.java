package dev.plumbline.runtime;

import dev.plumbline.runtime.config.DuplicateIds;
import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Provenance;
import dev.plumbline.spi.StandardErrorCode;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a running query; the query ends with it. Planned again at most once, and only before a
 * row was handed over, so that rows of two states never mix. Where duplicate ids are an error, the
 * last batch waits until there are none.
 */
final class ReadStream implements RowStream {
  private final Reads reads;
  private final ReadRequest request;
  private final boolean distinctIds;
  private final ReadEvents events;
  // Replaced by the pulling thread and closed from any: both under this object's lock.
  private Reads.Attempt attempt;
  private boolean closed;
  private boolean first = true;
  private boolean ended;
  private boolean drained;
  private long rows;
  private @Nullable VectorSchemaRoot held;

  ReadStream(Reads reads, ReadRequest request, Reads.Attempt attempt, ReadEvents events) {
    this.reads = reads;
    this.events = events;
    this.request = request;
    this.attempt = attempt;
    this.distinctIds =
        attempt.planned().dataset().map(d -> d.duplicateIds() == DuplicateIds.ERROR).orElse(false);
  }

  private synchronized Reads.Attempt attempt() {
    return attempt;
  }

  @Override
  public Schema schema() {
    return attempt().batches().schema();
  }

  @Override
  public Optional<VectorSchemaRoot> next() {
    if (ended) {
      return Optional.empty();
    }
    Optional<VectorSchemaRoot> next = Optional.empty();
    try {
      next = distinctIds ? heldBack() : pull();
      if (next.isPresent()) {
        rows += next.get().getRowCount();
        events.batch(next.get());
      } else {
        ended = true;
        events.end(ReadEnd.COMPLETE);
      }
      return next;
    } catch (RuntimeException | Error e) {
      next.ifPresent(VectorSchemaRoot::close);
      events.end(ReadEnd.FAILED);
      throw e;
    }
  }

  /** One batch behind: the last is known to be the last before it is handed over. */
  private Optional<VectorSchemaRoot> heldBack() {
    if (!drained && held == null) {
      held = pull().orElse(null);
    }
    Optional<VectorSchemaRoot> following = drained || held == null ? Optional.empty() : pull();
    if (following.isEmpty() && !drained) {
      reads.requireDistinctIds(attempt());
      drained = true;
    }
    Optional<VectorSchemaRoot> batch = Optional.ofNullable(held);
    held = following.orElse(null);
    return batch;
  }

  private Optional<VectorSchemaRoot> pull() {
    try {
      Optional<VectorSchemaRoot> next = attempt().batches().next();
      first = false;
      return next;
    } catch (ConnectorException e) {
      if (!first || !Reads.isGone(e) || attempt().scope().isCancelled()) {
        throw e;
      }
      first = false;
      replan(e);
      return attempt().batches().next();
    }
  }

  private void replan(ConnectorException reason) {
    Reads.Attempt gone = attempt();
    Reads.Attempt renewed =
        reads.again(request, Optional.of(Reads.Expected.columns(gone.planned())), reason);
    synchronized (this) {
      if (closed || gone.scope().isCancelled()) {
        renewed.end();
        throw new ConnectorException(StandardErrorCode.CANCELLED, "the query was cancelled");
      }
      attempt = renewed;
    }
    gone.end();
  }

  /** Writes what is left into a file, with the stamp. */
  void write(LocalEngine engine, Path file) {
    // The first batch decides which state it is, and so what the stamp says.
    Optional<VectorSchemaRoot> begin = next();
    ReadStream rest = this;
    BatchReader all =
        new BatchReader() {
          private Optional<VectorSchemaRoot> before = begin;

          @Override
          public Schema schema() {
            return rest.schema();
          }

          @Override
          public Optional<VectorSchemaRoot> next() {
            Optional<VectorSchemaRoot> now = before;
            before = Optional.empty();
            return now.isPresent() ? now : rest.next();
          }

          @Override
          public void close() {
            before.ifPresent(VectorSchemaRoot::close);
            before = Optional.empty();
          }
        };
    try (all) {
      engine.write(attempt().scope(), all, stamp().metadata(), file);
    }
  }

  @Override
  public Provenance provenance() {
    return attempt().planned().stamp().sources().get(0).provenance();
  }

  @Override
  public PlanReport plan() {
    return attempt().planned().report();
  }

  @Override
  public ReadStamp stamp() {
    ReadStamp stamp = attempt().planned().stamp();
    return ended ? stamp.toBuilder().rows(rows).build() : stamp;
  }

  @Override
  public void close() {
    Reads.Attempt last;
    VectorSchemaRoot waiting;
    synchronized (this) {
      closed = true;
      last = attempt;
      waiting = held;
      held = null;
    }
    if (waiting != null) {
      waiting.close();
    }
    try {
      last.end();
    } finally {
      events.end(ReadEnd.CLOSED);
    }
  }
}
