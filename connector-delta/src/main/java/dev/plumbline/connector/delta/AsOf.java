package dev.plumbline.connector.delta;

import dev.plumbline.spi.ConnectorConfig;
import java.time.Instant;
import java.util.Optional;

/** Which state of a table; both empty means the latest. */
record AsOf(Optional<Long> version, Optional<Instant> instant) {
  static final AsOf LATEST = new AsOf(Optional.empty(), Optional.empty());

  static AsOf version(long version) {
    return new AsOf(Optional.of(version), Optional.empty());
  }

  static AsOf options(ConnectorConfig options) {
    return new AsOf(
        options.find(DeltaConnectorFactory.VERSION_AS_OF),
        options.find(DeltaConnectorFactory.TIMESTAMP_AS_OF).map(DeltaConnectorFactory::instant));
  }
}
