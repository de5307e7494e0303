package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTest {
  private final Interruption interruption = new Interruption();
  private final List<String> closed = new ArrayList<>();

  @Test
  void closesTheNewestFirstAndGoesOnAfterAFailure() throws IOException {
    interruption.during(
        () -> closed.add("configuration"),
        () ->
            interruption.during(
                () -> {
                  closed.add("query");
                  throw new IllegalStateException("closed already");
                },
                () -> {
                  interruption.interrupt();
                  return closed.size();
                }));

    assertThat(closed).containsExactly("query", "configuration");
    assertThat(interruption.happened()).isTrue();
  }

  @Test
  void forgetsWhatHasEnded() throws IOException {
    assertThat(interruption.during(() -> closed.add("query"), () -> 7)).isEqualTo(7);
    interruption.interrupt();

    assertThat(closed).isEmpty();
  }
}
