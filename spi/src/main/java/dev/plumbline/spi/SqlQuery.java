package dev.plumbline.spi;

import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One statement for a source that answers SQL.
 *
 * @since 0.1.0
 */
public final class SqlQuery {
  private final String sql;
  private final List<Literal> parameters;
  private final Schema expected;
  private final List<TableUse> tables;
  private final int parallelism;

  private SqlQuery(Builder builder) {
    this.sql = builder.sql;
    this.parameters = List.copyOf(builder.parameters);
    this.expected = builder.expected;
    this.tables = List.copyOf(builder.tables);
    this.parallelism = builder.parallelism;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param sql the text, in the source's own dialect as its {@link SqlProfile} says
   * @param expected the columns that the caller planned for; anything else is {@link
   *     StandardErrorCode#SCHEMA_CHANGED}
   * @return a builder
   */
  public static Builder builder(String sql, Schema expected) {
    return new Builder(sql, expected);
  }

  /** {@return the text, in the source's own dialect as its {@link SqlProfile} says} */
  public String sql() {
    return sql;
  }

  /** {@return values bound to its markers, in their order} */
  public List<Literal> parameters() {
    return parameters;
  }

  /**
   * {@return the columns that the caller planned for; anything else is {@link
   * StandardErrorCode#SCHEMA_CHANGED}}
   */
  public Schema expected() {
    return expected;
  }

  /** {@return the tables that the text reads, so that cost can be bounded without parsing it} */
  public List<TableUse> tables() {
    return tables;
  }

  /** {@return how many parts the caller can read at once, at least 1} */
  public int parallelism() {
    return parallelism;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SqlQuery that
        && sql.equals(that.sql)
        && parameters.equals(that.parameters)
        && expected.equals(that.expected)
        && tables.equals(that.tables)
        && parallelism == that.parallelism;
  }

  @Override
  public int hashCode() {
    return Objects.hash(sql, parameters, expected, tables, parallelism);
  }

  @Override
  public String toString() {
    return "SqlQuery["
        + "sql="
        + sql
        + ", parameters="
        + parameters
        + ", expected="
        + expected
        + ", tables="
        + tables
        + ", parallelism="
        + parallelism
        + ']';
  }

  /**
   * Builds a {@link SqlQuery}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String sql;
    private List<Literal> parameters = List.of();
    private final Schema expected;
    private List<TableUse> tables = List.of();
    private int parallelism = 1;

    private Builder(String sql, Schema expected) {
      this.sql = Objects.requireNonNull(sql, "sql");
      this.expected = Objects.requireNonNull(expected, "expected");
    }

    /**
     * Sets values bound to its markers, in their order.
     *
     * @param parameters values bound to its markers, in their order
     * @return this builder
     */
    public Builder parameters(List<Literal> parameters) {
      this.parameters = Objects.requireNonNull(parameters, "parameters");
      return this;
    }

    /**
     * Sets the tables that the text reads, so that cost can be bounded without parsing it.
     *
     * @param tables the tables that the text reads, so that cost can be bounded without parsing it
     * @return this builder
     */
    public Builder tables(List<TableUse> tables) {
      this.tables = Objects.requireNonNull(tables, "tables");
      return this;
    }

    /**
     * Sets how many parts the caller can read at once, at least 1.
     *
     * @param parallelism how many parts the caller can read at once, at least 1
     * @return this builder
     */
    public Builder parallelism(int parallelism) {
      this.parallelism = parallelism;
      return this;
    }

    /** {@return the finished sql query} */
    public SqlQuery build() {
      return new SqlQuery(this);
    }
  }
}
