package dev.plumbline.runtime.dataset;

import dev.plumbline.runtime.config.DatasetConfig;
import dev.plumbline.runtime.expression.PlanTypes;
import dev.plumbline.runtime.model.BoundColumn;
import dev.plumbline.runtime.model.DatasetBinding;
import dev.plumbline.runtime.model.FieldRole;
import dev.plumbline.runtime.model.TypeNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Whether ids of two datasets can be equal. Text and whole numbers never are, whatever they look
 * like; whole numbers of different width are compared in the wider type.
 *
 * @since 0.1.0
 */
public final class IdTypes {
  private static final List<SqlTypeName> SIGNED =
      List.of(SqlTypeName.TINYINT, SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.BIGINT);
  private static final Set<SqlTypeName> UNSIGNED =
      Set.of(
          SqlTypeName.UTINYINT, SqlTypeName.USMALLINT, SqlTypeName.UINTEGER, SqlTypeName.UBIGINT);

  private IdTypes() {}

  private enum Kind {
    TEXT,
    WHOLE,
    OTHER
  }

  private static Kind kind(ArrowType type) {
    if (type instanceof ArrowType.Utf8
        || type instanceof ArrowType.LargeUtf8
        || type instanceof ArrowType.Utf8View) {
      return Kind.TEXT;
    }
    return type instanceof ArrowType.Int
            || (type instanceof ArrowType.Decimal decimal && decimal.getScale() == 0)
        ? Kind.WHOLE
        : Kind.OTHER;
  }

  /**
   * Finds the id of a bound dataset.
   *
   * @param binding the dataset's columns
   * @return its id; empty where it has none that was found
   */
  public static Optional<BoundColumn> id(DatasetBinding binding) {
    return binding.columns().stream().filter(c -> c.role() == FieldRole.ID).findFirst();
  }

  /**
   * Says why ids of two datasets are never equal.
   *
   * @param one a dataset
   * @param oneId its id
   * @param other another dataset
   * @param otherId its id
   * @return the reason, with both types; empty where they can be equal
   */
  public static Optional<String> refusal(
      DatasetConfig one, Field oneId, DatasetConfig other, Field otherId) {
    Kind first = kind(oneId.getType());
    Kind second = kind(otherId.getType());
    boolean same =
        first == second && (first != Kind.OTHER || oneId.getType().equals(otherId.getType()));
    boolean unknown =
        oneId.getType() instanceof ArrowType.Null || otherId.getType() instanceof ArrowType.Null;
    return same || unknown
        ? Optional.empty()
        : Optional.of(
            "ids of "
                + one.name()
                + " ('"
                + oneId.getName()
                + "') are of type "
                + TypeNames.of(oneId)
                + ", those of "
                + other.name()
                + " ('"
                + otherId.getName()
                + "') of type "
                + TypeNames.of(otherId)
                + "; values of these types are never equal");
  }

  /**
   * Says what to do about ids that are never equal.
   *
   * @param other the dataset whose ids may be converted
   * @param otherId its id
   * @param to the id that they are to be equal to
   * @return one sentence
   */
  public static String advice(DatasetConfig other, Field otherId, Field to) {
    return "Convert the ids of one of them, such as select_expr: [\"*\", \"CAST("
        + otherId.getName()
        + " AS "
        + (kind(to.getType()) == Kind.TEXT ? "STRING" : "BIGINT")
        + ") AS "
        + otherId.getName()
        + "\"] of "
        + other.name()
        + ".";
  }

  /**
   * Compares ids that can be equal; NULL equals nothing.
   *
   * @param rex builds the condition
   * @param a an id
   * @param b another
   * @return whether they are equal, without loss
   */
  public static RexNode equal(RexBuilder rex, RexNode a, RexNode b) {
    RelDataType common = common(a.getType(), b.getType());
    return rex.makeCall(SqlStdOperatorTable.EQUALS, as(rex, common, a), as(rex, common, b));
  }

  private static RexNode as(RexBuilder rex, RelDataType type, RexNode node) {
    return node.getType().getSqlTypeName() == type.getSqlTypeName()
            && (type.getSqlTypeName() != SqlTypeName.DECIMAL
                || node.getType().getPrecision() == type.getPrecision())
        ? node
        : rex.makeCast(type, node);
  }

  private static RelDataType common(RelDataType a, RelDataType b) {
    SqlTypeName first = a.getSqlTypeName();
    SqlTypeName second = b.getSqlTypeName();
    if (first == second && first != SqlTypeName.DECIMAL) {
      return a;
    }
    RelDataType type;
    if (SIGNED.contains(first) && SIGNED.contains(second)) {
      type =
          PlanTypes.FACTORY.createSqlType(
              SIGNED.get(Math.max(SIGNED.indexOf(first), SIGNED.indexOf(second))));
    } else if (isWhole(first) && isWhole(second)) {
      boolean wide =
          first == SqlTypeName.UBIGINT
              || second == SqlTypeName.UBIGINT
              || first == SqlTypeName.DECIMAL
              || second == SqlTypeName.DECIMAL;
      type =
          wide
              ? PlanTypes.FACTORY.createSqlType(SqlTypeName.DECIMAL, 38, 0)
              : PlanTypes.FACTORY.createSqlType(SqlTypeName.BIGINT);
    } else {
      type = a;
    }
    return PlanTypes.FACTORY.createTypeWithNullability(type, true);
  }

  private static boolean isWhole(SqlTypeName type) {
    return SIGNED.contains(type) || UNSIGNED.contains(type) || type == SqlTypeName.DECIMAL;
  }
}
