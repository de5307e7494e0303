package dev.plumbline.spi;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A relation that was found and pinned: its schema and its snapshot do not change for as long as
 * the handle is used.
 *
 * <p>Schema: one Arrow field for each column, in the source's order; timestamps that are instants
 * have a zone, timestamps without a zone have none. A reader of this handle returns exactly these
 * types or fails with {@link StandardErrorCode#SCHEMA_CHANGED}.
 *
 * @since 0.1.0
 */
public final class TableHandle {
  private final Relation relation;
  private final Token token;
  private final Schema schema;
  private final Map<FieldPath, Set<ColumnTrait>> traits;
  private final Provenance provenance;

  private TableHandle(Builder builder) {
    this.relation = builder.relation;
    this.token = builder.token;
    this.schema = builder.schema;
    this.traits = Frozen.map(builder.traits);
    this.provenance = builder.provenance;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param relation what was asked for
   * @param token the connector's own description of the pinned state
   * @param schema the columns, in the source's order
   * @return a builder
   */
  public static Builder builder(Relation relation, Token token, Schema schema) {
    return new Builder(relation, token, schema);
  }

  /** {@return what was asked for} */
  public Relation relation() {
    return relation;
  }

  /** {@return the connector's own description of the pinned state} */
  public Token token() {
    return token;
  }

  /** {@return the columns, in the source's order} */
  public Schema schema() {
    return schema;
  }

  /** {@return what may be relied on for a column; an absent trait may not be} */
  public Map<FieldPath, Set<ColumnTrait>> traits() {
    return traits;
  }

  /** {@return the state that is pinned} */
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TableHandle that
        && relation.equals(that.relation)
        && token.equals(that.token)
        && schema.equals(that.schema)
        && traits.equals(that.traits)
        && provenance.equals(that.provenance);
  }

  @Override
  public int hashCode() {
    return Objects.hash(relation, token, schema, traits, provenance);
  }

  @Override
  public String toString() {
    return "TableHandle["
        + "relation="
        + relation
        + ", token="
        + token
        + ", schema="
        + schema
        + ", traits="
        + traits
        + ", provenance="
        + provenance
        + ']';
  }

  /**
   * Builds a {@link TableHandle}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final Relation relation;
    private final Token token;
    private final Schema schema;
    private Map<FieldPath, Set<ColumnTrait>> traits = Map.of();
    private Provenance provenance = Provenance.builder("unversioned", "").build();

    private Builder(Relation relation, Token token, Schema schema) {
      this.relation = Objects.requireNonNull(relation, "relation");
      this.token = Objects.requireNonNull(token, "token");
      this.schema = Objects.requireNonNull(schema, "schema");
    }

    /**
     * Sets what may be relied on for a column; an absent trait may not be.
     *
     * @param traits what may be relied on for a column; an absent trait may not be
     * @return this builder
     */
    public Builder traits(Map<FieldPath, Set<ColumnTrait>> traits) {
      this.traits = Objects.requireNonNull(traits, "traits");
      return this;
    }

    /**
     * Sets the state that is pinned.
     *
     * @param provenance the state that is pinned
     * @return this builder
     */
    public Builder provenance(Provenance provenance) {
      this.provenance = Objects.requireNonNull(provenance, "provenance");
      return this;
    }

    /** {@return the finished table handle} */
    public TableHandle build() {
      return new TableHandle(this);
    }
  }
}
