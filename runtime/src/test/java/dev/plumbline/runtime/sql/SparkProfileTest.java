package dev.plumbline.runtime.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.SqlVocabulary;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SparkProfileTest {
  private static final Pattern LOOSE_OPERAND = Pattern.compile("(?<![\\w{'])[abc](?![\\w}'])");

  @Test
  void speaksOfEveryOperatorAndOfNoOther() {
    assertThat(SparkProfile.PROFILE.operators().keySet())
        .containsExactlyInAnyOrderElementsOf(SqlVocabulary.operators().keySet());
  }

  @Test
  void writesEveryOperandOfAnOperatorInItsPlace() {
    SparkProfile.PROFILE
        .operators()
        .forEach(
            (id, overloads) ->
                assertThat(overloads)
                    .as(id)
                    .isNotEmpty()
                    .first()
                    .satisfies(
                        overload -> {
                          if (overload.lowering() instanceof Lowering.Template template) {
                            assertThat(template.text())
                                .doesNotContain("...")
                                .doesNotContainPattern(LOOSE_OPERAND);
                          }
                        }));
  }
}
