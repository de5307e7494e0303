package dev.plumbline.integration.catalogue;

import dev.plumbline.runtime.validate.Check;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What is wrong with tables as a whole, their columns and the options of their datasets. */
final class SourceDefects {
  private static final String LOG = "_delta_log/00000000000000000000.json";

  private SourceDefects() {}

  static List<Defect> all() {
    return List.of(
        Defect.of("table_missing", "the path has a typo, so there is no table")
            .yaml("testing", "{path}", "clean/insurance/testign")
            .finds("testing", Check.SOURCE_READABLE, ""),
        Defect.of("log_missing", "data files were copied without `_delta_log`")
            .files("testing", table -> delete(table.resolve(LOG), table.resolve("_delta_log")))
            .finds("testing", Check.SOURCE_READABLE, ""),
        Defect.of("log_damaged", "a commit in the log ends in the middle")
            .files("testing", table -> cut(table.resolve(LOG)))
            .finds("testing", Check.SOURCE_READABLE, ""),
        Defect.of("log_newer", "the log needs a reader feature that nobody knows yet")
            .files("testing", SourceDefects::demandFeature)
            .finds("testing", Check.SOURCE_READABLE, ""),
        Defect.of("data_file_missing", "a data file was deleted by hand")
            .files("testing", table -> delete(table.resolve("part-1.parquet")))
            .finds("testing", Check.SOURCE_READABLE, ""),
        Defect.of("data_file_truncated", "a data file was copied in part")
            .files("testing", table -> cut(table.resolve("part-1.parquet")))
            .finds("testing", Check.SOURCE_READABLE, ""),
        Defect.of("data_file_garbage", "a data file has the right size and other bytes")
            .files("testing", table -> overwrite(table.resolve("part-2.parquet")))
            .finds("testing", Check.SOURCE_READABLE, ""),
        Defect.of("table_empty", "the table has its columns and no rows")
            .sql("testing", "DELETE FROM {t}")
            .finds("testing", Check.ROWS_PRESENT, ""),
        Defect.of("spark_options", "options of Spark's are set where the local engine runs")
            .yaml(
                "training",
                "path: {path}",
                "path: {path}\nread_options: {spark.executor.memory: 4g}")
            .finds("training", Check.OPTION_USED, "read_options.spark.executor.memory", 1),
        Defect.of("columns_unused", "the table has two columns that nothing is mapped to")
            .sql("training", "ALTER TABLE {t} ADD COLUMN region VARCHAR DEFAULT 'EU'")
            .sql("training", "ALTER TABLE {t} ADD COLUMN tariff BIGINT DEFAULT 7")
            .finds("training", Check.COLUMN_UNUSED, "", 2),
        Defect.of("select_expr_column", "an item of select_expr names a column that is not there")
            .yaml(
                "testing", "path: {path}", "path: {path}\nselect_expr: ['*', ages + 1 AS next_age]")
            .finds("testing", Check.SELECT_EXPR_VALID, ""),
        Defect.of("select_expr_function", "an item of select_expr calls an unknown function")
            .yaml(
                "testing",
                "path: {path}",
                "path: {path}\nselect_expr: ['*', addd(age) AS next_age]")
            .finds("testing", Check.SELECT_EXPR_VALID, ""),
        Defect.of("select_expr_argument", "an item of select_expr takes the year of a boolean")
            .yaml(
                "testing",
                "path: {path}",
                "path: {path}\nselect_expr: ['*', year(is_new) AS joined]")
            .finds("testing", Check.SELECT_EXPR_VALID, ""));
  }

  /** Columns that are not there, or not of the type that their field takes. */
  static List<Defect> columns() {
    return List.of(
        Defect.of("column_typo", "the mapping of a feature has a typo")
            .yaml("testing", "path: {path}", "path: {path}\nfeatures: {owner: ownr}")
            .finds("testing", Check.COLUMN_EXISTS, "owner")
            .finds("testing", Check.SCHEMA_DRIFT, "owner")
            .finds("testing", Check.COLUMN_UNUSED, "", 1),
        Defect.of("column_dropped", "the table has lost the column of a feature")
            .sql("testing", "ALTER TABLE {t} DROP COLUMN balance")
            .finds("testing", Check.COLUMN_EXISTS, "balance")
            .finds("testing", Check.SCHEMA_DRIFT, "balance"),
        Defect.of("column_id_dropped", "the table has lost its ids")
            .sql("testing", "ALTER TABLE {t} DROP COLUMN prediction_id")
            .finds("testing", Check.COLUMN_EXISTS, "prediction_id"),
        Defect.of("column_ambiguous", "two columns differ in capitals only, and neither is exact")
            .sql("testing", "ALTER TABLE {t} RENAME COLUMN balance TO Balance")
            .files("testing", SourceDefects::addShoutedBalance)
            .finds("testing", Check.COLUMN_EXISTS, "balance")
            .finds("testing", Check.SCHEMA_DRIFT, "balance")
            .finds("testing", Check.COLUMN_UNUSED, "", 2),
        Defect.of("column_mapped_twice", "two features take one column, once in capitals")
            .yaml("testing", "path: {path}", "path: {path}\nfeatures: {age: AMOUNT}")
            .finds("testing", Check.COLUMN_MAPPED_ONCE, "age")
            .finds("testing", Check.SCHEMA_DRIFT, "age")
            .finds("testing", Check.COLUMN_UNUSED, "", 1),
        retyped("numbers_as_text", "numbers were written as text", "amount", "VARCHAR"),
        retyped(
            "booleans_as_text", "booleans were written as `true` and `false`", "is_new", "VARCHAR"),
        retyped("booleans_as_numbers", "booleans were written as 0 and 1", "is_new", "BIGINT"),
        retyped("dates_as_text", "dates were written as text", "signed_up", "VARCHAR"),
        retyped("dict_as_text", "a dict was written as text", "scores", "VARCHAR"),
        retyped("embedding_as_text", "embeddings were written as text", "embedding", "VARCHAR"),
        retyped("tensor_of_texts", "the elements of a tensor are text", "pixels", "VARCHAR[]"),
        retyped(
            "text_as_numbers",
            "a text column holds numbers",
            "owner",
            "BIGINT",
            "hash(owner) % 99"),
        retyped("array_as_text", "an array was joined into a text", "tags", "VARCHAR"),
        retyped("prediction_as_text", "probabilities were written as text", "proba", "VARCHAR"),
        retyped(
            "ids_as_fractions",
            "ids were written as decimals with a scale",
            "prediction_id",
            "DECIMAL(20,2)",
            "n"),
        retyped(
            "ids_as_floats",
            "ids were written as floating-point numbers",
            "prediction_id",
            "DOUBLE",
            "n"),
        retyped(
            "times_as_text",
            "timestamps are text and no format is declared",
            "predicted_at",
            "VARCHAR"),
        retyped(
            "times_as_numbers",
            "timestamps are numbers and no format is declared",
            "predicted_at",
            "BIGINT",
            "epoch_ms(predicted_at)"),
        Defect.of("label_as_text", "labels were written as `yes` and `no`")
            .sql(
                "testing",
                "ALTER TABLE {t} ALTER did_buy TYPE VARCHAR USING if(did_buy, 'yes', 'no')")
            .finds("testing", Check.COLUMN_TYPE, "will_buy")
            .finds("testing", Check.COLUMN_TYPE, "proba"));
  }

  private static Defect retyped(String name, String what, String column, String type) {
    return retyped(name, what, column, type, column);
  }

  private static Defect retyped(
      String name, String what, String column, String type, String value) {
    Defect defect =
        Defect.of(name, what)
            .sql(
                "testing",
                "ALTER TABLE {t} ALTER "
                    + column
                    + " TYPE "
                    + type
                    + " USING ("
                    + value
                    + ")::"
                    + type)
            .finds("testing", Check.COLUMN_TYPE, column);
    return column.startsWith("predict")
        ? defect
        : defect.finds("testing", Check.SCHEMA_DRIFT, column);
  }

  private static void delete(Path... files) throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
  }

  private static void cut(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
  }

  private static void overwrite(Path file) throws IOException {
    byte[] bytes = new byte[(int) Files.size(file)];
    Files.write(file, bytes);
  }

  private static void demandFeature(Path table) throws IOException {
    edit(
        table,
        "\"minReaderVersion\":1,\"minWriterVersion\":2",
        "\"minReaderVersion\":3,\"minWriterVersion\":7,\"readerFeatures\":[\"timeTravelling\"],"
            + "\"writerFeatures\":[\"timeTravelling\"]");
  }

  /** Only the log can say so: no file of DuckDB's has two such columns. */
  private static void addShoutedBalance(Path table) throws IOException {
    edit(
        table,
        "{\\\"name\\\":\\\"Balance\\\"",
        "{\\\"name\\\":\\\"BALANCE\\\",\\\"type\\\":\\\"double\\\",\\\"nullable\\\":true,"
            + "\\\"metadata\\\":{}},{\\\"name\\\":\\\"Balance\\\"");
  }

  private static void edit(Path table, String from, String to) throws IOException {
    String log = Files.readString(table.resolve(LOG));
    if (!log.contains(from)) {
      throw new IllegalStateException("the log has no " + from);
    }
    Files.writeString(table.resolve(LOG), log.replace(from, to));
  }
}
