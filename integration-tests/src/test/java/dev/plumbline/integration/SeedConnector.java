package dev.plumbline.integration;

import dev.plumbline.spi.AccessPlan;
import dev.plumbline.spi.AccessScope;
import dev.plumbline.spi.ConfigProperty;
import dev.plumbline.spi.ConfigSpec;
import dev.plumbline.spi.ConfigType;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorContext;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.ConnectorName;
import dev.plumbline.spi.SpiVersion;
import dev.plumbline.spi.StandardErrorCode;

/** Has the options of a connector that is not there yet, and never connects. */
final class SeedConnector implements ConnectorFactory {
  private final ConnectorName name;
  private final ConfigSpec options;

  private SeedConnector(String name, ConfigSpec options) {
    this.name = new ConnectorName(name);
    this.options = options;
  }

  static SeedConnector redshift() {
    return new SeedConnector(
        "redshift",
        ConfigSpec.builder()
            .property(text("url"))
            .property(secret("access_key_id"))
            .property(secret("secret_access_key"))
            .property(text("db_user"))
            .build());
  }

  static SeedConnector athena() {
    return new SeedConnector(
        "athena",
        ConfigSpec.builder()
            .property(text("url"))
            .property(text("user"))
            .property(secret("password"))
            .property(text("s3_output_location"))
            .build());
  }

  private static ConfigProperty<?> text(String key) {
    return ConfigProperty.builder(key, ConfigType.text(), "A text.").required().build();
  }

  private static ConfigProperty<?> secret(String key) {
    return ConfigProperty.builder(key, ConfigType.secret(), "A secret.").required().build();
  }

  @Override
  public ConnectorName name() {
    return name;
  }

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public ConfigSpec sourceSpec() {
    return options;
  }

  @Override
  public ConfigSpec relationSpec() {
    return ConfigSpec.builder().build();
  }

  @Override
  public AccessPlan access(ConnectorConfig config, AccessScope scope) {
    return AccessPlan.none();
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    throw new ConnectorException(StandardErrorCode.UNSUPPORTED, "stands in for a connector");
  }
}
