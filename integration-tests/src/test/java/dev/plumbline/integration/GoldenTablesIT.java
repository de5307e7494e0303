package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.runtime.RowStream;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.ErrorKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table that Spark wrote is read as Spark reads it, or refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenTablesIT {
  private final Plumbline plumbline =
      Plumbline.builder()
          .classPathConnectors(GoldenTablesIT.class.getClassLoader())
          .cacheFolder(Path.of("target", "cache").toAbsolutePath())
          .open();

  @BeforeAll
  void hasTheConnector() {
    assertThat(plumbline.connectors().names()).contains("delta");
  }

  @AfterAll
  void close() {
    plumbline.close();
  }

  @ParameterizedTest
  @MethodSource("dev.plumbline.integration.GoldenTables#readable")
  void readsWhatSparkReads(String table) {
    assertThat(read(table)).isEqualTo(GoldenTables.expected(table));
  }

  @ParameterizedTest
  @MethodSource("dev.plumbline.integration.GoldenTables#refused")
  void refusesWhatWouldBeMisread(String table) {
    ConnectorException refusal = catchThrowableOfType(ConnectorException.class, () -> read(table));
    assertThat(refusal).as("refusal of %s", table).isNotNull();
    assertThat(refusal.code().kind()).as("%s", refusal).isNotEqualTo(ErrorKind.INTERNAL);
    assertThat(refusal).hasMessageNotContaining("Exception");
  }

  private List<String> read(String table) {
    List<String> rows = new ArrayList<>();
    String location = "delta:" + GoldenTables.FOLDER.resolve(table);
    try (RowStream stream = plumbline.read(ReadRequest.builder(location).build())) {
      for (Optional<VectorSchemaRoot> next = stream.next();
          next.isPresent();
          next = stream.next()) {
        try (VectorSchemaRoot root = next.get()) {
          rows.addAll(CanonicalRows.of(root));
        }
      }
    }
    rows.sort(null);
    return rows;
  }
}
