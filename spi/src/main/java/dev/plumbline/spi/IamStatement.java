package dev.plumbline.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One statement of one IAM document.
 *
 * @since 0.1.0
 */
public final class IamStatement {
  private final Attachment attachTo;
  private final String sid;
  private final List<String> actions;
  private final List<String> resources;
  private final List<String> principals;
  private final Map<String, Map<String, List<String>>> conditions;
  private final Tier tier;
  private final String reason;
  private final String source;

  private IamStatement(Builder builder) {
    this.attachTo = builder.attachTo;
    this.sid = builder.sid;
    this.actions = List.copyOf(builder.actions);
    this.resources = List.copyOf(builder.resources);
    this.principals = List.copyOf(builder.principals);
    this.conditions = Frozen.map(builder.conditions);
    this.tier = builder.tier;
    this.reason = builder.reason;
    this.source = builder.source;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param attachTo the document that it belongs to
   * @param sid its id, unique in the document, letters and digits only
   * @param actions actions, such as {@code s3:GetObject}
   * @param resources resource ARNs; empty in a trust policy
   * @return a builder
   */
  public static Builder builder(
      Attachment attachTo, String sid, List<String> actions, List<String> resources) {
    return new Builder(attachTo, sid, actions, resources);
  }

  /** {@return the document that it belongs to} */
  public Attachment attachTo() {
    return attachTo;
  }

  /** {@return its id, unique in the document, letters and digits only} */
  public String sid() {
    return sid;
  }

  /** {@return actions, such as {@code s3:GetObject}} */
  public List<String> actions() {
    return actions;
  }

  /** {@return resource ARNs; empty in a trust policy} */
  public List<String> resources() {
    return resources;
  }

  /** {@return principals, for resource and trust policies only} */
  public List<String> principals() {
    return principals;
  }

  /** {@return condition operator to key to values} */
  public Map<String, Map<String, List<String>>> conditions() {
    return conditions;
  }

  /** {@return whether it is needed, documented or an option} */
  public Tier tier() {
    return tier;
  }

  /** {@return why it is there, for the security team} */
  public String reason() {
    return reason;
  }

  /** {@return where that is documented or how it was observed} */
  public String source() {
    return source;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IamStatement that
        && attachTo.equals(that.attachTo)
        && sid.equals(that.sid)
        && actions.equals(that.actions)
        && resources.equals(that.resources)
        && principals.equals(that.principals)
        && conditions.equals(that.conditions)
        && tier.equals(that.tier)
        && reason.equals(that.reason)
        && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        attachTo, sid, actions, resources, principals, conditions, tier, reason, source);
  }

  @Override
  public String toString() {
    return "IamStatement["
        + "attachTo="
        + attachTo
        + ", sid="
        + sid
        + ", actions="
        + actions
        + ", resources="
        + resources
        + ", principals="
        + principals
        + ", conditions="
        + conditions
        + ", tier="
        + tier
        + ", reason="
        + reason
        + ", source="
        + source
        + ']';
  }

  /**
   * Builds a {@link IamStatement}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final Attachment attachTo;
    private final String sid;
    private final List<String> actions;
    private final List<String> resources;
    private List<String> principals = List.of();
    private Map<String, Map<String, List<String>>> conditions = Map.of();
    private Tier tier = Tier.REQUIRED;
    private String reason = "";
    private String source = "";

    private Builder(Attachment attachTo, String sid, List<String> actions, List<String> resources) {
      this.attachTo = Objects.requireNonNull(attachTo, "attachTo");
      this.sid = Objects.requireNonNull(sid, "sid");
      this.actions = Objects.requireNonNull(actions, "actions");
      this.resources = Objects.requireNonNull(resources, "resources");
    }

    /**
     * Sets principals, for resource and trust policies only.
     *
     * @param principals principals, for resource and trust policies only
     * @return this builder
     */
    public Builder principals(List<String> principals) {
      this.principals = Objects.requireNonNull(principals, "principals");
      return this;
    }

    /**
     * Sets condition operator to key to values.
     *
     * @param conditions condition operator to key to values
     * @return this builder
     */
    public Builder conditions(Map<String, Map<String, List<String>>> conditions) {
      this.conditions = Objects.requireNonNull(conditions, "conditions");
      return this;
    }

    /**
     * Sets whether it is needed, documented or an option.
     *
     * @param tier whether it is needed, documented or an option
     * @return this builder
     */
    public Builder tier(Tier tier) {
      this.tier = Objects.requireNonNull(tier, "tier");
      return this;
    }

    /**
     * Sets why it is there, for the security team.
     *
     * @param reason why it is there, for the security team
     * @return this builder
     */
    public Builder reason(String reason) {
      this.reason = Objects.requireNonNull(reason, "reason");
      return this;
    }

    /**
     * Sets where that is documented or how it was observed.
     *
     * @param source where that is documented or how it was observed
     * @return this builder
     */
    public Builder source(String source) {
      this.source = Objects.requireNonNull(source, "source");
      return this;
    }

    /** {@return the finished iam statement} */
    public IamStatement build() {
      return new IamStatement(this);
    }
  }
}
