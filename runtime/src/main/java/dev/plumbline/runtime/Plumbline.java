package dev.plumbline.runtime;

import dev.plumbline.runtime.config.Configuration;
import dev.plumbline.runtime.plugin.ConnectorCatalog;
import dev.plumbline.runtime.validate.ProgressListener;
import dev.plumbline.runtime.validate.ValidationReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An open configuration: the entry of the library. Thread-safe; reads may run at the same time.
 *
 * @since 0.1.0
 */
public final class Plumbline implements AutoCloseable {

  private Plumbline(Builder builder) {
    throw new UnsupportedOperationException(builder.toString());
  }

  public static Plumbline open(Path configuration) {
    return builder().configuration(configuration).open();
  }

  public static Builder builder() {
    return new Builder();
  }

  public Configuration configuration() {
    throw new UnsupportedOperationException();
  }

  public ConnectorCatalog connectors() {
    throw new UnsupportedOperationException();
  }

  /**
   * Lists tables: each resolved with columns and sizes where pattern names few, in stable order.
   */
  public List<DiscoveredTable> discover(String sourceOrLocation, Optional<String> pattern) {
    throw new UnsupportedOperationException();
  }

  public PlanReport plan(ReadRequest request) {
    throw new UnsupportedOperationException();
  }

  public RowStream read(ReadRequest request) {
    throw new UnsupportedOperationException();
  }

  /** Writes the rows as one Parquet file, which must not exist yet; returns how many rows. */
  public long export(ReadRequest request, Path file) {
    throw new UnsupportedOperationException(request + " " + file);
  }

  /** The JSON Schema of plumbline.yaml with the options of the installed connectors. */
  public Map<String, Object> configurationSchema() {
    throw new UnsupportedOperationException();
  }

  /** Starts the engine and tells its name and version, such as {@code DuckDB 1.5.6}. */
  public String engine() {
    throw new UnsupportedOperationException();
  }

  /** Empty list of datasets: all. */
  public ValidationReport validate(List<String> datasets, ProgressListener progress) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}

  public static final class Builder {
    private Builder() {}

    /** The file to read; without one only CONNECTOR:LOCATION targets work. */
    public Builder configuration(Path file) {
      return this;
    }

    public Builder configuration(Configuration configuration) {
      return this;
    }

    /** A folder with one folder of jars for each connector; may be called several times. */
    public Builder connectorFolder(Path folder) {
      return this;
    }

    /** Also takes connectors from the class path of this loader. */
    public Builder classPathConnectors(ClassLoader loader) {
      return this;
    }

    public Builder environment(Map<String, String> environment) {
      return this;
    }

    public Builder secretsFolder(Path folder) {
      return this;
    }

    /** Where the engine's native library and temporary files go. */
    public Builder cacheFolder(Path folder) {
      return this;
    }

    public Builder threads(int threads) {
      return this;
    }

    public Builder memoryBytes(long bytes) {
      return this;
    }

    public Plumbline open() {
      return new Plumbline(this);
    }
  }
}
