package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.runtime.Plumbline;
import dev.plumbline.runtime.PreparedRead;
import dev.plumbline.runtime.ReadRequest;
import dev.plumbline.runtime.ReadStamp;
import dev.plumbline.runtime.RowStream;
import dev.plumbline.runtime.plan.StageReport;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads of datasets on Delta tables that change between plan and read. */
class DatasetReadIT {
  private static final ReadRequest ALL = ReadRequest.builder("m.serving").build();

  @TempDir private Path folder;

  private final List<Plumbline> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Plumbline::close);
  }

  private Plumbline open(String... keys) throws IOException {
    Path file = folder.resolve("plumbline.yaml");
    Files.writeString(
        file,
        """
        version: 1
        sources:
          lake: {connector: delta, path: "%s"}
        models:
          m:
            version: "1"
            type: regression
            predictions: {amount: numeric}
            serving:
              source: lake
              path: events
              id_column: id
              timestamp_column: at
              timestamp_format: epoch-seconds
              %s
        """
            .formatted(folder, String.join("\n      ", keys)));
    Plumbline plumbline =
        Plumbline.builder()
            .configuration(file)
            .classPathConnectors(DatasetReadIT.class.getClassLoader())
            .cacheFolder(Path.of("target", "cache").toAbsolutePath())
            .threads(2)
            .open();
    opened.add(plumbline);
    return plumbline;
  }

  private static Map<String, String> columns(String time, String amount) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("id", "string");
    columns.put("at", time);
    columns.put("amount", amount);
    return columns;
  }

  private GrowingTable table() {
    return new GrowingTable(folder.resolve("events"));
  }

  private static String rows(String prefix, int count) {
    return "SELECT '%s' || i AS id, CAST(i AS BIGINT) AS \"at\", CAST(i AS DOUBLE) AS amount FROM range(%d) t(i)"
        .formatted(prefix, count);
  }

  private static List<String> ids(RowStream stream) {
    List<String> ids = new ArrayList<>();
    for (Optional<VectorSchemaRoot> next = stream.next(); next.isPresent(); next = stream.next()) {
      try (VectorSchemaRoot batch = next.get()) {
        for (int i = 0; i < batch.getRowCount(); i++) {
          ids.add(String.valueOf(batch.getVector("id").getObject(i)));
        }
      }
    }
    ids.sort(null);
    return ids;
  }

  private static ConnectorException failure(ThrowingCallable call) {
    ConnectorException failure = catchThrowableOfType(ConnectorException.class, call);
    assertThat(failure).as("a failure").isNotNull();
    return failure;
  }

  private static String version(ReadStamp stamp) {
    return stamp.sources().get(0).provenance().id();
  }

  @Test
  void readsTheVersionThatWasPlannedAlthoughThereIsANewerOne() throws IOException {
    GrowingTable table = table().columns(columns("long", "double"));
    Path first = table.add(rows("a", 2), "at");
    table.commit();
    Plumbline plumbline = open();
    PreparedRead prepared = plumbline.prepare(ALL);
    table.remove(first).columns(columns("long", "string"));
    table.add("SELECT 'b0' AS id, 0::BIGINT AS \"at\", 'x' AS amount", "at");
    table.commit();
    try (RowStream rows = prepared.read()) {
      assertThat(ids(rows)).containsExactly("a0", "a1");
      assertThat(version(rows.stamp())).isEqualTo("0");
      assertThat(rows.stamp().replanned()).isEmpty();
    }
  }

  @Test
  void plansAgainForTheNextVersionWhereThePlannedOneIsGone() throws IOException {
    GrowingTable table = table().columns(columns("long", "double"));
    Path first = table.add(rows("a", 2), "at");
    table.commit();
    PreparedRead prepared = open().prepare(ALL);
    table.remove(first);
    table.add(rows("b", 3), "at");
    table.commit();
    Files.delete(first);
    try (RowStream rows = prepared.read()) {
      assertThat(ids(rows)).containsExactly("b0", "b1", "b2");
      assertThat(version(rows.stamp())).isEqualTo("1");
      assertThat(rows.stamp().replanned()).isPresent();
      assertThat(rows.stamp().rows()).hasValue(3);
    }
  }

  @Test
  void refusesAColumnThatHasAnotherTypeWhereThePlannedVersionIsGone() throws IOException {
    GrowingTable table = table().columns(columns("long", "double"));
    Path first = table.add(rows("a", 2), "at");
    table.commit();
    PreparedRead prepared = open().prepare(ALL);
    table.remove(first).columns(columns("long", "float"));
    table.add("SELECT 'b0' AS id, 0::BIGINT AS \"at\", 1::FLOAT AS amount", "at");
    table.commit();
    Files.delete(first);
    ConnectorException failure =
        failure(
            () -> {
              try (RowStream rows = prepared.read()) {
                ids(rows);
              }
            });
    assertThat(failure.code()).isEqualTo(StandardErrorCode.SCHEMA_CHANGED);
    assertThat(failure).hasMessageContaining("'amount'");
  }

  @Test
  void refusesAColumnThatIsNotThereAnyMoreWhereThePlannedVersionIsGone() throws IOException {
    GrowingTable table = table().columns(columns("long", "double"));
    Path first = table.add(rows("a", 2), "at");
    table.commit();
    PreparedRead prepared = open().prepare(ALL);
    Map<String, String> fewer = columns("long", "double");
    fewer.remove("amount");
    table.remove(first).columns(fewer);
    table.add("SELECT 'b0' AS id, 0::BIGINT AS \"at\"", "at");
    table.commit();
    Files.delete(first);
    assertThat(
            failure(
                    () -> {
                      try (RowStream rows = prepared.read()) {
                        ids(rows);
                      }
                    })
                .code())
        .isEqualTo(StandardErrorCode.SCHEMA_CHANGED);
  }

  @Test
  void saysThatAFileIsGoneWhereNoVersionHasIt() throws IOException {
    GrowingTable table = table().columns(columns("long", "double"));
    Path first = table.add(rows("a", 2), "at");
    table.commit();
    Plumbline plumbline = open();
    Files.delete(first);
    assertThat(
            failure(
                    () -> {
                      try (RowStream rows = plumbline.read(ALL)) {
                        ids(rows);
                      }
                    })
                .code())
        .isEqualTo(StandardErrorCode.SNAPSHOT_GONE);
  }

  @ParameterizedTest
  @CsvSource({"long, BIGINT", "double, DOUBLE", "'decimal(20,7)', 'DECIMAL(20,7)'"})
  void s4TimeRangesOverEpochNumbersLeaveFilesOutAndKeepTheSameRows(String type, String sql)
      throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    GrowingTable table = table().columns(columns(type, "double"));
    int files = 8;
    for (int i = 0; i < files; i++) {
      table.add(
          ("SELECT '%1$d-' || i AS id, CAST(1770000000 + %1$d * 100 + i * 0.123457 AS %2$s) AS \"at\","
                  + " CAST(i AS DOUBLE) AS amount FROM range(100) t(i)")
              .formatted(i, sql),
          "at");
    }
    table.commit();
    Plumbline plumbline = open();
    // A condition on what is computed is not pushed: it shows what a range must keep.
    for (int i = 0; i < 20; i++) {
      Instant from =
          Instant.ofEpochSecond(1_770_000_000L)
              .plus(random.nextInt(700_000_000), ChronoUnit.MICROS);
      Instant until = from.plus(1 + random.nextInt(150_000_000), ChronoUnit.MICROS);
      ReadRequest ranged = ReadRequest.builder("m.serving").from(from).until(until).build();
      ReadRequest unpushed =
          ReadRequest.builder("m.serving")
              .where("at >= TIMESTAMP '%s' AND at < TIMESTAMP '%s'".formatted(from, until))
              .build();
      try (RowStream pushed = plumbline.read(ranged);
          RowStream whole = plumbline.read(unpushed)) {
        StageReport stage = pushed.plan().stages().get(0);
        // Delta's bounds of floating-point numbers are too coarse to leave files out by.
        assertThat(stage.files().expected().orElseThrow())
            .isLessThan(type.equals("double") ? files + 1 : files);
        assertThat(ids(pushed)).as("seed %d: [%s, %s)", seed, from, until).isEqualTo(ids(whole));
      }
    }
  }

  @Test
  void s2KeepsTheLastRowOfAnIdAcrossFiles() throws IOException {
    GrowingTable table = table().columns(columns("long", "double"));
    for (int i = 0; i < 5; i++) {
      table.add(
          "SELECT 'id' || (i %% 7) AS id, CAST(i * 13 %% 11 AS BIGINT) AS \"at\", CAST(i AS DOUBLE) + %d * 0.5 AS amount FROM range(50) t(i)"
              .formatted(i),
          "at");
    }
    table.commit();
    try (RowStream rows = open("duplicate_ids: last").read(ALL)) {
      assertThat(ids(rows)).containsExactly("id0", "id1", "id2", "id3", "id4", "id5", "id6");
    }
    try (RowStream rows = open("duplicate_ids: error").read(ALL)) {
      assertThat(failure(() -> ids(rows)).code()).isEqualTo(StandardErrorCode.CORRUPT_DATA);
    }
  }

  @Test
  void s9AParquetFileCarriesTheStamp() throws IOException, SQLException {
    GrowingTable table = table().columns(columns("long", "double"));
    table.add(rows("a", 2), "at");
    table.commit();
    Path file = folder.resolve("out.parquet");
    ReadStamp stamp = open().export(ALL, file);
    assertThat(stamp.rows()).hasValue(2);
    Map<String, String> found = new LinkedHashMap<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet metadata =
            statement.executeQuery(
                "SELECT decode(key), decode(value) FROM parquet_kv_metadata('" + file + "')")) {
      while (metadata.next()) {
        found.put(metadata.getString(1), metadata.getString(2));
      }
    }
    assertThat(found).containsAllEntriesOf(stamp.metadata());
    assertThat(found)
        .containsEntry("plumbline.source.0.state", "delta-version 0")
        .doesNotContainKey("plumbline.rows");
  }
}
