package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {
  @Test
  void showsNothingAsNothing() {
    assertThat(Sparkline.columns(List.of(0L, 1L, 50L, 100L), 10)).isEqualTo("·▁▅█");
  }

  @Test
  void addsNeighboursUpWhereThereIsNoRoom() {
    assertThat(Sparkline.merge(List.of(1L, 2L, 3L, 4L, 5L), 3)).containsExactly(3L, 7L, 5L);
    assertThat(Sparkline.columns(Collections.nCopies(1_000, 7L), 48).length())
        .isLessThanOrEqualTo(48);
  }

  @Test
  void endsACurveWhereItEnds() {
    assertThat(Sparkline.parts(List.of(0.0, 0.2, 0.4, 1.0), 2)).isEqualTo("▂█");
  }

  @Test
  void showsTheSmallestPartOfABar() {
    assertThat(Sparkline.bar(0.0001, 4)).isEqualTo("▏   ");
    assertThat(Sparkline.bar(0, 4)).isEqualTo("    ");
    assertThat(Sparkline.bar(0.5, 4)).isEqualTo("██  ");
    assertThat(Sparkline.bar(1, 4)).isEqualTo("████");
  }
}
