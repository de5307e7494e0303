package dev.plumbline.integration.functions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server answers.
 *
 * @param names the columns
 * @param types a type for each
 * @param values rows of values, in the Java types that {@link Canonical} knows
 */
public record Rows(List<String> names, List<Type> types, List<@Nullable Object[]> values) {
  /** As answers by the first column, one for each of the others. */
  List<Answer> byKey() {
    List<Answer> answers = new ArrayList<>();
    for (int i = 1; i < types.size(); i++) {
      Map<Long, @Nullable String> texts = new HashMap<>();
      for (@Nullable Object[] row : values) {
        texts.put(Long.valueOf(Objects.requireNonNull(row[0]).toString()), Canonical.text(row[i]));
      }
      answers.add(Answer.of(types.get(i), texts));
    }
    return answers;
  }
}
