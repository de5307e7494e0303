package dev.plumbline.runtime.model;

import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Names of types in words that people of the field use.
 *
 * @since 0.1.0
 */
public final class TypeNames {
  private TypeNames() {}

  /**
   * Names a column's type.
   *
   * @param field the column
   * @return such as {@code int64}, {@code string}, {@code timestamp without zone}, {@code
   *     list<float32>}
   */
  public static String of(Field field) {
    ArrowType type = field.getType();
    List<Field> children = field.getChildren();
    return switch (type.getTypeID()) {
      case Int ->
          (((ArrowType.Int) type).getIsSigned() ? "int" : "uint")
              + ((ArrowType.Int) type).getBitWidth();
      case FloatingPoint ->
          switch (((ArrowType.FloatingPoint) type).getPrecision()) {
            case HALF -> "float16";
            case SINGLE -> "float32";
            case DOUBLE -> "float64";
          };
      case Decimal ->
          "decimal("
              + ((ArrowType.Decimal) type).getPrecision()
              + ", "
              + ((ArrowType.Decimal) type).getScale()
              + ")";
      case Utf8, LargeUtf8 -> "string";
      case Binary, LargeBinary -> "binary";
      case Bool -> "boolean";
      case Date -> "date";
      case Timestamp ->
          ((ArrowType.Timestamp) type).getTimezone() == null
              ? "timestamp without zone"
              : "timestamp";
      case List, LargeList -> "list<" + of(children.get(0)) + ">";
      case FixedSizeList ->
          "list<"
              + of(children.get(0))
              + ">["
              + ((ArrowType.FixedSizeList) type).getListSize()
              + "]";
      case Map -> {
        List<Field> entry = children.get(0).getChildren();
        yield "map<" + of(entry.get(0)) + ", " + of(entry.get(1)) + ">";
      }
      case Struct ->
          "struct<"
              + String.join(", ", children.stream().map(c -> c.getName() + ": " + of(c)).toList())
              + ">";
      default -> type.toString();
    };
  }
}
