package dev.plumbline.runtime.config;

import java.util.Objects;

/**
 * One model of a {@link ConfigurationDocument}: what it takes, what it predicts, and its datasets.
 *
 * @since 0.1.0
 */
public final class ModelDocument {
  private final String name;
  private final DocumentTree tree;

  private ModelDocument(Builder builder) {
    this.name = builder.name;
    this.tree = builder.tree.copy();
  }

  /**
   * Starts building; the arguments are what every model must have.
   *
   * @param name its name
   * @param version its version, such as {@code v1}
   * @param type what kind of model
   * @return a builder
   */
  public static Builder builder(String name, String version, ModelType type) {
    return new Builder(name, version, type);
  }

  String name() {
    return name;
  }

  DocumentTree tree() {
    return tree;
  }

  /**
   * Builds a {@link ModelDocument}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String name;
    private final DocumentTree tree;

    private Builder(String name, String version, ModelType type) {
      this.name = Objects.requireNonNull(name, "name");
      this.tree = new DocumentTree().set("version", version).set("type", type.word());
    }

    /**
     * Declares an input as it came.
     *
     * @param name its schema name
     * @param type its type
     * @return this builder
     */
    public Builder rawInput(String name, FieldType type) {
      return field("raw_inputs", name, type);
    }

    /**
     * Declares a feature.
     *
     * @param name its schema name
     * @param type its type
     * @return this builder
     */
    public Builder feature(String name, FieldType type) {
      return field("features", name, type);
    }

    /**
     * Declares a prediction; a model has at least one.
     *
     * @param name its schema name
     * @param type its type
     * @return this builder
     */
    public Builder prediction(String name, FieldType type) {
      return field("predictions", name, type);
    }

    private Builder field(String group, String name, FieldType type) {
      Object written =
          type.dimensions().isEmpty()
              ? type.kind().word()
              : new DocumentTree()
                  .set("type", type.kind().word())
                  .set("dimensions", type.dimensions());
      tree.below(group).add(name, written);
      return this;
    }

    /**
     * Adds a dataset; a model has one of each role at most.
     *
     * @param dataset the dataset
     * @return this builder
     */
    public Builder dataset(DatasetDocument dataset) {
      tree.add(dataset.role().word(), dataset.tree());
      return this;
    }

    /** {@return the finished value} */
    public ModelDocument build() {
      return new ModelDocument(this);
    }
  }
}
