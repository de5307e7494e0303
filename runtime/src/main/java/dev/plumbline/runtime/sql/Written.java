package dev.plumbline.runtime.sql;

import dev.plumbline.spi.Shape;

/** A piece of SQL; {@code name} says that it is a column as it stands. */
record Written(String sql, Shape shape, boolean name) {
  static Written atom(String sql) {
    return new Written(sql, Shape.ATOM, false);
  }

  static Written column(String sql) {
    return new Written(sql, Shape.ATOM, true);
  }

  /** Safe beside an operator. */
  String operand() {
    return shape == Shape.INFIX ? "(" + sql + ")" : sql;
  }
}
