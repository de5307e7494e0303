package dev.plumbline.runtime.infer;

import dev.plumbline.runtime.config.DatasetRole;
import dev.plumbline.runtime.config.ModelType;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What to propose a configuration from.
 *
 * @since 0.1.0
 */
public final class InferenceRequest {
  private final String from;
  private final Optional<String> tables;
  private final Optional<String> model;
  private final Optional<ModelType> type;
  private final Map<String, DatasetRole> roles;
  private final Path folder;

  private InferenceRequest(Builder builder) {
    this.from = builder.from;
    this.tables = builder.tables;
    this.model = builder.model;
    this.type = builder.type;
    this.roles = Collections.unmodifiableMap(new LinkedHashMap<>(builder.roles));
    this.folder = builder.folder;
  }

  /**
   * Starts building a request.
   *
   * @param sourceOrLocation a source's name, or {@code CONNECTOR:LOCATION}
   * @return a builder
   */
  public static Builder builder(String sourceOrLocation) {
    return new Builder(sourceOrLocation);
  }

  /** {@return a source's name, or {@code CONNECTOR:LOCATION}} */
  public String from() {
    return from;
  }

  /** {@return which tables to look at, with {@code *} and {@code ?}; empty for all} */
  public Optional<String> tables() {
    return tables;
  }

  /** {@return the model's name; empty to guess it} */
  public Optional<String> model() {
    return model;
  }

  /** {@return the model's type; empty to guess it} */
  public Optional<ModelType> type() {
    return type;
  }

  /** {@return roles of tables by their names; other roles are guessed} */
  public Map<String, DatasetRole> roles() {
    return roles;
  }

  /** {@return the folder of the file that is proposed; paths are written relative to it} */
  public Path folder() {
    return folder;
  }

  /**
   * Builds an {@link InferenceRequest}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String from;
    private Optional<String> tables = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<ModelType> type = Optional.empty();
    private final Map<String, DatasetRole> roles = new LinkedHashMap<>();
    private Path folder = Path.of("").toAbsolutePath();

    private Builder(String from) {
      this.from = Objects.requireNonNull(from, "from");
    }

    /**
     * Limits the tables.
     *
     * @param pattern keeps tables whose name matches, with {@code *} and {@code ?}
     * @return this builder
     */
    public Builder tables(String pattern) {
      this.tables = Optional.of(pattern);
      return this;
    }

    /**
     * Names the model.
     *
     * @param name the model's name
     * @return this builder
     */
    public Builder model(String name) {
      this.model = Optional.of(name);
      return this;
    }

    /**
     * Sets the model's type.
     *
     * @param type the model's type
     * @return this builder
     */
    public Builder type(ModelType type) {
      this.type = Optional.of(type);
      return this;
    }

    /**
     * Sets what a table is to the model.
     *
     * @param table the table's name, as {@code discover} shows it
     * @param role what it is
     * @return this builder
     */
    public Builder role(String table, DatasetRole role) {
      roles.put(table, role);
      return this;
    }

    /**
     * Sets the folder of the file that is proposed.
     *
     * @param folder the folder; by default the working folder
     * @return this builder
     */
    public Builder folder(Path folder) {
      this.folder = folder.toAbsolutePath().normalize();
      return this;
    }

    /** {@return the finished request} */
    public InferenceRequest build() {
      return new InferenceRequest(this);
    }
  }
}
