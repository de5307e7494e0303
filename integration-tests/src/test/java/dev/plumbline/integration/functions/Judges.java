package dev.plumbline.integration.functions;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Compares engines with Spark. Each starts once in a JVM, when first asked, and all at a time. */
final class Judges {
  private static final int SHOWN = 3;

  private static final Map<Engine, CompletableFuture<Evaluator>> ENGINES =
      new EnumMap<>(Engine.class);
  private static @Nullable CompletableFuture<Evaluator> spark;

  private Judges() {}

  /** A case, and the SQL that is to mean the same on some engines. */
  record Candidate(FunctionCase functionCase, Map<Engine, String> sql) {
    Candidate {
      sql = Map.copyOf(sql);
    }
  }

  private interface Start {
    Evaluator run() throws IOException, SQLException;
  }

  static synchronized CompletableFuture<Evaluator> spark() {
    if (spark == null) {
      spark = starting(SparkJudge::open);
    }
    return spark;
  }

  static synchronized CompletableFuture<Evaluator> engine(Engine engine) {
    return ENGINES.computeIfAbsent(
        engine,
        name ->
            starting(
                switch (name) {
                  case DUCKDB -> DuckDatabase::open;
                  case TRINO -> TrinoServer::start;
                  case POSTGRESQL -> PostgresServer::start;
                }));
  }

  private static CompletableFuture<Evaluator> starting(Start start) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return start.run();
          } catch (IOException | SQLException e) {
            throw new CompletionException(e);
          }
        },
        inThreads());
  }

  private static Executor inThreads() {
    return task -> {
      Thread thread = new Thread(task, "judges");
      thread.setDaemon(true);
      thread.start();
    };
  }

  static Map<FunctionCase, Map<Engine, Verdict>> judge(List<Candidate> candidates) {
    Set<Engine> asked = EnumSet.noneOf(Engine.class);
    candidates.forEach(candidate -> asked.addAll(candidate.sql().keySet()));
    CompletableFuture<List<Answer>> truth =
        answers(
            spark(),
            candidates.stream().map(candidate -> candidate.functionCase().spark()).toList());
    Map<Engine, CompletableFuture<List<Answer>>> answers = new EnumMap<>(Engine.class);
    for (Engine engine : asked) {
      answers.put(
          engine,
          answers(
              engine(engine),
              candidates.stream()
                  .filter(candidate -> candidate.sql().containsKey(engine))
                  .map(candidate -> Objects.requireNonNull(candidate.sql().get(engine)))
                  .toList()));
    }
    Map<Engine, Integer> next = new EnumMap<>(Engine.class);
    Map<FunctionCase, Map<Engine, Verdict>> verdicts = new LinkedHashMap<>();
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      Map<Engine, Verdict> ofCase = new EnumMap<>(Engine.class);
      for (Engine engine : new TreeSet<>(candidate.sql().keySet())) {
        int index = next.merge(engine, 1, Integer::sum) - 1;
        Answer given = Objects.requireNonNull(answers.get(engine)).join().get(index);
        ofCase.put(engine, compare(candidate.functionCase(), truth.join().get(i), given));
      }
      verdicts.put(candidate.functionCase(), ofCase);
    }
    return verdicts;
  }

  private static CompletableFuture<List<Answer>> answers(
      CompletableFuture<Evaluator> evaluator, List<String> expressions) {
    return evaluator.thenApplyAsync(started -> started.evaluate(expressions), inThreads());
  }

  static Verdict compare(FunctionCase functionCase, Answer expected, Answer given) {
    if (expected.error() != null) {
      return new Verdict(Verdict.Kind.ERROR, "Spark: " + expected.error());
    }
    if (given.error() != null) {
      return new Verdict(Verdict.Kind.ERROR, given.error());
    }
    Type type = Objects.requireNonNull(expected.type());
    Type givenType = Objects.requireNonNull(given.type());
    // Where an engine does not tell a number's digits, the number itself must do.
    boolean byNumber = type.name().equals("decimal") && givenType.text().equals("decimal");
    if (!byNumber && !type.text().equals(givenType.text())) {
      return new Verdict(Verdict.Kind.TYPE, "expected " + type + ", given " + givenType);
    }
    List<String> different = new ArrayList<>();
    Set<Long> keys = new TreeSet<>(expected.texts().keySet());
    keys.addAll(given.texts().keySet());
    for (Long key : keys) {
      if (expected.texts().containsKey(key) != given.texts().containsKey(key)) {
        return new Verdict(Verdict.Kind.WRONG, "no row where id = " + key);
      }
      String right = expected.texts().get(key);
      String other = given.texts().get(key);
      if (!same(type, right, other, functionCase, byNumber)) {
        different.add(
            "where id = %d: expected %s, given %s".formatted(key, quoted(right), quoted(other)));
      }
    }
    if (different.isEmpty()) {
      return new Verdict(Verdict.Kind.EXACT, "");
    }
    return new Verdict(
        Verdict.Kind.WRONG,
        "in %d of %d rows, ".formatted(different.size(), keys.size())
            + String.join("; ", different.subList(0, Math.min(different.size(), SHOWN))));
  }

  private static boolean same(
      Type type,
      @Nullable String expected,
      @Nullable String given,
      FunctionCase functionCase,
      boolean byNumber) {
    if (expected == null || given == null || expected.equals(given)) {
      return Objects.equals(expected, given);
    }
    if (byNumber) {
      return given.matches("[-0-9.]+")
          && new BigDecimal(expected).compareTo(new BigDecimal(given)) == 0;
    }
    return functionCase.approximate() && Canonical.nearly(type, expected, given);
  }

  private static String quoted(@Nullable String text) {
    if (text == null) {
      return "NULL";
    }
    return "'" + text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + "'";
  }
}
