package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.ModelConfig;
import dev.plumbline.runtime.dataset.TimestampColumn;
import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.model.BindingProblem;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.model.DatasetBinding;
import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.runtime.plan.TableFacts;
import dev.plumbline.spi.Amount;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Relation;
import dev.plumbline.spi.StandardErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Checks one dataset. What the configuration, the schema or the source's statistics decide is
 * decided by them; everything else by one scan of the columns that it needs. Examples are fetched
 * for failed checks only.
 *
 * @since 0.1.0
 */
public final class DatasetValidation {
  private static final int EXAMPLES = 5;

  private final QueryContext q;
  private final LocalEngine engine;
  private final Clock clock;
  private final int threads;
  private final ProgressListener progress;

  /**
   * Prepares to check.
   *
   * @param q the query that the checks belong to
   * @param engine runs the scans
   * @param clock tells what lies in the future
   * @param threads how many streams a scan may have
   * @param progress hears what is being done
   */
  public DatasetValidation(
      QueryContext q, LocalEngine engine, Clock clock, int threads, ProgressListener progress) {
    this.q = Objects.requireNonNull(q, "q");
    this.engine = Objects.requireNonNull(engine, "engine");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.threads = threads;
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /**
   * Checks a dataset whose table was found.
   *
   * @param model the dataset's model
   * @param dataset the dataset
   * @param table its table, pinned, and what is selected of it
   * @param started when work on the dataset began
   * @return every check
   */
  public DatasetReport check(
      ModelConfig model, DatasetConfig dataset, SelectedTable table, Instant started) {
    Findings findings = new Findings(dataset);
    DatasetBinding binding = DatasetBinding.of(dataset, model, table.schema());
    findings.schema(binding);
    Figures figures = new Figures();
    Optional<BoundColumn> id = only(binding, FieldRole.ID);
    Optional<BoundColumn> time = only(binding, FieldRole.TIMESTAMP);
    try {
      statistics(dataset, table, id, time, figures);
      scan(table, dataset, id, time, figures);
      findings.rows(figures.rows, figures.rowsBasis);
      id.ifPresent(column -> ids(findings, table, column, time, figures));
      time.ifPresent(column -> times(findings, table, dataset, column, id, figures));
      if (id.isEmpty()) {
        findings.skipped(Check.ID_NOT_NULL, dataset.idColumn().orElse(""));
        findings.skipped(Check.ID_UNIQUE, dataset.idColumn().orElse(""));
      }
      if (time.isEmpty()) {
        findings.skipped(Check.TIMESTAMP_NOT_NULL, dataset.timestampColumn().orElse(""));
        findings.skipped(Check.TIMESTAMP_NOT_FUTURE, dataset.timestampColumn().orElse(""));
      }
    } catch (ConnectorException e) {
      if (q.isCancelled()) {
        throw e;
      }
      // What was found before stays: it helps to tell a wrong table from a damaged one.
      findings.results().add(unreadable(dataset, e));
      findings.skipMissing(dataset);
    }
    DatasetReport.Builder report =
        DatasetReport.builder(dataset.name(), table.table().source(), table.table().relation())
            .provenance(table.table().handle().provenance())
            .bytesRead(figures.bytes)
            .elapsed(Duration.between(started, clock.instant()))
            .checks(findings.results());
    figures.rows.ifPresent(report::rows);
    figures.first.ifPresent(report::firstTime);
    figures.last.ifPresent(report::lastTime);
    return report.build();
  }

  /**
   * Reports a dataset whose table could not be opened.
   *
   * @param dataset the dataset
   * @param failure why
   * @param elapsed how long it took to find out
   * @return a report with one failed check
   */
  public static DatasetReport unreachable(
      DatasetConfig dataset, ConnectorException failure, Duration elapsed) {
    return failed(dataset, unreadable(dataset, failure), elapsed);
  }

  private static DatasetReport failed(DatasetConfig dataset, CheckResult check, Duration elapsed) {
    return DatasetReport.builder(dataset.name(), dataset.source(), text(dataset.relation()))
        .elapsed(elapsed)
        .checks(List.of(check))
        .build();
  }

  /**
   * Reports a dataset whose {@code select_expr} does not fit its table.
   *
   * @param dataset the dataset
   * @param failure which expression, and why
   * @param elapsed how long it took to find out
   * @return a report with one failed check
   */
  public static DatasetReport unselectable(
      DatasetConfig dataset, ConnectorException failure, Duration elapsed) {
    return failed(dataset, unusable(Check.SELECT_EXPR_VALID, dataset, failure), elapsed);
  }

  private static CheckResult unreadable(DatasetConfig dataset, ConnectorException failure) {
    return unusable(Check.SOURCE_READABLE, dataset, failure);
  }

  private static CheckResult unusable(
      Check check, DatasetConfig dataset, ConnectorException failure) {
    return CheckResult.builder(check, "", Outcome.FAILED)
        .message(failure.getMessage() + " (" + failure.code().name() + ")")
        .advice(
            switch (failure.code().kind()) {
              case NOT_FOUND -> "'discover " + dataset.source() + "' lists what is there.";
              case CONFIGURATION, USER -> "Correct the configuration of the dataset or its source.";
              case PERMISSION -> "Check the credentials of the source, and what they are allowed.";
              case UNSUPPORTED ->
                  "Read another table, or another version of it, until this is supported.";
              case THROTTLED, EXTERNAL ->
                  "'doctor' tells whether the source itself can be reached.";
              case INTERNAL ->
                  "This is a defect; run again with --debug and report what is printed.";
            })
        .at(dataset.at())
        .build();
  }

  private static String text(Relation relation) {
    if (relation instanceof Relation.Location location) {
      return location.glob();
    }
    return relation instanceof Relation.Table table ? String.join(".", table.path()) : "query";
  }

  private static Optional<BoundColumn> only(DatasetBinding binding, FieldRole role) {
    boolean misfit =
        binding.problems().stream()
            .anyMatch(p -> p.role() == role && p.code() == BindingProblem.Code.TYPE_MISMATCH);
    return misfit
        ? Optional.empty()
        : binding.columns().stream().filter(c -> c.role() == role).findFirst();
  }

  /** What is known of the data, and from where. */
  private static final class Figures {
    private OptionalLong rows = OptionalLong.empty();
    private OptionalLong idNulls = OptionalLong.empty();
    private OptionalLong idSurplus = OptionalLong.empty();
    private OptionalLong timeNulls = OptionalLong.empty();
    private OptionalLong future = OptionalLong.empty();
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();
    private Optional<LocalDateTime> firstLocal = Optional.empty();
    private Optional<LocalDateTime> lastLocal = Optional.empty();
    private long bytes;
    private Basis rowsBasis = NOTHING;
    private Basis idNullsBasis = NOTHING;
    private Basis timeNullsBasis = NOTHING;
    private Basis scanBasis = NOTHING;

    private static final Basis NOTHING = new Basis(Basis.Kind.NONE, 0);
  }

  private void statistics(
      DatasetConfig dataset,
      SelectedTable table,
      Optional<BoundColumn> id,
      Optional<BoundColumn> time,
      Figures figures) {
    progress.step(dataset.name(), "reading the source's statistics");
    List<String> columns = new ArrayList<>();
    id.ifPresent(c -> columns.add(c.column().getName()));
    time.ifPresent(c -> columns.add(c.column().getName()));
    Optional<TableFacts> facts = Planning.facts(q, table, columns.stream().distinct().toList());
    if (facts.isEmpty()) {
      return;
    }
    Basis basis = new Basis(Basis.Kind.STATISTICS, 0);
    figures.rows = facts.get().rows();
    figures.rowsBasis = basis;
    id.ifPresent(c -> figures.idNulls = nulls(facts.get(), c));
    figures.idNullsBasis = basis;
    time.ifPresent(c -> figures.timeNulls = nulls(facts.get(), c));
    figures.timeNullsBasis = basis;
  }

  private static OptionalLong nulls(TableFacts facts, BoundColumn column) {
    TableFacts.ColumnFacts known = facts.columns().get(column.column().getName());
    return known == null || facts.rows().isEmpty() ? OptionalLong.empty() : known.nulls();
  }

  /** One pass over the columns of the id and the timestamp, for all that is still open. */
  private void scan(
      SelectedTable table,
      DatasetConfig dataset,
      Optional<BoundColumn> id,
      Optional<BoundColumn> time,
      Figures figures) {
    if (id.isEmpty() && time.isEmpty() && figures.rows.isPresent()) {
      return;
    }
    Planning planning = Planning.start();
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    RelBuilder builder = planning.scan(table);
    id.ifPresent(c -> names.add("id"));
    id.ifPresent(c -> columns.add(builder.field(c.column().getName())));
    time.ifPresent(c -> names.add("time"));
    time.ifPresent(c -> columns.add(time(planning, builder, c, dataset)));
    builder.project(columns, names, true);
    List<RelBuilder.AggCall> calls = new ArrayList<>();
    calls.add(builder.countStar("row_count"));
    id.ifPresent(
        c -> {
          calls.add(builder.count(false, "id_count", builder.field("id")));
          calls.add(builder.count(true, "id_distinct", builder.field("id")));
        });
    time.ifPresent(
        c -> {
          calls.add(builder.count(false, "time_count", builder.field("time")));
          calls.add(builder.min("time_first", builder.field("time")));
          calls.add(builder.max("time_last", builder.field("time")));
        });
    RelNode root = builder.aggregate(builder.groupKey(), calls).build();
    PhysicalPlan plan = planning.finish(q, root, threads);
    long bytes = bytes(plan);
    long files = plan.stages().stream().mapToLong(s -> known(s.files())).sum();
    int scanned = plan.stages().stream().mapToInt(s -> s.columns().size()).sum();
    progress.step(
        dataset.name(),
        String.format(Locale.ROOT, "scanning %d columns of %,d files", scanned, files));
    figures.bytes += bytes;
    boolean metadata = plan.stages().stream().allMatch(s -> s.access().equals("metadata"));
    figures.scanBasis =
        new Basis(metadata ? Basis.Kind.STATISTICS : Basis.Kind.SCAN, metadata ? 0 : bytes);
    try (BatchReader reader = engine.run(q, plan.query());
        VectorSchemaRoot row =
            reader
                .next()
                .orElseThrow(
                    () ->
                        new ConnectorException(
                            StandardErrorCode.INTERNAL, "an aggregate gave no row"))) {
      take(row, figures, time, dataset);
    }
  }

  /** Instants wherever the zone is known, converted as reads do; else the column as it is. */
  private static RexNode time(
      Planning planning, RelBuilder builder, BoundColumn column, DatasetConfig dataset) {
    String name = column.column().getName();
    boolean zoned =
        column.column().getType() instanceof ArrowType.Timestamp timestamp
            && timestamp.getTimezone() != null;
    boolean known =
        zoned || dataset.timezone().isPresent() || dataset.timestampFormat().isPresent();
    return known
        ? TimestampColumn.of(
                planning,
                builder,
                builder.peek().getRowType().getFieldNames().indexOf(name),
                dataset)
            .instantsOrNull()
        : builder.field(name);
  }

  private void take(
      VectorSchemaRoot row, Figures figures, Optional<BoundColumn> time, DatasetConfig dataset) {
    long rows = count(row, "row_count");
    if (figures.rows.isPresent() && figures.rows.getAsLong() != rows) {
      throw new ConnectorException(
          StandardErrorCode.CORRUPT_DATA,
          dataset.name()
              + ": the source's statistics say "
              + figures.rows.getAsLong()
              + " rows, its files have "
              + rows
              + "; the table's log and files contradict");
    }
    if (figures.rows.isEmpty()) {
      figures.rows = OptionalLong.of(rows);
      figures.rowsBasis = figures.scanBasis;
    }
    if (row.getVector("id_count") != null) {
      long present = count(row, "id_count");
      figures.idSurplus = OptionalLong.of(present - count(row, "id_distinct"));
      if (figures.idNulls.isEmpty()) {
        figures.idNulls = OptionalLong.of(rows - present);
        figures.idNullsBasis = figures.scanBasis;
      }
    }
    if (time.isPresent()) {
      if (figures.timeNulls.isEmpty()) {
        figures.timeNulls = OptionalLong.of(rows - count(row, "time_count"));
        figures.timeNullsBasis = figures.scanBasis;
      }
      times(row, figures);
    }
  }

  private static void times(VectorSchemaRoot row, Figures figures) {
    Optional<LocalDateTime> first = local(row.getVector("time_first"));
    Optional<LocalDateTime> last = local(row.getVector("time_last"));
    boolean instants = row.getVector("time_first") instanceof TimeStampMicroTZVector;
    if (instants) {
      figures.first = first.map(t -> t.toInstant(ZoneOffset.UTC));
      figures.last = last.map(t -> t.toInstant(ZoneOffset.UTC));
    } else {
      figures.firstLocal = first;
      figures.lastLocal = last;
    }
  }

  /** A timestamp or date as a local time; of a column with a zone, in UTC. */
  private static Optional<LocalDateTime> local(@Nullable FieldVector vector) {
    if (vector == null || vector.isNull(0)) {
      return Optional.empty();
    }
    if (vector instanceof DateDayVector dates) {
      return Optional.of(LocalDate.ofEpochDay(dates.get(0)).atStartOfDay());
    }
    long micros = ((TimeStampVector) vector).get(0);
    return Optional.of(
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1_000,
            ZoneOffset.UTC));
  }

  private static long count(VectorSchemaRoot row, String name) {
    return ((BigIntVector) row.getVector(name)).get(0);
  }

  private static long bytes(PhysicalPlan plan) {
    return plan.stages().stream().mapToLong(s -> known(s.bytes())).sum();
  }

  private static long known(Amount amount) {
    return amount.expected().orElse(amount.atMost().orElse(0));
  }

  private void ids(
      Findings findings,
      SelectedTable table,
      BoundColumn id,
      Optional<BoundColumn> time,
      Figures figures) {
    long nulls = figures.idNulls.orElse(0);
    findings.add(
        Check.ID_NOT_NULL,
        Severity.ERROR,
        id.name(),
        nulls,
        nulls == 0 ? "no row is without an id" : of(nulls, figures) + " have no id",
        "A prediction without an id cannot be joined with its label; drop these rows or fill the"
            + " column where it is written.",
        figures.idNullsBasis,
        nulls == 0 || time.isEmpty()
            ? List.of()
            : examples(table, id, time.get(), "the row of ", figures));
    long surplus = figures.idSurplus.orElse(0);
    findings.add(
        Check.ID_UNIQUE,
        Severity.ERROR,
        id.name(),
        surplus,
        surplus == 0
            ? "no id occurs twice"
            : of(surplus, figures) + " repeat an id that another row has",
        "Rows of one id are counted twice and may get each other's label; look for a batch that was"
            + " written again.",
        figures.scanBasis,
        surplus == 0 ? List.of() : repeated(table, id, figures));
  }

  private void times(
      Findings findings,
      SelectedTable table,
      DatasetConfig dataset,
      BoundColumn time,
      Optional<BoundColumn> id,
      Figures figures) {
    long nulls = figures.timeNulls.orElse(0);
    findings.add(
        Check.TIMESTAMP_NOT_NULL,
        Severity.ERROR,
        time.name(),
        nulls,
        nulls == 0 ? "no row is without a timestamp" : of(nulls, figures) + " have no timestamp",
        "A row without a timestamp falls out of every time range; fill the column where it is"
            + " written.",
        figures.timeNullsBasis,
        nulls == 0 || id.isEmpty() ? List.of() : examples(table, time, id.get(), "", figures));
    if (figures.firstLocal.isPresent() && figures.lastLocal.isPresent()) {
      findings.evidence(
          "local times run from " + figures.firstLocal.get() + " to " + figures.lastLocal.get());
      findings.skipped(Check.TIMESTAMP_NOT_FUTURE, time.name());
      return;
    }
    Instant now = clock.instant();
    boolean future = figures.last.isPresent() && figures.last.get().isAfter(now);
    if (future) {
      figures.future = OptionalLong.of(countFuture(table, dataset, time, now, figures));
    }
    String range =
        figures.first.isPresent() && figures.last.isPresent()
            ? figures.first.get() + " to " + figures.last.get()
            : "no row has a timestamp";
    findings.add(
        Check.TIMESTAMP_NOT_FUTURE,
        Severity.WARNING,
        time.name(),
        figures.future.orElse(0),
        future ? of(figures.future.orElse(0), figures) + " lie in the future: " + range : range,
        "A timestamp after now ("
            + now.truncatedTo(ChronoUnit.SECONDS)
            + ") is usually a wrong"
            + " time zone or unit; check how the column is written.",
        figures.scanBasis,
        List.of());
  }

  private static String of(long count, Figures figures) {
    return String.format(Locale.ROOT, "%,d of %,d rows", count, figures.rows.orElse(0));
  }

  private long countFuture(
      SelectedTable table, DatasetConfig dataset, BoundColumn time, Instant now, Figures figures) {
    Planning planning = Planning.start();
    RelBuilder builder = planning.scan(table);
    TimestampColumn instants =
        TimestampColumn.of(
            planning,
            builder,
            builder.peek().getRowType().getFieldNames().indexOf(time.column().getName()),
            dataset);
    RelNode root =
        builder
            .filter(
                instants.notBefore(now.truncatedTo(ChronoUnit.MICROS).plus(1, ChronoUnit.MICROS)))
            .aggregate(builder.groupKey(), builder.countStar("row_count"))
            .build();
    PhysicalPlan plan = planning.finish(q, root, threads);
    figures.bytes += bytes(plan);
    return first(plan, row -> count(row, "row_count")).orElse(0L);
  }

  /** The ids that most rows share. */
  private List<String> repeated(SelectedTable table, BoundColumn id, Figures figures) {
    Planning planning = Planning.start();
    RelBuilder builder = planning.scan(table);
    builder.filter(builder.isNotNull(builder.field(id.column().getName())));
    builder.project(List.of(builder.field(id.column().getName())), List.of("id"), true);
    builder.aggregate(builder.groupKey("id"), builder.countStar("times"));
    builder.filter(
        builder.call(SqlStdOperatorTable.GREATER_THAN, builder.field("times"), builder.literal(1)));
    builder.sort(builder.desc(builder.field("times")), builder.field("id"));
    builder.limit(0, EXAMPLES);
    PhysicalPlan plan = planning.finish(q, builder.build(), threads);
    figures.bytes += bytes(plan);
    return rows(
        plan,
        (root, i) ->
            shown(root.getVector("id"), i)
                + " ("
                + root.getVector("times").getObject(i)
                + " rows)");
  }

  /** What a second column has in rows where the first is NULL. */
  private List<String> examples(
      SelectedTable table, BoundColumn missing, BoundColumn shown, String prefix, Figures figures) {
    Planning planning = Planning.start();
    RelBuilder builder = planning.scan(table);
    builder.filter(builder.isNull(builder.field(missing.column().getName())));
    builder.project(List.of(builder.field(shown.column().getName())), List.of("shown"), true);
    builder.sort(builder.field("shown"));
    builder.limit(0, EXAMPLES);
    PhysicalPlan plan = planning.finish(q, builder.build(), threads);
    figures.bytes += bytes(plan);
    return rows(plan, (root, i) -> prefix + shown(root.getVector("shown"), i));
  }

  private static String shown(FieldVector vector, int row) {
    if (vector.isNull(row)) {
      return "NULL";
    }
    if (vector instanceof TimeStampVector times) {
      long micros = times.get(row);
      return LocalDateTime.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000L),
              (int) Math.floorMod(micros, 1_000_000L) * 1_000,
              ZoneOffset.UTC)
          .toString();
    }
    Object value = vector.getObject(row);
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
  }

  private interface RowText {
    String of(VectorSchemaRoot root, int row);
  }

  private List<String> rows(PhysicalPlan plan, RowText text) {
    List<String> rows = new ArrayList<>();
    try (BatchReader reader = engine.run(q, plan.query())) {
      for (Optional<VectorSchemaRoot> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        try (VectorSchemaRoot root = next.get()) {
          for (int i = 0; i < root.getRowCount() && rows.size() < EXAMPLES; i++) {
            rows.add(text.of(root, i));
          }
        }
      }
    }
    return rows;
  }

  private <T> Optional<T> first(PhysicalPlan plan, Function<VectorSchemaRoot, T> value) {
    try (BatchReader reader = engine.run(q, plan.query())) {
      Optional<VectorSchemaRoot> next = reader.next();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      try (VectorSchemaRoot root = next.get()) {
        return Optional.of(value.apply(root));
      }
    }
  }
}
