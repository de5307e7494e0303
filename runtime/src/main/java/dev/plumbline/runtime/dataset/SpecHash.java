package dev.plumbline.runtime.dataset;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.config.ModelConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says in one line of digits what is read: equal for reads that mean the same rows and columns of
 * the same dataset at different times. The time range is left out, so that reads of one range after
 * the other agree; secrets never are in it.
 *
 * @since 0.1.0
 */
public final class SpecHash {
  private final StringBuilder text = new StringBuilder("plumbline spec 1\n");

  private SpecHash() {}

  /**
   * Computes the hash of a read.
   *
   * @param source the source with its options, secrets masked
   * @param model the dataset's model, where there is one
   * @param datasets the dataset that is read, and those that its labels come from
   * @param selection which rows and columns; its time range does not count
   * @return SHA-256 in lower-case hexadecimal digits
   */
  public static String of(
      String source,
      Optional<ModelConfig> model,
      List<DatasetConfig> datasets,
      RowSelection selection) {
    SpecHash hash = new SpecHash();
    hash.put("source", source);
    model.ifPresent(hash::model);
    datasets.forEach(hash::dataset);
    hash.put("target", selection.target());
    selection.columns().forEach(column -> hash.put("column", column));
    selection.where().ifPresent(where -> hash.put("where", where));
    selection.limit().ifPresent(limit -> hash.put("limit", limit));
    return hash.digest();
  }

  private void model(ModelConfig model) {
    put("model", model.name());
    put("version", model.version());
    put("type", model.type());
    all("raw_input", model.rawInputs());
    all("feature", model.features());
    all("prediction", model.predictions());
  }

  private void dataset(DatasetConfig dataset) {
    put("dataset", dataset.name());
    put("on", dataset.source());
    put("relation", dataset.relation());
    put("read_options", dataset.readOptions());
    dataset.idColumn().ifPresent(column -> put("id_column", column));
    dataset.timestampColumn().ifPresent(column -> put("timestamp_column", column));
    dataset.timezone().ifPresent(zone -> put("timezone", zone.getId()));
    dataset.timestampFormat().ifPresent(format -> put("timestamp_format", format.word()));
    all("raw_inputs", dataset.rawInputs());
    all("features", dataset.features());
    all("predictions", dataset.predictions());
    all("labels", dataset.labels());
    dataset.selectExpr().forEach(item -> put("select_expr", item));
    put("duplicate_ids", dataset.duplicateIds());
    put("sample_size", dataset.sampleSize().stripTrailingZeros().toPlainString());
    dataset.maturity().ifPresent(maturity -> put("maturity", maturity));
    dataset.labelsAsOf().ifPresent(instant -> put("labels_as_of", instant));
  }

  private void all(String key, Map<String, ?> values) {
    values.forEach((name, value) -> put(key, name.length() + ":" + name + "=" + value));
  }

  /** With the length, no value can look like the next key. */
  private void put(String key, Object value) {
    String written = String.valueOf(value);
    text.append(key).append(' ').append(written.length()).append(' ').append(written).append('\n');
  }

  private String digest() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
