package dev.plumbline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.DatasetRole;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SampleTest extends ShelfFixture {
  private static final BigDecimal WHOLE = new BigDecimal(BigInteger.ONE.shiftLeft(52));

  /** The rule itself, by another implementation of MD5 and exact numbers. */
  private static boolean isKept(String id, BigDecimal share) {
    try {
      byte[] hash = MessageDigest.getInstance("MD5").digest(id.getBytes(StandardCharsets.UTF_8));
      BigInteger number = new BigInteger(HexFormat.of().formatHex(hash).substring(0, 13), 16);
      return new BigDecimal(number).compareTo(share.multiply(WHOLE)) < 0;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> kept(ArrowType type, List<?> ids, BigDecimal share) {
    sampleSize = share;
    List<@Nullable Object[]> rows = new ArrayList<>();
    ids.forEach(id -> rows.add(row(id, NOW)));
    table("events", List.of(column("id", type), column("at", INSTANT)), rows);
    return read(
        open(dataset(DatasetRole.SERVING, "events")),
        ReadRequest.builder("churn.serving").columns(List.of("id")).build());
  }

  private void keepsWhatTheRuleKeeps(ArrowType type, IntFunction<Object> id, BigDecimal share) {
    List<Object> ids = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      ids.add(id.apply(i));
    }
    assertThat(kept(type, ids, share))
        .as("a share of %s of %s", share, type)
        .containsExactlyElementsOf(
            ids.stream().map(String::valueOf).filter(i -> isKept(i, share)).sorted().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.1", "0.5", "0.999", "0.0001", "0.3333333333333333333333333333333"})
  void s8KeepsTheSameIdsAsTheRuleInJava(String share) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    BigDecimal size = new BigDecimal(share);
    keepsWhatTheRuleKeeps(LONG, i -> random.nextLong(), size);
    keepsWhatTheRuleKeeps(new ArrowType.Int(32, true), i -> i - 250, size);
    keepsWhatTheRuleKeeps(TEXT, i -> "é-" + i + "\u4e2d" + random.nextInt(), size);
    keepsWhatTheRuleKeeps(
        new ArrowType.Decimal(30, 0, 128),
        i -> new BigDecimal(i).movePointRight(20).setScale(0),
        size);
  }

  @Test
  void s8TakesABoundExactly() {
    // md5("a") begins with 0cc175b9c0f1b.
    BigDecimal own = new BigDecimal(new BigInteger("0cc175b9c0f1b", 16)).divide(WHOLE);
    assertThat(kept(TEXT, List.of("a"), own)).isEmpty();
    assertThat(kept(TEXT, List.of("a"), own.add(new BigDecimal("1e-40")))).containsExactly("a");
  }

  @Test
  void s8KeepsAlmostEverythingBelowOneAndEverythingAtOne() {
    List<@Nullable String> ids = new ArrayList<>(List.of("a", "b", "c"));
    ids.add(null);
    BigDecimal almost = BigDecimal.ONE.subtract(new BigDecimal("1e-30"));
    assertThat(kept(TEXT, ids, almost)).containsExactly("a", "b", "c");
    assertThat(kept(TEXT, ids, BigDecimal.ONE)).containsExactly("NULL", "a", "b", "c");
    assertThat(kept(TEXT, ids, new BigDecimal("0.999999"))).doesNotContain("NULL");
  }
}
