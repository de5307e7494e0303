package dev.plumbline.spi;

import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * One call that a {@link Lowering.Computed} writes: the operator, its operands as text, and the
 * type that must come out.
 *
 * @since 0.1.0
 */
public final class SqlCall {
  private final String operator;
  private final List<SqlOperand> operands;
  private final Field result;

  private SqlCall(Builder builder) {
    this.operator = builder.operator;
    this.operands = List.copyOf(builder.operands);
    this.result = builder.result;
  }

  /**
   * Starts building; the arguments are what every one must have.
   *
   * @param operator the operator's id in the vocabulary
   * @param operands the operands, already written
   * @param result the type that the call must have
   * @return a builder
   */
  public static Builder builder(String operator, List<SqlOperand> operands, Field result) {
    return new Builder(operator, operands, result);
  }

  /** {@return the operator's id in the vocabulary} */
  public String operator() {
    return operator;
  }

  /** {@return the operands, already written} */
  public List<SqlOperand> operands() {
    return operands;
  }

  /** {@return the type that the call must have} */
  public Field result() {
    return result;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SqlCall that
        && operator.equals(that.operator)
        && operands.equals(that.operands)
        && result.equals(that.result);
  }

  @Override
  public int hashCode() {
    return Objects.hash(operator, operands, result);
  }

  @Override
  public String toString() {
    return "SqlCall["
        + "operator="
        + operator
        + ", operands="
        + operands
        + ", result="
        + result
        + ']';
  }

  /**
   * Builds a {@link SqlCall}; every setter returns this builder.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private final String operator;
    private final List<SqlOperand> operands;
    private final Field result;

    private Builder(String operator, List<SqlOperand> operands, Field result) {
      this.operator = Objects.requireNonNull(operator, "operator");
      this.operands = Objects.requireNonNull(operands, "operands");
      this.result = Objects.requireNonNull(result, "result");
    }

    /** {@return the finished sql call} */
    public SqlCall build() {
      return new SqlCall(this);
    }
  }
}
