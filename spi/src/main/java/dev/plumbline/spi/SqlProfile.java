package dev.plumbline.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
    Map<String, List<Overload>> copied = new LinkedHashMap<>();
    builder.operators.forEach((id, overloads) -> copied.put(id, List.copyOf(overloads)));
    this.operators = Frozen.map(copied);
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
    private final Map<String, List<Overload>> operators = new LinkedHashMap<>();
    private final List<CastRule> casts = new ArrayList<>();
    private Map<String, String> typeNames = Map.of();
    private Set<SqlFeature> features = Set.of();
    private SqlLimits limits = SqlLimits.builder().build();

    private Builder(Identifiers identifiers, LiteralRules literals) {
      this.identifiers = Objects.requireNonNull(identifiers, "identifiers");
      this.literals = Objects.requireNonNull(literals, "literals");
    }

    /**
     * Adds for each operator id its overloads, most specific first, after those that it has.
     *
     * @param operators for each operator id its overloads, most specific first
     * @return this builder
     */
    public Builder operators(Map<String, List<Overload>> operators) {
      operators.forEach((id, overloads) -> overloads(id).addAll(overloads));
      return this;
    }

    /**
     * Adds an overload that is written as a call or a name: nothing has to be put around it.
     *
     * @param id the operator
     * @param template the text, with <code>{0}</code> ..., <code>{*}</code> and <code>{type}</code>
     * @param arguments patterns for {@link TypePattern#parse}
     * @return this builder
     */
    public Builder write(String id, String template, String... arguments) {
      return add(id, new Lowering.Template(template, Shape.ATOM), arguments);
    }

    /**
     * Adds an overload that is written with operators of its own: the runtime puts parentheses
     * around it.
     *
     * @param id the operator
     * @param template the text, with <code>{0}</code> ..., <code>{*}</code> and <code>{type}</code>
     * @param arguments patterns for {@link TypePattern#parse}
     * @return this builder
     */
    public Builder infix(String id, String template, String... arguments) {
      return add(id, new Lowering.Template(template, Shape.INFIX), arguments);
    }

    /**
     * Adds an overload that a function writes, for what no template can say.
     *
     * @param id the operator
     * @param summary what it does, for the function table
     * @param lower a pure function; empty means refused
     * @param arguments patterns for {@link TypePattern#parse}
     * @return this builder
     */
    public Builder compute(
        String id, String summary, Function<SqlCall, Optional<String>> lower, String... arguments) {
      return add(id, new Lowering.Computed(summary, lower), arguments);
    }

    /**
     * Adds an overload that is refused.
     *
     * @param id the operator
     * @param reason why it would mean something else, for the plan to print
     * @param arguments patterns for {@link TypePattern#parse}; none means whatever they are
     * @return this builder
     */
    public Builder refuse(String id, String reason, String... arguments) {
      return arguments.length == 0
          ? add(id, new Lowering.Refusal(reason), "any...")
          : add(id, new Lowering.Refusal(reason), arguments);
    }

    private Builder add(String id, Lowering lowering, String... arguments) {
      overloads(id)
          .add(
              Overload.builder(Arrays.stream(arguments).map(TypePattern::parse).toList(), lowering)
                  .build());
      return this;
    }

    private List<Overload> overloads(String id) {
      return operators.computeIfAbsent(id, i -> new ArrayList<>());
    }

    /**
     * Adds conversions that mean the same here; first match wins.
     *
     * @param casts the conversions that mean the same here; first match wins
     * @return this builder
     */
    public Builder casts(List<CastRule> casts) {
      this.casts.addAll(casts);
      return this;
    }

    /**
     * Adds a conversion.
     *
     * @param from a pattern for {@link TypePattern#parse}
     * @param to a pattern for {@link TypePattern#parse}
     * @param lowering what is written, or why nothing can be
     * @return this builder
     */
    public Builder cast(String from, String to, Lowering lowering) {
      casts.add(CastRule.builder(TypePattern.parse(from), TypePattern.parse(to), lowering).build());
      return this;
    }

    /**
     * Adds a conversion that a template writes.
     *
     * @param from a pattern for {@link TypePattern#parse}
     * @param to a pattern for {@link TypePattern#parse}
     * @param template the text, with <code>{0}</code> and <code>{type}</code>
     * @return this builder
     */
    public Builder cast(String from, String to, String template) {
      return cast(from, to, new Lowering.Template(template, Shape.INFIX));
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
