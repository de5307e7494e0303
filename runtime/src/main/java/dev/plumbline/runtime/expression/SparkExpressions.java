package dev.plumbline.runtime.expression;

import dev.plumbline.runtime.expression.Expression.Star;
import dev.plumbline.spi.ConnectorException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Reads expressions of Spark SQL over the columns of a table, with ANSI off and the session zone
 * UTC. What is read means what Spark means by it; everything else is refused by name.
 *
 * @since 0.1.0
 */
public final class SparkExpressions {
  private SparkExpressions() {}

  /**
   * Reads a condition. Beyond what Spark refuses, comparisons that no row can meet are: with NULL,
   * or of a column with a text that is no value of its type.
   *
   * @param rex builds the tree
   * @param row the columns
   * @param text such as {@code amount > 5 AND owner IS NOT NULL}
   * @return the condition
   * @throws ConnectorException with {@code INVALID_REQUEST} that shows the place
   */
  public static RexNode condition(RexBuilder rex, RelDataType row, String text) {
    SourceText source = new SourceText(text);
    Typer typer = new Typer(rex, row, source, Conditions.Slips.REFUSED);
    return typer.truth(ExpressionParser.expression(source), "a filter");
  }

  /**
   * Reads a list of columns to select.
   *
   * @param rex builds the tree
   * @param row the columns that there are
   * @param items one expression each: {@code *}, a column, or an expression {@code AS} a name; one
   *     that has the name of a column from an earlier {@code *} takes its place
   * @return the columns of the result
   * @throws ConnectorException with {@code INVALID_REQUEST} that shows the place
   */
  public static List<NamedExpression> select(
      RexBuilder rex, RelDataType row, List<String> items) {
    Selection selection = new Selection();
    for (String item : items) {
      SourceText source = new SourceText(item);
      Typer typer = new Typer(rex, row, source, Conditions.Slips.KEPT);
      ExpressionParser.Item read = ExpressionParser.item(source);
      if (read.expression() instanceof Star star) {
        if (read.alias() != null) {
          throw source.refuse(star.at(), "a name for *", "name columns one by one");
        }
        for (NamedExpression column : star(typer, row, star)) {
          selection.expanded(source, star.at(), column);
        }
      } else {
        selection.explicit(source, read.expression().at(), named(typer, read));
      }
    }
    return List.copyOf(selection.columns);
  }

  private static NamedExpression named(Typer typer, ExpressionParser.Item item) {
    RexNode node = typer.type(item.expression());
    if (SparkTypes.isNull(node.getType())) {
      throw typer.source.refuse(
          item.expression().at(), "NULL of no type", "write CAST(NULL AS type)");
    }
    String alias = item.alias();
    if (alias != null) {
      return new NamedExpression(alias, node);
    }
    if (item.expression() instanceof Expression.Column column) {
      return new NamedExpression(column.parts().get(column.parts().size() - 1), node);
    }
    if (item.expression() instanceof Expression.Field field) {
      return new NamedExpression(field.name(), node);
    }
    throw typer.source.refuse(
        item.expression().at(), "an expression without a name", "add AS and a name");
  }

  private static List<NamedExpression> star(Typer typer, RelDataType row, Star star) {
    RexNode base =
        star.qualifier().isEmpty()
            ? null
            : typer.type(new Expression.Column(star.at(), star.qualifier()));
    RelDataType fields = base == null ? row : base.getType();
    if (base != null && !SparkTypes.is(fields, "struct")) {
      throw typer.source.refuse(
          star.at(), String.join(".", star.qualifier()) + ".*", "only a struct has fields");
    }
    Columns columns = new Columns(typer.rex, row, typer.source);
    Set<Integer> left = new HashSet<>();
    for (String name : star.except()) {
      left.add(columns.find(star.at(), fields, name, "column").getIndex());
    }
    List<NamedExpression> found = new ArrayList<>();
    for (RelDataTypeField field : fields.getFieldList()) {
      // A column that cannot be read is left to those who ask for it by name.
      if (left.contains(field.getIndex())
          || field.getType().getSqlTypeName() == SqlTypeName.ANY) {
        continue;
      }
      found.add(
          new NamedExpression(
              field.getName(),
              base == null
                  ? new RexInputRef(field.getIndex(), field.getType())
                  : typer.rex.makeFieldAccess(base, field.getIndex())));
    }
    return found;
  }

  /** The result so far; a name may come again only in the place of an expanded column. */
  private static final class Selection {
    final List<NamedExpression> columns = new ArrayList<>();
    private final Set<String> replaceable = new HashSet<>();

    void expanded(SourceText source, int at, NamedExpression column) {
      add(source, at, column);
      replaceable.add(key(column));
    }

    void explicit(SourceText source, int at, NamedExpression column) {
      int place = indexOf(column);
      if (place >= 0 && replaceable.remove(key(column))) {
        columns.set(place, column);
      } else {
        add(source, at, column);
      }
    }

    private void add(SourceText source, int at, NamedExpression column) {
      if (indexOf(column) >= 0) {
        throw source.refuse(
            at,
            "a second column '" + column.name() + "'",
            "write * before what replaces its columns, and other names else");
      }
      columns.add(column);
    }

    private int indexOf(NamedExpression column) {
      for (int i = 0; i < columns.size(); i++) {
        if (key(columns.get(i)).equals(key(column))) {
          return i;
        }
      }
      return -1;
    }

    private static String key(NamedExpression column) {
      return column.name().toLowerCase(Locale.ROOT);
    }
  }
}
