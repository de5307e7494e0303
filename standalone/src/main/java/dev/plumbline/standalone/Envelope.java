package dev.plumbline.standalone;

import dev.plumbline.spi.Amount;
import dev.plumbline.spi.Provenance;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all JSON results have in common. Keys are added over time; none changes its meaning. */
final class Envelope {
  private static final int VERSION = 1;

  private Envelope() {}

  static Map<String, @Nullable Object> of(String command) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("version", VERSION);
    json.put("command", command);
    return json;
  }

  static Map<String, @Nullable Object> state(Provenance provenance) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("kind", provenance.kind());
    json.put("id", provenance.id());
    json.put("at", provenance.at().map(Instant::toString).orElse(null));
    return json;
  }

  static Map<String, @Nullable Object> amount(Amount amount) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("expected", amount.expected().isPresent() ? amount.expected().getAsLong() : null);
    json.put("at_most", amount.atMost().isPresent() ? amount.atMost().getAsLong() : null);
    return json;
  }
}
