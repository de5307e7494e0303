package dev.plumbline.runtime.config;

import java.util.Map;

/**
 * A configuration that a program builds instead of a file, by the same keys and the same rules.
 * Building checks nothing; {@link ConfigurationReader} reports every problem at once, each by its
 * key path, such as {@code models.churn.serving.id_column}.
 *
 * <p>Texts are taken as they are: <code>${env:NAME}</code> is no reference here. A secret is given
 * as {@link dev.plumbline.spi.Secret}; as a text it is accepted with a warning.
 *
 * @since 0.1.0
 */
public final class ConfigurationDocument {
  private final DocumentTree tree;

  private ConfigurationDocument(Builder builder) {
    this.tree = builder.tree.copy();
  }

  /** {@return a builder of a configuration without sources and models} */
  public static Builder builder() {
    return new Builder();
  }

  YamlValue.Mapping values(Problems problems) {
    return tree.values(problems);
  }

  /**
   * Builds a {@link ConfigurationDocument}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final DocumentTree tree = new DocumentTree().set("version", 1);

    private Builder() {}

    /**
     * Adds a source.
     *
     * @param name its name, by which datasets refer to it
     * @param connector the name of its connector
     * @param options its options by key: texts, numbers, booleans, durations, paths, URIs, {@link
     *     dev.plumbline.spi.Secret secrets}, and lists and maps of them
     * @return this builder
     */
    public Builder source(String name, String connector, Map<String, ?> options) {
      DocumentTree source = new DocumentTree().set("connector", connector);
      options.forEach(source::add);
      tree.below("sources").add(name, source);
      return this;
    }

    /**
     * Adds a model.
     *
     * @param model the model with its datasets
     * @return this builder
     */
    public Builder model(ModelDocument model) {
      tree.below("models").add(model.name(), model.tree());
      return this;
    }

    /** {@return the finished document} */
    public ConfigurationDocument build() {
      return new ConfigurationDocument(this);
    }
  }
}
