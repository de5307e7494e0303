package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.plan.InstantColumn;
import dev.plumbline.runtime.plan.Planning;
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
import org.apache.calcite.tools.RelBuilder;

/** The timestamp column: how it is compared with instants, and which instants its values are. */
final class TimeColumn {
  /** Local times this far from a change of offset are one instant, and in the same order. */
  private static final Duration NEAR = Duration.ofDays(2);

  private static final DateTimeFormatter LITERAL =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss.SSSSSS")
          .toFormatter(Locale.ROOT);

  private final CheckedColumn column;
  private final Optional<ZoneId> zone;

  TimeColumn(CheckedDataset dataset, CheckedColumn column) {
    this.column = column;
    this.zone =
        column.kind().equals("instant") ? Optional.of(ZoneOffset.UTC) : dataset.config().timezone();
  }

  CheckedColumn column() {
    return column;
  }

  boolean isZoned() {
    return column.kind().equals("instant");
  }

  /** Whether it is known which instants the values are. */
  boolean isKnown() {
    return zone.isPresent();
  }

  /** The zone in which local times are; UTC where the column has its own. */
  ZoneId zone() {
    return zone.orElse(ZoneOffset.UTC);
  }

  Term raw() {
    return Term.column(column);
  }

  Term instants() {
    return new Term(
        "instants", (planning, builder) -> instant(planning, builder).expression());
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
    if (isZoned() || isNearChange(LocalDateTime.ofInstant(bound, zone()))) {
      return new Term(
          column.sql() + sign + bound,
          (planning, builder) -> {
            InstantColumn instants = instant(planning, builder);
            return sign.equals("<") ? instants.before(bound) : instants.notBefore(bound);
          });
    }
    LocalDateTime local = LocalDateTime.ofInstant(bound, zone());
    if (column.kind().equals("date")) {
      LocalDate date = local.toLocalDate();
      boolean midnight = date.atStartOfDay().equals(local);
      return Term.sql(
          column.sql() + " " + sign + " DATE '" + (midnight ? date : date.plusDays(1)) + "'");
    }
    return Term.sql(column.sql() + " " + sign + " " + literal(local));
  }

  private InstantColumn instant(Planning planning, RelBuilder builder) {
    int ordinal = builder.peek().getRowType().getFieldNames().indexOf(column.column());
    return planning.instant(builder, ordinal, isZoned() ? Optional.empty() : zone);
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
