package dev.plumbline.integration.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table says the same wherever it lies, or no comparison over it means anything. */
class NastyTableIT {
  @ParameterizedTest
  @EnumSource(Engine.class)
  void readsBackEqualFromEveryEngine(Engine engine) {
    assertThatItReadsBack(Judges.engine(engine).join(), engine.columns());
  }

  @Test
  void readsBackEqualFromSpark() {
    assertThatItReadsBack(Judges.spark().join(), NastyTable.COLUMNS);
  }

  private static void assertThatItReadsBack(Evaluator evaluator, List<NastyTable.Column> columns) {
    List<Answer> answers =
        evaluator.evaluate(columns.stream().map(NastyTable.Column::name).toList());
    for (int i = 0; i < columns.size(); i++) {
      NastyTable.Column column = columns.get(i);
      Answer answer = answers.get(i);
      assertThat(answer.error()).as(column.name()).isNull();
      assertThat(Objects.requireNonNull(answer.type()).text())
          .as(column.name())
          .isEqualTo(column.type());
      Map<Long, @Nullable String> written = new HashMap<>();
      List<Map<String, @Nullable Object>> rows = NastyTable.rows();
      for (int row = 0; row < rows.size(); row++) {
        written.put((long) row, Canonical.text(rows.get(row).get(column.name())));
      }
      assertThat(answer.texts()).as(column.name()).isEqualTo(written);
    }
  }
}
