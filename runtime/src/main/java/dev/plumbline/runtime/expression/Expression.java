package dev.plumbline.runtime.expression;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** An expression as it is written, before its names and types are known. */
sealed interface Expression {
  /** Where it begins, from 0; of an operator, where the operator stands. */
  int at();

  /** What a constant is written as. */
  enum ConstantKind {
    NULL,
    BOOLEAN,
    TINYINT,
    SMALLINT,
    INTEGER,
    BIGINT,
    DECIMAL,
    REAL,
    DOUBLE,
    TEXT,
    BINARY,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMP_NTZ
  }

  /** Numbers without suffix and with sign; binary in hexadecimal digits. */
  record Constant(int at, ConstantKind kind, String text) implements Expression {}

  /** Months for a year-month interval; microseconds, of whole days or not, for the other. */
  record Interval(int at, Span span, long amount) implements Expression {
    enum Span {
      MONTHS,
      DAYS,
      MICROSECONDS
    }
  }

  /** A column, or a field of one, by the parts of its name. */
  record Column(int at, List<String> parts) implements Expression {
    public Column {
      parts = List.copyOf(parts);
    }
  }

  record Field(int at, Expression base, String name) implements Expression {}

  record Element(int at, Expression base, Expression key) implements Expression {}

  /** A call; the name in lower case. */
  record Call(int at, String function, List<Expression> arguments) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code -}, {@code +}, {@code ~} or {@code NOT}. */
  record Unary(int at, String operator, Expression operand) implements Expression {}

  record Binary(int at, String operator, Expression left, Expression right)
      implements Expression {}

  /** Several operands between {@code AND} or {@code OR}. */
  record Logic(int at, String operator, List<Expression> operands) implements Expression {
    public Logic {
      operands = List.copyOf(operands);
    }
  }

  /** {@code IS} with NULL, TRUE, FALSE or UNKNOWN. */
  record Is(int at, Expression operand, String test) implements Expression {}

  record In(int at, Expression operand, List<Expression> values) implements Expression {
    public In {
      values = List.copyOf(values);
    }
  }

  record Between(int at, Expression operand, Expression low, Expression high)
      implements Expression {}

  /** {@code LIKE}, {@code ILIKE} or {@code RLIKE}; no escape means Spark's backslash. */
  record Like(
      int at, String operator, Expression operand, Expression pattern, @Nullable String escape)
      implements Expression {}

  record Case(
      int at, @Nullable Expression operand, List<When> branches, @Nullable Expression otherwise)
      implements Expression {
    public Case {
      branches = List.copyOf(branches);
    }
  }

  record When(Expression condition, Expression result) {}

  /** {@code CAST} or {@code TRY_CAST}. */
  record Cast(int at, String operator, Expression operand, RelDataType type)
      implements Expression {}

  record Star(int at, List<String> qualifier, List<String> except) implements Expression {
    public Star {
      qualifier = List.copyOf(qualifier);
      except = List.copyOf(except);
    }
  }
}
