package dev.plumbline.runtime.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.spi.Lowering;
import dev.plumbline.spi.Overload;
import dev.plumbline.spi.SqlVocabulary;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DuckDbProfileTest {
  @Test
  void everyOperatorIsWrittenOrRefusedWithItsReason() {
    // The engine's own: no source is asked for it.
    Set<String> all = new HashSet<>(SqlVocabulary.operators().keySet());
    all.addAll(Set.of("readable", "at_most_one", "fold", "bucket"));
    assertThat(DuckDbProfile.PROFILE.operators().keySet()).isEqualTo(all);
    assertThat(lowerings())
        .allSatisfy(
            lowering -> {
              if (lowering instanceof Lowering.Refusal refusal) {
                assertThat(refusal.reason()).isNotBlank();
              }
            });
  }

  @Test
  void atMostAFifthIsWrittenByCode() {
    List<Lowering> all = lowerings();
    assertThat(all.stream().filter(Lowering.Computed.class::isInstance).count() * 5)
        .isLessThanOrEqualTo(all.size());
  }

  private static List<Lowering> lowerings() {
    return Stream.concat(
            DuckDbProfile.PROFILE.operators().values().stream()
                .flatMap(List::stream)
                .map(Overload::lowering),
            DuckDbProfile.PROFILE.casts().stream().map(rule -> rule.lowering()))
        .toList();
  }
}
