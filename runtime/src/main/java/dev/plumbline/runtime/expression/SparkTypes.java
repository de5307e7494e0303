package dev.plumbline.runtime.expression;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;

/** Spark's types as the planner's, all nullable. */
final class SparkTypes {
  static final int MOST_DIGITS = 38;
  static final RelDataType BOOLEAN = of(SqlTypeName.BOOLEAN);
  static final RelDataType INTEGER = of(SqlTypeName.INTEGER);
  static final RelDataType BIGINT = of(SqlTypeName.BIGINT);
  static final RelDataType DOUBLE = of(SqlTypeName.DOUBLE);
  static final RelDataType TEXT = of(SqlTypeName.VARCHAR);
  static final RelDataType DATE = of(SqlTypeName.DATE);
  static final RelDataType INSTANT = of(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
  static final RelDataType TIMESTAMP = of(SqlTypeName.TIMESTAMP);

  private static final List<String> INTEGRAL = List.of("tinyint", "smallint", "integer", "bigint");
  private static final List<String> UNSIGNED =
      List.of("utinyint", "usmallint", "uinteger", "ubigint");

  private SparkTypes() {}

  static RelDataType of(SqlTypeName name) {
    RelDataTypeFactory factory = PlanTypes.FACTORY;
    return nullable(
        switch (name) {
          case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> factory.createSqlType(name, 6);
          default -> factory.createSqlType(name);
        });
  }

  static RelDataType nullable(RelDataType type) {
    return PlanTypes.FACTORY.createTypeWithNullability(type, true);
  }

  static RelDataType decimal(int precision, int scale) {
    return nullable(PlanTypes.FACTORY.createSqlType(SqlTypeName.DECIMAL, precision, scale));
  }

  static RelDataType array(RelDataType element) {
    return nullable(PlanTypes.FACTORY.createArrayType(element, -1));
  }

  static RelDataType map(RelDataType key, RelDataType value) {
    return nullable(PlanTypes.FACTORY.createMapType(key, value));
  }

  static RelDataType struct(List<String> names, List<RelDataType> types) {
    return nullable(PlanTypes.FACTORY.createStructType(types, names));
  }

  static String id(RelDataType type) {
    return PlanTypes.typeId(type);
  }

  static boolean is(RelDataType type, String id) {
    return id(type).equals(id);
  }

  static boolean isNull(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.NULL;
  }

  static boolean isIntegral(RelDataType type) {
    return INTEGRAL.contains(id(type));
  }

  /** Unsigned integers exist in sources, and not in Spark. */
  static boolean isUnsigned(RelDataType type) {
    return UNSIGNED.contains(id(type));
  }

  /** The least type of Spark that holds an unsigned integer. */
  static RelDataType signed(RelDataType unsigned) {
    return switch (id(unsigned)) {
      case "utinyint" -> of(SqlTypeName.SMALLINT);
      case "usmallint" -> INTEGER;
      case "uinteger" -> BIGINT;
      default -> decimal(20, 0);
    };
  }

  static boolean isFloating(RelDataType type) {
    return is(type, "real") || is(type, "double");
  }

  static boolean isDecimal(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.DECIMAL;
  }

  static boolean isNumeric(RelDataType type) {
    return isIntegral(type) || isFloating(type) || isDecimal(type);
  }

  static boolean isText(RelDataType type) {
    return is(type, "varchar");
  }

  static boolean isTime(RelDataType type) {
    return is(type, "date") || is(type, "timestamp") || is(type, "instant");
  }

  static boolean isAtomic(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case ARRAY, MAP, ROW, ANY, NULL -> false;
      default -> true;
    };
  }

  /** Integers, booleans, ... in the order in which Spark widens numbers; -1 for others. */
  static int rank(RelDataType type) {
    return List.of("tinyint", "smallint", "integer", "bigint", "real", "double").indexOf(id(type));
  }

  static RelDataType element(RelDataType array) {
    return Objects.requireNonNull(array.getComponentType(), "element type");
  }

  static RelDataType key(RelDataType map) {
    return Objects.requireNonNull(map.getKeyType(), "key type");
  }

  static RelDataType value(RelDataType map) {
    return Objects.requireNonNull(map.getValueType(), "value type");
  }

  /** Whether two types are one, whatever may be NULL in them. */
  static boolean same(RelDataType a, RelDataType b) {
    if (!id(a).equals(id(b))) {
      return false;
    }
    return switch (a.getSqlTypeName()) {
      case DECIMAL -> a.getPrecision() == b.getPrecision() && a.getScale() == b.getScale();
      case ARRAY -> same(element(a), element(b));
      case MAP -> same(key(a), key(b)) && same(value(a), value(b));
      case ROW -> {
        List<RelDataTypeField> left = a.getFieldList();
        List<RelDataTypeField> right = b.getFieldList();
        yield left.size() == right.size()
            && IntStream.range(0, left.size())
                .allMatch(
                    i ->
                        left.get(i).getName().equals(right.get(i).getName())
                            && same(left.get(i).getType(), right.get(i).getType()));
      }
      default -> true;
    };
  }

  /** The type in Spark's words. */
  static String name(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case INTEGER -> "INT";
      case REAL -> "FLOAT";
      case CHAR, VARCHAR -> "STRING";
      case BINARY, VARBINARY -> "BINARY";
      case TIMESTAMP -> "TIMESTAMP_NTZ";
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "TIMESTAMP";
      case NULL -> "NULL";
      case DECIMAL -> "DECIMAL(" + type.getPrecision() + ", " + type.getScale() + ")";
      case ARRAY -> "ARRAY<" + name(element(type)) + ">";
      case MAP -> "MAP<" + name(key(type)) + ", " + name(value(type)) + ">";
      case ROW ->
          type.getFieldList().stream()
              .map(f -> "`" + f.getName().replace("`", "``") + "`: " + name(f.getType()))
              .collect(Collectors.joining(", ", "STRUCT<", ">"));
      default -> type.getSqlTypeName().getName();
    };
  }
}
