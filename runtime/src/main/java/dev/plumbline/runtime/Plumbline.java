package dev.plumbline.runtime;

import dev.plumbline.runtime.config.Configuration;
import dev.plumbline.runtime.config.ConfigurationDocument;
import dev.plumbline.runtime.config.ConfigurationReader;
import dev.plumbline.runtime.config.ConfigurationSchema;
import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.ModelConfig;
import dev.plumbline.runtime.engine.LocalEngine;
import dev.plumbline.runtime.engine.LocalEngineOptions;
import dev.plumbline.runtime.infer.Inference;
import dev.plumbline.runtime.infer.InferenceRequest;
import dev.plumbline.runtime.infer.Proposal;
import dev.plumbline.runtime.plan.PinnedTable;
import dev.plumbline.runtime.plan.SelectedTable;
import dev.plumbline.runtime.plugin.ConnectorCatalog;
import dev.plumbline.runtime.validate.DatasetReport;
import dev.plumbline.runtime.validate.DatasetValidation;
import dev.plumbline.runtime.validate.ProgressListener;
import dev.plumbline.runtime.validate.RelatedChecks;
import dev.plumbline.runtime.validate.ValidationReport;
import dev.plumbline.runtime.validate.ValidationRequest;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * An open configuration: the entry of the library. Thread-safe; reads may run at the same time.
 *
 * <p>Every method that touches data throws {@link ConnectorException}, whose code says what can be
 * done about it.
 *
 * @since 0.1.0
 */
public final class Plumbline implements AutoCloseable {
  private final ConnectorCatalog catalog;
  private final Configuration configuration;
  private final Sources sources;
  private final LocalEngine engine;
  private final BufferAllocator allocator;
  private final Clock clock;
  private final Map<String, String> environment;
  private final int threads;
  private final String engineSettings;
  private final Listeners listeners;
  private final Reads reads;
  private final Set<QueryScope> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private Plumbline(Builder builder) {
    this.clock = builder.clock;
    this.environment = builder.environment;
    this.threads = builder.threads;
    this.listeners = new Listeners(builder.listeners);
    this.engineSettings =
        String.format(
            Locale.ROOT,
            "local: DuckDB with %d threads and %,d MiB of memory",
            builder.threads,
            builder.memoryBytes >> 20);
    this.catalog =
        ConnectorCatalog.load(builder.connectorFolders, Optional.ofNullable(builder.classPath));
    BufferAllocator root = new RootAllocator();
    try {
      this.configuration =
          builder.configuration.apply(
              new ConfigurationReader(
                  catalog::factory,
                  builder.environment,
                  Optional.ofNullable(builder.secretsFolder)));
      this.engine =
          new LocalEngine(
              LocalEngineOptions.builder()
                  .threads(builder.threads)
                  .memoryBytes(builder.memoryBytes)
                  .spillFolder(builder.cacheFolder.resolve("spill"))
                  .nativeFolder(builder.cacheFolder.resolve("native"))
                  .build());
    } catch (RuntimeException | Error e) {
      root.close();
      catalog.close();
      throw e;
    }
    this.allocator = root;
    this.sources = new Sources(catalog, configuration, builder.workingFolder, clock);
    this.reads =
        new Reads(configuration, sources, engine, clock, threads, this::begin, this::events);
  }

  /**
   * Opens a configuration file with default settings and the connectors of the class path.
   *
   * @param configuration the file
   * @return the open configuration; the caller closes it
   * @throws dev.plumbline.runtime.config.ConfigurationException with every problem of the file
   */
  public static Plumbline open(Path configuration) {
    return builder()
        .configuration(configuration)
        .classPathConnectors(Plumbline.class.getClassLoader())
        .open();
  }

  /** {@return a builder, for hosts that set more than the file} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return what was configured} */
  public Configuration configuration() {
    return configuration;
  }

  /** {@return the connectors that were found, ready or failed} */
  public ConnectorCatalog connectors() {
    return catalog;
  }

  /** {@return the engine and what it may use of the machine, for people to read} */
  public String engine() {
    return engineSettings;
  }

  /**
   * Describes the configuration file to editors.
   *
   * @return a JSON Schema (draft 2020-12) of the whole file with the options of every connector
   *     that is ready, as maps, lists, text, numbers and booleans
   */
  public Map<String, Object> configurationSchema() {
    return ConfigurationSchema.of(catalog.names().stream().map(catalog::factory).toList());
  }

  /**
   * Lists the tables of a source.
   *
   * @param sourceOrLocation a source's name, or {@code CONNECTOR:LOCATION}
   * @param pattern keeps tables whose name matches, with {@code *} and {@code ?}; absent keeps all
   * @return the tables with their columns and sizes, by name; one that cannot be read says why
   */
  public List<DiscoveredTable> discover(String sourceOrLocation, Optional<String> pattern) {
    try (QueryScope scope = begin()) {
      return new Discovery(scope, sources).discover(sourceOrLocation, pattern);
    }
  }

  /**
   * Proposes a configuration from what a source has. Each table is measured by one pass over its
   * first rows, at most a million.
   *
   * @param request which source, and what is known of it
   * @param progress hears what is being done
   * @return what was guessed, with its evidence, and the file that says so; a table that cannot be
   *     read says why in it
   * @throws ConnectorException if the source cannot be reached or has no table
   */
  public Proposal propose(InferenceRequest request, ProgressListener progress) {
    try (QueryScope scope = begin()) {
      progress.step(request.from(), "looking at its tables");
      Proposing.Found found = new Proposing(scope, sources, environment).find(request);
      return new Inference(scope, engine, clock, threads, progress)
          .propose(request, found.source(), found.tables());
    }
  }

  /**
   * Says what a read would do. Reads no rows.
   *
   * @param request what would be read
   * @return what runs where, and how much is read
   */
  public PlanReport plan(ReadRequest request) {
    return reads.plan(request).report();
  }

  /**
   * Plans a read that can be run later. Reads no rows.
   *
   * @param request what will be read
   * @return the read, with its plan and the state that it was planned with
   */
  public PreparedRead prepare(ReadRequest request) {
    return new PreparedRead(reads, request, reads.plan(request));
  }

  /**
   * Reads rows: those of a dataset mapped to the model's names, those of a location as they are.
   *
   * <p>Where the source loses the planned state before the first batch, the read is planned again
   * once; later it fails, and rows of two states are never mixed.
   *
   * @param request what to read
   * @return the rows; the caller closes the stream
   */
  public RowStream read(ReadRequest request) {
    return reads.read(request, Optional.empty());
  }

  /**
   * Reads rows into a Parquet file, whose metadata has the stamp. The file appears when it is
   * complete, or not at all.
   *
   * @param request what to read
   * @param file the file to write; replaced if it is there
   * @return where the rows come from, and how many they are
   */
  public ReadStamp export(ReadRequest request, Path file) {
    try (RowStream rows = read(request)) {
      return reads.export(rows, file);
    }
  }

  /**
   * Checks datasets.
   *
   * @param datasets names such as {@code churn.serving}; none means all of the configuration
   * @param progress hears what is being done
   * @return a report for each dataset; a source that cannot be reached is in it as a failed check
   * @throws ConnectorException with {@code INVALID_REQUEST} if a name is not in the configuration;
   *     with {@code CANCELLED} after {@link #cancel()}
   */
  public ValidationReport validate(List<String> datasets, ProgressListener progress) {
    return validate(ValidationRequest.builder().datasets(datasets).build(), progress);
  }

  /**
   * Checks datasets.
   *
   * @param request which datasets, which checks, and how deep
   * @param progress hears what is being done
   * @return a report for each dataset; a source that cannot be reached is in it as a failed check
   * @throws ConnectorException with {@code INVALID_REQUEST} if a name is not in the configuration;
   *     with {@code CANCELLED} after {@link #cancel()}
   */
  public ValidationReport validate(ValidationRequest request, ProgressListener progress) {
    List<DatasetConfig> chosen = new ArrayList<>();
    if (request.datasets().isEmpty()) {
      chosen.addAll(configuration.datasets());
    }
    request.datasets().forEach(name -> chosen.add(dataset(name)));
    List<DatasetReport> reports = new ArrayList<>();
    Instant at = clock.instant();
    try (QueryScope whole = begin()) {
      ProgressListener heard = listeners.and(progress);
      for (DatasetConfig dataset : chosen) {
        heard.datasetStarted(dataset.name());
        DatasetReport report = validate(whole, dataset, request, heard);
        report.checks().forEach(check -> heard.checkFinished(dataset.name(), check));
        heard.datasetFinished(report);
        reports.add(report);
      }
    }
    return new ValidationReport(at, Duration.between(at, clock.instant()), reports);
  }

  private DatasetReport validate(
      QueryScope whole,
      DatasetConfig dataset,
      ValidationRequest request,
      ProgressListener progress) {
    Instant started = clock.instant();
    try (QueryScope scope = begin()) {
      scope.closing(whole.onCancel(scope::cancel));
      whole.requireRunning();
      progress.step(dataset.name(), "opening " + dataset.source());
      PinnedTable table = sources.pin(scope, sources.of(dataset));
      SelectedTable selected;
      try {
        selected = SelectedTable.of(table, dataset.selectExpr());
      } catch (ConnectorException e) {
        return DatasetValidation.unselectable(
            dataset, e, Duration.between(started, clock.instant()));
      }
      DatasetReport report =
          new DatasetValidation(scope, engine, clock, threads, progress)
              .check(model(dataset), dataset, selected, request, configuration.warnings(), started);
      return new Siblings(sources, model(dataset))
          .check(
              scope,
              new RelatedChecks(scope, engine, clock, threads, progress),
              dataset,
              selected,
              request,
              report)
          .elapsed(Duration.between(started, clock.instant()))
          .build();
    } catch (ConnectorException e) {
      whole.requireRunning();
      return DatasetValidation.unreachable(dataset, e, Duration.between(started, clock.instant()));
    }
  }

  /**
   * Cancels everything that runs: plans, reads, exports and validations end with {@code CANCELLED}
   * in the threads that wait for them, which still close their streams. What begins later runs as
   * usual. Quick, from any thread.
   */
  public void cancel() {
    running.forEach(QueryScope::cancel);
  }

  private QueryScope begin() {
    if (closed) {
      throw new ConnectorException(
          StandardErrorCode.INVALID_REQUEST, "this configuration was closed; open it again");
    }
    QueryScope scope = new QueryScope(allocator, running::remove);
    running.add(scope);
    return scope;
  }

  private ReadEvents events(String target) {
    return ReadEvents.begin(listeners, target, clock);
  }

  private ModelConfig model(DatasetConfig dataset) {
    ModelConfig model = configuration.models().get(dataset.model());
    if (model == null) {
      throw new IllegalStateException("dataset " + dataset.name() + " has no model");
    }
    return model;
  }

  private DatasetConfig dataset(String name) {
    return configuration.dataset(name).orElseThrow(() -> Reads.unknown(configuration, name));
  }

  /** Closes connectors, the engine and the catalog; open streams must be closed before. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      sources.close();
    } finally {
      try {
        engine.close();
      } finally {
        try {
          allocator.close();
        } finally {
          catalog.close();
        }
      }
    }
  }

  /**
   * Builds a {@link Plumbline}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private Function<ConfigurationReader, Configuration> configuration =
        reader -> Configuration.empty();
    private final List<Path> connectorFolders = new ArrayList<>();
    private @Nullable ClassLoader classPath;
    private Map<String, String> environment = System.getenv();
    private @Nullable Path secretsFolder;
    private Path workingFolder = Path.of("").toAbsolutePath();
    private Path cacheFolder = Path.of(System.getProperty("user.home", "."), ".cache", "plumbline");
    private int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
    private long memoryBytes = 1L << 30;
    private Clock clock = Clock.systemUTC();
    private final List<PlumblineListener> listeners = new ArrayList<>();

    private Builder() {}

    /**
     * Names the configuration file. Without one, only {@code CONNECTOR:LOCATION} can be read.
     *
     * @param file the file
     * @return this builder
     */
    public Builder configuration(Path file) {
      this.configuration = reader -> reader.read(file);
      return this;
    }

    /**
     * Gives a configuration that was read already.
     *
     * @param configuration the configuration
     * @return this builder
     */
    public Builder configuration(Configuration configuration) {
      this.configuration = reader -> configuration;
      return this;
    }

    /**
     * Gives a configuration that a program built and that is read by the rules of a file; relative
     * locations start at the working folder.
     *
     * @param document the document
     * @return this builder
     */
    public Builder configuration(ConfigurationDocument document) {
      this.configuration = reader -> reader.read(document, workingFolder);
      return this;
    }

    /**
     * Adds a folder with one folder of jars for each connector.
     *
     * @param folder the folder; one that does not exist has no connectors
     * @return this builder
     */
    public Builder connectorFolder(Path folder) {
      connectorFolders.add(folder);
      return this;
    }

    /**
     * Also takes connectors that the host has on its own class path.
     *
     * @param loader the loader to look in
     * @return this builder
     */
    public Builder classPathConnectors(ClassLoader loader) {
      this.classPath = loader;
      return this;
    }

    /**
     * Replaces the environment that <code>${env:NAME}</code> looks in.
     *
     * @param environment names to values
     * @return this builder
     */
    public Builder environment(Map<String, String> environment) {
      this.environment = Map.copyOf(environment);
      return this;
    }

    /**
     * Adds a folder in which <code>${file:PATH}</code> may lie, beside the configuration's own.
     *
     * @param folder the folder
     * @return this builder
     */
    public Builder secretsFolder(Path folder) {
      this.secretsFolder = folder;
      return this;
    }

    /**
     * Sets where relative locations of {@code CONNECTOR:LOCATION} and of a {@link
     * ConfigurationDocument} start; the process's folder by default.
     *
     * @param folder the folder
     * @return this builder
     */
    public Builder workingFolder(Path folder) {
      this.workingFolder = folder.toAbsolutePath();
      return this;
    }

    /**
     * Sets where the engine's native library and spilled data go.
     *
     * @param folder the folder, created when needed
     * @return this builder
     */
    public Builder cacheFolder(Path folder) {
      this.cacheFolder = folder;
      return this;
    }

    /**
     * Sets how many threads a query may use; all processors by default.
     *
     * @param threads at least 1
     * @return this builder
     */
    public Builder threads(int threads) {
      this.threads = threads;
      return this;
    }

    /**
     * Sets how much memory the engine may use before it spills to disk; 1 GiB by default.
     *
     * @param bytes the bound
     * @return this builder
     */
    public Builder memoryBytes(long bytes) {
      this.memoryBytes = bytes;
      return this;
    }

    /**
     * Replaces the clock.
     *
     * @param clock tells what lies in the future
     * @return this builder
     */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Adds a listener that hears of every validation and read.
     *
     * @param listener the listener
     * @return this builder
     */
    public Builder listener(PlumblineListener listener) {
      listeners.add(listener);
      return this;
    }

    /**
     * Opens the configuration.
     *
     * @return the open configuration; the caller closes it
     * @throws dev.plumbline.runtime.config.ConfigurationException with every problem of the file
     */
    public Plumbline open() {
      return new Plumbline(this);
    }
  }
}
