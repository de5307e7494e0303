package dev.plumbline.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {
  @Test
  void splitsAtDotsOutsideQuotes() {
    assertThat(TableName.parts("t")).containsExactly("t");
    assertThat(TableName.parts("a.b.c")).containsExactly("a", "b", "c");
    assertThat(TableName.parts("\"a.b\".c")).containsExactly("a.b", "c");
    assertThat(TableName.parts("a.\"b\"\"c\"")).containsExactly("a", "b\"c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "\"a", "\"a\"b", "a\"b\"", "\"\"", "\"a\"."})
  void refusesWhatIsNoName(String name) {
    assertThat(TableName.parts(name)).isEmpty();
  }
}
