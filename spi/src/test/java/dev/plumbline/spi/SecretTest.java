package dev.plumbline.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void isPrintedNowhere() {
    Secret secret = Secret.literal("hunter2");
    assertThat(secret).hasToString("******");
    assertThat(List.of(secret).toString()).doesNotContain("hunter2");
    assertThat(secret.reference()).isEmpty();
    assertThat(secret.reveal()).isEqualTo("hunter2");
  }

  @Test
  void resolvesAReferenceAtEachCall() {
    Deque<String> rotated = new ArrayDeque<>(List.of("old", "new"));
    Secret secret = Secret.reference("${env:KEY}", rotated::pop);
    assertThat(secret.reference()).contains("${env:KEY}");
    assertThat(secret.reveal()).isEqualTo("old");
    assertThat(secret.reveal()).isEqualTo("new");
  }
}
