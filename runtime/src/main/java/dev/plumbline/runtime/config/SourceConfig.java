package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConnectorConfig;
import java.util.Objects;

/**
 * One source: a connection.
 *
 * @param name its name in the configuration
 * @param connector the name of its connector
 * @param options its options, read by the connector's spec
 * @since 0.1.0
 */
public record SourceConfig(String name, String connector, ConnectorConfig options) {
  /** Checks that nothing is absent. */
  public SourceConfig {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(connector, "connector");
    Objects.requireNonNull(options, "options");
  }
}
