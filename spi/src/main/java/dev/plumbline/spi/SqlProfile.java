package dev.plumbline.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source's SQL can say, as data: how names and literals are written, and for each operator
 * of the vocabulary how it is written for which argument types.
 *
 * <p>An operator that is not listed is refused: it runs in the engine instead. Of several overloads
 * the first that matches wins.
 *
 * @since 0.1.0
 */
public final class SqlProfile {
  private final Identifiers identifiers;
  private final LiteralRules literals;
  private final Map<String, List<Overload>> operators;
  private final List<CastRule> casts;
  private final Map<String, String> typeNames;
  private final Set<SqlFeature> features;
  private final SqlLimits limits;

  private SqlProfile(Builder builder) {
    this.identifiers = builder.identifiers;
    this.literals = builder.literals;
    this.operators = Frozen.map(builder.operators);
    this.casts = List.copyOf(builder.casts);
    this.typeNames = Frozen.map(builder.typeNames);
    this.features = Frozen.set(builder.features);
    this.limits = builder.limits;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param identifiers how names are quoted and compared
   * @param literals how constants are written
   * @return a builder
   */
  public static Builder builder(Identifiers identifiers, LiteralRules literals) {
    return new Builder(identifiers, literals);
  }

  /** {@return how names are quoted and compared} */
  public Identifiers identifiers() {
    return identifiers;
  }

  /** {@return how constants are written} */
  public LiteralRules literals() {
    return literals;
  }

  /** {@return for each operator id its overloads, most specific first} */
  public Map<String, List<Overload>> operators() {
    return operators;
  }

  /** {@return the conversions that mean the same here; first match wins} */
  public List<CastRule> casts() {
    return casts;
  }

  /** {@return for each type id of the vocabulary its name in this SQL} */
  public Map<String, String> typeNames() {
    return typeNames;
  }

  /** {@return the clauses that the source has} */
  public Set<SqlFeature> features() {
    return features;
  }

  /** {@return the sizes that the source accepts} */
  public SqlLimits limits() {
    return limits;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SqlProfile that
        && identifiers.equals(that.identifiers)
        && literals.equals(that.literals)
        && operators.equals(that.operators)
        && casts.equals(that.casts)
        && typeNames.equals(that.typeNames)
        && features.equals(that.features)
        && limits.equals(that.limits);
  }

  @Override
  public int hashCode() {
    return Objects.hash(identifiers, literals, operators, casts, typeNames, features, limits);
  }

  @Override
  public String toString() {
    return "SqlProfile["
        + "identifiers="
        + identifiers
        + ", literals="
        + literals
        + ", operators="
        + operators
        + ", casts="
        + casts
        + ", typeNames="
        + typeNames
        + ", features="
        + features
        + ", limits="
        + limits
        + ']';
  }

  /**
   * Builds a {@link SqlProfile}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final Identifiers identifiers;
    private final LiteralRules literals;
    private Map<String, List<Overload>> operators = Map.of();
    private List<CastRule> casts = List.of();
    private Map<String, String> typeNames = Map.of();
    private Set<SqlFeature> features = Set.of();
    private SqlLimits limits = SqlLimits.builder().build();

    private Builder(Identifiers identifiers, LiteralRules literals) {
      this.identifiers = Objects.requireNonNull(identifiers, "identifiers");
      this.literals = Objects.requireNonNull(literals, "literals");
    }

    /**
     * Sets for each operator id its overloads, most specific first.
     *
     * @param operators for each operator id its overloads, most specific first
     * @return this builder
     */
    public Builder operators(Map<String, List<Overload>> operators) {
      this.operators = Objects.requireNonNull(operators, "operators");
      return this;
    }

    /**
     * Sets the conversions that mean the same here; first match wins.
     *
     * @param casts the conversions that mean the same here; first match wins
     * @return this builder
     */
    public Builder casts(List<CastRule> casts) {
      this.casts = Objects.requireNonNull(casts, "casts");
      return this;
    }

    /**
     * Sets for each type id of the vocabulary its name in this SQL.
     *
     * @param typeNames for each type id of the vocabulary its name in this SQL
     * @return this builder
     */
    public Builder typeNames(Map<String, String> typeNames) {
      this.typeNames = Objects.requireNonNull(typeNames, "typeNames");
      return this;
    }

    /**
     * Sets the clauses that the source has.
     *
     * @param features the clauses that the source has
     * @return this builder
     */
    public Builder features(Set<SqlFeature> features) {
      this.features = Objects.requireNonNull(features, "features");
      return this;
    }

    /**
     * Sets the sizes that the source accepts.
     *
     * @param limits the sizes that the source accepts
     * @return this builder
     */
    public Builder limits(SqlLimits limits) {
      this.limits = Objects.requireNonNull(limits, "limits");
      return this;
    }

    /** {@return the finished sql profile} */
    public SqlProfile build() {
      return new SqlProfile(this);
    }
  }
}
