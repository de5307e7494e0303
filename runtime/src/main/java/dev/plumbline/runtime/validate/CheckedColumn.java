package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.config.FieldType;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.spi.ConnectorException;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * A mapped column and what can be asked of it.
 *
 * @param bound the field and its column
 * @param kind the planner's name of its type; {@code void} where a source knows only NULL, and
 *     {@code unreadable} where no row of it can be read
 * @param fits whether its type fits the field
 */
record CheckedColumn(BoundColumn bound, String kind, boolean fits) {
  static final String VOID = "void";
  static final String UNREADABLE = "unreadable";
  private static final Set<String> WHOLE =
      Set.of(
          "tinyint",
          "smallint",
          "integer",
          "bigint",
          "utinyint",
          "usmallint",
          "uinteger",
          "ubigint");

  static CheckedColumn of(BoundColumn bound, boolean fits) {
    if (bound.column().getType() instanceof ArrowType.Null) {
      return new CheckedColumn(bound, VOID, fits);
    }
    try {
      return new CheckedColumn(bound, PlanTypes.typeId(PlanTypes.type(bound.column())), fits);
    } catch (ConnectorException e) {
      return new CheckedColumn(bound, UNREADABLE, fits);
    }
  }

  String name() {
    return bound.name();
  }

  FieldRole role() {
    return bound.role();
  }

  /** The column's name, as the source has it. */
  String column() {
    return bound.column().getName();
  }

  /** The column in an expression. */
  String sql() {
    return "`" + column().replace("`", "``") + "`";
  }

  boolean isField() {
    return role() == FieldRole.RAW_INPUT
        || role() == FieldRole.FEATURE
        || role() == FieldRole.PREDICTION;
  }

  boolean is(FieldType.Kind... kinds) {
    return bound.type().isPresent() && Set.of(kinds).contains(bound.type().get().kind());
  }

  boolean isText() {
    return kind.equals("varchar");
  }

  boolean isWhole() {
    return WHOLE.contains(kind);
  }

  boolean isFloating() {
    return kind.equals("real") || kind.equals("double");
  }

  boolean isNumber() {
    return isWhole() || isFloating() || kind.equals("decimal");
  }

  boolean isBoolean() {
    return kind.equals("boolean");
  }

  boolean isTime() {
    return kind.equals("instant") || kind.equals("timestamp") || kind.equals("date");
  }

  boolean isList() {
    return kind.equals("array");
  }

  /** The type of what lists lie around, and how many lists lie around it. */
  Nested nested() {
    Field inner = bound.column();
    int depth = 0;
    while (inner.getChildren().size() == 1 && !(inner.getType() instanceof ArrowType.Map)) {
      inner = inner.getChildren().get(0);
      depth++;
    }
    return new Nested(inner, depth);
  }

  /**
   * What lists lie around.
   *
   * @param element the innermost element
   * @param depth how many lists
   */
  record Nested(Field element, int depth) {
    boolean isFloating() {
      return element.getType() instanceof ArrowType.FloatingPoint;
    }
  }
}
