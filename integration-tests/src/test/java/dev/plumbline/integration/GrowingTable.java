package dev.plumbline.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A Delta table in a folder, whose log and files a test writes one by one. */
final class GrowingTable {
  private static final String PROTOCOL =
      "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}";

  private final Path folder;
  private final List<String> actions = new ArrayList<>();
  private int version;
  private int files;

  GrowingTable(Path folder) {
    this.folder = folder;
    actions.add(PROTOCOL);
    try {
      Files.createDirectories(folder.resolve("_delta_log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets the columns, each with Delta's name of its type. */
  GrowingTable columns(Map<String, String> columns) {
    String fields =
        columns.entrySet().stream()
            .map(
                c ->
                    "{\\\"name\\\":\\\"%s\\\",\\\"type\\\":\\\"%s\\\",\\\"nullable\\\":true,\\\"metadata\\\":{}}"
                        .formatted(c.getKey(), c.getValue()))
            .collect(Collectors.joining(","));
    actions.add(
        ("{\"metaData\":{\"id\":\"5c3fd4b6-3b57-4b4c-9c55-0a1c2f2c6d10\",\"format\":"
                + "{\"provider\":\"parquet\",\"options\":{}},\"schemaString\":"
                + "\"{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":[%s]}\",\"partitionColumns\":[],"
                + "\"configuration\":{},\"createdTime\":0}}")
            .formatted(fields));
    return this;
  }

  /** Adds a file with the rows of a query, and statistics of one of its numeric columns. */
  Path add(String sql, String measured) {
    Path file = folder.resolve("part-%05d.parquet".formatted(files++));
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute("CREATE TABLE rows AS " + sql);
      statement.execute("COPY rows TO '" + file + "' (FORMAT parquet)");
      Map<String, String> bounds = new LinkedHashMap<>();
      try (ResultSet figures =
          statement.executeQuery(
              "SELECT count(*), min(\"%1$s\"), max(\"%1$s\"), count(*) - count(\"%1$s\") FROM rows"
                  .formatted(measured))) {
        figures.next();
        bounds.put("rows", figures.getString(1));
        bounds.put("least", figures.getString(2));
        bounds.put("most", figures.getString(3));
        bounds.put("nulls", figures.getString(4));
      }
      actions.add(
          ("{\"add\":{\"path\":\"%s\",\"partitionValues\":{},\"size\":%d,\"modificationTime\":0,"
                  + "\"dataChange\":true,\"stats\":\"{\\\"numRecords\\\":%s,\\\"minValues\\\":"
                  + "{\\\"%5$s\\\":%6$s},\\\"maxValues\\\":{\\\"%5$s\\\":%7$s},\\\"nullCount\\\":"
                  + "{\\\"%5$s\\\":%4$s}}\"}}")
              .formatted(
                  file.getFileName(),
                  Files.size(file),
                  bounds.get("rows"),
                  bounds.get("nulls"),
                  measured,
                  bounds.get("least"),
                  bounds.get("most")));
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(sql, e);
    }
    return file;
  }

  /** Takes a file out of the table; its bytes stay. */
  GrowingTable remove(Path file) {
    actions.add(
        "{\"remove\":{\"path\":\"%s\",\"deletionTimestamp\":0,\"dataChange\":true}}"
            .formatted(file.getFileName()));
    return this;
  }

  /** Makes what was done since the last commit the table's next version. */
  void commit() {
    try {
      Files.writeString(
          folder.resolve("_delta_log").resolve("%020d.json".formatted(version++)),
          String.join("\n", actions) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    actions.clear();
  }
}
