package dev.plumbline.runtime.config;

import dev.plumbline.spi.AccessPlan;
import dev.plumbline.spi.AccessScope;
import dev.plumbline.spi.ConfigProblem;
import dev.plumbline.spi.ConfigProperty;
import dev.plumbline.spi.ConfigSpec;
import dev.plumbline.spi.ConfigType;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorContext;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.ConnectorName;
import dev.plumbline.spi.Secret;
import dev.plumbline.spi.SpiVersion;
import dev.plumbline.spi.StandardErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A connector with an option of every kind, which never connects. */
final class ShelfConnector implements ConnectorFactory {
  static final ConfigProperty<String> PATH =
      ConfigProperty.builder("path", ConfigType.location(), "The root.").required().build();
  static final ConfigProperty<String> USER =
      ConfigProperty.builder("user", ConfigType.text(), "Who asks.").build();
  static final ConfigProperty<String> REGION =
      ConfigProperty.builder("region", ConfigType.choice("north", "south"), "Where.").build();
  static final ConfigProperty<Secret> PASSWORD =
      ConfigProperty.builder("password", ConfigType.secret(), "The password.").build();
  static final ConfigProperty<Long> PORT =
      ConfigProperty.builder("port", ConfigType.whole(1, 65535), "The port.").build();
  static final ConfigProperty<Boolean> ENABLED =
      ConfigProperty.builder("enabled", ConfigType.flag(), "Whether.").build();
  static final ConfigProperty<Duration> TIMEOUT =
      ConfigProperty.builder("timeout", ConfigType.duration(), "How long.").build();
  static final ConfigProperty<List<String>> TAGS =
      ConfigProperty.builder("tags", ConfigType.list(ConfigType.text()), "Tags.").build();
  static final ConfigProperty<Long> VERSION_AS_OF =
      ConfigProperty.builder("versionAsOf", ConfigType.whole(0, Long.MAX_VALUE), "Version.")
          .build();

  static ConnectorFactory lookup(String name) {
    if (name.equals("shelf")) {
      return new ShelfConnector();
    }
    throw new ConnectorException(
        StandardErrorCode.NOT_FOUND, "no such connector; installed are shelf");
  }

  @Override
  public ConnectorName name() {
    return new ConnectorName("shelf");
  }

  @Override
  public int spiVersion() {
    return SpiVersion.CURRENT;
  }

  @Override
  public ConfigSpec sourceSpec() {
    return ConfigSpec.builder()
        .property(PATH)
        .property(USER)
        .property(REGION)
        .property(PASSWORD)
        .property(PORT)
        .property(ENABLED)
        .property(TIMEOUT)
        .property(TAGS)
        .check(ShelfConnector::userNeedsPassword)
        .build();
  }

  private static List<ConfigProblem> userNeedsPassword(ConnectorConfig config) {
    if (config.find(USER).filter("boom"::equals).isPresent()) {
      throw new IllegalStateException("hunter2");
    }
    return config.isGiven(USER) && !config.isGiven(PASSWORD)
        ? List.of(
            ConfigProblem.error(ConfigProblem.Code.CONFLICT, "user", "needs a password beside it"))
        : List.of();
  }

  @Override
  public ConfigSpec relationSpec() {
    return ConfigSpec.builder().property(VERSION_AS_OF).build();
  }

  @Override
  public AccessPlan access(ConnectorConfig config, AccessScope scope) {
    return AccessPlan.none();
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    throw new ConnectorException(
        StandardErrorCode.UNSUPPORTED, "reading a configuration makes no connector");
  }

  /** What most tests set in the environment. */
  static Map<String, String> environment() {
    return Map.of("PASSWORD", "canary-7f3a", "NESTED", "${env:PASSWORD}", "USER_NAME", "etl");
  }
}
