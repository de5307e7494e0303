package dev.plumbline.integration.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Spark, which says what an expression means. Its answers are kept below {@code target} for as long
 * as the data and Spark's class path stay the same, so it starts for new expressions only.
 */
final class SparkJudge implements Evaluator {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path known;
  private final Map<String, JsonNode> answers;
  private @Nullable ChildJvm spark;

  private SparkJudge(Path known, Map<String, JsonNode> answers) {
    this.known = known;
    this.answers = answers;
  }

  static SparkJudge open() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "spark-answers").toAbsolutePath());
    Path file = folder.resolve(fingerprint() + ".jsonl");
    Map<String, JsonNode> answers = new HashMap<>();
    if (Files.exists(file)) {
      try (Stream<String> lines = Files.lines(file)) {
        for (String line : (Iterable<String>) lines::iterator) {
          JsonNode answer = JSON.readTree(line);
          answers.put(answer.get("expression").textValue(), answer);
        }
      }
    }
    return new SparkJudge(file, answers);
  }

  /** What the answers depend on: the data, and the classes that Spark consists of. */
  private static String fingerprint() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String statement : new TableSql(Engine.DUCKDB).statements()) {
        digest.update(statement.getBytes(StandardCharsets.UTF_8));
      }
      Path target = Path.of("..", "test-spark", "target");
      digest.update(Files.readAllBytes(target.resolve("classpath.txt")));
      try (Stream<Path> files = Files.walk(target.resolve("classes"))) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          digest.update(Files.readAllBytes(file));
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized List<Answer> evaluate(List<String> expressions) {
    Set<String> unknown = new LinkedHashSet<>(expressions);
    unknown.removeAll(answers.keySet());
    if (!unknown.isEmpty()) {
      ask(List.copyOf(unknown));
    }
    return expressions.stream()
        .map(expression -> answer(Objects.requireNonNull(answers.get(expression))))
        .toList();
  }

  private void ask(List<String> expressions) {
    try {
      if (spark == null) {
        spark = start();
      }
      ObjectNode request =
          JSON.createObjectNode().put("view", NastyTable.NAME).put("key", NastyTable.KEY);
      expressions.forEach(request.putArray("expressions")::add);
      spark.send(JSON.writeValueAsString(request));
      List<String> lines = new ArrayList<>();
      for (String expression : expressions) {
        ObjectNode answer = (ObjectNode) JSON.readTree(spark.line());
        answers.put(expression, answer.put("expression", expression));
        lines.add(JSON.writeValueAsString(answer));
      }
      Files.write(known, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON from Spark", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ChildJvm start() throws IOException {
    Path parquet = Path.of(known.toString().replaceFirst("\\.jsonl$", ".parquet"));
    if (!Files.exists(parquet)) {
      Path writing = Path.of(parquet + "." + ProcessHandle.current().pid());
      try {
        DuckDatabase.write(writing);
      } catch (SQLException e) {
        throw new IllegalStateException("cannot write the table for Spark", e);
      }
      Files.move(writing, parquet, StandardCopyOption.ATOMIC_MOVE);
    }
    List<String> options = new ArrayList<>(List.of("-Xmx1g"));
    for (String opened :
        List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar")) {
      options.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    ChildJvm child =
        ChildJvm.start(
            "test-spark", "dev.plumbline.test.spark.SparkProcess", options.toArray(String[]::new));
    child.send(
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("view", NastyTable.NAME)
                .put("parquet", parquet.toString())));
    child.line();
    return child;
  }

  private static Answer answer(JsonNode answer) {
    if (answer.has("error")) {
      return Answer.failed(answer.get("error").textValue());
    }
    Map<Long, @Nullable String> texts = new HashMap<>();
    for (JsonNode row : answer.get("rows")) {
      texts.put(row.get(0).longValue(), row.get(1).isNull() ? null : row.get(1).textValue());
    }
    return Answer.of(Type.ofSpark(answer.get("type").textValue()), texts);
  }
}
