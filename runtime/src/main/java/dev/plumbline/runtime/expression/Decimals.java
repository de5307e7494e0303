package dev.plumbline.runtime.expression;

import org.apache.calcite.rel.type.RelDataType;

/** Spark's decimal types: of the results of arithmetic, and of what is wide enough for two. */
final class Decimals {
  private static final int LEAST_SCALE = 6;

  private Decimals() {}

  /** The decimal that holds every value of a numeric type, as Spark has it. */
  static RelDataType of(RelDataType type) {
    return switch (SparkTypes.id(type)) {
      case "tinyint" -> SparkTypes.decimal(3, 0);
      case "smallint" -> SparkTypes.decimal(5, 0);
      case "integer" -> SparkTypes.decimal(10, 0);
      case "bigint", "ubigint" -> SparkTypes.decimal(20, 0);
      case "real" -> SparkTypes.decimal(14, 7);
      case "double" -> SparkTypes.decimal(30, 15);
      case "decimal" -> type;
      default -> SparkTypes.decimal(38, 18);
    };
  }

  /** Wide enough for both; beyond 38 digits the fraction is cut first. */
  static RelDataType wider(RelDataType a, RelDataType b) {
    int scale = Math.max(a.getScale(), b.getScale());
    int range = Math.max(a.getPrecision() - a.getScale(), b.getPrecision() - b.getScale());
    int over = Math.max(0, range + scale - SparkTypes.MOST_DIGITS);
    return over == 0
        ? SparkTypes.decimal(range + scale, scale)
        : SparkTypes.decimal(SparkTypes.MOST_DIGITS, Math.max(0, scale - over));
  }

  /** Whether {@link #wider} holds every value of both. */
  static boolean fits(RelDataType a, RelDataType b) {
    int scale = Math.max(a.getScale(), b.getScale());
    int range = Math.max(a.getPrecision() - a.getScale(), b.getPrecision() - b.getScale());
    return range + scale <= SparkTypes.MOST_DIGITS;
  }

  static RelDataType bounded(int precision, int scale) {
    return SparkTypes.decimal(
        Math.min(precision, SparkTypes.MOST_DIGITS), Math.min(scale, SparkTypes.MOST_DIGITS));
  }

  /** The result of an operator of the vocabulary on two decimals. */
  static RelDataType result(String id, RelDataType a, RelDataType b) {
    int p1 = a.getPrecision();
    int s1 = a.getScale();
    int p2 = b.getPrecision();
    int s2 = b.getScale();
    int scale = Math.max(s1, s2);
    return switch (id) {
      case "add", "subtract", "try_add", "try_subtract" ->
          adjusted(Math.max(p1 - s1, p2 - s2) + scale + 1, scale);
      case "multiply", "try_multiply" -> adjusted(p1 + p2 + 1, s1 + s2);
      case "divide", "try_divide" -> {
        int fraction = Math.max(LEAST_SCALE, s1 + p2 + 1);
        yield adjusted(p1 - s1 + s2 + fraction, fraction);
      }
      default -> adjusted(Math.min(p1 - s1, p2 - s2) + scale, scale);
    };
  }

  private static RelDataType adjusted(int precision, int scale) {
    if (precision <= SparkTypes.MOST_DIGITS) {
      return SparkTypes.decimal(precision, scale);
    }
    int whole = precision - scale;
    int least = Math.min(scale, LEAST_SCALE);
    return SparkTypes.decimal(
        SparkTypes.MOST_DIGITS, Math.max(SparkTypes.MOST_DIGITS - whole, least));
  }
}
