package dev.plumbline.spi;

import java.util.Objects;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * One operand of a {@link SqlCall}.
 *
 * @since 0.1.0
 */
public final class SqlOperand {
  private final String sql;
  private final Field type;
  private final Optional<Literal> literal;

  private SqlOperand(Builder builder) {
    this.sql = builder.sql;
    this.type = builder.type;
    this.literal = builder.literal;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param sql its text, safe to put between parentheses or commas
   * @param type its type
   * @return a builder
   */
  public static Builder builder(String sql, Field type) {
    return new Builder(sql, type);
  }

  /** {@return its text, safe to put between parentheses or commas} */
  public String sql() {
    return sql;
  }

  /** {@return its type} */
  public Field type() {
    return type;
  }

  /** {@return its value when it is a constant} */
  public Optional<Literal> literal() {
    return literal;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SqlOperand that
        && sql.equals(that.sql)
        && type.equals(that.type)
        && literal.equals(that.literal);
  }

  @Override
  public int hashCode() {
    return Objects.hash(sql, type, literal);
  }

  @Override
  public String toString() {
    return "SqlOperand[" + "sql=" + sql + ", type=" + type + ", literal=" + literal + ']';
  }

  /**
   * Builds a {@link SqlOperand}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String sql;
    private final Field type;
    private Optional<Literal> literal = Optional.empty();

    private Builder(String sql, Field type) {
      this.sql = Objects.requireNonNull(sql, "sql");
      this.type = Objects.requireNonNull(type, "type");
    }

    /**
     * Sets its value when it is a constant.
     *
     * @param literal its value when it is a constant
     * @return this builder
     */
    public Builder literal(Literal literal) {
      this.literal = Optional.of(literal);
      return this;
    }

    /** {@return the finished sql operand} */
    public SqlOperand build() {
      return new SqlOperand(this);
    }
  }
}
