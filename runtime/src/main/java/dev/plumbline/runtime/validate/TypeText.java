package dev.plumbline.runtime.validate;

import dev.plumbline.runtime.model.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;

/** Reads the names that {@link TypeNames} gives to types. */
final class TypeText {
  private static final Pattern WHOLE = Pattern.compile("(u?)int(8|16|32|64)");
  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,3}), (-?\\d{1,3})\\)");
  private static final Pattern SIZE = Pattern.compile(".*>\\[(\\d{1,9})]");
  private static final int DEEPEST = 64;

  private TypeText() {}

  /** Empty where the text is no such name. */
  static Optional<Field> read(String text) {
    return field("item", text, DEEPEST).filter(field -> TypeNames.of(field).equals(text));
  }

  private static Field named(String name, ArrowType type, List<Field> children) {
    return new Field(name, FieldType.nullable(type), children);
  }

  private static Optional<Field> field(String name, String text, int depth) {
    if (depth == 0) {
      return Optional.empty();
    }
    if (text.startsWith("list<")) {
      return list(name, text, depth);
    }
    if (text.startsWith("map<") && text.endsWith(">")) {
      return map(name, text, depth);
    }
    if (text.startsWith("struct<") && text.endsWith(">")) {
      return struct(name, text, depth);
    }
    return leaf(text).map(type -> named(name, type, List.of()));
  }

  private static Optional<ArrowType> leaf(String text) {
    Matcher whole = WHOLE.matcher(text);
    if (whole.matches()) {
      return Optional.of(
          new ArrowType.Int(Integer.parseInt(whole.group(2)), whole.group(1).isEmpty()));
    }
    Matcher decimal = DECIMAL.matcher(text);
    if (decimal.matches()) {
      int precision = Integer.parseInt(decimal.group(1));
      return Optional.of(
          new ArrowType.Decimal(
              precision, Integer.parseInt(decimal.group(2)), precision > 38 ? 256 : 128));
    }
    return Optional.ofNullable(
        switch (text) {
          case "float16" -> new ArrowType.FloatingPoint(FloatingPointPrecision.HALF);
          case "float32" -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
          case "float64" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
          case "string" -> ArrowType.Utf8.INSTANCE;
          case "binary" -> ArrowType.Binary.INSTANCE;
          case "boolean" -> ArrowType.Bool.INSTANCE;
          case "date" -> new ArrowType.Date(DateUnit.DAY);
          case "timestamp" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
          case "timestamp without zone" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
          default -> null;
        });
  }

  private static Optional<Field> list(String name, String text, int depth) {
    Matcher size = SIZE.matcher(text);
    int end = size.matches() ? text.lastIndexOf('>') : text.length() - 1;
    if (end < 5 || text.charAt(end) != '>') {
      return Optional.empty();
    }
    ArrowType type =
        size.matches()
            ? new ArrowType.FixedSizeList(Integer.parseInt(size.group(1)))
            : ArrowType.List.INSTANCE;
    return field("item", text.substring(5, end), depth - 1)
        .map(item -> named(name, type, List.of(item)));
  }

  private static Optional<Field> map(String name, String text, int depth) {
    List<String> parts = parts(text.substring(4, text.length() - 1));
    if (parts.size() != 2) {
      return Optional.empty();
    }
    Optional<Field> key = field("key", parts.get(0), depth - 1);
    Optional<Field> value = field("value", parts.get(1), depth - 1);
    if (key.isEmpty() || value.isEmpty()) {
      return Optional.empty();
    }
    Field entries =
        new Field(
            "entries",
            FieldType.notNullable(ArrowType.Struct.INSTANCE),
            List.of(key.get(), value.get()));
    return Optional.of(named(name, new ArrowType.Map(false), List.of(entries)));
  }

  private static Optional<Field> struct(String name, String text, int depth) {
    List<Field> children = new ArrayList<>();
    for (String part : parts(text.substring(7, text.length() - 1))) {
      int colon = part.indexOf(": ");
      Optional<Field> child =
          colon < 0
              ? Optional.empty()
              : field(part.substring(0, colon), part.substring(colon + 2), depth - 1);
      if (child.isEmpty()) {
        return Optional.empty();
      }
      children.add(child.get());
    }
    return Optional.of(named(name, ArrowType.Struct.INSTANCE, children));
  }

  /** What stands between commas outside of brackets. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '<' || c == '(' ? 1 : c == '>' || c == ')' ? -1 : 0;
      if (depth == 0 && text.startsWith(", ", i)) {
        parts.add(text.substring(start, i));
        start = i + 2;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
