package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.plan.Planning;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/** The first and the last timestamp, from statistics, the pass or a look along the column. */
final class Range {
  private final CheckedDataset dataset;
  private final Known known;
  private final Pass pass;
  private final Queries queries;
  private @Nullable Figure min;
  private @Nullable Figure max;
  private boolean looked;
  private Optional<Timeline> timeline = Optional.empty();
  private long timelineBytes;

  Range(CheckedDataset dataset, Known known, Pass pass, Queries queries) {
    this.dataset = dataset;
    this.known = known;
    this.pass = pass;
    this.queries = queries;
  }

  /** Asks for what statistics do not say. */
  void ask(TimeColumn time) {
    if (pass.mayScan() && !known.isEmpty(time.column())) {
      if (Known.outer(time.min(known)).isEmpty()) {
        min = pass.measures().min(time.times(), null);
      }
      if (Known.outer(time.max(known)).isEmpty()) {
        max = pass.measures().max(time.times(), null);
      }
    }
  }

  /** A value that none is below. */
  Optional<Object> first(TimeColumn time) {
    return min != null && min.isKnown() ? min.value() : Known.outer(time.min(known));
  }

  /** A value that none is above. */
  Optional<Object> last(TimeColumn time) {
    return max != null && max.isKnown() ? max.value() : Known.outer(time.max(known));
  }

  /** Looks along the column, once; the first to ask says whose clocks matter. */
  Optional<Timeline> timeline(TimeColumn time, Optional<ZoneId> changed) {
    if (!looked && pass.mayScan() && first(time).isPresent() && last(time).isPresent()) {
      looked = true;
      long before = queries.bytes();
      timeline = Timeline.of(dataset, queries, time, changed, first(time).get(), last(time).get());
      timelineBytes = queries.bytes() - before;
    }
    return timeline;
  }

  /** How much the look along the column read. */
  long timelineBytes() {
    return timelineBytes;
  }

  /** The earliest and the latest instant of all rows, as reads give them, where they are known. */
  List<Instant> instants(TimeColumn time) {
    Optional<Object> least =
        timeline.map(Timeline::first).or(() -> exact(min, Known.exact(time.min(known))));
    Optional<Object> greatest =
        timeline.map(Timeline::last).or(() -> exact(max, Known.exact(time.max(known))));
    if (!time.isKnown() || least.isEmpty() || greatest.isEmpty()) {
      return List.of();
    }
    Optional<Instant> first = time.instant(least.get());
    Optional<Instant> last = time.instant(greatest.get());
    if (first.isPresent() && last.isPresent()) {
      return List.of(first.get(), last.get());
    }
    return pass.mayScan() ? converted(time) : List.of();
  }

  private static Optional<Object> exact(@Nullable Figure figure, Optional<Object> bound) {
    return figure != null && figure.isKnown() ? figure.value() : bound;
  }

  /** Around a change of clocks only the engine says which instants local times are. */
  private List<Instant> converted(TimeColumn time) {
    Planning planning = Planning.start();
    RelBuilder builder = planning.scan(dataset.table());
    builder.project(List.of(time.instants().in(planning, builder)), List.of("at"), true);
    builder.aggregate(
        builder.groupKey(),
        builder.min("first", builder.field("at")),
        builder.max("last", builder.field("at")));
    @Nullable Object[] row = queries.rows(queries.plan(planning, builder.build())).get(0);
    return row[0] == null
        ? List.of()
        : List.of((Instant) row[0], (Instant) Objects.requireNonNull(row[1]));
  }
}
