package dev.plumbline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads of what is new since the last one, through the command line. */
class WatermarkIT {
  @TempDir private Path folder;

  private GrowingTable table;

  @BeforeEach
  void makeTable() throws IOException {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("id", "string");
    columns.put("seconds", "long");
    columns.put("amount", "double");
    table = new GrowingTable(folder.resolve("events")).columns(columns);
    table.add(row("first", Instant.parse("2026-01-01T00:00:00Z")), "seconds");
    table.commit();
    configure("amount: numeric");
  }

  private void configure(String predictions) throws IOException {
    Files.writeString(
        folder.resolve("plumbline.yaml"),
        """
        version: 1
        sources:
          lake: {connector: delta, path: .}
        models:
          m:
            version: "1"
            type: regression
            predictions: {%s}
            serving:
              source: lake
              path: events
              id_column: id
              timestamp_column: seconds
              timestamp_format: epoch-seconds
        """
            .formatted(predictions));
  }

  private static String row(String id, Instant at) {
    return "SELECT '%s' AS id, CAST(%d AS BIGINT) AS seconds, 1.5::DOUBLE AS amount"
        .formatted(id, at.getEpochSecond());
  }

  private void arrive(String id, Instant at) {
    table.add(row(id, at), "seconds");
    table.commit();
  }

  private CommandLine.Result read(String file, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("read", "m.serving", "--watermark", "mark.json", "--to", file));
    arguments.addAll(List.of(more));
    return CommandLine.in(folder).run(arguments.toArray(String[]::new));
  }

  private List<String> ids(String csv) throws IOException {
    return Files.readAllLines(folder.resolve(csv)).stream()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(',')))
        .sorted()
        .toList();
  }

  private JsonNode json(String file) throws IOException {
    return CommandLine.json(Files.readString(folder.resolve(file)));
  }

  @Test
  void eachReadTakesWhatIsNewAndNothingTwice() throws IOException {
    read("a.csv", "--lag", "1h", "--stamp", "stamp.json").succeeded();
    assertThat(ids("a.csv")).containsExactly("first");
    Instant end = Instant.parse(json("mark.json").get("end").asText());
    JsonNode stamp = json("stamp.json");
    assertThat(stamp.get("rows").asLong()).isEqualTo(1);
    assertThat(stamp.get("from").isNull()).isTrue();
    assertThat(stamp.get("until").asText()).isEqualTo(end.toString());
    assertThat(stamp.get("watermark").asText()).isEqualTo(end.toString());
    assertThat(stamp.get("sources").get(0).get("state").get("id").asText()).isEqualTo("0");
    assertThat(stamp.get("spec_hash")).isEqualTo(json("mark.json").get("spec_hash"));
    assertThat(end).isBefore(Instant.now().minus(59, ChronoUnit.MINUTES));

    // Of the second before the end only what comes after it is new.
    arrive("new", end.plusSeconds(1));
    arrive("missed", end.minusSeconds(60));
    arrive("too new for the lag", Instant.now().plusSeconds(3600));
    read("b.csv", "--stamp", "stamp.json").succeeded();
    assertThat(ids("b.csv")).containsExactly("new");
    assertThat(json("stamp.json").get("from").asText()).isEqualTo(end.toString());
    assertThat(json("stamp.json").get("sources").get(0).get("state").get("id").asText())
        .isEqualTo("3");
  }

  @Test
  void anEmptyIntervalGivesAWholeFileWithoutRowsAndMovesNothingBack() throws IOException {
    read("a.csv", "--lag", "1h").succeeded();
    String end = json("mark.json").get("end").asText();
    read("b.csv", "--lag", "9h", "--stamp", "stamp.json").succeeded();
    assertThat(Files.readAllLines(folder.resolve("b.csv"))).containsExactly("id,seconds,amount");
    assertThat(json("mark.json").get("end").asText()).isEqualTo(end);
    assertThat(json("stamp.json").get("rows").asLong()).isZero();
  }

  @Test
  void aDatasetThatMeansSomethingElseNowIsRefused() throws IOException {
    read("a.csv").succeeded();
    String mark = Files.readString(folder.resolve("mark.json"));
    configure("double_amount: numeric");
    Files.writeString(
        folder.resolve("plumbline.yaml"),
        Files.readString(folder.resolve("plumbline.yaml")).stripTrailing()
            + "\n      predictions: {double_amount: amount}\n");
    assertThat(read("b.csv").error(2)).contains("spec_hash", "remove the file");
    assertThat(folder.resolve("b.csv")).doesNotExist();
    assertThat(Files.readString(folder.resolve("mark.json"))).isEqualTo(mark);
  }

  @Test
  void aReadThatFailsMovesNothing() throws IOException {
    read("a.csv").succeeded();
    String mark = Files.readString(folder.resolve("mark.json"));
    Path file = table.add(row("lost", Instant.now().plusSeconds(1)), "seconds");
    table.commit();
    Path kept = folder.resolve("b.csv");
    Files.delete(file);
    // Statistics would leave the file out of the range; without them it has to be opened.
    Path log = folder.resolve("events/_delta_log/%020d.json".formatted(1));
    Files.writeString(log, Files.readString(log).replaceAll(",\"stats\":\".*\"}}", "}}"));
    read("b.csv").error(3);
    assertThat(kept).doesNotExist();
    assertThat(Files.readString(folder.resolve("mark.json"))).isEqualTo(mark);
  }

  @Test
  void refusesWhatCannotGoTogether() throws IOException {
    read("a.csv", "--from", "2026-01-01").error(2);
    read("a.csv", "--limit", "5").error(2);
    read("a.csv", "--lag", "soon").error(2);
    CommandLine.in(folder).run("read", "m.serving", "--watermark", "mark.json").error(2);
    CommandLine.in(folder).run("read", "m.serving", "--lag", "1h", "--to", "a.csv").error(2);
    Files.writeString(folder.resolve("mark.json"), "{\"end\": 5");
    read("a.csv").error(2);
    Files.writeString(folder.resolve("mark.json"), "[]");
    read("a.csv").error(2);
    assertThat(folder.resolve("a.csv")).doesNotExist();
  }

  @Test
  void s9AnArrowFileCarriesTheStamp() throws IOException {
    CommandLine.in(folder)
        .run("read", "m.serving", "--to", "a.arrow", "--stamp", "stamp.json")
        .succeeded();
    try (BufferAllocator allocator = new RootAllocator();
        FileChannel channel = FileChannel.open(folder.resolve("a.arrow"));
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      Map<String, String> metadata = reader.getVectorSchemaRoot().getSchema().getCustomMetadata();
      assertThat(metadata)
          .containsEntry("plumbline.target", "m.serving")
          .containsEntry("plumbline.source.0.state", "delta-version 0")
          .containsEntry("plumbline.spec_hash", json("stamp.json").get("spec_hash").asText());
    }
  }
}
