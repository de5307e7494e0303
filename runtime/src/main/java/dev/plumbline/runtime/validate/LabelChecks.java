package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.dataset.IdTypes;
import dev.plumbline.runtime.dataset.LabelJoin;
import dev.plumbline.runtime.expression.VocabularyOperators;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.plan.Planning;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether and when the labels of predictions come in: those of a dataset's own, and those
 * that are joined from actuals.
 */
final class LabelChecks {
  static final List<Check> JOINED =
      List.of(
          Check.LABEL_COVERAGE,
          Check.LABEL_LATE,
          Check.LABEL_BEFORE_PREDICTION,
          Check.LABEL_WITHOUT_PREDICTION,
          Check.LABEL_NOT_COPIED);
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final Related related;
  private final RelatedQueries queries;
  private final Instant now;
  private @Nullable LabelProfile profile;

  LabelChecks(Related related, RelatedQueries queries, Clock clock) {
    this.related = related;
    this.queries = queries;
    this.now = clock.instant();
  }

  Optional<LabelProfile> profile() {
    return Optional.ofNullable(profile);
  }

  private DatasetConfig dataset() {
    return related.dataset();
  }

  /** Checks predictions whose labels come from actuals. */
  void joined() {
    if (JOINED.stream().noneMatch(related::wants) && !related.wants(Check.LABEL_JOINABLE)) {
      return;
    }
    Optional<Related.Side> actuals = related.sibling(DatasetRole.ACTUALS);
    if (actuals.isEmpty()) {
      String reason = related.failure(DatasetRole.ACTUALS);
      related.skipped(Check.LABEL_JOINABLE, "", reason);
      related.scan(queries, reason, () -> {}, JOINED.toArray(Check[]::new));
      return;
    }
    Optional<BoundColumn> id = related.side.id();
    Optional<BoundColumn> key = actuals.get().id();
    if (id.isEmpty() || key.isEmpty()) {
      String reason =
          (id.isEmpty() ? dataset() : actuals.get().dataset()).name()
              + " has no id that can be read";
      related.skipped(Check.LABEL_JOINABLE, "", reason);
      related.scan(queries, reason, () -> {}, JOINED.toArray(Check[]::new));
      return;
    }
    Optional<String> refusal =
        IdTypes.refusal(dataset(), id.get().column(), actuals.get().dataset(), key.get().column());
    joinable(refusal, actuals.get(), id.get(), key.get());
    String reason = refusal.orElse(null);
    Optional<Duration> maturity = actuals.get().dataset().maturity().or(() -> dataset().maturity());
    LabelValues values = LabelValues.joined(related, queries, actuals.get());
    related.scan(
        queries,
        reason,
        () ->
            figures(
                planning -> rows(planning, actuals.get(), id.get(), values),
                maturity,
                Optional.of(values)),
        Check.LABEL_COVERAGE,
        Check.LABEL_LATE,
        Check.LABEL_BEFORE_PREDICTION,
        Check.LABEL_NOT_COPIED);
    related.scan(
        queries,
        reason,
        () -> orphans(actuals.get(), id.get(), key.get()),
        Check.LABEL_WITHOUT_PREDICTION);
  }

  /** Checks rows whose labels are their own: one pass for these checks and those of values. */
  void own(LabelValues values) {
    if (related.side.labels().isEmpty()) {
      return;
    }
    related.scan(
        queries,
        null,
        () ->
            figures(
                planning -> ownRows(planning, values), dataset().maturity(), Optional.of(values)),
        Check.LABEL_COVERAGE,
        Check.LABEL_DOMAIN,
        Check.LABEL_NOT_COPIED);
  }

  private void joinable(
      Optional<String> refusal, Related.Side actuals, BoundColumn id, BoundColumn key) {
    Basis basis = new Basis(Basis.Kind.SCHEMA, 0);
    if (refusal.isEmpty()) {
      related.passed(
          Check.LABEL_JOINABLE,
          id.name(),
          "ids can be equal to those of " + actuals.dataset().name(),
          basis,
          dataset().at("id_column"));
    } else {
      related.add(
          related
              .failed(Check.LABEL_JOINABLE, id.name(), 0, refusal.get())
              .advice(IdTypes.advice(actuals.dataset(), key.column(), id.column()))
              .basis(basis)
              .at(actuals.dataset().at("id_column")));
    }
  }

  private void mapped(
      Planning planning, RelBuilder rows, BoundColumn id, Optional<LabelValues> values) {
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    columns.add(rows.field(id.column().getName()));
    names.add(LabelFigures.ID);
    related
        .side
        .time()
        .ifPresent(
            time -> {
              columns.add(related.side.instants(planning, rows, time));
              names.add(LabelFigures.TIME);
            });
    for (BoundColumn label : related.side.labels()) {
      columns.add(rows.field(label.column().getName()));
      names.add(LabelJoin.PREFIX + label.name());
    }
    values.ifPresent(v -> v.columns(rows, columns, names));
    rows.project(columns, names, true);
  }

  private RelBuilder ownRows(Planning planning, LabelValues values) {
    RelBuilder rows = planning.scan(related.side.table());
    BoundColumn first = related.side.id().orElseGet(() -> related.side.labels().get(0));
    mapped(planning, rows, first, Optional.of(values));
    return rows;
  }

  private RelBuilder rows(
      Planning planning, Related.Side actuals, BoundColumn id, LabelValues values) {
    RelBuilder rows = planning.scan(related.side.table());
    mapped(planning, rows, id, Optional.of(values));
    new LabelJoin(
            planning,
            actuals.table(),
            actuals.dataset(),
            actuals.binding(),
            dataset().labelsAsOf().or(() -> actuals.dataset().labelsAsOf()))
        .joinSince(rows, dataset(), id, List.copyOf(related.model.predictions().keySet()));
    return rows;
  }

  private Instant asOf() {
    DatasetConfig actuals = related.model.datasets().get(DatasetRole.ACTUALS);
    return dataset()
        .labelsAsOf()
        .or(
            () ->
                actuals == null || dataset().role() != DatasetRole.SERVING
                    ? Optional.empty()
                    : actuals.labelsAsOf())
        .orElse(now);
  }

  private void figures(
      Function<Planning, RelBuilder> source,
      Optional<Duration> maturity,
      Optional<LabelValues> values) {
    Planning planning = Planning.start();
    RelBuilder rows = source.apply(planning);
    LabelFigures of = new LabelFigures(planning, rows, maturity, asOf());
    boolean delays = of.hasDelays();
    List<RelBuilder.AggCall> calls = of.calls();
    values.ifPresent(v -> calls.addAll(v.calls(rows)));
    RelNode root = rows.aggregate(rows.groupKey(), calls).build();
    RelatedQueries.Figures figures = queries.figures(planning, root);
    values.ifPresent(v -> v.judge(figures));
    coverage(figures, source, maturity);
    if (delays) {
      late(figures, source, maturity);
      early(figures, source);
    }
    List<LabelProfile.Point> curve =
        delays && figures.of("timed") > 0
            ? curve(source, figures.of("longest"), maturity)
            : List.of();
    profile =
        new LabelProfile(
            maturity,
            figures.of("row_count"),
            figures.of("labelled"),
            figures.of("mature"),
            figures.of("mature_labelled"),
            curve);
  }

  private List<LabelProfile.Point> curve(
      Function<Planning, RelBuilder> source, long longest, Optional<Duration> maturity) {
    long step = LabelCurve.step(longest);
    Planning planning = Planning.start();
    RelBuilder rows = source.apply(planning);
    LabelFigures of = new LabelFigures(planning, rows, maturity, asOf());
    rows.filter(of.known());
    RexNode delay = of.delay();
    RexNode steps =
        VocabularyOperators.call(
            rows.getRexBuilder(),
            "int_divide",
            delay.getType(),
            List.of(
                rows.call(
                    SqlStdOperatorTable.CASE,
                    rows.call(SqlStdOperatorTable.LESS_THAN, delay, of.whole(0)),
                    of.whole(0),
                    delay),
                of.whole(step)));
    rows.project(List.of(steps), List.of("steps"), true);
    rows.aggregate(rows.groupKey("steps"), rows.countStar("labels"));
    return LabelCurve.of(queries.pairs(planning, rows.build()), step, maturity);
  }

  private String subject() {
    List<BoundColumn> labels =
        related.sibling(DatasetRole.ACTUALS).isPresent() && dataset().role() == DatasetRole.SERVING
            ? related.sibling(DatasetRole.ACTUALS).get().labels()
            : related.side.labels();
    return labels.size() == 1 ? labels.get(0).name() : "";
  }

  private void coverage(
      RelatedQueries.Figures figures,
      Function<Planning, RelBuilder> source,
      Optional<Duration> maturity) {
    long mature = figures.of("mature");
    long labelled = figures.of("mature_labelled");
    BigDecimal wanted = dataset().checks().labelCoverage().orElse(HALF);
    boolean covered =
        BigDecimal.valueOf(labelled).compareTo(wanted.multiply(BigDecimal.valueOf(mature))) >= 0;
    String message =
        mature == 0
            ? "no row is older than its maturity"
            : Related.share(labelled, mature)
                + maturity.map(m -> " rows older than " + text(m)).orElse(" rows")
                + " have a label";
    if (covered) {
      related.passed(
          Check.LABEL_COVERAGE,
          subject(),
          message,
          figures.basis(),
          dataset().at("checks.label_coverage"));
      return;
    }
    related.add(
        related
            .failed(
                Check.LABEL_COVERAGE,
                subject(),
                mature - labelled,
                message + ", demanded are " + percent(wanted))
            .advice(
                maturity.isPresent()
                    ? "Check that labels are written for these ids, or declare a longer maturity."
                    : "Declare the maturity, such as maturity: 14d, if labels take time to arrive;"
                        + " else check that they are written for these ids.")
            .basis(figures.basis())
            .at(dataset().at("checks.label_coverage"))
            .examples(
                examples(
                    source,
                    maturity,
                    of -> of.rows().and(of.mature(), of.rows().not(of.known())),
                    Check.LABEL_COVERAGE)));
  }

  private void late(
      RelatedQueries.Figures figures,
      Function<Planning, RelBuilder> source,
      Optional<Duration> maturity) {
    if (maturity.isEmpty()) {
      return;
    }
    long timed = figures.of("timed");
    long late = figures.of("late");
    String message =
        timed == 0
            ? "no row has a label with a time"
            : Related.share(late, timed) + " labels came later than " + text(maturity.get());
    if (late * 100 <= timed) {
      related.passed(
          Check.LABEL_LATE, subject(), message, figures.basis(), dataset().at("maturity"));
      return;
    }
    related.add(
        related
            .failed(Check.LABEL_LATE, subject(), late, message)
            .advice(
                "Rows count as mature before their labels are there; declare a maturity that most"
                    + " labels keep.")
            .basis(figures.basis())
            .at(dataset().at("maturity"))
            .examples(examples(source, maturity, LabelFigures::late, Check.LABEL_LATE)));
  }

  private void early(RelatedQueries.Figures figures, Function<Planning, RelBuilder> source) {
    long early = figures.of("early");
    String message =
        Related.share(early, figures.of("timed")) + " labels are older than their prediction";
    if (early == 0) {
      related.passed(
          Check.LABEL_BEFORE_PREDICTION, subject(), message, figures.basis(), dataset().at());
      return;
    }
    related.add(
        related
            .failed(Check.LABEL_BEFORE_PREDICTION, subject(), early, message)
            .advice(
                "A label that is known before its prediction may have leaked into it, or one of the"
                    + " timestamps is in another time zone.")
            .basis(figures.basis())
            .examples(
                examples(
                    source, Optional.empty(), LabelFigures::early, Check.LABEL_BEFORE_PREDICTION)));
  }

  private List<String> examples(
      Function<Planning, RelBuilder> source,
      Optional<Duration> maturity,
      Function<LabelFigures, RexNode> condition,
      Check check) {
    if (!related.wants(check)) {
      return List.of();
    }
    Planning planning = Planning.start();
    RelBuilder rows = source.apply(planning);
    rows.filter(condition.apply(new LabelFigures(planning, rows, maturity, asOf())));
    rows.project(List.of(rows.field(LabelFigures.ID)), List.of(LabelFigures.ID), true);
    rows.sort(rows.field(0));
    rows.limit(0, RelatedQueries.EXAMPLES);
    return queries.examples(planning, rows.build());
  }

  /** Counts ids of labels that no prediction has. */
  private void orphans(Related.Side actuals, BoundColumn id, BoundColumn key) {
    Planning planning = Planning.start();
    RelBuilder rows = strangers(planning, actuals, id, key);
    RelatedQueries.Figures figures =
        queries.figures(
            planning, rows.aggregate(rows.groupKey(), rows.countStar("orphans")).build());
    long orphans = figures.of("orphans");
    if (orphans == 0) {
      related.passed(
          Check.LABEL_WITHOUT_PREDICTION,
          key.name(),
          "every id of " + actuals.dataset().name() + " belongs to a row",
          figures.basis(),
          actuals.dataset().at("id_column"));
      return;
    }
    Planning again = Planning.start();
    RelBuilder shown = strangers(again, actuals, id, key);
    shown.sort(shown.field(0));
    shown.limit(0, RelatedQueries.EXAMPLES);
    related.add(
        related
            .failed(
                Check.LABEL_WITHOUT_PREDICTION,
                key.name(),
                orphans,
                String.format(
                    Locale.ROOT,
                    "%,d ids of %s belong to no row",
                    orphans,
                    actuals.dataset().name()))
            .advice(
                "These labels are never joined; check that both datasets write the id in the same"
                    + " way and cover the same time.")
            .basis(figures.basis())
            .examples(queries.examples(again, shown.build()))
            .at(actuals.dataset().at("id_column")));
  }

  private RelBuilder strangers(
      Planning planning, Related.Side actuals, BoundColumn id, BoundColumn key) {
    RelBuilder rows = planning.scan(actuals.table());
    rows.filter(rows.isNotNull(rows.field(key.column().getName())));
    rows.project(List.of(rows.field(key.column().getName())), List.of(LabelFigures.ID), true);
    rows.distinct();
    RelBuilder other = planning.scan(related.side.table());
    other.project(List.of(other.field(id.column().getName())), List.of(LabelFigures.ID), true);
    rows.push(other.build());
    rows.antiJoin(IdTypes.equal(rows.getRexBuilder(), rows.field(2, 0, 0), rows.field(2, 1, 0)));
    return rows;
  }

  private static String percent(BigDecimal share) {
    return share.movePointRight(2).stripTrailingZeros().toPlainString() + "%";
  }

  private static String text(Duration duration) {
    long days = duration.toDays();
    return duration.equals(Duration.ofDays(days)) ? days + "d" : duration.toString();
  }
}
