package dev.plumbline.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("delta", "redshift", "athena", "id");

  @ParameterizedTest
  @CsvSource({
    "detla, delta",
    "delt, delta",
    "deltaa, delta",
    "dolta, delta",
    "DELTA, delta",
    "redshfit, redshift",
    "redshi, redshift",
    "athene, athena",
    "ld, id"
  })
  void findsASlip(String given, String meant) {
    assertThat(NearestName.of(given, KNOWN)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"spark", "xy", "dtlea", "red", "''"})
  void findsNothingThatIsTooFar(String given) {
    assertThat(NearestName.of(given, KNOWN)).isEmpty();
  }

  @Test
  void findsTheOnlyNameThatHoldsTheGivenOne() {
    assertThat(NearestName.of("reds", KNOWN)).contains("redshift");
    assertThat(NearestName.of("name", List.of("first_name", "last_name"))).isEmpty();
  }

  @Test
  void takesTheFirstOfSeveralAsNear() {
    assertThat(NearestName.of("cat", List.of("bat", "hat"))).contains("bat");
  }

  @Test
  void findsNothingAmongNothing() {
    assertThat(NearestName.of("delta", List.of())).isEmpty();
  }
}
