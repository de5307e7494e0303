package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.plugin.InstalledConnector;
import dev.plumbline.spi.ConfigProperty;
import dev.plumbline.spi.ConfigSpec;
import dev.plumbline.spi.ConfigType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectorsViewTest {
  private static final List<InstalledConnector> INSTALLED =
      List.of(
          new InstalledConnector(
              "delta",
              InstalledConnector.Status.READY,
              Optional.of("0.1.0"),
              Optional.of(1),
              "/opt/delta",
              List.of("delta.jar"),
              Optional.empty()),
          new InstalledConnector(
              "torn",
              InstalledConnector.Status.FAILED,
              Optional.empty(),
              Optional.empty(),
              "/opt/torn",
              List.of("torn.jar"),
              Optional.of("torn.jar is no jar; copy it again")));

  @Test
  void explainsWhatDoesNotWork() {
    assertThat(ConnectorsView.text(INSTALLED, Reports.PLAIN))
        .isEqualTo(
            """
            connector  status  version  spi  location
            ---------  ------  -------  ---  ----------
            delta      ready   0.1.0      1  /opt/delta
            torn       failed                /opt/torn
            FAIL torn: torn.jar is no jar; copy it again
            """);
  }

  @Test
  void writesAllOfItAsJson() {
    assertThat(Json.compact(ConnectorsView.json(INSTALLED)))
        .isEqualTo(
            "{\"version\":1,\"command\":\"connectors\",\"connectors\":[{\"name\":\"delta\","
                + "\"status\":\"ready\",\"connector_version\":\"0.1.0\",\"spi_version\":1,"
                + "\"location\":\"/opt/delta\",\"jars\":[\"delta.jar\"],\"reason\":null},"
                + "{\"name\":\"torn\",\"status\":\"failed\",\"connector_version\":null,"
                + "\"spi_version\":null,\"location\":\"/opt/torn\",\"jars\":[\"torn.jar\"],"
                + "\"reason\":\"torn.jar is no jar; copy it again\"}]}");
  }

  @Test
  void describesTheOptionsOfAConnector() {
    ConfigSpec source =
        ConfigSpec.builder()
            .property(
                ConfigProperty.builder("path", ConfigType.text(), "Where the tables lie.")
                    .required()
                    .example("./lake")
                    .build())
            .build();

    assertThat(ConnectorsView.options("delta", source, ConfigSpec.none(), Reports.PLAIN))
        .startsWith("options of a source with connector: delta\n  path (required)\n      Where the")
        .contains("Example: ./lake\n")
        .endsWith("\noptions of a dataset, below read_options:\n  none\n");
  }
}
