package dev.plumbline.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a statement would return and cost; nothing has run.
 *
 * @since 0.1.0
 */
public final class SqlPlan {
  private final Schema schema;
  private final Map<Route, Estimate> routes;
  private final List<String> temporaryObjects;

  private SqlPlan(Builder builder) {
    this.schema = builder.schema;
    this.routes = Frozen.map(builder.routes);
    this.temporaryObjects = List.copyOf(builder.temporaryObjects);
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param schema the columns that it returns
   * @return a builder
   */
  public static Builder builder(Schema schema) {
    return new Builder(schema);
  }

  /** {@return the columns that it returns} */
  public Schema schema() {
    return schema;
  }

  /** {@return the ways in which rows can come back, each with its estimate} */
  public Map<Route, Estimate> routes() {
    return routes;
  }

  /** {@return what executing it would create and remove again, for people to read} */
  public List<String> temporaryObjects() {
    return temporaryObjects;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SqlPlan that
        && schema.equals(that.schema)
        && routes.equals(that.routes)
        && temporaryObjects.equals(that.temporaryObjects);
  }

  @Override
  public int hashCode() {
    return Objects.hash(schema, routes, temporaryObjects);
  }

  @Override
  public String toString() {
    return "SqlPlan["
        + "schema="
        + schema
        + ", routes="
        + routes
        + ", temporaryObjects="
        + temporaryObjects
        + ']';
  }

  /**
   * Builds a {@link SqlPlan}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final Schema schema;
    private Map<Route, Estimate> routes = Map.of();
    private List<String> temporaryObjects = List.of();

    private Builder(Schema schema) {
      this.schema = Objects.requireNonNull(schema, "schema");
    }

    /**
     * Sets the ways in which rows can come back, each with its estimate.
     *
     * @param routes the ways in which rows can come back, each with its estimate
     * @return this builder
     */
    public Builder routes(Map<Route, Estimate> routes) {
      this.routes = Objects.requireNonNull(routes, "routes");
      return this;
    }

    /**
     * Sets what executing it would create and remove again, for people to read.
     *
     * @param temporaryObjects what executing it would create and remove again, for people to read
     * @return this builder
     */
    public Builder temporaryObjects(List<String> temporaryObjects) {
      this.temporaryObjects = Objects.requireNonNull(temporaryObjects, "temporaryObjects");
      return this;
    }

    /** {@return the finished sql plan} */
    public SqlPlan build() {
      return new SqlPlan(this);
    }
  }
}
