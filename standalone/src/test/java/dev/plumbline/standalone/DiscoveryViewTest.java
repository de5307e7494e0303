package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.DiscoveredColumn;
import dev.plumbline.runtime.DiscoveredTable;
import dev.plumbline.spi.Amount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiscoveryViewTest {
  private static final DiscoveredTable RESOLVED =
      new DiscoveredTable(
          "serving",
          Optional.of(Reports.STATE),
          List.of(
              new DiscoveredColumn("prediction_id", "Utf8", false, List.of()),
              new DiscoveredColumn("prediction_date", "Date(DAY)", true, List.of("PARTITION"))),
          Amount.exactly(100_792),
          Amount.exactly(26),
          Amount.exactly(3_200_000),
          Optional.empty());

  private static final DiscoveredTable BROKEN =
      new DiscoveredTable(
          "old",
          Optional.empty(),
          List.of(),
          Amount.UNKNOWN,
          Amount.UNKNOWN,
          Amount.UNKNOWN,
          Optional.of("the log is damaged"));

  @Test
  void showsColumnsAndSizesAndWhatCannotBeRead() {
    assertThat(DiscoveryView.text(List.of(BROKEN, RESOLVED), Reports.PLAIN))
        .isEqualTo(
            """
            old
              FAIL the log is damaged
            serving  delta version 14 of 2026-03-01T08:00:00Z, 100,792 rows, 26 files, 3.2 MB
            column           type       null  traits
            ---------------  ---------  ----  ---------
            prediction_id    Utf8       no
            prediction_date  Date(DAY)  yes   PARTITION

            2 tables
            """);
  }

  @Test
  void writesAllOfItAsJson() {
    assertThat(Json.compact(DiscoveryView.json("lake", List.of(BROKEN))))
        .isEqualTo(
            "{\"version\":1,\"command\":\"discover\",\"target\":\"lake\",\"tables\":[{\"name\":"
                + "\"old\",\"state\":null,\"rows\":{\"expected\":null,\"at_most\":null},\"files\":"
                + "{\"expected\":null,\"at_most\":null},\"bytes\":{\"expected\":null,\"at_most\":"
                + "null},\"problem\":\"the log is damaged\",\"columns\":[]}]}");
  }
}
