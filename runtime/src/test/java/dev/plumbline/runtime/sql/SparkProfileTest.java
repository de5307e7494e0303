package dev.plumbline.runtime.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.SqlVocabulary;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SparkProfileTest {
  private static final Pattern LOOSE_OPERAND = Pattern.compile("(?<![\\w{'])[abc](?![\\w}'])");

  @Test
  void speaksOfEveryOperatorAndOfNoOther() {
    Set<String> all = new HashSet<>(SqlVocabulary.operators().keySet());
    // Shown in plans only.
    all.add("at_most_one");
    assertThat(SparkProfile.PROFILE.operators().keySet()).isEqualTo(all);
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
