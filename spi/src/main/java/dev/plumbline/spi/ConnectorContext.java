package dev.plumbline.spi;

import java.time.Clock;

/**
 * Who makes a connector, and where.
 *
 * @since 0.1.0
 */
public interface ConnectorContext {
  /** {@return the name that the configuration gives the source, for messages} */
  String sourceName();

  /** {@return the clock to take the time from} */
  Clock clock();

  /** {@return whether this connector plans or only reads parts} */
  Place place();
}
