package dev.plumbline.connector.athena;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** The names of types. */
final class AthenaTypes {
  static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("boolean", "BOOLEAN"),
          Map.entry("tinyint", "TINYINT"),
          Map.entry("smallint", "SMALLINT"),
          Map.entry("integer", "INTEGER"),
          Map.entry("bigint", "BIGINT"),
          Map.entry("real", "REAL"),
          Map.entry("double", "DOUBLE"),
          Map.entry("decimal", "DECIMAL({p},{s})"),
          Map.entry("varchar", "VARCHAR"),
          Map.entry("varbinary", "VARBINARY"),
          Map.entry("date", "DATE"),
          Map.entry("time", "TIME(6)"),
          Map.entry("timestamp", "TIMESTAMP(6)"),
          Map.entry("instant", "TIMESTAMP(6) WITH TIME ZONE"));

  /** Types whose values equal each other just as here; not floating point, not nested. */
  static final String PLAIN =
      "boolean|tinyint|smallint|integer|bigint|decimal|varchar|varbinary|date|timestamp|instant";

  static final String FLOATS = "real|double";

  private AthenaTypes() {}

  /** The type id of the vocabulary; empty for a type that has none. */
  static Optional<String> id(Field field) {
    ArrowType type = field.getType();
    return Optional.ofNullable(
        switch (type.getTypeID()) {
          case Bool -> "boolean";
          case Int ->
              switch (((ArrowType.Int) type).getBitWidth()) {
                case 8 -> "tinyint";
                case 16 -> "smallint";
                case 32 -> "integer";
                default -> "bigint";
              };
          case FloatingPoint ->
              ((ArrowType.FloatingPoint) type).getPrecision() == FloatingPointPrecision.SINGLE
                  ? "real"
                  : "double";
          case Decimal -> "decimal";
          case Utf8 -> "varchar";
          case Binary -> "varbinary";
          case Date -> "date";
          case Timestamp ->
              ((ArrowType.Timestamp) type).getTimezone() == null ? "timestamp" : "instant";
          default -> null;
        });
  }

  /** The name of a type, nested ones too; empty where a part has none. */
  static Optional<String> name(Field field) {
    List<Field> children = field.getChildren();
    return switch (field.getType().getTypeID()) {
      case Decimal -> {
        ArrowType.Decimal decimal = (ArrowType.Decimal) field.getType();
        yield Optional.of("DECIMAL(" + decimal.getPrecision() + "," + decimal.getScale() + ")");
      }
      case List -> name(children.get(0)).map(item -> "ARRAY(" + item + ")");
      case Map -> {
        List<Field> entry = children.get(0).getChildren();
        yield name(entry.get(0))
            .flatMap(key -> name(entry.get(1)).map(value -> "MAP(" + key + ", " + value + ")"));
      }
      case Struct -> {
        List<String> fields =
            children.stream()
                .flatMap(child -> name(child).map(n -> quote(child.getName()) + " " + n).stream())
                .toList();
        yield fields.size() < children.size()
            ? Optional.empty()
            : Optional.of(fields.stream().collect(Collectors.joining(", ", "ROW(", ")")));
      }
      default -> id(field).map(NAMES::get);
    };
  }

  static boolean isPlain(Field field) {
    return id(field).filter(id -> ("|" + PLAIN + "|").contains("|" + id + "|")).isPresent();
  }

  static ArrowType.Decimal decimal(Field field) {
    return (ArrowType.Decimal) field.getType();
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
