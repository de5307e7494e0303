package dev.plumbline.test.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.classic.SparkSession;

/**
 * Answers lines of JSON on standard input with lines of JSON on standard output, until the input
 * ends.
 *
 * <ul>
 *   <li>{@code {"view": "t", "parquet": "PATH"}} makes a file readable as a view, and is answered
 *       by itself.
 *   <li>{@code {"view": "t", "key": "id", "expressions": ["EXPRESSION", ...]}} is answered by one
 *       line for each expression, in order: {@code {"type": "DDL", "rows": [[KEY, TEXT], ...]}} or
 *       {@code {"error": "MESSAGE"}}.
 * </ul>
 */
final class SparkProcess {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SparkProcess() {}

  /** Takes the folder for Spark's own files. */
  public static void main(String[] arguments) throws IOException {
    // Whatever a library prints must not mix with the answers.
    PrintStream answers = System.out;
    System.setOut(System.err);
    try (SparkSession spark = session(arguments[0]);
        BufferedReader requests =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String line;
      while ((line = requests.readLine()) != null) {
        JsonNode request = JSON.readTree(line);
        if (request.has("parquet")) {
          spark
              .read()
              .parquet(request.get("parquet").textValue())
              .coalesce(1)
              .cache()
              .createOrReplaceTempView(request.get("view").textValue());
          print(answers, line);
        } else {
          Expressions expressions =
              new Expressions(
                  spark, request.get("view").textValue(), request.get("key").textValue());
          List<String> texts = new ArrayList<>();
          request.get("expressions").forEach(text -> texts.add(text.textValue()));
          for (Expressions.Answer answer : expressions.evaluate(texts)) {
            print(answers, JSON.writeValueAsString(answer.json(JSON.createObjectNode())));
          }
        }
      }
    }
  }

  private static void print(PrintStream answers, String line) throws IOException {
    answers.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    answers.flush();
  }

  private static SparkSession session(String folder) {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.local.dir", folder)
        .config("spark.sql.warehouse.dir", folder)
        .config("spark.sql.catalogImplementation", "in-memory")
        .config("spark.sql.ansi.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.datetime.java8API.enabled", "true")
        .config("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED")
        .config("spark.sql.parquet.int96RebaseModeInRead", "CORRECTED")
        .config("spark.sql.shuffle.partitions", "1")
        .getOrCreate();
  }
}
