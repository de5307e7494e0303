package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.plan.Planning;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A second query, over the timestamp column alone, when its range is known: how rows lie over time,
 * and how many stand where clocks of a zone were changed.
 */
final class Timeline {
  private static final int BUCKETS = 32;
  private static final List<Duration> WIDTHS = widths();
  // A Monday, so that weeks begin as people's do.
  private static final Instant ALIGNED = Instant.parse("1970-01-05T00:00:00Z");

  private final List<Long> counts;
  private final Instant start;
  private final Duration width;
  private final long gaps;
  private final long overlaps;
  private final Object first;
  private final Object last;

  private Timeline(
      List<Long> counts,
      Instant start,
      Duration width,
      long gaps,
      long overlaps,
      Object first,
      Object last) {
    this.counts = counts;
    this.start = start;
    this.width = width;
    this.gaps = gaps;
    this.overlaps = overlaps;
    this.first = first;
    this.last = last;
  }

  private static List<Duration> widths() {
    List<Duration> widths = new ArrayList<>();
    for (int seconds : new int[] {1, 5, 15, 30}) {
      widths.add(Duration.ofSeconds(seconds));
    }
    for (int minutes : new int[] {1, 5, 15, 30}) {
      widths.add(Duration.ofMinutes(minutes));
    }
    for (int hours : new int[] {1, 3, 6, 12}) {
      widths.add(Duration.ofHours(hours));
    }
    for (int days : new int[] {1, 2, 7, 14, 28, 91, 182, 364}) {
      widths.add(Duration.ofDays(days));
    }
    for (int years = 2; years < 10_000; years *= 2) {
      widths.add(Duration.ofDays(364L * years));
    }
    return List.copyOf(widths);
  }

  /** Local times that clocks of a zone skip, or show twice, between two of them. */
  static List<ZoneOffsetTransition> changes(ZoneId zone, Object first, Object last) {
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    if (zone.getRules().isFixedOffset()) {
      return changes;
    }
    Instant end = TimeColumn.local(last).toInstant(ZoneOffset.UTC).plus(Duration.ofDays(1));
    Instant at = TimeColumn.local(first).toInstant(ZoneOffset.UTC).minus(Duration.ofDays(1));
    for (ZoneOffsetTransition next = zone.getRules().nextTransition(at);
        next != null && next.getInstant().isBefore(end);
        next = zone.getRules().nextTransition(next.getInstant())) {
      changes.add(next);
    }
    return changes;
  }

  static List<ZoneOffsetTransition> gaps(List<ZoneOffsetTransition> changes) {
    return changes.stream().filter(ZoneOffsetTransition::isGap).toList();
  }

  /** Rows whose local time falls into a change; empty where none can. */
  static Optional<Term> within(TimeColumn time, List<ZoneOffsetTransition> changes) {
    return within(time.column().sql(), time.isDate(), changes);
  }

  private static Optional<Term> within(
      String column, boolean date, List<ZoneOffsetTransition> changes) {
    List<String> parts = new ArrayList<>();
    for (ZoneOffsetTransition change : changes) {
      LocalDateTime from = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
      LocalDateTime to = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
      if (date) {
        LocalDate day = from.toLocalDate();
        LocalDateTime midnight = day.atStartOfDay();
        if (midnight.isBefore(from)) {
          midnight = midnight.plusDays(1);
        }
        if (midnight.isBefore(to)) {
          parts.add(column + " = DATE '" + midnight.toLocalDate() + "'");
        }
      } else {
        parts.add(
            "("
                + column
                + " >= "
                + TimeColumn.literal(from)
                + " AND "
                + column
                + " < "
                + TimeColumn.literal(to)
                + ")");
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(Term.sql(String.join(" OR ", parts)));
  }

  /**
   * Looks along the column.
   *
   * @param changed the zone whose changes are counted; empty where none matter
   * @param least a lower bound of its values
   * @param greatest an upper bound of its values
   */
  static Optional<Timeline> of(
      CheckedDataset dataset,
      Queries queries,
      TimeColumn time,
      Optional<ZoneId> changed,
      Object least,
      Object greatest) {
    Instant from = Values.utc(least);
    Instant to = Values.utc(greatest);
    Duration width =
        WIDTHS.stream()
            .filter(w -> !time.isDate() || w.toDays() > 0)
            .filter(w -> Duration.between(from, to).dividedBy(w) < BUCKETS)
            .findFirst()
            .orElse(WIDTHS.get(WIDTHS.size() - 1));
    long before = Math.floorMod(Duration.between(ALIGNED, from).toSeconds(), width.toSeconds());
    Instant start = Instant.ofEpochSecond(from.getEpochSecond()).minusSeconds(before);
    Planning planning = Planning.start();
    RelBuilder builder = planning.scan(dataset.table());
    builder.project(List.of(time.times().in(planning, builder)), List.of("at"), true);
    builder.filter(builder.isNotNull(builder.field("at")));
    long unit = time.isDate() ? 86_400L : 1L;
    long scale = time.isDate() ? 1L : 1_000_000L;
    String units =
        time.isDate()
            ? "CAST(unix_date(at) AS BIGINT)"
            : time.isInstants() ? "unix_micros(at)" : "unix_micros(CAST(at AS TIMESTAMP))";
    long first = Math.multiplyExact(Math.floorDiv(start.getEpochSecond(), unit), scale);
    long step = Math.max(1, width.toSeconds() / unit) * scale;
    boolean inEngine = !time.isDate() && dataset.table().table().session().sql().isEmpty();
    List<ZoneOffsetTransition> changes =
        changed.map(zone -> changes(zone, least, greatest)).orElse(List.of());
    List<ZoneOffsetTransition> overlaps =
        changes.stream().filter(ZoneOffsetTransition::isOverlap).toList();
    List<RexNode> columns = new ArrayList<>();
    columns.add(
        inEngine
            ? builder.call(
                Planning.BUCKET, builder.field("at"), whole(builder, first), whole(builder, step))
            : Term.sql(String.format(Locale.ROOT, "(%s - %d) DIV %d", units, first, step))
                .in(planning, builder));
    columns.add(builder.field("at"));
    columns.add(flag(within("at", time.isDate(), gaps(changes)), planning, builder));
    columns.add(flag(within("at", time.isDate(), overlaps), planning, builder));
    builder.project(columns, List.of("bucket", "at", "gap", "overlap"), true);
    builder.aggregate(
        builder.groupKey("bucket"),
        builder.countStar("c"),
        builder.countStar("g").filter(builder.field("gap")),
        builder.countStar("o").filter(builder.field("overlap")),
        builder.min("first", builder.field("at")),
        builder.max("last", builder.field("at")));
    return of(queries.rows(queries.plan(planning, builder.build())), start, width);
  }

  private static RexNode whole(RelBuilder builder, long value) {
    return builder
        .getRexBuilder()
        .makeExactLiteral(
            BigDecimal.valueOf(value), PlanTypes.FACTORY.createSqlType(SqlTypeName.BIGINT));
  }

  private static RexNode flag(Optional<Term> term, Planning planning, RelBuilder builder) {
    return term.orElse(Term.sql("1 = 0")).in(planning, builder);
  }

  private static Optional<Timeline> of(
      List<@Nullable Object[]> rows, Instant start, Duration width) {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<@Nullable Object[]> sorted =
        rows.stream().sorted((a, b) -> Long.compare(bucket(a), bucket(b))).toList();
    long lowest = bucket(sorted.get(0));
    long highest = bucket(sorted.get(sorted.size() - 1));
    // Bounds that do not hold would make it as long as they are wrong.
    if (lowest < 0 || highest > 2 * BUCKETS) {
      return Optional.empty();
    }
    List<Long> counts = new ArrayList<>();
    for (long i = lowest; i <= highest; i++) {
      counts.add(0L);
    }
    long gaps = 0;
    long overlaps = 0;
    for (@Nullable Object[] row : sorted) {
      counts.set((int) (bucket(row) - lowest), number(row[1]));
      gaps += number(row[2]);
      overlaps += number(row[3]);
    }
    return Optional.of(
        new Timeline(
            counts,
            start.plus(width.multipliedBy(lowest)),
            width,
            gaps,
            overlaps,
            Objects.requireNonNull(sorted.get(0)[4]),
            Objects.requireNonNull(sorted.get(sorted.size() - 1)[5])));
  }

  private static long bucket(@Nullable Object[] row) {
    return number(row[0]);
  }

  private static long number(@Nullable Object value) {
    return (Long) Objects.requireNonNull(value);
  }

  /** How rows lie over time; local times count as those of the zone. */
  TimeHistogram histogram(TimeColumn time) {
    Instant from =
        time.isInstants()
            ? start
            : LocalDateTime.ofInstant(start, ZoneOffset.UTC).atZone(time.zone()).toInstant();
    return new TimeHistogram(from, width, counts);
  }

  long gaps() {
    return gaps;
  }

  long overlaps() {
    return overlaps;
  }

  Object first() {
    return first;
  }

  Object last() {
    return last;
  }
}
