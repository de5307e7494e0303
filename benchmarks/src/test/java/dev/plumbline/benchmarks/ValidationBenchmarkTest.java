package dev.plumbline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.Plumbline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValidationBenchmarkTest {
  private static final long ROWS = 20_000;

  @TempDir private Path data;

  @ParameterizedTest
  @EnumSource
  void bothFindEveryIdOnceAndNothingWrong(PredictionTable.Ids ids)
      throws IOException, SQLException {
    PredictionTable table = PredictionTable.of(data, ROWS, ids).generated();
    Answer clean = new Answer(ROWS, "surplus:0");
    try (Connection connection = ValidationPeers.connect(data)) {
      assertThat(ValidationPeers.byHand(connection, table)).isEqualTo(clean);
    }
    try (Plumbline plumbline = ValidationPeers.open(table, data.resolve("cache"))) {
      assertThat(ValidationPeers.validated(plumbline)).isEqualTo(clean);
    }
  }

  @Test
  void statisticsOfManyFilesAreValidatedWithoutReading() throws IOException, SQLException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      StatisticsBenchmark.measure(StatisticsBenchmark.generated(data, 50), 50, 1, out);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("| 50 | ");
  }
}
