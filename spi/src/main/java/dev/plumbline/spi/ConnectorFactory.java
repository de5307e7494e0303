package dev.plumbline.spi;

/**
 * The entry of a connector, found by {@link java.util.ServiceLoader} through {@code
 * META-INF/services/dev.plumbline.spi.ConnectorFactory}.
 *
 * <p>Everything but {@link #create} is pure: no files, no network, no class loading by name. The
 * runtime calls these methods from any thread.
 *
 * @since 0.1.0
 */
public interface ConnectorFactory {
  /** {@return the name by which configurations choose this connector, such as {@code delta}} */
  ConnectorName name();

  /**
   * Returns the SPI version that the connector was written for: {@link SpiVersion#CURRENT} at the
   * time. The runtime never hands a node or constant newer than this to the connector, and refuses
   * a connector that is newer than itself.
   *
   * @return the version, at least 1
   */
  int spiVersion();

  /** {@return the options of a connection: what stands under a source in the configuration} */
  ConfigSpec sourceSpec();

  /**
   * Returns the options of a dataset: what its {@code read_options} may say to this connector. A
   * key that {@link #sourceSpec()} claims as well makes the connector fail at load.
   *
   * @return the options, {@link ConfigSpec#none()} where there are none
   */
  ConfigSpec relationSpec();

  /**
   * Says which permissions a configuration needs, before any credential exists.
   *
   * @param config the options of the connection
   * @param scope what will be done with which relations
   * @return every permission; {@link AccessPlan#none()} where the source asks for none
   */
  AccessPlan access(ConnectorConfig config, AccessScope scope);

  /**
   * Makes a connector. Opens nothing: a wrong password shows when a session begins. A worker of a
   * distributed engine makes its own connector by the same call.
   *
   * @param config the options of the connection
   * @param context who asks
   * @return a connector that the caller closes
   */
  Connector create(ConnectorConfig config, ConnectorContext context);
}
