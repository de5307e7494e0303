package dev.plumbline.runtime;

import dev.plumbline.runtime.config.Configuration;
import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.ModelConfig;
import dev.plumbline.runtime.config.SourceConfig;
import dev.plumbline.runtime.dataset.DatasetRows;
import dev.plumbline.runtime.dataset.RowSelection;
import dev.plumbline.runtime.dataset.SpecHash;
import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.model.DatasetBinding;
import dev.plumbline.runtime.plan.PhysicalPlan;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.runtime.plan.Planning;
import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.spi.BatchReader;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Consistency;
import dev.plumbline.spi.Provenance;
import dev.plumbline.spi.Recovery;
import dev.plumbline.spi.StandardErrorCode;
import dev.plumbline.spi.TableHandle;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans reads and runs them, planning again where the source has moved on since. */
final class Reads {
  private static final Logger log = LoggerFactory.getLogger(Reads.class);
  private static final int EXAMPLES = 5;

  private final Configuration configuration;
  private final Sources sources;
  private final LocalEngine engine;
  private final Clock clock;
  private final int threads;
  private final Supplier<QueryScope> scopes;
  private final Function<String, ReadEvents> events;

  Reads(
      Configuration configuration,
      Sources sources,
      LocalEngine engine,
      Clock clock,
      int threads,
      Supplier<QueryScope> scopes,
      Function<String, ReadEvents> events) {
    this.configuration = configuration;
    this.sources = sources;
    this.engine = engine;
    this.clock = clock;
    this.threads = threads;
    this.scopes = scopes;
    this.events = events;
  }

  /** What an earlier plan was made for: a state, where that is wanted again, and columns. */
  record Expected(
      Optional<TableHandle> state,
      Optional<TableHandle> labels,
      Map<String, Field> columns,
      Schema schema) {
    static Expected of(PlannedRead planned) {
      return new Expected(
          Optional.of(planned.table().table().handle()),
          planned.labels().map(table -> table.table().handle()),
          planned.columns(),
          planned.schema());
    }

    static Expected columns(PlannedRead planned) {
      return new Expected(Optional.empty(), Optional.empty(), planned.columns(), planned.schema());
    }

    Expected anyState() {
      return new Expected(Optional.empty(), Optional.empty(), columns, schema);
    }
  }

  /** Plans in a query of its own, which ends. */
  PlannedRead plan(ReadRequest request) {
    try (QueryScope scope = scopes.get()) {
      return plan(scope, request, Optional.empty());
    }
  }

  /** Plans and starts; planned again once if the state is gone before there is a row. */
  RowStream read(ReadRequest request, Optional<Expected> expected) {
    Attempt attempt = begin(request, expected);
    try {
      return new ReadStream(this, request, attempt, events.apply(request.target()));
    } catch (RuntimeException | Error e) {
      attempt.end();
      throw e;
    }
  }

  private Attempt begin(ReadRequest request, Optional<Expected> expected) {
    QueryScope scope = scopes.get();
    Optional<Expected> next = expected;
    try {
      PlannedRead planned = plan(scope, request, expected);
      next = Optional.of(expected.orElseGet(() -> Expected.columns(planned)));
      return run(scope, planned);
    } catch (ConnectorException e) {
      boolean cancelled = scope.isCancelled();
      close(scope, e);
      if (cancelled || !isGone(e) || e instanceof Changed) {
        throw e;
      }
      return again(request, next.map(Expected::anyState), e);
    } catch (RuntimeException | Error e) {
      close(scope, e);
      throw e;
    }
  }

  private Attempt run(QueryScope scope, PlannedRead planned) {
    return new Attempt(scope, planned, scope.closing(engine.run(scope, planned.plan().query())));
  }

  private static void close(QueryScope scope, Throwable failure) {
    try {
      scope.close();
    } catch (RuntimeException closing) {
      failure.addSuppressed(closing);
    }
  }

  /** A query that runs, and everything of it. */
  record Attempt(QueryScope scope, PlannedRead planned, BatchReader batches) {
    void end() {
      scope.cancel();
      scope.close();
    }
  }

  static boolean isGone(ConnectorException e) {
    return e.code().recovery() == Recovery.REPLAN;
  }

  /** Plans for the source's state of now, which must have the same columns. */
  Attempt again(ReadRequest request, Optional<Expected> expected, ConnectorException reason) {
    log.debug("{}: planning again", request.target(), reason);
    QueryScope scope = scopes.get();
    try {
      PlannedRead planned = plan(scope, request, expected);
      return run(scope, planned.replanned("the planned state was gone: " + reason.getMessage()));
    } catch (RuntimeException | Error e) {
      e.addSuppressed(reason);
      close(scope, e);
      throw e;
    }
  }

  private PlannedRead plan(QueryScope scope, ReadRequest request, Optional<Expected> expected) {
    Optional<DatasetConfig> dataset = configuration.dataset(request.target());
    PinnedTable current = sources.pin(scope, target(request.target(), dataset));
    ReadLabels labels =
        ReadLabels.of(
            dataset.map(this::model), dataset, request, expected.flatMap(Expected::labels));
    if (expected.isEmpty()) {
      return plan(scope, request, dataset, current, labels);
    }
    Optional<TableHandle> state = expected.get().state();
    if (state.isPresent() && current.session().consistency() == Consistency.TABLE) {
      // Each table has states of its own there, which its handle names.
      return plan(scope, request, dataset, current.at(state.get()), labels);
    }
    PlannedRead planned = plan(scope, request, dataset, current, labels, expected.get());
    Provenance now = current.handle().provenance();
    return state
        .map(TableHandle::provenance)
        .filter(before -> !isState(before, now))
        .map(before -> planned.replanned(moved(before, now)))
        .orElse(planned);
  }

  /** Plans for another state than the one that was planned with. */
  private PlannedRead plan(
      QueryScope scope,
      ReadRequest request,
      Optional<DatasetConfig> dataset,
      PinnedTable current,
      ReadLabels labels,
      Expected expected) {
    if (dataset.isEmpty() || dataset.get().selectExpr().isEmpty()) {
      Map<String, Field> now = new LinkedHashMap<>();
      current.handle().schema().getFields().forEach(f -> now.put(f.getName(), f));
      PlannedRead.requireSame(request.target(), expected.columns(), now);
    }
    PlannedRead planned;
    try {
      planned = plan(scope, request, dataset, current, labels);
    } catch (ConnectorException e) {
      if (e.code() != StandardErrorCode.INVALID_REQUEST
          && e.code() != StandardErrorCode.INVALID_CONFIGURATION) {
        throw e;
      }
      throw new Changed(
          request.target() + ": what was planned does not fit any more: " + e.getMessage(), e);
    }
    PlannedRead.requireSame(request.target(), expected.columns(), planned.columns());
    PlannedRead.requireSame(request.target(), expected.schema(), planned.schema());
    return planned;
  }

  /** Columns that are others than those planned with: planning again cannot help. */
  static final class Changed extends ConnectorException {
    private static final long serialVersionUID = 1L;

    Changed(String message) {
      super(StandardErrorCode.SCHEMA_CHANGED, message);
    }

    Changed(String message, ConnectorException cause) {
      super(StandardErrorCode.SCHEMA_CHANGED, message, cause);
    }
  }

  private static boolean isState(Provenance a, Provenance b) {
    return a.kind().equals(b.kind()) && a.id().equals(b.id());
  }

  private static String moved(Provenance before, Provenance now) {
    return "planned for "
        + before.kind()
        + " "
        + before.id()
        + ", read at "
        + now.kind()
        + " "
        + now.id();
  }

  private PlannedRead plan(
      QueryScope scope,
      ReadRequest request,
      Optional<DatasetConfig> dataset,
      PinnedTable pinned,
      ReadLabels labels) {
    SelectedTable table =
        SelectedTable.of(pinned, dataset.map(DatasetConfig::selectExpr).orElse(List.of()));
    Optional<ModelConfig> model = dataset.map(this::model);
    Optional<DatasetBinding> binding =
        dataset.map(d -> DatasetBinding.of(d, model.orElseThrow(), table.schema()));
    RowSelection selection = selection(request);
    Optional<SelectedTable> actuals = labels.pin(sources, scope, pinned);
    Planning planning = Planning.start();
    PhysicalPlan plan =
        planning.finish(
            scope,
            DatasetRows.of(
                planning,
                table,
                dataset,
                binding,
                selection,
                labels.labels(actuals, clock.instant())),
            threads);
    PlanReport report =
        new PlanReport(
            request.target(), plan.stages(), "local", plan.residual(), plan.query().sql());
    List<SourceState> states = new ArrayList<>();
    states.add(state(request.target(), pinned));
    actuals.ifPresent(t -> states.add(state(labels.dataset(), t.table())));
    ReadStamp.Builder stamp =
        ReadStamp.builder(request.target(), hash(pinned, model, dataset, selection, labels))
            .sources(states);
    request.from().ifPresent(stamp::from);
    request.until().ifPresent(stamp::until);
    return new PlannedRead(
        table, dataset, binding, actuals, selection, plan, report, stamp.build());
  }

  private static SourceState state(String target, PinnedTable table) {
    return new SourceState(target, table.source(), table.relation(), table.handle().provenance());
  }

  private String hash(
      PinnedTable pinned,
      Optional<ModelConfig> model,
      Optional<DatasetConfig> dataset,
      RowSelection selection,
      ReadLabels labels) {
    SourceConfig source = configuration.sources().get(pinned.source());
    List<DatasetConfig> datasets = new ArrayList<>();
    dataset.ifPresent(datasets::add);
    labels.source().ifPresent(datasets::add);
    return SpecHash.of(
        pinned.source()
            + " "
            + pinned.connector()
            + (source == null ? "" : " " + source.options())
            + labels.asked(),
        model,
        datasets,
        selection);
  }

  static RowSelection selection(ReadRequest request) {
    return new RowSelection(
        request.target(),
        request.columns(),
        request.where(),
        request.from(),
        request.until(),
        request.limit());
  }

  private Sources.Target target(String name, Optional<DatasetConfig> dataset) {
    if (dataset.isPresent()) {
      return sources.of(dataset.get());
    }
    if (sources.isLocation(name)) {
      return sources.location(name);
    }
    throw unknown(configuration, name);
  }

  static ConnectorException unknown(Configuration configuration, String dataset) {
    return new ConnectorException(
        StandardErrorCode.INVALID_REQUEST,
        "dataset '"
            + dataset
            + "' is not in the configuration; "
            + Sources.hint(
                dataset, configuration.datasets().stream().map(DatasetConfig::name).toList()));
  }

  private ModelConfig model(DatasetConfig dataset) {
    ModelConfig model = configuration.models().get(dataset.model());
    if (model == null) {
      throw new IllegalStateException("dataset " + dataset.name() + " has no model");
    }
    return model;
  }

  /** Fails if two rows of the dataset have one id; reads the state that the attempt reads. */
  void requireDistinctIds(Attempt attempt) {
    DatasetConfig dataset = attempt.planned().dataset().orElseThrow();
    Planning planning = Planning.start();
    PhysicalPlan plan =
        planning.finish(
            attempt.scope(),
            DatasetRows.repeatedIds(
                planning,
                attempt.planned().table(),
                dataset,
                attempt.planned().binding().orElseThrow(),
                EXAMPLES),
            threads);
    List<String> ids = new ArrayList<>();
    try (BatchReader rows = engine.run(attempt.scope(), plan.query())) {
      for (Optional<VectorSchemaRoot> next = rows.next(); next.isPresent(); next = rows.next()) {
        try (VectorSchemaRoot batch = next.get()) {
          for (int i = 0; i < batch.getRowCount(); i++) {
            ids.add(
                batch.getVector("id").getObject(i)
                    + " ("
                    + batch.getVector("rows").getObject(i)
                    + " rows)");
          }
        }
      }
    }
    if (!ids.isEmpty()) {
      throw new ConnectorException(
          StandardErrorCode.CORRUPT_DATA,
          dataset.name()
              + ": several rows have one id, such as "
              + String.join(", ", ids)
              + "; remove them where they are written, or choose with duplicate_ids: first or last");
    }
  }

  /** Writes rows into a file that appears whole or not at all. */
  ReadStamp export(RowStream rows, Path file) {
    Path target = file.toAbsolutePath();
    Path unfinished =
        target.resolveSibling(
            "." + target.getFileName() + "." + UUID.randomUUID().toString().substring(0, 8));
    try {
      ((ReadStream) rows).write(engine, unfinished);
      move(unfinished, target);
    } catch (IOException e) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST, "'" + file + "' cannot be written: " + e, e);
    } finally {
      delete(unfinished);
    }
    return rows.stamp();
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.debug("leaving {} behind", file, e);
    }
  }
}
