package dev.plumbline.runtime.engine;

import dev.plumbline.spi.ConnectorException;
import dev.plumbline.spi.Literal;
import dev.plumbline.spi.StandardErrorCode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Names, constants and types as DuckDB writes them. */
final class DuckSql {
  private DuckSql() {}

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String text(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    // A NUL would end the statement's text.
    return text.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
  }

  /** A path that matches itself only. */
  static String escapeGlob(String path) {
    return path.replace("[", "[[]").replace("*", "[*]").replace("?", "[?]");
  }

  static String literal(Literal literal) {
    Object value = literal.value();
    if (value == null) {
      return "NULL";
    }
    if (value instanceof String text) {
      return text(text);
    }
    if (value instanceof Boolean || value instanceof Long) {
      return value.toString();
    }
    if (value instanceof BigDecimal decimal) {
      ArrowType.Decimal type = (ArrowType.Decimal) literal.type();
      return "CAST('" + decimal.toPlainString() + "' AS " + decimalType(type) + ")";
    }
    if (value instanceof Double number) {
      return "CAST('" + number + "' AS DOUBLE)";
    }
    if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return "unhex('" + HexFormat.of().formatHex(copy) + "')";
    }
    // Counted from the epoch: DuckDB's texts have other rules for years beyond 9999 and below 1.
    if (value instanceof LocalDate date) {
      return "(DATE '1970-01-01' + (" + date.toEpochDay() + ")::INTEGER)";
    }
    if (value instanceof LocalTime time) {
      return "TIME '" + time + "'";
    }
    if (value instanceof LocalDateTime local) {
      return "make_timestamp((" + micros(local.toInstant(ZoneOffset.UTC)) + ")::BIGINT)";
    }
    if (value instanceof Instant instant) {
      return "make_timestamptz((" + micros(instant) + ")::BIGINT)";
    }
    throw new ConnectorException(
        StandardErrorCode.UNSUPPORTED_TYPE,
        "engine: no constant of type " + literal.type() + " can be written");
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  private static String decimalType(ArrowType.Decimal type) {
    return "DECIMAL(" + type.getPrecision() + ", " + type.getScale() + ")";
  }

  static String type(Field field) {
    return switch (field.getType().getTypeID()) {
      case List, LargeList -> type(field.getChildren().get(0)) + "[]";
      case FixedSizeList ->
          type(field.getChildren().get(0))
              + "["
              + ((ArrowType.FixedSizeList) field.getType()).getListSize()
              + "]";
      case Struct -> struct(field.getChildren());
      case Map -> {
        List<Field> entry = field.getChildren().get(0).getChildren();
        yield "MAP(" + type(entry.get(0)) + ", " + type(entry.get(1)) + ")";
      }
      default -> scalar(field);
    };
  }

  private static String struct(List<Field> children) {
    return children.stream()
        .map(child -> name(child.getName()) + " " + type(child))
        .collect(Collectors.joining(", ", "STRUCT(", ")"));
  }

  private static String scalar(Field field) {
    ArrowType type = field.getType();
    return switch (type.getTypeID()) {
      case Null -> "INTEGER";
      case Bool -> "BOOLEAN";
      case Int -> whole((ArrowType.Int) type);
      case Utf8, LargeUtf8, Utf8View -> "VARCHAR";
      case Binary, LargeBinary, FixedSizeBinary, BinaryView -> "BLOB";
      case Date -> "DATE";
      case Time -> "TIME";
      case FloatingPoint -> {
        FloatingPointPrecision precision = ((ArrowType.FloatingPoint) type).getPrecision();
        if (precision == FloatingPointPrecision.HALF) {
          throw unsupported(field);
        }
        yield precision == FloatingPointPrecision.SINGLE ? "FLOAT" : "DOUBLE";
      }
      case Decimal -> {
        if (((ArrowType.Decimal) type).getBitWidth() != 128) {
          throw unsupported(field);
        }
        yield decimalType((ArrowType.Decimal) type);
      }
      case Timestamp -> timestamp(field, (ArrowType.Timestamp) type);
      default -> throw unsupported(field);
    };
  }

  private static String whole(ArrowType.Int type) {
    String signed =
        switch (type.getBitWidth()) {
          case 8 -> "TINYINT";
          case 16 -> "SMALLINT";
          case 32 -> "INTEGER";
          default -> "BIGINT";
        };
    return type.getIsSigned() ? signed : "U" + signed;
  }

  private static String timestamp(Field field, ArrowType.Timestamp type) {
    if (type.getTimezone() != null) {
      if (type.getUnit() != TimeUnit.MICROSECOND) {
        throw unsupported(field);
      }
      return "TIMESTAMPTZ";
    }
    return switch (type.getUnit()) {
      case SECOND -> "TIMESTAMP_S";
      case MILLISECOND -> "TIMESTAMP_MS";
      case MICROSECOND -> "TIMESTAMP";
      case NANOSECOND -> "TIMESTAMP_NS";
    };
  }

  private static ConnectorException unsupported(Field field) {
    return new ConnectorException(
        StandardErrorCode.UNSUPPORTED_TYPE,
        "engine: column '" + field.getName() + "' has type " + field.getType() + ", unsupported");
  }
}
