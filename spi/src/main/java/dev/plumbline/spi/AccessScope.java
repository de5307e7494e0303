package dev.plumbline.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * For what a source's permissions are asked.
 *
 * @since 0.1.0
 */
public final class AccessScope {
  private final String partition;
  private final List<RelationUse> uses;
  private final AccessStyle style;
  private final Map<String, String> facts;

  private AccessScope(Builder builder) {
    this.partition = builder.partition;
    this.uses = List.copyOf(builder.uses);
    this.style = builder.style;
    this.facts = Frozen.map(builder.facts);
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param partition the AWS partition: {@code aws}, {@code aws-cn} or {@code aws-us-gov}
   * @return a builder
   */
  public static Builder builder(String partition) {
    return new Builder(partition);
  }

  /** {@return the AWS partition: {@code aws}, {@code aws-cn} or {@code aws-us-gov}} */
  public String partition() {
    return partition;
  }

  /** {@return what is done with which relation} */
  public List<RelationUse> uses() {
    return uses;
  }

  /** {@return whether to grant the least or what the vendor's documents grant} */
  public AccessStyle style() {
    return style;
  }

  /**
   * {@return what cannot be known offline, by the keys of {@link OpenFact#key()}: account, keys,
   * locations}
   */
  public Map<String, String> facts() {
    return facts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccessScope that
        && partition.equals(that.partition)
        && uses.equals(that.uses)
        && style.equals(that.style)
        && facts.equals(that.facts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(partition, uses, style, facts);
  }

  @Override
  public String toString() {
    return "AccessScope["
        + "partition="
        + partition
        + ", uses="
        + uses
        + ", style="
        + style
        + ", facts="
        + facts
        + ']';
  }

  /**
   * Builds a {@link AccessScope}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String partition;
    private List<RelationUse> uses = List.of();
    private AccessStyle style = AccessStyle.STRICT;
    private Map<String, String> facts = Map.of();

    private Builder(String partition) {
      this.partition = Objects.requireNonNull(partition, "partition");
    }

    /**
     * Sets what is done with which relation.
     *
     * @param uses what is done with which relation
     * @return this builder
     */
    public Builder uses(List<RelationUse> uses) {
      this.uses = Objects.requireNonNull(uses, "uses");
      return this;
    }

    /**
     * Sets whether to grant the least or what the vendor's documents grant.
     *
     * @param style whether to grant the least or what the vendor's documents grant
     * @return this builder
     */
    public Builder style(AccessStyle style) {
      this.style = Objects.requireNonNull(style, "style");
      return this;
    }

    /**
     * Sets what cannot be known offline, by the keys of {@link OpenFact#key()}: account, keys,
     * locations.
     *
     * @param facts what cannot be known offline, by the keys of {@link OpenFact#key()}: account,
     *     keys, locations
     * @return this builder
     */
    public Builder facts(Map<String, String> facts) {
      this.facts = Objects.requireNonNull(facts, "facts");
      return this;
    }

    /** {@return the finished access scope} */
    public AccessScope build() {
      return new AccessScope(this);
    }
  }
}
