package dev.plumbline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void writesTreesInTheirOrder() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("z", new ArrayList<>(Arrays.asList(1, null, true)));
    tree.put("a", Map.of());
    tree.put("n", new BigDecimal("1.10"));
    tree.put("e", List.of());
    assertThat(Json.compact(tree)).isEqualTo("{\"z\":[1,null,true],\"a\":{},\"n\":1.10,\"e\":[]}");
    assertThat(Json.pretty(tree))
        .isEqualTo(
            """
            {
              "z": [
                1,
                null,
                true
              ],
              "a": {},
              "n": 1.10,
              "e": []
            }
            """);
  }

  @Test
  void namesWhatJsonHasNoNumberFor() {
    assertThat(Json.compact(List.of(Double.NaN, Double.NEGATIVE_INFINITY, -0.0)))
        .isEqualTo("[\"NaN\",\"-Infinity\",-0.0]");
  }

  @Test
  void escapesControlsQuotesAndHalvesOfPairs() {
    assertThat(Json.compact("\"\\\n\r\t\u0000\u001f"))
        .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0000\\u001f\"");
    assertThat(Json.compact("\ud83d x \ud83d\ude00 \ude00"))
        .isEqualTo("\"\\ud83d x \ud83d\ude00 \\ude00\"");
  }
}
