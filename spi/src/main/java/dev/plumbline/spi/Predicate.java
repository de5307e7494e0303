package dev.plumbline.spi;

import java.util.List;

/**
 * A condition on the columns of one table, in SQL's three-valued logic: a row counts where it is
 * true.
 *
 * <p>Conditions come without negation above them; text compares by its UTF-8 bytes, and NaN is
 * greater than every other number and equal to itself.
 *
 * @since 0.1.0
 */
public sealed interface Predicate {
  /**
   * Hands this node to its method of a visitor.
   *
   * @param <R> what the visitor gives
   * @param visitor the visitor
   * @return what its method gave
   */
  <R> R accept(PredicateVisitor<R> visitor);

  /**
   * All of several conditions.
   *
   * @param all the conditions; at least one
   * @since 0.1.0
   */
  record And(List<Predicate> all) implements Predicate {
    /** Copies the list. */
    public And {
      all = List.copyOf(all);
    }

    @Override
    public <R> R accept(PredicateVisitor<R> visitor) {
      return visitor.and(this);
    }
  }

  /**
   * Any of several conditions.
   *
   * @param any the conditions; at least one
   * @since 0.1.0
   */
  record Or(List<Predicate> any) implements Predicate {
    /** Copies the list. */
    public Or {
      any = List.copyOf(any);
    }

    @Override
    public <R> R accept(PredicateVisitor<R> visitor) {
      return visitor.or(this);
    }
  }

  /**
   * A column against a constant; NULL on the column makes it NULL, which does not hold.
   *
   * @param column the column
   * @param op the comparison
   * @param value the constant, never NULL
   * @since 0.1.0
   */
  record Compare(FieldPath column, Comparison op, Literal value) implements Predicate {
    @Override
    public <R> R accept(PredicateVisitor<R> visitor) {
      return visitor.compare(this);
    }
  }

  /**
   * A column is, or is not, one of several constants; NULL on the column does not hold either way.
   *
   * @param column the column
   * @param values the constants, none of them NULL
   * @param polarity {@code IN} or {@code NOT IN}
   * @since 0.1.0
   */
  record OneOf(FieldPath column, List<Literal> values, Polarity polarity) implements Predicate {
    /** Copies the list. */
    public OneOf {
      values = List.copyOf(values);
    }

    @Override
    public <R> R accept(PredicateVisitor<R> visitor) {
      return visitor.oneOf(this);
    }
  }

  /**
   * A column is, or is not, NULL.
   *
   * @param column the column
   * @param polarity {@code IS NULL} or {@code IS NOT NULL}
   * @since 0.1.0
   */
  record Nullness(FieldPath column, Polarity polarity) implements Predicate {
    @Override
    public <R> R accept(PredicateVisitor<R> visitor) {
      return visitor.nullness(this);
    }
  }

  /**
   * A text matches, or does not match, a pattern of {@code %} and {@code _}; case matters.
   *
   * @param column the column
   * @param pattern the pattern
   * @param escape the escape character as a code point, or -1 for none
   * @param polarity {@code LIKE} or {@code NOT LIKE}
   * @since 0.1.0
   */
  record Like(FieldPath column, String pattern, int escape, Polarity polarity)
      implements Predicate {
    @Override
    public <R> R accept(PredicateVisitor<R> visitor) {
      return visitor.like(this);
    }
  }
}
