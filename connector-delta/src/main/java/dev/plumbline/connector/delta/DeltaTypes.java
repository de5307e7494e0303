package dev.plumbline.connector.delta;

import dev.plumbline.spi.Binding;
import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Origin;
import dev.plumbline.spi.StandardErrorCode;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Delta types as Arrow types, without loss, and how their fields are found in files. */
final class DeltaTypes {
  private static final String ELEMENT = "element";
  private static final String KEY = "key";
  private static final String VALUE = "value";

  private DeltaTypes() {}

  /**
   * Gives the Arrow field of a column or inner field.
   *
   * @param at the path of the field, for messages
   * @throws ConnectorException with {@link StandardErrorCode#UNSUPPORTED_TYPE}
   */
  static Field field(String name, DataType type, boolean nullable, String at) {
    if (type instanceof StructType struct) {
      return nested(
          name,
          new ArrowType.Struct(),
          nullable,
          struct.fields().stream()
              .map(f -> field(f.getName(), f.getDataType(), f.isNullable(), at + '.' + f.getName()))
              .toList());
    } else if (type instanceof ArrayType list) {
      return nested(
          name,
          new ArrowType.List(),
          nullable,
          List.of(field(ELEMENT, list.getElementType(), list.containsNull(), at + '.' + ELEMENT)));
    } else if (type instanceof MapType map) {
      Field key = field(KEY, map.getKeyType(), false, at + '.' + KEY);
      Field value = field(VALUE, map.getValueType(), map.isValueContainsNull(), at + '.' + VALUE);
      return nested(
          name,
          new ArrowType.Map(false),
          nullable,
          List.of(nested("entries", new ArrowType.Struct(), false, List.of(key, value))));
    }
    ArrowType plain =
        plain(type)
            .orElseThrow(
                () ->
                    new ConnectorException(
                        StandardErrorCode.UNSUPPORTED_TYPE,
                        "column '"
                            + at
                            + "' has the type "
                            + type
                            + ", which has no lossless Arrow type; leave the column out by a view of"
                            + " the table or give it another type"));
    return nested(name, plain, nullable, List.of());
  }

  private static Field nested(String name, ArrowType type, boolean nullable, List<Field> inner) {
    return new Field(name, new FieldType(nullable, type, null), inner);
  }

  private static Optional<ArrowType> plain(DataType type) {
    if (type instanceof BooleanType) {
      return Optional.of(ArrowType.Bool.INSTANCE);
    } else if (type instanceof ByteType) {
      return Optional.of(new ArrowType.Int(8, true));
    } else if (type instanceof ShortType) {
      return Optional.of(new ArrowType.Int(16, true));
    } else if (type instanceof IntegerType) {
      return Optional.of(new ArrowType.Int(32, true));
    } else if (type instanceof LongType) {
      return Optional.of(new ArrowType.Int(64, true));
    } else if (type instanceof FloatType) {
      return Optional.of(new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE));
    } else if (type instanceof DoubleType) {
      return Optional.of(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE));
    } else if (type instanceof DecimalType decimal) {
      return Optional.of(new ArrowType.Decimal(decimal.getPrecision(), decimal.getScale(), 128));
    } else if (type instanceof StringType) {
      return Optional.of(ArrowType.Utf8.INSTANCE);
    } else if (type instanceof BinaryType) {
      return Optional.of(ArrowType.Binary.INSTANCE);
    } else if (type instanceof DateType) {
      return Optional.of(new ArrowType.Date(DateUnit.DAY));
    } else if (type instanceof TimestampType) {
      return Optional.of(new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
    } else if (type instanceof TimestampNTZType) {
      return Optional.of(new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));
    }
    return Optional.empty();
  }

  /** Whether text compares by its UTF-8 bytes. */
  static boolean isBinaryText(DataType type) {
    return type instanceof StringType text && text.isUTF8BinaryCollated();
  }

  /** Whether values compare as they do in SQL without a collation. */
  static boolean comparesByValue(DataType type) {
    return !(type instanceof StringType) || isBinaryText(type);
  }

  /** Binds a column that the files hold. */
  static Binding column(StructField column, Field logical, KernelLog.Mapping mapping) {
    Origin origin =
        switch (mapping) {
          case NONE -> new Origin.ByName(column.getName());
          case NAME -> new Origin.ByName(KernelLog.physicalName(column));
          case ID -> new Origin.ById(KernelLog.fieldId(column));
        };
    return bind(logical, origin, column.getDataType(), mapping);
  }

  private static Binding bind(
      Field logical, Origin origin, DataType type, KernelLog.Mapping mapping) {
    Binding.Builder binding = Binding.builder(logical, origin);
    if (type instanceof TimestampType) {
      // Delta instants without a zone in the file (INT96) are in UTC.
      binding.localTimesIn(ZoneOffset.UTC);
    }
    return needsChildren(type)
        ? binding.children(children(logical, type, mapping)).build()
        : binding.build();
  }

  private static List<Binding> children(Field logical, DataType type, KernelLog.Mapping mapping) {
    List<Field> inner = logical.getChildren();
    if (type instanceof StructType struct) {
      return struct.fields().stream()
          .map(
              f ->
                  bind(
                      inner.get(struct.indexOf(f.getName())),
                      inner(f, mapping),
                      f.getDataType(),
                      mapping))
          .toList();
    } else if (type instanceof ArrayType list) {
      return List.of(
          bind(inner.get(0), new Origin.ByName(ELEMENT), list.getElementType(), mapping));
    }
    MapType map = (MapType) type;
    List<Field> entry = inner.get(0).getChildren();
    return List.of(
        bind(entry.get(0), new Origin.ByName(KEY), map.getKeyType(), mapping),
        bind(entry.get(1), new Origin.ByName(VALUE), map.getValueType(), mapping));
  }

  private static Origin inner(StructField field, KernelLog.Mapping mapping) {
    String physical = KernelLog.physicalName(field);
    return switch (mapping) {
      case NONE -> new Origin.ByName(field.getName());
      case NAME -> new Origin.ByName(physical);
      // Generated names are unique and never change, so that they find what the id finds; other
      // names may stand for another field in older files.
      case ID ->
          physical.startsWith("col-")
              ? new Origin.ByName(physical)
              : new Origin.ById(KernelLog.fieldId(field));
    };
  }

  /** Older files may have fewer fields, other names or narrower types inside. */
  private static boolean needsChildren(DataType type) {
    if (type instanceof StructType) {
      return true;
    } else if (type instanceof ArrayType list) {
      return needsBinding(list.getElementField());
    } else if (type instanceof MapType map) {
      return needsBinding(map.getKeyField()) || needsBinding(map.getValueField());
    }
    return false;
  }

  private static boolean needsBinding(StructField inner) {
    return !inner.getTypeChanges().isEmpty()
        || inner.getDataType() instanceof TimestampType
        || needsChildren(inner.getDataType());
  }
}
