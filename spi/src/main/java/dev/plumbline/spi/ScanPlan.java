package dev.plumbline.spi;

import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One planned scan of one table; planning has no side effects and bills nothing.
 *
 * <p>{@link #enforced()} names only conjuncts that hold for every returned row by SQL's meaning of
 * nulls, collation and rounding: naming too few costs time, naming one too many returns wrong rows.
 *
 * @since 0.1.0
 */
public final class ScanPlan {
  private final Schema schema;
  private final List<Part> parts;
  private final List<Predicate> enforced;
  private final boolean limitGuaranteed;

  private ScanPlan(Builder builder) {
    this.schema = builder.schema;
    this.parts = List.copyOf(builder.parts);
    this.enforced = List.copyOf(builder.enforced);
    this.limitGuaranteed = builder.limitGuaranteed;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param schema the columns of every part, in the order asked for
   * @param parts the parts whose rows together are the answer, each row in exactly one part
   * @return a builder
   */
  public static Builder builder(Schema schema, List<Part> parts) {
    return new Builder(schema, parts);
  }

  /** {@return the columns of every part, in the order asked for} */
  public Schema schema() {
    return schema;
  }

  /** {@return the parts whose rows together are the answer, each row in exactly one part} */
  public List<Part> parts() {
    return parts;
  }

  /** {@return the conjuncts of the request that hold for every row returned} */
  public List<Predicate> enforced() {
    return enforced;
  }

  /** {@return whether no more than the requested limit of rows comes back in all} */
  public boolean limitGuaranteed() {
    return limitGuaranteed;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ScanPlan that
        && schema.equals(that.schema)
        && parts.equals(that.parts)
        && enforced.equals(that.enforced)
        && limitGuaranteed == that.limitGuaranteed;
  }

  @Override
  public int hashCode() {
    return Objects.hash(schema, parts, enforced, limitGuaranteed);
  }

  @Override
  public String toString() {
    return "ScanPlan["
        + "schema="
        + schema
        + ", parts="
        + parts
        + ", enforced="
        + enforced
        + ", limitGuaranteed="
        + limitGuaranteed
        + ']';
  }

  /**
   * Builds a {@link ScanPlan}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final Schema schema;
    private final List<Part> parts;
    private List<Predicate> enforced = List.of();
    private boolean limitGuaranteed = false;

    private Builder(Schema schema, List<Part> parts) {
      this.schema = Objects.requireNonNull(schema, "schema");
      this.parts = Objects.requireNonNull(parts, "parts");
    }

    /**
     * Sets the conjuncts of the request that hold for every row returned.
     *
     * @param enforced the conjuncts of the request that hold for every row returned
     * @return this builder
     */
    public Builder enforced(List<Predicate> enforced) {
      this.enforced = Objects.requireNonNull(enforced, "enforced");
      return this;
    }

    /**
     * Sets whether no more than the requested limit of rows comes back in all.
     *
     * @param limitGuaranteed whether no more than the requested limit of rows comes back in all
     * @return this builder
     */
    public Builder limitGuaranteed(boolean limitGuaranteed) {
      this.limitGuaranteed = limitGuaranteed;
      return this;
    }

    /** {@return the finished scan plan} */
    public ScanPlan build() {
      return new ScanPlan(this);
    }
  }
}
