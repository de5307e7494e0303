package dev.plumbline.spi;

import java.util.List;
import java.util.Objects;

/**
 * One operator of the vocabulary: what it is called, what it takes and gives, and what it means in
 * Spark with ANSI off and the session zone UTC.
 *
 * @param id its id, under which profiles list it
 * @param category the group that it belongs to, such as {@code datetime}
 * @param spark how Spark writes it: function names, or a text such as {@code a + b}
 * @param forms the types that it takes; the first that fits wins
 * @param nulls what it gives when arguments are NULL
 * @param errors what it gives for input that it cannot take, and how exact it is
 * @param meaning what it computes
 * @since 0.1.0
 */
public record SqlOperator(
    String id,
    String category,
    List<String> spark,
    List<SqlForm> forms,
    String nulls,
    String errors,
    String meaning) {
  /** Copies the lists. */
  public SqlOperator {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(category, "category");
    spark = List.copyOf(spark);
    forms = List.copyOf(forms);
    Objects.requireNonNull(nulls, "nulls");
    Objects.requireNonNull(errors, "errors");
    Objects.requireNonNull(meaning, "meaning");
  }
}
