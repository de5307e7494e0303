package dev.plumbline.spi;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One relation and what is done with it.
 *
 * @since 0.1.0
 */
public final class RelationUse {
  private final Relation relation;
  private final ConnectorConfig options;
  private final Set<Operation> operations;

  private RelationUse(Builder builder) {
    this.relation = builder.relation;
    this.options = builder.options;
    this.operations = Frozen.set(builder.operations);
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param relation the relation
   * @param options its options
   * @param operations what is done with it
   * @return a builder
   */
  public static Builder builder(
      Relation relation, ConnectorConfig options, Set<Operation> operations) {
    return new Builder(relation, options, operations);
  }

  /** {@return the relation} */
  public Relation relation() {
    return relation;
  }

  /** {@return its options} */
  public ConnectorConfig options() {
    return options;
  }

  /** {@return what is done with it} */
  public Set<Operation> operations() {
    return operations;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RelationUse that
        && relation.equals(that.relation)
        && options.equals(that.options)
        && operations.equals(that.operations);
  }

  @Override
  public int hashCode() {
    return Objects.hash(relation, options, operations);
  }

  @Override
  public String toString() {
    return "RelationUse["
        + "relation="
        + relation
        + ", options="
        + options
        + ", operations="
        + operations
        + ']';
  }

  /**
   * Builds a {@link RelationUse}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final Relation relation;
    private final ConnectorConfig options;
    private final Set<Operation> operations;

    private Builder(Relation relation, ConnectorConfig options, Set<Operation> operations) {
      this.relation = Objects.requireNonNull(relation, "relation");
      this.options = Objects.requireNonNull(options, "options");
      this.operations = Objects.requireNonNull(operations, "operations");
    }

    /** {@return the finished relation use} */
    public RelationUse build() {
      return new RelationUse(this);
    }
  }
}
