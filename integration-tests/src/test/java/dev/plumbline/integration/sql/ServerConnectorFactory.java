package dev.plumbline.integration.sql;

import dev.plumbline.spi.AccessPlan;
import dev.plumbline.spi.AccessScope;
import dev.plumbline.spi.ConfigProperty;
import dev.plumbline.spi.ConfigSpec;
import dev.plumbline.spi.ConfigType;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorContext;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.ConnectorName;
import dev.plumbline.spi.SpiVersion;
import java.util.Locale;

/** Makes connectors over the running servers. */
public final class ServerConnectorFactory implements ConnectorFactory {
  private static final ConfigProperty<String> KIND =
      ConfigProperty.builder("kind", ConfigType.choice("postgresql", "trino"), "The server.")
          .required()
          .build();

  /** For the service loader. */
  public ServerConnectorFactory() {}

  @Override
  public ConnectorName name() {
    return new ConnectorName("server");
  }

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public ConfigSpec sourceSpec() {
    return ConfigSpec.builder().property(KIND).build();
  }

  @Override
  public ConfigSpec relationSpec() {
    return ConfigSpec.none();
  }

  @Override
  public AccessPlan access(ConnectorConfig config, AccessScope scope) {
    return AccessPlan.none();
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    return new ServerConnector(
        ServerKind.valueOf(config.value(KIND).toUpperCase(Locale.ROOT)), context.sourceName());
  }
}
