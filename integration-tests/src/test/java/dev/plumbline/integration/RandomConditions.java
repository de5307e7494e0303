package dev.plumbline.integration;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Makes conditions out of a table's own values, each with what SQL says of a row. */
final class RandomConditions {
  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  private final List<Field> fields;
  private final List<TableRows.Row> rows;
  private final Random random;

  RandomConditions(Schema schema, List<TableRows.Row> rows, Random random) {
    this(schema.getFields(), rows, random);
  }

  RandomConditions(List<Field> fields, List<TableRows.Row> rows, Random random) {
    this.fields = fields.stream().filter(f -> isComparable(f.getType())).toList();
    this.rows = rows;
    this.random = random;
  }

  static boolean isComparable(ArrowType type) {
    return switch (type.getTypeID()) {
      case Bool, Int, FloatingPoint, Decimal, Utf8, Date, Timestamp -> true;
      default -> false;
    };
  }

  boolean isPossible() {
    return !fields.isEmpty();
  }

  /** Text of a condition, and its meaning: TRUE, FALSE, or null for UNKNOWN. */
  record Condition(String sql, Function<TableRows.Row, @Nullable Boolean> meaning) {
    Predicate<TableRows.Row> keeps() {
      return row -> Boolean.TRUE.equals(meaning.apply(row));
    }
  }

  Condition next() {
    return tree(random.nextInt(3));
  }

  private Condition tree(int depth) {
    if (depth == 0) {
      return leaf();
    }
    return switch (random.nextInt(4)) {
      case 0 -> not(tree(depth - 1));
      case 1 -> both(tree(depth - 1), tree(depth - 1));
      case 2 -> either(tree(depth - 1), tree(depth - 1));
      default -> leaf();
    };
  }

  private static Condition not(Condition a) {
    return new Condition(
        "NOT (" + a.sql() + ")",
        row -> {
          Boolean x = a.meaning().apply(row);
          return x == null ? null : Boolean.valueOf(!x);
        });
  }

  private static Condition both(Condition a, Condition b) {
    return new Condition(
        "(" + a.sql() + ") AND (" + b.sql() + ")",
        row -> {
          Boolean x = a.meaning().apply(row);
          Boolean y = b.meaning().apply(row);
          if (Boolean.FALSE.equals(x) || Boolean.FALSE.equals(y)) {
            return false;
          }
          return (x == null || y == null) ? null : Boolean.TRUE;
        });
  }

  private static Condition either(Condition a, Condition b) {
    Condition neither = both(not(a), not(b));
    return new Condition("(" + a.sql() + ") OR (" + b.sql() + ")", not(neither).meaning());
  }

  private Condition leaf() {
    Field field = fields.get(random.nextInt(fields.size()));
    String column = quote(field.getName());
    int kind = random.nextInt(10);
    if (kind == 0) {
      boolean wanted = random.nextBoolean();
      return new Condition(
          column + (wanted ? " IS NULL" : " IS NOT NULL"),
          row -> (row.value(field.getName()) == null) == wanted);
    }
    if (kind <= 3 && field.getType().getTypeID() == ArrowType.ArrowTypeID.Utf8) {
      return like(field, column);
    }
    if (kind == 4) {
      return oneOf(field, column);
    }
    if (kind == 5) {
      Comparable<?> low = constant(field);
      Comparable<?> high = constant(field);
      boolean negated = random.nextBoolean();
      Condition between =
          both(compare(field, column, ">=", low), compare(field, column, "<=", high));
      Condition inside =
          new Condition(
              column + " BETWEEN " + sql(field, low) + " AND " + sql(field, high),
              between.meaning());
      return negated
          ? new Condition(
              inside.sql().replaceFirst(" BETWEEN ", " NOT BETWEEN "), not(inside).meaning())
          : inside;
    }
    String operator = List.of("=", "<>", "<", "<=", ">", ">=").get(random.nextInt(6));
    return compare(field, column, operator, constant(field));
  }

  private static Condition compare(
      Field field, String column, String operator, Comparable<?> constant) {
    IntPredicate holds =
        switch (operator) {
          case "=" -> c -> c == 0;
          case "<>" -> c -> c != 0;
          case "<" -> c -> c < 0;
          case "<=" -> c -> c <= 0;
          case ">" -> c -> c > 0;
          default -> c -> c >= 0;
        };
    return new Condition(
        column + " " + operator + " " + sql(field, constant),
        row -> {
          Comparable<?> value = row.value(field.getName());
          return value == null ? null : Boolean.valueOf(holds.test(order(value, constant)));
        });
  }

  private Condition oneOf(Field field, String column) {
    List<Comparable<?>> values = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      values.add(constant(field));
    }
    boolean negated = random.nextBoolean();
    String list = String.join(", ", values.stream().map(constant -> sql(field, constant)).toList());
    Condition in =
        new Condition(
            column + " IN (" + list + ")",
            row -> {
              Comparable<?> value = row.value(field.getName());
              return value == null
                  ? null
                  : Boolean.valueOf(values.stream().anyMatch(c -> order(value, c) == 0));
            });
    return negated ? new Condition(column + " NOT IN (" + list + ")", not(in).meaning()) : in;
  }

  private Condition like(Field field, String column) {
    String text = (String) constant(field);
    int[] points = text.codePoints().toArray();
    StringBuilder pattern = new StringBuilder();
    StringBuilder regex = new StringBuilder();
    boolean cut = random.nextBoolean();
    int length = cut && points.length > 0 ? random.nextInt(points.length + 1) : points.length;
    boolean escaped = random.nextBoolean();
    for (int i = 0; i < length; i++) {
      String one = Character.toString(points[i]);
      if (random.nextInt(6) == 0) {
        pattern.append('_');
        regex.append('.');
      } else if (one.equals("%") || one.equals("_") || one.equals("!")) {
        if (escaped) {
          pattern.append('!').append(one);
          regex.append(Pattern.quote(one));
        } else {
          pattern.append(one);
          regex.append(one.equals("%") ? ".*" : one.equals("_") ? "." : "!");
        }
      } else if (one.equals("\\") && !escaped) {
        // Spark's own escape, where the condition names none.
        pattern.append("\\\\");
        regex.append(Pattern.quote(one));
      } else {
        pattern.append(one);
        regex.append(Pattern.quote(one));
      }
    }
    if (cut) {
      pattern.append('%');
      regex.append(".*");
    }
    if (random.nextInt(4) == 0) {
      pattern.insert(0, '%');
      regex.insert(0, ".*");
    }
    boolean negated = random.nextBoolean();
    Pattern meant = Pattern.compile(regex.toString(), Pattern.DOTALL);
    Condition like =
        new Condition(
            column
                + (negated ? " NOT LIKE " : " LIKE ")
                + quoteText(pattern.toString())
                + (escaped ? " ESCAPE '!'" : ""),
            row -> {
              String value = (String) row.value(field.getName());
              return value == null ? null : Boolean.valueOf(meant.matcher(value).matches());
            });
    return negated ? new Condition(like.sql(), not(like).meaning()) : like;
  }

  /** A value of the column, or one beside it, or one of the dangerous ones. */
  private Comparable<?> constant(Field field) {
    List<Comparable<?>> present = new ArrayList<>();
    for (TableRows.Row row : rows) {
      Comparable<?> value = row.value(field.getName());
      if (value != null) {
        present.add(value);
      }
    }
    Comparable<?> value = present.isEmpty() ? null : present.get(random.nextInt(present.size()));
    int shift = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0;
    return switch (field.getType().getTypeID()) {
      case Bool -> value == null ? Boolean.TRUE : Boolean.valueOf((Boolean) value ^ (shift != 0));
      case Int -> {
        long number = value == null ? 0 : (Long) value;
        yield (number == Long.MAX_VALUE || number == Long.MIN_VALUE) ? number : number + shift;
      }
      case Decimal -> {
        BigDecimal unit =
            BigDecimal.ONE.scaleByPowerOfTen(-((ArrowType.Decimal) field.getType()).getScale());
        BigDecimal number = value == null ? BigDecimal.ZERO : (BigDecimal) value;
        BigDecimal moved = number.add(unit.multiply(BigDecimal.valueOf(shift)));
        yield moved.precision() > 38 ? number : moved;
      }
      case FloatingPoint -> floating(field, value, shift);
      case Date -> {
        long day = value == null ? 0 : (Long) value;
        yield Math.max(FIRST_DAY, Math.min(LAST_DAY, day + shift));
      }
      case Timestamp -> {
        long micros = value == null ? 0 : (Long) value;
        long first = FIRST_DAY * 86_400_000_000L;
        yield Math.max(first, Math.min((LAST_DAY + 1) * 86_400_000_000L - 1, micros + shift));
      }
      default -> text((String) value, shift);
    };
  }

  private Comparable<?> floating(Field field, @Nullable Comparable<?> value, int shift) {
    double number = value == null ? 0.1 : (Double) value;
    if (random.nextInt(5) == 0) {
      number = List.of(0.0, -0.0, 0.1, 1e10, -1e10, 16777216.0).get(random.nextInt(6));
    }
    if (Double.isNaN(number) || Math.abs(number) > 3e38) {
      number = 1e30;
    }
    boolean single =
        ((ArrowType.FloatingPoint) field.getType()).getPrecision() == FloatingPointPrecision.SINGLE;
    if (single) {
      float near = (float) number;
      return (double) (shift > 0 ? Math.nextUp(near) : shift < 0 ? Math.nextDown(near) : near);
    }
    return shift > 0 ? Math.nextUp(number) : shift < 0 ? Math.nextDown(number) : number;
  }

  private String text(@Nullable String value, int shift) {
    String text = value == null ? "" : value.replace("\0", "");
    if (shift > 0) {
      return text + (random.nextBoolean() ? " " : "\uD83D\uDCE6");
    }
    if (shift < 0) {
      int points = text.codePointCount(0, text.length());
      return points == 0 ? "" : text.substring(0, text.offsetByCodePoints(0, points - 1));
    }
    return random.nextInt(8) == 0
        ? text.substring(
            0, text.offsetByCodePoints(0, Math.min(32, text.codePointCount(0, text.length()))))
        : text;
  }

  private static int order(Comparable<?> a, Comparable<?> b) {
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() == y.doubleValue() ? 0 : Double.compare(x, y);
    }
    if (a instanceof String x && b instanceof String y) {
      return Arrays.compareUnsigned(
          x.getBytes(StandardCharsets.UTF_8), y.getBytes(StandardCharsets.UTF_8));
    }
    @SuppressWarnings("unchecked") // constants are made of the column's own kind
    Comparable<Object> left = (Comparable<Object>) a;
    return left.compareTo(b);
  }

  private static String sql(Field field, Comparable<?> constant) {
    if (constant instanceof String text) {
      return quoteText(text);
    }
    if (constant instanceof Boolean bool) {
      return bool ? "TRUE" : "FALSE";
    }
    if (constant instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (constant instanceof Double number) {
      return ((ArrowType.FloatingPoint) field.getType()).getPrecision()
              == FloatingPointPrecision.SINGLE
          ? Float.toString(number.floatValue()) + "F"
          : exponent(number.toString());
    }
    long number = (Long) constant;
    if (field.getType() instanceof ArrowType.Date) {
      return "DATE '" + LocalDate.ofEpochDay(number) + "'";
    }
    if (field.getType() instanceof ArrowType.Timestamp type) {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              Math.floorDiv(number, 1_000_000L),
              (int) Math.floorMod(number, 1_000_000L) * 1_000,
              ZoneOffset.UTC);
      return "'" + time + (type.getTimezone() == null ? "'" : "Z'");
    }
    return Long.toString(number);
  }

  private static String exponent(String number) {
    return number.contains("E") ? number : number + "E0";
  }

  private static String quoteText(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String quote(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
