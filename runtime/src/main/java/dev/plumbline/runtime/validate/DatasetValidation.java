package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.LocatedProblem;
import dev.plumbline.runtime.config.ModelConfig;
import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.QueryContext;
import dev.plumbline.spi.Relation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks one dataset. What the configuration, the schema or the source's statistics decide is
 * decided by them; everything else by one pass over the columns that it needs. Examples are fetched
 * for failed checks only.
 *
 * @since 0.1.0
 */
public final class DatasetValidation {
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
   * @param request which checks, and how deep
   * @param warnings what the whole configuration warned of
   * @param started when work on the dataset began
   * @return every check
   */
  public DatasetReport check(
      ModelConfig model,
      DatasetConfig dataset,
      SelectedTable table,
      ValidationRequest request,
      List<LocatedProblem> warnings,
      Instant started) {
    CheckedDataset checked = CheckedDataset.of(model, dataset, table, clock.instant());
    Findings findings = new Findings(checked, request);
    DatasetReport.Builder report =
        DatasetReport.builder(dataset.name(), table.table().source(), table.table().relation())
            .provenance(table.table().handle().provenance());
    new SchemaChecks(checked, findings).check(warnings);
    Queries queries = new Queries(q, engine, threads);
    rows(checked, findings, queries, request, report);
    return report
        .bytesRead(queries.bytes())
        .elapsed(Duration.between(started, clock.instant()))
        .checks(findings.results())
        .build();
  }

  private void rows(
      CheckedDataset checked,
      Findings findings,
      Queries queries,
      ValidationRequest request,
      DatasetReport.Builder report) {
    Optional<ConnectorException> failure = Optional.empty();
    Known known = Known.nothing();
    if (request.depth() != ValidationRequest.Depth.SCHEMA) {
      progress.step(checked.config().name(), "reading the source's statistics");
      try {
        known = Known.of(q, checked.table(), checked.sound());
      } catch (ConnectorException e) {
        failure = Optional.of(e);
      }
    }
    Pass pass = new Pass(checked, known, queries, request.depth(), progress);
    Examples examples = new Examples(checked, queries);
    Checking checking = new Checking(checked, known, pass, findings, examples);
    Range range = new Range(checked, known, pass, queries);
    present(checking);
    new IdChecks(checking).check();
    new TimestampChecks(checking, range).check();
    new ValueChecks(checking).check();
    new CategoryChecks(checking).check();
    new TensorChecks(checking).check();
    new PredictionChecks(checking).check();
    boolean whole = request.only().isEmpty();
    Profiles profiles = new Profiles(checking);
    Optional<TimeColumn> time =
        checked
            .time()
            .filter(c -> !c.kind().equals(CheckedColumn.VOID))
            .map(c -> new TimeColumn(checked, c));
    if (whole) {
      profiles.ask();
      time.ifPresent(range::ask);
    }
    try {
      pass.run(examples, failure);
      time.filter(TimeColumn::isKnown).ifPresent(t -> span(range, t, whole, report));
      readable(checking);
    } catch (ConnectorException e) {
      if (q.isCancelled()) {
        throw e;
      }
      // What was found before stays: it helps to tell a wrong table from a damaged one.
      findings.add(unreadable(checked.config(), e));
    }
    pass.rows().ifPresent(report::rows);
    report.fields(profiles.profiles());
  }

  /** The time that rows span, and how they lie in it. */
  private static void span(
      Range range, TimeColumn time, boolean whole, DatasetReport.Builder report) {
    if (whole) {
      range.timeline(time, Optional.empty()).ifPresent(line -> report.times(line.histogram(time)));
    }
    List<Instant> instants = range.instants(time);
    if (!instants.isEmpty()) {
      report.firstTime(instants.get(0)).lastTime(instants.get(1));
    }
  }

  private static void present(Checking checking) {
    Verdict verdict =
        checking
            .verdict(Check.ROWS_PRESENT, "", checking.dataset.config().at())
            .advice("Check that the path, table or query is the one that is written.");
    Known known = checking.known;
    if (!checking.wants(Check.ROWS_PRESENT)) {
      return;
    }
    if (known.rows().isPresent()) {
      present(verdict, known.rows(), Known.EXACT);
    } else {
      checking.pass.scan(
          verdict, () -> present(verdict, checking.pass.rows(), checking.pass.basis()));
    }
  }

  private static void present(Verdict verdict, OptionalLong rows, Basis basis) {
    if (rows.orElseThrow() == 0) {
      verdict.failed(0, "the table has no rows", basis);
    } else {
      verdict.passed(basis, String.format(Locale.ROOT, "%,d rows", rows.orElseThrow()));
    }
  }

  private static void readable(Checking checking) {
    if (checking.pass.mayScan()) {
      checking.findings.passed(
          Check.SOURCE_READABLE,
          "",
          checking.dataset.config().at(),
          checking.pass.basis().kind() == Basis.Kind.NONE ? Known.EXACT : checking.pass.basis(),
          "its rows can be read");
    }
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
}
