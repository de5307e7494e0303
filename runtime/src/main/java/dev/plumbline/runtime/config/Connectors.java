package dev.plumbline.runtime.config;

import dev.plumbline.spi.ConfigProblem.Code;
import dev.plumbline.spi.ConfigSpec;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ConnectorFactory;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Calls of connectors, none of which may end the reading of the file. */
final class Connectors {
  private Connectors() {}

  static Optional<ConnectorFactory> find(
      Function<String, ConnectorFactory> connectors, String name, Section source) {
    try {
      return Optional.of(connectors.apply(name));
    } catch (ConnectorException e) {
      source
          .context()
          .problems()
          .error(
              Code.UNKNOWN_NAME,
              source.path("connector"),
              source.valueAt("connector"),
              source.isAsWritten("connector", name)
                  ? source.shownValue("connector", name) + ": " + e.getMessage()
                  : source.shownValue("connector", name) + " that names no installed connector");
      return Optional.empty();
    }
  }

  static Optional<ConfigSpec> spec(Supplier<ConfigSpec> spec, Section section, String key) {
    try {
      return Optional.of(spec.get());
    } catch (RuntimeException e) { // the SPI boundary
      section
          .context()
          .problems()
          .error(
              Code.UNREADABLE,
              section.path(key),
              section.keyAt(key),
              "cannot be checked: the connector fails with "
                  + e.getClass().getName()
                  + " when asked for its options; this is a defect of the connector");
      return Optional.empty();
    }
  }

  static String name(Optional<ConnectorFactory> factory) {
    return factory.map(f -> f.name().value()).orElse("");
  }
}
