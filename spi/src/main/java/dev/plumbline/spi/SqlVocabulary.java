package dev.plumbline.spi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The closed list of operators in which the runtime speaks to a {@link SqlProfile}. Each means what
 * Spark SQL means by it, with ANSI off and the session zone UTC; a profile writes it so that it
 * means the same in the source, or refuses it.
 *
 * @since 0.1.0
 */
public final class SqlVocabulary {
  private static final String FILE = "vocabulary.txt";
  private static final Map<String, SqlOperator> OPERATORS = load();

  private SqlVocabulary() {}

  /** {@return every operator by its id, in the order of the file} */
  public static Map<String, SqlOperator> operators() {
    return OPERATORS;
  }

  /**
   * Finds an operator.
   *
   * @param id its id
   * @return the operator; empty if the vocabulary has none of that id
   */
  public static Optional<SqlOperator> operator(String id) {
    return Optional.ofNullable(OPERATORS.get(id));
  }

  private static Map<String, SqlOperator> load() {
    try (InputStream stream = SqlVocabulary.class.getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new IllegalStateException(FILE + " is missing beside " + SqlVocabulary.class);
      }
      return read(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads blocks of an id and indented {@code key: value} lines; {@code ==} starts a category. */
  static Map<String, SqlOperator> read(BufferedReader lines) throws IOException {
    Map<String, SqlOperator> operators = new LinkedHashMap<>();
    String category = "";
    @Nullable Block block = null;
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("==")) {
        finish(operators, block, number);
        block = null;
        category = line.substring(2).strip();
      } else if (!line.startsWith(" ")) {
        finish(operators, block, number);
        block = new Block(line.strip(), category);
      } else if (block != null) {
        block.take(line.strip(), number);
      } else {
        throw new IllegalStateException(FILE + ":" + number + ": a line before the first id");
      }
    }
    finish(operators, block, number);
    return Frozen.map(operators);
  }

  private static void finish(
      Map<String, SqlOperator> operators, @Nullable Block block, int number) {
    if (block != null) {
      SqlOperator operator = block.operator(number);
      if (operators.put(operator.id(), operator) != null) {
        throw new IllegalStateException(FILE + ":" + number + ": " + operator.id() + " twice");
      }
    }
  }

  /** An operator under construction. */
  private static final class Block {
    private final String id;
    private final String category;
    private final List<String> spark = new ArrayList<>();
    private final List<SqlForm> forms = new ArrayList<>();
    private String nulls = "NULL if any argument is NULL";
    private String errors = "none";
    private String meaning = "";

    Block(String id, String category) {
      this.id = id;
      this.category = category;
    }

    void take(String line, int number) {
      int colon = line.indexOf(':');
      String key = colon < 0 ? line : line.substring(0, colon);
      String value = line.substring(colon + 1).strip();
      switch (key) {
        case "spark" -> spark.addAll(isText(value) ? List.of(value) : words(value));
        case "form" -> forms.add(form(value, number));
        case "nulls" -> nulls = value;
        case "errors" -> errors = value;
        case "meaning" -> meaning = value;
        default -> throw new IllegalStateException(FILE + ":" + number + ": key '" + key + "'");
      }
    }

    /** Operators are written with their operands, functions as names. */
    private static boolean isText(String value) {
      return !value.matches("[a-z0-9_ ]+") || value.matches("[a-z] [a-z]+ [a-z]");
    }

    private static List<String> words(String value) {
      return Arrays.asList(value.split("\\s+"));
    }

    private static SqlForm form(String value, int number) {
      int arrow = value.indexOf("->");
      if (arrow < 0) {
        throw new IllegalStateException(FILE + ":" + number + ": a form without '->'");
      }
      String arguments = value.substring(0, arrow).strip();
      return new SqlForm(
          arguments.isEmpty() ? List.of() : split(arguments), value.substring(arrow + 2).strip());
    }

    /** Splits at commas outside of angle brackets. */
    private static List<String> split(String text) {
      List<String> parts = new ArrayList<>();
      int depth = 0;
      int start = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        depth += c == '<' ? 1 : c == '>' ? -1 : 0;
        if (c == ',' && depth == 0) {
          parts.add(text.substring(start, i).strip());
          start = i + 1;
        }
      }
      parts.add(text.substring(start).strip());
      return parts;
    }

    SqlOperator operator(int number) {
      if (category.isEmpty() || spark.isEmpty() || forms.isEmpty() || meaning.isEmpty()) {
        throw new IllegalStateException(FILE + ":" + number + ": " + id + " is not whole");
      }
      return new SqlOperator(id, category, spark, forms, nulls, errors, meaning);
    }
  }
}
