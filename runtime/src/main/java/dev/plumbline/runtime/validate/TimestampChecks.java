package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.Position;
import dev.plumbline.runtime.config.TimestampFormat;
import dev.plumbline.runtime.model.BindingProblem;
import dev.plumbline.spi.Bound;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Timestamps: there, in a known zone, plausible and fresh (rule S3). */
final class TimestampChecks {
  private static final Instant PLAUSIBLE = Instant.parse("2000-01-01T00:00:00Z");

  private final Checking checking;
  private final CheckedDataset dataset;
  private final Known known;
  private final Pass pass;
  private final Range range;

  TimestampChecks(Checking checking, Range range) {
    this.checking = checking;
    this.dataset = checking.dataset;
    this.known = checking.known;
    this.pass = checking.pass;
    this.range = range;
  }

  void check() {
    Optional<CheckedColumn> found = dataset.time();
    if (found.isEmpty()) {
      dataset
          .config()
          .timestampColumn()
          .ifPresent(
              name -> {
                skip(Check.TIMESTAMP_NOT_NULL, name);
                skip(Check.TIMESTAMP_NOT_FUTURE, name);
              });
      return;
    }
    CheckedColumn column = found.get();
    if (checking.wants(Check.TIMESTAMP_NOT_NULL)) {
      notNull(column);
    }
    if (column.kind().equals(CheckedColumn.VOID)) {
      return;
    }
    TimeColumn time = new TimeColumn(dataset, column);
    if (time.isWritten() && checking.wants(Check.TIMESTAMP_FORMAT)) {
      format(time);
    }
    if (checking.wants(Check.TIMESTAMP_ZONE)) {
      zone(time);
    }
    if (!time.isKnown()) {
      for (Check check : List.of(Check.TIMESTAMP_NOT_FUTURE, Check.TIMESTAMP_PLAUSIBLE)) {
        checking.verdict(check, column).skipped("it is not known in which zone the times are");
      }
      if (dataset.config().checks().freshness().isPresent()) {
        freshness(column).skipped("it is not known in which zone the times are");
      }
      return;
    }
    if (checking.wants(Check.TIMESTAMP_NOT_FUTURE)) {
      future(time);
    }
    if (checking.wants(Check.TIMESTAMP_PLAUSIBLE)) {
      plausible(time);
    }
    if (checking.wants(Check.TIMESTAMP_LOCAL_TIME) && !time.isInstants()) {
      localTime(time);
    }
    if (checking.wants(Check.FRESHNESS) && dataset.config().checks().freshness().isPresent()) {
      fresh(time, dataset.config().checks().freshness().get());
    }
  }

  private void skip(Check check, String subject) {
    checking.findings.skipped(
        check, subject, dataset.config().at("timestamp_column"), Pass.FAILED_BEFORE);
  }

  private void notNull(CheckedColumn column) {
    Term missing = Term.sql(column.sql() + " IS NULL");
    Nulls.ask(
        checking,
        checking
            .verdict(Check.TIMESTAMP_NOT_NULL, column)
            .holds("no row is without a timestamp")
            .fails("have no timestamp")
            .advice(
                "A row without a timestamp falls out of every time range; fill the column where it"
                    + " is written.")
            .examples(
                () ->
                    column.kind().equals(CheckedColumn.VOID)
                        ? List.of()
                        : checking.examples.ids(missing)),
        column);
  }

  private void zone(TimeColumn time) {
    DatasetConfig config = dataset.config();
    Verdict verdict = checking.verdict(Check.TIMESTAMP_ZONE, time.column());
    if (time.isKnown()) {
      Position written = config.positions().get("timezone");
      verdict
          .at(written == null || time.isZoned() ? dataset.at(time.column()) : written)
          .passed(
              SchemaChecks.BASIS,
              time.isZoned()
                  ? "the column has a zone"
                  : time.isWritten() ? written(config) : "times are in " + time.zone());
      return;
    }
    BindingProblem problem =
        dataset.binding().problems().stream()
            .filter(p -> p.code() == BindingProblem.Code.TIMEZONE_MISSING)
            .findFirst()
            .orElseThrow();
    range.ask(time);
    Term future =
        Term.sql(
            time.isDate()
                ? time.column().sql()
                    + " > DATE '"
                    + TimeColumn.local(dataset.now()).toLocalDate()
                    + "'"
                : time.column().sql()
                    + " > "
                    + TimeColumn.literal(TimeColumn.local(dataset.now())));
    Figure later =
        pass.mayScan() && !known.isEmpty(time.column()) ? pass.measures().count(future) : null;
    pass.later(
        verdict.advice(problem.advice() + "."),
        () -> verdict.failed(0, problem.message() + evidence(time, later), SchemaChecks.BASIS));
  }

  private static String written(DatasetConfig config) {
    boolean text = config.timestampFormat().equals(Optional.of(TimestampFormat.ISO_8601));
    return text
        ? config
            .timezone()
            .map(zone -> "times without offset are in " + zone)
            .orElse("times have an offset")
        : "numbers count from 1970 in UTC";
  }

  private void format(TimeColumn time) {
    Position written = dataset.config().positions().get("timestamp_format");
    String format =
        dataset.config().timestampFormat().map(TimestampFormat::word).orElse("a timestamp");
    Verdict verdict =
        checking
            .verdict(Check.TIMESTAMP_FORMAT, time.column())
            .holds("every value is a time in " + format)
            .fails("have a value that is no time in " + format)
            .advice(
                "Correct the values where they are written, or declare the format that they have;"
                    + " reads stop at such a row.")
            .examples(() -> checking.examples.ids(time.unreadable(), time.shown()));
    checking.count(
        written == null ? verdict : verdict.at(written), time.column(), time.unreadable());
  }

  private String evidence(TimeColumn time, @Nullable Figure later) {
    ZoneId host = ZoneId.systemDefault();
    Optional<Timeline> line = range.timeline(time, Optional.of(host));
    if (range.first(time).isEmpty() || range.last(time).isEmpty()) {
      return "";
    }
    StringBuilder seen = new StringBuilder(" (local times run from ");
    seen.append(TimeColumn.local(line.map(Timeline::first).orElse(range.first(time).get())))
        .append(" to ")
        .append(TimeColumn.local(line.map(Timeline::last).orElse(range.last(time).get())));
    if (later != null && later.isKnown()) {
      seen.append(String.format(Locale.ROOT, "; %,d lie in the future as UTC", later.count()));
    }
    line.ifPresent(
        l ->
            seen.append(
                String.format(
                    Locale.ROOT,
                    "; in %s, %,d fall into hours that clocks skip and %,d into hours that come"
                        + " twice",
                    host,
                    l.gaps(),
                    l.overlaps())));
    return seen.append(')').toString();
  }

  private void future(TimeColumn time) {
    Instant now = dataset.now();
    Term future = time.after(now);
    Verdict verdict =
        checking
            .verdict(Check.TIMESTAMP_NOT_FUTURE, time.column())
            .holds("no timestamp lies in the future")
            .fails("lie in the future")
            .advice(
                "A timestamp after now ("
                    + now.truncatedTo(ChronoUnit.SECONDS)
                    + ") is usually a wrong time zone or unit; check how the column is written.")
            .examples(() -> checking.examples.ids(future, time.shown()));
    Optional<Bound> max = time.max(known);
    boolean excluded = Known.outer(max).map(v -> !time.latest(v).isAfter(now)).orElse(false);
    boolean seen = Known.exact(max).map(v -> time.earliest(v).isAfter(now)).orElse(false);
    decide(verdict, time, future, excluded, seen, max);
  }

  private void plausible(TimeColumn time) {
    Term early = time.before(PLAUSIBLE);
    Verdict verdict =
        checking
            .verdict(Check.TIMESTAMP_PLAUSIBLE, time.column())
            .holds("no timestamp lies before 2000")
            .fails("lie before 2000")
            .advice(
                "Such a time is usually a zero, or seconds taken for milliseconds; check how the"
                    + " column is written.")
            .examples(() -> checking.examples.ids(early, time.shown()));
    Optional<Bound> min = time.min(known);
    boolean excluded =
        Known.outer(min).map(v -> !time.earliest(v).isBefore(PLAUSIBLE)).orElse(false);
    boolean seen = Known.exact(min).map(v -> time.latest(v).isBefore(PLAUSIBLE)).orElse(false);
    decide(verdict, time, early, excluded, seen, min);
  }

  private void decide(
      Verdict verdict,
      TimeColumn time,
      Term wrong,
      boolean excluded,
      boolean seen,
      Optional<Bound> bound) {
    if (checking.isVacuous(time.column())) {
      verdict.passed(Known.EXACT, "no row has a timestamp");
    } else if (excluded) {
      verdict.passed(Known.basis(bound.orElseThrow()));
    } else if (seen && !pass.mayScan()) {
      verdict.atLeastOne(String.valueOf(bound.orElseThrow().value().value()), Known.EXACT);
    } else {
      checking.count(verdict, time.column(), wrong);
    }
  }

  private void localTime(TimeColumn time) {
    Verdict verdict =
        checking
            .verdict(Check.TIMESTAMP_LOCAL_TIME, time.column())
            .holds("no time falls into a gap of " + time.zone())
            .fails("fall into hours that clocks of " + time.zone() + " skip")
            .advice(
                "Such a time cannot be of this zone; correct 'timezone', or write instants with"
                    + " a zone.");
    Position written = dataset.config().positions().get("timezone");
    if (written != null) {
      verdict.at(written);
    }
    if (time.zone().getRules().isFixedOffset()) {
      verdict.passed(SchemaChecks.BASIS, time.zone() + " never changes its clocks");
      return;
    }
    if (checking.isVacuous(time.column())) {
      verdict.passed(Known.EXACT, "no row has a timestamp");
      return;
    }
    Optional<Object> least = Known.outer(time.min(known));
    Optional<Object> greatest = Known.outer(time.max(known));
    if (least.isPresent() && greatest.isPresent()) {
      List<ZoneOffsetTransition> gaps =
          Timeline.gaps(Timeline.changes(time.zone(), least.get(), greatest.get()));
      if (Timeline.within(time, gaps).isEmpty()) {
        verdict.passed(Known.basis(time.min(known).orElseThrow(), time.max(known).orElseThrow()));
        return;
      }
    }
    range.ask(time);
    pass.scan(
        verdict,
        () -> {
          Optional<Timeline> line = range.timeline(time, Optional.of(time.zone()));
          if (line.isEmpty()) {
            verdict.passed(pass.basis());
            return;
          }
          List<ZoneOffsetTransition> gaps =
              Timeline.gaps(Timeline.changes(time.zone(), line.get().first(), line.get().last()));
          Timeline.within(time, gaps)
              .ifPresent(
                  wrong -> verdict.examples(() -> checking.examples.ids(wrong, time.shown())));
          verdict.decide(
              line.get().gaps(),
              pass.rowsFound(),
              new Basis(Basis.Kind.SCAN, range.timelineBytes()));
        });
  }

  private Verdict freshness(CheckedColumn column) {
    return checking.verdict(
        Check.FRESHNESS, column.name(), dataset.config().at("checks.freshness"));
  }

  /** Rows of the future do not make a dataset fresh. */
  private void fresh(TimeColumn time, Duration demanded) {
    Instant now = dataset.now();
    Instant limit = now.minus(demanded);
    Verdict verdict =
        freshness(time.column())
            .advice("The job that writes it has stopped, or is late: look at its last run.");
    if (checking.isVacuous(time.column())) {
      verdict.failed(0, "no row has a timestamp", Known.EXACT);
      return;
    }
    Optional<Bound> max = time.max(known);
    Optional<Object> exact = Known.exact(max);
    if (exact.isPresent() && !time.latest(exact.get()).isAfter(now)) {
      age(
          verdict,
          exact.flatMap(time::instant).or(() -> exact.map(time::earliest)),
          limit,
          Known.EXACT);
      return;
    }
    if (Known.outer(max).map(v -> time.latest(v).isBefore(limit)).orElse(false)) {
      age(verdict, Known.outer(max).map(time::latest), limit, Known.OUTER);
      return;
    }
    boolean past = Known.outer(max).map(v -> !time.latest(v).isAfter(now)).orElse(false);
    Figure newest = pass.measures().max(time.times(), past ? null : time.notAfter(now));
    newest.dispensable = false;
    pass.scan(
        verdict,
        () ->
            age(
                verdict,
                newest.value().map(v -> time.instant(v).orElse(time.earliest(v))),
                limit,
                pass.basis()));
  }

  private void age(Verdict verdict, Optional<Instant> newest, Instant limit, Basis basis) {
    if (newest.isEmpty()) {
      verdict.failed(0, "no row has a timestamp that is not in the future", basis);
      return;
    }
    Instant at = newest.get();
    String seen =
        "the newest row is of " + at + ", " + Ages.of(Duration.between(at, dataset.now())) + " ago";
    if (at.isBefore(limit)) {
      verdict.failed(
          0, seen + "; " + Ages.of(Duration.between(limit, dataset.now())) + " are allowed", basis);
    } else {
      verdict.passed(basis, seen);
    }
  }
}
