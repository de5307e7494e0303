package dev.plumbline.runtime.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A whole configuration, checked: every name in it is defined and every value has its type.
 *
 * @param sources the sources by name, in the order of the file
 * @param models the models by name, in the order of the file
 * @param warnings what is risky and was used all the same
 * @since 0.1.0
 */
public record Configuration(
    Map<String, SourceConfig> sources,
    Map<String, ModelConfig> models,
    List<LocatedProblem> warnings) {
  /** Copies the collections, keeping their order. */
  public Configuration {
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    warnings = List.copyOf(warnings);
    Objects.requireNonNull(sources, "sources");
  }

  /** {@return a configuration without sources and models} */
  public static Configuration empty() {
    return new Configuration(Map.of(), Map.of(), List.of());
  }

  /** {@return every dataset of every model, in the order of the file} */
  public List<DatasetConfig> datasets() {
    return models.values().stream().flatMap(m -> m.datasets().values().stream()).toList();
  }

  /**
   * Finds a dataset.
   *
   * @param name such as {@code churn.serving}
   * @return the dataset, if it is defined
   */
  public Optional<DatasetConfig> dataset(String name) {
    return datasets().stream().filter(d -> d.name().equals(name)).findFirst();
  }
}
