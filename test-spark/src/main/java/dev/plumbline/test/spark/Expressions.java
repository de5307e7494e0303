package dev.plumbline.test.spark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Evaluates many expressions over one view, in as few queries as possible. */
final class Expressions {
  // More make Java classes so large that the JVM compiles them no longer.
  private static final int TOGETHER = 16;

  private final SparkSession spark;
  private final String view;
  private final String key;

  Expressions(SparkSession spark, String view, String key) {
    this.spark = spark;
    this.view = view;
    this.key = key;
  }

  /** What one expression gave: a type and rows, or an error. */
  record Answer(@Nullable String type, List<Cell> cells, @Nullable String error) {
    record Cell(long key, @Nullable String text) {}

    ObjectNode json(ObjectNode node) {
      if (error != null) {
        return node.put("error", error);
      }
      node.put("type", type);
      ArrayNode rows = node.putArray("rows");
      cells.forEach(cell -> rows.addArray().add(cell.key()).add(cell.text()));
      return node;
    }

    static Answer failed(Throwable cause) {
      String message = String.valueOf(cause.getMessage());
      return new Answer(null, List.of(), message.lines().findFirst().orElse(message));
    }
  }

  List<Answer> evaluate(List<String> expressions) {
    List<Answer> answers = new ArrayList<>();
    // An analysis costs little next to a query, so what is no Spark is sorted out by itself.
    List<String> good = new ArrayList<>();
    List<@Nullable Answer> refused = new ArrayList<>();
    for (String expression : expressions) {
      Answer error = analyze(expression);
      refused.add(error);
      if (error == null) {
        good.add(expression);
      }
    }
    List<Answer> evaluated = new ArrayList<>();
    for (int i = 0; i < good.size(); i += TOGETHER) {
      evaluated.addAll(together(good.subList(i, Math.min(good.size(), i + TOGETHER))));
    }
    int next = 0;
    for (Answer error : refused) {
      answers.add(error != null ? error : evaluated.get(next++));
    }
    return answers;
  }

  private @Nullable Answer analyze(String expression) {
    try {
      select(List.of(expression)).schema();
      return null;
    } catch (RuntimeException e) {
      return Answer.failed(e);
    } catch (Throwable e) {
      // Scala declares no checked exceptions, so the compiler does not know that this one comes.
      if (e instanceof AnalysisException) {
        return Answer.failed(e);
      }
      throw e;
    }
  }

  private Dataset<Row> select(List<String> expressions) {
    return spark.sql(
        expressions.stream()
            .map(expression -> "(" + expression + ")")
            .collect(Collectors.joining(", ", "SELECT " + key + ", ", " FROM " + view)));
  }

  private List<Answer> together(List<String> expressions) {
    try {
      Dataset<Row> selected = select(expressions);
      StructType schema = selected.schema();
      List<Row> rows = selected.collectAsList();
      List<Answer> answers = new ArrayList<>();
      for (int i = 1; i <= expressions.size(); i++) {
        List<Answer.Cell> cells = new ArrayList<>();
        for (Row row : rows) {
          Object value = row.get(i);
          cells.add(
              new Answer.Cell(row.getLong(0), value == null ? null : CanonicalText.of(value)));
        }
        answers.add(new Answer(schema.fields()[i].dataType().sql(), cells, null));
      }
      return answers;
    } catch (RuntimeException e) {
      if (expressions.size() == 1) {
        return List.of(Answer.failed(root(e)));
      }
      int half = expressions.size() / 2;
      List<Answer> answers = new ArrayList<>(together(expressions.subList(0, half)));
      answers.addAll(together(expressions.subList(half, expressions.size())));
      return answers;
    }
  }

  private static Throwable root(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = Objects.requireNonNull(root.getCause());
    }
    return root;
  }
}
