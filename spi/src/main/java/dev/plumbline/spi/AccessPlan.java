package dev.plumbline.spi;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every permission that a configuration needs, as statements for several documents, grants made by
 * hand, and facts that are still missing.
 *
 * @since 0.1.0
 */
public final class AccessPlan {
  private final List<IamStatement> iam;
  private final List<ManualGrant> manual;
  private final List<OpenFact> open;

  private AccessPlan(Builder builder) {
    this.iam = List.copyOf(builder.iam);
    this.manual = List.copyOf(builder.manual);
    this.open = List.copyOf(builder.open);
  }

  /**
   * Starts building.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return statements of IAM policies} */
  public List<IamStatement> iam() {
    return iam;
  }

  /** {@return grants in other systems, such as SQL GRANTs} */
  public List<ManualGrant> manual() {
    return manual;
  }

  /** {@return facts without which a resource would have to be {@code *}} */
  public List<OpenFact> open() {
    return open;
  }

  /** {@return the plan of a source that needs no permission of any system: files on local disk} */
  public static AccessPlan none() {
    return builder().build();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AccessPlan that
        && iam.equals(that.iam)
        && manual.equals(that.manual)
        && open.equals(that.open);
  }

  @Override
  public int hashCode() {
    return Objects.hash(iam, manual, open);
  }

  @Override
  public String toString() {
    return "AccessPlan[" + "iam=" + iam + ", manual=" + manual + ", open=" + open + ']';
  }

  /**
   * Builds a {@link AccessPlan}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private List<IamStatement> iam = List.of();
    private List<ManualGrant> manual = List.of();
    private List<OpenFact> open = List.of();

    private Builder() {}

    /**
     * Sets statements of IAM policies.
     *
     * @param iam statements of IAM policies
     * @return this builder
     */
    public Builder iam(List<IamStatement> iam) {
      this.iam = Objects.requireNonNull(iam, "iam");
      return this;
    }

    /**
     * Sets grants in other systems, such as SQL GRANTs.
     *
     * @param manual grants in other systems, such as SQL GRANTs
     * @return this builder
     */
    public Builder manual(List<ManualGrant> manual) {
      this.manual = Objects.requireNonNull(manual, "manual");
      return this;
    }

    /**
     * Sets facts without which a resource would have to be {@code *}.
     *
     * @param open facts without which a resource would have to be {@code *}
     * @return this builder
     */
    public Builder open(List<OpenFact> open) {
      this.open = Objects.requireNonNull(open, "open");
      return this;
    }

    /** {@return the finished access plan} */
    public AccessPlan build() {
      return new AccessPlan(this);
    }
  }
}
