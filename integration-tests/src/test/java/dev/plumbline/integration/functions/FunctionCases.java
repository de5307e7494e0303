package dev.plumbline.integration.functions;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The expressions of {@code functions.yaml}, each with its category. */
final class FunctionCases {
  private FunctionCases() {}

  static Map<FunctionCase, String> byCategory() throws IOException {
    Map<FunctionCase, String> cases = new LinkedHashMap<>();
    try (InputStream file =
        Objects.requireNonNull(FunctionCases.class.getResourceAsStream("/functions.yaml"))) {
      for (Object entry :
          (List<?>) new Load(LoadSettings.builder().build()).loadFromInputStream(file)) {
        Map<?, ?> values = (Map<?, ?>) entry;
        cases.put(
            new FunctionCase(
                text(values, "name"),
                text(values, "spark"),
                Boolean.TRUE.equals(values.get("approximate"))),
            text(values, "category"));
      }
    }
    return cases;
  }

  private static String text(Map<?, ?> values, String key) {
    return (String) Objects.requireNonNull(values.get(key), key);
  }
}
