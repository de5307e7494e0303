package dev.plumbline.runtime.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeChangeTest {
  private static ArrowType type(String name) {
    if (name.startsWith("int")) {
      return new ArrowType.Int(Integer.parseInt(name.substring(3)), true);
    }
    if (name.startsWith("uint")) {
      return new ArrowType.Int(Integer.parseInt(name.substring(4)), false);
    }
    if (name.startsWith("decimal")) {
      String[] parts = name.substring(7).split("_", -1);
      return new ArrowType.Decimal(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), 128);
    }
    return switch (name) {
      case "float" -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case "double" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case "text" -> ArrowType.Utf8.INSTANCE;
      case "largetext" -> ArrowType.LargeUtf8.INSTANCE;
      case "bool" -> ArrowType.Bool.INSTANCE;
      case "date" -> new ArrowType.Date(DateUnit.DAY);
      case "local" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      case "instant" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case "millis" -> new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC");
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Such as {@code list double}, {@code list4 float}, {@code list list int8}. */
  private static Field field(String text) {
    List<String> words = new ArrayList<>(List.of(text.split(" ")));
    String word = words.remove(0);
    if (!word.startsWith("list")) {
      return Field.nullable("f", type(word));
    }
    ArrowType list =
        word.equals("list")
            ? ArrowType.List.INSTANCE
            : new ArrowType.FixedSizeList(Integer.parseInt(word.substring(4)));
    return new Field("f", FieldType.nullable(list), List.of(field(String.join(" ", words))));
  }

  @ParameterizedTest
  @CsvSource({
    "int32, int32, IDENTICAL",
    "int32, int64, WIDENING",
    "int64, int32, LOSSY",
    "uint8, int16, WIDENING",
    "uint8, int8, LOSSY",
    "int8, uint64, LOSSY",
    "int32, double, WIDENING",
    "int64, double, LOSSY",
    "int16, float, WIDENING",
    "int32, float, LOSSY",
    "int32, decimal10_0, WIDENING",
    "int32, decimal9_0, LOSSY",
    "int64, decimal21_2, WIDENING",
    "float, double, WIDENING",
    "double, float, LOSSY",
    "double, int64, LOSSY",
    "double, decimal38_10, LOSSY",
    "decimal10_2, decimal10_2, IDENTICAL",
    "decimal10_2, decimal12_2, WIDENING",
    "decimal10_2, decimal10_4, LOSSY",
    "decimal10_2, decimal12_4, WIDENING",
    "decimal10_2, double, LOSSY",
    "decimal9_0, int32, WIDENING",
    "decimal10_0, int32, LOSSY",
    "decimal18_0, int64, WIDENING",
    "text, largetext, IDENTICAL",
    "text, int64, BREAKING",
    "bool, int8, BREAKING",
    "int8, bool, BREAKING",
    "date, instant, WIDENING",
    "date, local, WIDENING",
    "instant, date, LOSSY",
    "local, instant, LOSSY",
    "millis, instant, WIDENING",
    "instant, millis, LOSSY",
    "date, text, BREAKING",
    "list double, list double, IDENTICAL",
    "list float, list double, WIDENING",
    "list double, list float, LOSSY",
    "list4 float, list4 float, IDENTICAL",
    "list4 float, list8 float, BREAKING",
    "list4 float, list float, WIDENING",
    "list float, list4 float, LOSSY",
    "list float, list text, BREAKING",
    "list list float, list float, BREAKING",
    "list float, float, BREAKING",
  })
  void saysWhatBecomesOfValues(String from, String to, TypeChange change) {
    assertThat(TypeChange.of(field(from), field(to))).isEqualTo(change);
  }
}
