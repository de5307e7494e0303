package dev.plumbline.standalone;

import dev.plumbline.runtime.ReadStamp;
import dev.plumbline.runtime.SourceState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stamp of a read as JSON. */
final class StampView {
  private StampView() {}

  static Map<String, @Nullable Object> json(ReadStamp stamp) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("version", 1);
    json.put("target", stamp.target());
    List<Object> sources = new ArrayList<>();
    for (SourceState state : stamp.sources()) {
      Map<String, @Nullable Object> source = new LinkedHashMap<>();
      source.put("target", state.target());
      source.put("source", state.source());
      source.put("relation", state.relation());
      Map<String, @Nullable Object> provenance = new LinkedHashMap<>();
      provenance.put("kind", state.provenance().kind());
      provenance.put("id", state.provenance().id());
      provenance.put("at", state.provenance().at().orElse(null));
      source.put("state", provenance);
      sources.add(source);
    }
    json.put("sources", sources);
    json.put("spec_hash", stamp.specHash());
    json.put("from", stamp.from().orElse(null));
    json.put("until", stamp.until().orElse(null));
    json.put("rows", stamp.rows().isPresent() ? stamp.rows().getAsLong() : null);
    json.put("watermark", stamp.watermark().orElse(null));
    json.put("replanned", stamp.replanned().orElse(null));
    return json;
  }

  static void write(OutputFile file, Interruption interruption, ReadStamp stamp) {
    String text = Json.pretty(json(stamp));
    file.write(
        interruption,
        (Path unfinished) -> Files.writeString(unfinished, text, StandardCharsets.UTF_8));
  }
}
