package dev.plumbline.spi;

import java.util.Objects;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One write to one table: everything in it becomes visible at once or not at all.
 *
 * @since 0.1.0
 */
public final class WriteRequest {
  private final Relation target;
  private final ConnectorConfig relationOptions;
  private final Schema schema;
  private final WriteMode mode;
  private final String idempotencyKey;

  private WriteRequest(Builder builder) {
    this.target = builder.target;
    this.relationOptions = builder.relationOptions;
    this.schema = builder.schema;
    this.mode = builder.mode;
    this.idempotencyKey = builder.idempotencyKey;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param target the table or location
   * @param relationOptions its options, by {@link ConnectorFactory#relationSpec()}
   * @param schema the columns of the rows to come, matched by name
   * @param mode whether to append, create or replace
   * @param idempotencyKey names this write: committing it a second time changes nothing
   * @return a builder
   */
  public static Builder builder(
      Relation target,
      ConnectorConfig relationOptions,
      Schema schema,
      WriteMode mode,
      String idempotencyKey) {
    return new Builder(target, relationOptions, schema, mode, idempotencyKey);
  }

  /** {@return the table or location} */
  public Relation target() {
    return target;
  }

  /** {@return its options, by {@link ConnectorFactory#relationSpec()}} */
  public ConnectorConfig relationOptions() {
    return relationOptions;
  }

  /** {@return the columns of the rows to come, matched by name} */
  public Schema schema() {
    return schema;
  }

  /** {@return whether to append, create or replace} */
  public WriteMode mode() {
    return mode;
  }

  /** {@return names this write: committing it a second time changes nothing} */
  public String idempotencyKey() {
    return idempotencyKey;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WriteRequest that
        && target.equals(that.target)
        && relationOptions.equals(that.relationOptions)
        && schema.equals(that.schema)
        && mode.equals(that.mode)
        && idempotencyKey.equals(that.idempotencyKey);
  }

  @Override
  public int hashCode() {
    return Objects.hash(target, relationOptions, schema, mode, idempotencyKey);
  }

  @Override
  public String toString() {
    return "WriteRequest["
        + "target="
        + target
        + ", relationOptions="
        + relationOptions
        + ", schema="
        + schema
        + ", mode="
        + mode
        + ", idempotencyKey="
        + idempotencyKey
        + ']';
  }

  /**
   * Builds a {@link WriteRequest}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final Relation target;
    private final ConnectorConfig relationOptions;
    private final Schema schema;
    private final WriteMode mode;
    private final String idempotencyKey;

    private Builder(
        Relation target,
        ConnectorConfig relationOptions,
        Schema schema,
        WriteMode mode,
        String idempotencyKey) {
      this.target = Objects.requireNonNull(target, "target");
      this.relationOptions = Objects.requireNonNull(relationOptions, "relationOptions");
      this.schema = Objects.requireNonNull(schema, "schema");
      this.mode = Objects.requireNonNull(mode, "mode");
      this.idempotencyKey = Objects.requireNonNull(idempotencyKey, "idempotencyKey");
    }

    /** {@return the finished write request} */
    public WriteRequest build() {
      return new WriteRequest(this);
    }
  }
}
