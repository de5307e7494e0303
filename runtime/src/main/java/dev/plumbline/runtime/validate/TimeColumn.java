package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.TimestampFormat;
import dev.plumbline.runtime.dataset.TimestampColumn;
import dev.plumbline.runtime.plan.InstantColumn;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.spi.Bound;
import dev.plumbline.spi.Literal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;

/** The timestamp column: how it is compared with instants, and which instants its values are. */
final class TimeColumn {
  /** Local times this far from a change of offset are one instant, and in the same order. */
  private static final Duration NEAR = Duration.ofDays(2);

  // Read are the years 1 to 9999.
  private static final long READ = Instant.parse("3900-01-01T00:00:00Z").getEpochSecond();
  private static final long SECONDS = Instant.MAX.getEpochSecond();

  private static final DateTimeFormatter LITERAL =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss.SSSSSS")
          .toFormatter(Locale.ROOT);

  private static final ArrowType INSTANT = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");

  private final DatasetConfig config;
  private final CheckedColumn column;
  private final Optional<ZoneId> zone;

  TimeColumn(CheckedDataset dataset, CheckedColumn column) {
    this.config = dataset.config();
    this.column = column;
    this.zone =
        isZoned() || isWritten() ? Optional.of(ZoneOffset.UTC) : dataset.config().timezone();
  }

  CheckedColumn column() {
    return column;
  }

  boolean isZoned() {
    return column.kind().equals("instant");
  }

  /** Whether it is text or numbers that tell the time in a declared format. */
  boolean isWritten() {
    return !column.isTime();
  }

  boolean isDate() {
    return column.kind().equals("date");
  }

  /** Whether values are instants; local times otherwise. */
  boolean isInstants() {
    return isZoned() || isWritten();
  }

  /** Whether it is known which instants the values are. */
  boolean isKnown() {
    return zone.isPresent();
  }

  /** The zone in which local times are; UTC where the column has its own. */
  ZoneId zone() {
    return zone.orElse(ZoneOffset.UTC);
  }

  /** The times as they stand there; those that cannot be read are NULL. */
  Term times() {
    return isWritten() ? instants() : shown();
  }

  /** What stands in the column. */
  Term shown() {
    return Term.column(column);
  }

  Term instants() {
    return new Term("instants", (planning, builder) -> column(planning, builder).instantsOrNull());
  }

  /** Rows whose value is no time in the declared format. */
  Term unreadable() {
    return new Term("unreadable", (planning, builder) -> column(planning, builder).unreadable());
  }

  /** A lower bound of the times. */
  Optional<Bound> min(Known known) {
    return known.min(column).flatMap(this::time);
  }

  /** An upper bound of the times. */
  Optional<Bound> max(Known known) {
    return known.max(column).flatMap(this::time);
  }

  private Optional<Bound> time(Bound bound) {
    if (!isWritten()) {
      return Optional.of(bound);
    }
    if (!(bound.value().value() instanceof Long count)) {
      return Optional.empty();
    }
    Instant instant =
        config.timestampFormat().equals(Optional.of(TimestampFormat.EPOCH_SECONDS))
            ? Instant.ofEpochSecond(Math.max(-SECONDS, Math.min(SECONDS, count)))
            : Instant.ofEpochMilli(count);
    // Beyond, values are not read as times, so that the bound would not be theirs.
    return Math.abs(instant.getEpochSecond()) < READ
        ? Optional.of(new Bound(new Literal(INSTANT, instant), bound.tightness()))
        : Optional.empty();
  }

  /** Rows later than an instant. */
  Term after(Instant instant) {
    return notBefore(instant.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS));
  }

  /** Rows at an instant or later. */
  Term notBefore(Instant bound) {
    return compare(">=", bound);
  }

  /** Rows before an instant. */
  Term before(Instant bound) {
    return compare("<", bound);
  }

  /** Rows not later than an instant. */
  Term notAfter(Instant instant) {
    return before(instant.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS));
  }

  private Term compare(String sign, Instant bound) {
    if (isWritten()) {
      return new Term(
          column.sql() + sign + bound,
          (planning, builder) ->
              builder.call(
                  sign.equals("<")
                      ? SqlStdOperatorTable.LESS_THAN
                      : SqlStdOperatorTable.GREATER_THAN_OR_EQUAL,
                  column(planning, builder).instantsOrNull(),
                  InstantColumn.literal(builder.getRexBuilder(), bound)));
    }
    if (isZoned() || isNearChange(LocalDateTime.ofInstant(bound, zone()))) {
      return new Term(
          column.sql() + sign + bound,
          (planning, builder) -> {
            TimestampColumn instants = column(planning, builder);
            return sign.equals("<") ? instants.before(bound) : instants.notBefore(bound);
          });
    }
    LocalDateTime local = LocalDateTime.ofInstant(bound, zone());
    if (isDate()) {
      LocalDate date = local.toLocalDate();
      boolean midnight = date.atStartOfDay().equals(local);
      return Term.sql(
          column.sql() + " " + sign + " DATE '" + (midnight ? date : date.plusDays(1)) + "'");
    }
    return Term.sql(column.sql() + " " + sign + " " + literal(local));
  }

  private TimestampColumn column(Planning planning, RelBuilder builder) {
    int ordinal = builder.peek().getRowType().getFieldNames().indexOf(column.column());
    return TimestampColumn.of(planning, builder, ordinal, config);
  }

  static String literal(LocalDateTime local) {
    return "TIMESTAMP_NTZ '" + LITERAL.format(local) + "'";
  }

  private boolean isNearChange(LocalDateTime local) {
    if (zone().getRules().isFixedOffset()) {
      return false;
    }
    Instant about = local.toInstant(ZoneOffset.UTC);
    ZoneOffsetTransition next =
        zone().getRules().nextTransition(about.minus(NEAR).minus(1, ChronoUnit.DAYS));
    return next != null && next.getInstant().isBefore(about.plus(NEAR).plus(1, ChronoUnit.DAYS));
  }

  /** A value of the column as an instant; empty where a change of offset makes it more than one. */
  Optional<Instant> instant(Object value) {
    if (value instanceof Instant instant) {
      return Optional.of(instant);
    }
    LocalDateTime local = local(value);
    return isNearChange(local) ? Optional.empty() : Optional.of(local.atZone(zone()).toInstant());
  }

  /** An instant that no meaning of a local time is later than. */
  Instant latest(Object value) {
    return value instanceof Instant instant
        ? instant
        : instant(value)
            .orElseGet(() -> local(value).atZone(zone()).toInstant().plus(1, ChronoUnit.DAYS));
  }

  /** An instant that no meaning of a local time is earlier than. */
  Instant earliest(Object value) {
    return value instanceof Instant instant
        ? instant
        : instant(value)
            .orElseGet(() -> local(value).atZone(zone()).toInstant().minus(1, ChronoUnit.DAYS));
  }

  static LocalDateTime local(Object value) {
    return value instanceof LocalDate date
        ? date.atStartOfDay()
        : value instanceof Instant instant
            ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
            : (LocalDateTime) value;
  }
}
