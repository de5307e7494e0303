package dev.plumbline.runtime.expression;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.StandardErrorCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.TimestampString;

/**
 * The planner's types and the Arrow types that they stand for. An engine returns exactly the Arrow
 * types given here: text as Utf8, instants as timestamp(us, UTC), decimals of 128 bits.
 */
public final class PlanTypes {
  private static final RelDataTypeSystem SYSTEM =
      new RelDataTypeSystemImpl() {
        @Override
        public int getMaxPrecision(SqlTypeName type) {
          return switch (type) {
            case DECIMAL -> 38;
            case VARCHAR, CHAR, VARBINARY, BINARY -> Integer.MAX_VALUE;
            case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> 9;
            default -> super.getMaxPrecision(type);
          };
        }

        @Override
        public int getMaxScale(SqlTypeName type) {
          return type == SqlTypeName.DECIMAL ? 38 : super.getMaxScale(type);
        }

        @Override
        public int getDefaultPrecision(SqlTypeName type) {
          return switch (type) {
            case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> 6;
            default -> super.getDefaultPrecision(type);
          };
        }

        @Override
        public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
          SqlTypeName name = argument.getSqlTypeName();
          RelDataType sum =
              SqlTypeName.INT_TYPES.contains(name)
                  ? factory.createSqlType(SqlTypeName.BIGINT)
                  : name == SqlTypeName.DECIMAL
                      ? factory.createSqlType(SqlTypeName.DECIMAL, 38, argument.getScale())
                      : factory.createSqlType(SqlTypeName.DOUBLE);
          return factory.createTypeWithNullability(sum, true);
        }
      };

  /** Shared by all plans: types are immutable and interned. */
  public static final RelDataTypeFactory FACTORY =
      new SqlTypeFactoryImpl(SYSTEM) {
        @Override
        public Charset getDefaultCharset() {
          return StandardCharsets.UTF_8;
        }
      };

  private PlanTypes() {}

  public static RelDataType row(List<Field> fields) {
    RelDataTypeFactory.Builder builder = FACTORY.builder();
    for (Field field : fields) {
      builder.add(field.getName(), type(field));
    }
    return builder.build();
  }

  /** As {@link #row}, with a type of no operations for columns that cannot be read. */
  public static RelDataType table(List<Field> fields) {
    RelDataTypeFactory.Builder builder = FACTORY.builder();
    for (Field field : fields) {
      builder.add(field.getName(), typeOrUnreadable(field));
    }
    return builder.build();
  }

  private static RelDataType typeOrUnreadable(Field field) {
    try {
      return type(field);
    } catch (ConnectorException e) {
      // Said when the column is read: the others are none the worse for it.
      return FACTORY.createTypeWithNullability(FACTORY.createSqlType(SqlTypeName.ANY), true);
    }
  }

  public static RelDataType type(Field field) {
    RelDataType type =
        switch (field.getType().getTypeID()) {
          case Bool -> FACTORY.createSqlType(SqlTypeName.BOOLEAN);
          case Int -> integer((ArrowType.Int) field.getType());
          case FloatingPoint ->
              switch (((ArrowType.FloatingPoint) field.getType()).getPrecision()) {
                case SINGLE -> FACTORY.createSqlType(SqlTypeName.REAL);
                case DOUBLE -> FACTORY.createSqlType(SqlTypeName.DOUBLE);
                case HALF -> throw unsupported(field);
              };
          case Decimal -> {
            ArrowType.Decimal decimal = (ArrowType.Decimal) field.getType();
            if (decimal.getPrecision() > 38) {
              throw unsupported(field);
            }
            yield FACTORY.createSqlType(
                SqlTypeName.DECIMAL, decimal.getPrecision(), decimal.getScale());
          }
          case Utf8, LargeUtf8 -> FACTORY.createSqlType(SqlTypeName.VARCHAR);
          case Binary, LargeBinary -> FACTORY.createSqlType(SqlTypeName.VARBINARY);
          case Date -> FACTORY.createSqlType(SqlTypeName.DATE);
          case Time -> FACTORY.createSqlType(SqlTypeName.TIME, 6);
          case Timestamp -> {
            ArrowType.Timestamp timestamp = (ArrowType.Timestamp) field.getType();
            if (timestamp.getUnit() == TimeUnit.NANOSECOND) {
              throw unsupported(field);
            }
            yield FACTORY.createSqlType(
                timestamp.getTimezone() == null
                    ? SqlTypeName.TIMESTAMP
                    : SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE,
                6);
          }
          case List, LargeList, FixedSizeList ->
              FACTORY.createArrayType(type(field.getChildren().get(0)), -1);
          case Map -> {
            List<Field> entry = field.getChildren().get(0).getChildren();
            yield FACTORY.createMapType(type(entry.get(0)), type(entry.get(1)));
          }
          case Struct -> row(field.getChildren());
          default -> throw unsupported(field);
        };
    return FACTORY.createTypeWithNullability(type, true);
  }

  private static RelDataType integer(ArrowType.Int type) {
    return FACTORY.createSqlType(
        switch (type.getBitWidth()) {
          case 8 -> type.getIsSigned() ? SqlTypeName.TINYINT : SqlTypeName.UTINYINT;
          case 16 -> type.getIsSigned() ? SqlTypeName.SMALLINT : SqlTypeName.USMALLINT;
          case 32 -> type.getIsSigned() ? SqlTypeName.INTEGER : SqlTypeName.UINTEGER;
          default -> type.getIsSigned() ? SqlTypeName.BIGINT : SqlTypeName.UBIGINT;
        });
  }

  private static ConnectorException unsupported(Field field) {
    return new ConnectorException(
        StandardErrorCode.UNSUPPORTED_TYPE,
        "column '"
            + field.getName()
            + "' has type "
            + field.getType()
            + ", which cannot be read without loss; leave the column out");
  }

  /** A source's own column as the engine returns it: lists of fixed size keep their size. */
  public static Field field(String name, Field column) {
    Field field = field(name, type(column));
    return column.getType() instanceof ArrowType.FixedSizeList
        ? new Field(name, FieldType.nullable(column.getType()), field.getChildren())
        : field;
  }

  /** The field as the engine returns it: every part nullable, metadata dropped. */
  public static Field field(String name, RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> leaf(name, ArrowType.Bool.INSTANCE);
      case TINYINT -> leaf(name, new ArrowType.Int(8, true));
      case SMALLINT -> leaf(name, new ArrowType.Int(16, true));
      case INTEGER -> leaf(name, new ArrowType.Int(32, true));
      case BIGINT -> leaf(name, new ArrowType.Int(64, true));
      case UTINYINT -> leaf(name, new ArrowType.Int(8, false));
      case USMALLINT -> leaf(name, new ArrowType.Int(16, false));
      case UINTEGER -> leaf(name, new ArrowType.Int(32, false));
      case UBIGINT -> leaf(name, new ArrowType.Int(64, false));
      case REAL -> leaf(name, new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
      case DOUBLE, FLOAT -> leaf(name, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
      case DECIMAL -> leaf(name, new ArrowType.Decimal(type.getPrecision(), type.getScale(), 128));
      case CHAR, VARCHAR -> leaf(name, ArrowType.Utf8.INSTANCE);
      case BINARY, VARBINARY -> leaf(name, ArrowType.Binary.INSTANCE);
      case DATE -> leaf(name, new ArrowType.Date(DateUnit.DAY));
      case TIME -> leaf(name, new ArrowType.Time(TimeUnit.MICROSECOND, 64));
      case TIMESTAMP -> leaf(name, new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          leaf(name, new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
      case ARRAY -> {
        RelDataType element = type.getComponentType();
        if (element == null) {
          throw new IllegalStateException("array without element type: " + type);
        }
        yield new Field(
            name, FieldType.nullable(ArrowType.List.INSTANCE), List.of(field("item", element)));
      }
      case MAP -> {
        RelDataType key = type.getKeyType();
        RelDataType value = type.getValueType();
        if (key == null || value == null) {
          throw new IllegalStateException("map without key or value type: " + type);
        }
        Field keyField = field("key", key);
        Field entries =
            new Field(
                "entries",
                FieldType.notNullable(ArrowType.Struct.INSTANCE),
                List.of(
                    new Field(
                        "key", FieldType.notNullable(keyField.getType()), keyField.getChildren()),
                    field("value", value)));
        yield new Field(name, FieldType.nullable(new ArrowType.Map(false)), List.of(entries));
      }
      case ROW -> {
        List<Field> children = new ArrayList<>();
        for (RelDataTypeField child : type.getFieldList()) {
          children.add(field(child.getName(), child.getType()));
        }
        yield new Field(name, FieldType.nullable(ArrowType.Struct.INSTANCE), children);
      }
      default ->
          throw new ConnectorException(
              StandardErrorCode.INTERNAL, "column '" + name + "': no Arrow type for " + type);
    };
  }

  /** A time as the planner writes it in constants. */
  public static TimestampString timestamp(LocalDateTime time) {
    TimestampString text =
        new TimestampString(
            time.getYear(),
            time.getMonthValue(),
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute(),
            time.getSecond());
    return time.getNano() == 0 ? text : text.withNanos(time.getNano());
  }

  private static Field leaf(String name, ArrowType type) {
    return new Field(name, FieldType.nullable(type), List.of());
  }

  /**
   * Names a type by the vocabulary's id.
   *
   * @param type the type
   * @return such as {@code varchar}, {@code instant}, {@code array}
   */
  public static String typeId(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case CHAR, VARCHAR -> "varchar";
      case BINARY, VARBINARY -> "varbinary";
      case FLOAT, DOUBLE -> "double";
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "instant";
      case ROW -> "struct";
      default -> type.getSqlTypeName().getName().toLowerCase(Locale.ROOT);
    };
  }
}
