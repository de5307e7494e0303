package dev.plumbline.connector.delta;

import dev.plumbline.spi.AccessPlan;
import dev.plumbline.spi.AccessScope;
import dev.plumbline.spi.ConfigProblem;
import dev.plumbline.spi.ConfigProperty;
import dev.plumbline.spi.ConfigSpec;
import dev.plumbline.spi.ConfigType;
import dev.plumbline.spi.Connector;
import dev.plumbline.spi.ConnectorConfig;
import dev.plumbline.spi.ConnectorContext;
import dev.plumbline.spi.ConnectorFactory;
import dev.plumbline.spi.ConnectorName;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The Delta Lake connector: tables on local disk, read as files.
 *
 * @since 0.1.0
 */
public final class DeltaConnectorFactory implements ConnectorFactory {
  static final ConfigProperty<String> PATH =
      ConfigProperty.builder(
              "path",
              ConfigType.location(),
              "The folder of a Delta table, or a folder with tables below it.")
          .required()
          .example("./lake")
          .build();

  static final ConfigProperty<Long> VERSION_AS_OF =
      ConfigProperty.builder(
              "versionAsOf",
              ConfigType.whole(0, Long.MAX_VALUE),
              "Reads the table as it was at this version.")
          .example("12")
          .build();

  static final ConfigProperty<String> TIMESTAMP_AS_OF =
      ConfigProperty.builder(
              "timestampAsOf",
              ConfigType.text(
                  Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}.*"),
                  "an instant with its zone, such as 2026-03-01T00:00:00Z"),
              "Reads the table as it was at this instant.")
          .example("2026-03-01T00:00:00Z")
          .build();

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://.*");

  private static final ConfigSpec SOURCE =
      ConfigSpec.builder().property(PATH).check(DeltaConnectorFactory::localOnly).build();

  private static final ConfigSpec RELATION =
      ConfigSpec.builder()
          .property(VERSION_AS_OF)
          .property(TIMESTAMP_AS_OF)
          .check(DeltaConnectorFactory::oneState)
          .build();

  /** For {@link java.util.ServiceLoader}. */
  public DeltaConnectorFactory() {}

  @Override
  public ConnectorName name() {
    return new ConnectorName("delta");
  }

  @Override
  public int spiVersion() {
    return 1;
  }

  @Override
  public ConfigSpec sourceSpec() {
    return SOURCE;
  }

  @Override
  public ConfigSpec relationSpec() {
    return RELATION;
  }

  @Override
  public AccessPlan access(ConnectorConfig config, AccessScope scope) {
    return AccessPlan.none();
  }

  @Override
  public Connector create(ConnectorConfig config, ConnectorContext context) {
    return new DeltaConnector(context.sourceName(), Path.of(config.value(PATH)));
  }

  /** Reads an instant; the zone may be {@code Z} or an offset. */
  static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static List<ConfigProblem> localOnly(ConnectorConfig config) {
    String path = config.value(PATH);
    if (!SCHEME.matcher(path).matches()) {
      return List.of();
    }
    return List.of(
        ConfigProblem.error(
            ConfigProblem.Code.WRONG_VALUE,
            PATH.name(),
            "is '" + path + "': only local disk in this version; write the path of a folder"));
  }

  private static List<ConfigProblem> oneState(ConnectorConfig options) {
    if (options.isGiven(VERSION_AS_OF) && options.isGiven(TIMESTAMP_AS_OF)) {
      return List.of(
          ConfigProblem.error(
              ConfigProblem.Code.CONFLICT,
              TIMESTAMP_AS_OF.name(),
              "and 'versionAsOf' both choose a state of the table; keep one of them"));
    }
    if (options.isGiven(TIMESTAMP_AS_OF)) {
      String given = options.value(TIMESTAMP_AS_OF);
      try {
        instant(given);
      } catch (DateTimeException e) {
        return List.of(
            ConfigProblem.error(
                ConfigProblem.Code.WRONG_VALUE,
                TIMESTAMP_AS_OF.name(),
                "is '" + given + "'; write " + TIMESTAMP_AS_OF.type().accepted()));
      }
    }
    return List.of();
  }
}
